"""Standings: how each institution stands at its latest reading, and stood at each age that it has reached."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session

from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.leaderboard import AGES, Missing, Standing
from dashboard.domain.redistribution import withheld
from dashboard.services.open_data.accounts import OF
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import baselines, leaderboard, open_data
from db.leaderboard import Group, Selection
from db.tables import MilestoneRow

TEXT = Type.STRING


class Reading(StrEnum):
    """Which reading a row is: the latest, or the one at an age (domain.leaderboard.AGES)."""

    LATEST = "latest"
    DAY_7 = "day_7"
    DAY_30 = "day_30"
    DAY_90 = "day_90"
    DAY_180 = "day_180"
    DAY_365 = "day_365"


@dataclass
class _Places:
    """The ends of all certified bands at one reading, sorted: places come from counting."""

    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    open_ended: int = 0

    def add(self, one: Standing) -> None:
        self.lows.append(one.recovery_low or 0.0)
        if one.recovery_high is None:
            self.open_ended += 1
        else:
            self.highs.append(one.recovery_high)

    def sort(self) -> None:
        self.lows.sort()
        self.highs.sort()

    def of(self, one: Standing) -> tuple[int, int, int]:
        """Place, best and worst possible place (domain.metrics)."""
        low, high = one.recovery_low or 0.0, one.recovery_high
        before = len(self.lows) - bisect_right(self.lows, low)
        best = 0 if high is None else len(self.lows) - bisect_right(self.lows, high)
        return before + 1, best + 1, self.open_ended + len(self.highs) - bisect_left(self.highs, low)


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    at_ages: dict[int, dict[int, MilestoneRow]] = defaultdict(dict)
    for milestone in open_data.milestones(session):
        at_ages[milestone.organisation_id][milestone.age] = milestone
    everyone = sorted(open_data.standings(session), key=lambda pair: pair[0].slug)
    events = baselines.last(session, [row.id for row, _ in everyone if row.id])
    known: list[tuple[Reading, Standing, float | None, bool]] = []
    places: dict[Reading, _Places] = defaultdict(_Places)
    for row, latest in everyone:
        event = events.get(row.id or 0)
        hidden = event is not None and event.figure is not None and withheld(event.figure.provenance, event.network)
        of_ages = at_ages.get(row.id or 0, {})
        for age in (None, *(age for age in AGES if age in of_ages)):
            reading = latest if age is None else of_ages[age]
            one = leaderboard.standing(row, latest, reading, Selection(asked.today, age))
            name = Reading.LATEST if age is None else Reading(f"day_{age}")
            known.append((name, one, latest.growth if age is None else None, hidden))
            if _group(one) is Group.CERTIFIED:
                places[name].add(one)
    for each in places.values():
        each.sort()
    for name, one, growth, hidden in known:
        yield _row(name, one, places[name], growth, hidden)


def _group(one: Standing) -> Group:
    if one.missing is not None:
        return Group.NOT_ENOUGH
    return Group.CERTIFIED if one.level.certified else Group.LISTED


def _row(name: Reading, one: Standing, places: _Places, growth: float | None, hidden: bool) -> Row:
    ranked = places.of(one) if _group(one) is Group.CERTIFIED else (None, None, None)
    # A share to four places beside the people regained would give away the number that is left out.
    digits = 2 if hidden else 4
    low, high = (None if end is None else round(end, digits) for end in (one.recovery_low, one.recovery_high))
    return (
        *(one.slug, name.value, _group(one).value, one.missing, *ranked, one.status, one.departed_on),
        *(None if hidden else one.baseline, one.baseline_on, one.baseline_source or None, hidden),
        *(one.as_of, one.age, one.regained_low, one.regained_high, low, high, _per_person(one)),
        None if growth is None else round(growth, 4),
    )


def _per_person(one: Standing) -> float | None:
    return None if one.regained_low is None or not one.size else round(1_000 * one.regained_low / one.size, 2)


STANDINGS = Table(
    "standings",
    N_("Standings"),
    N_("How each institution stands at its latest reading and at 7, 30, 90, 180 and 365 days after its departure, where it was read."),
    (
        OF,
        Column("reading", TEXT, N_("The latest reading, or the one so many days after the departure."), True, members=Reading),
        Column("part", TEXT, N_("Certified ones have a rank, listed ones none; of the others something is missing."), True, members=Group),
        Column("missing", TEXT, N_("What is missing for a comparison, the first thing to fetch."), members=Missing),
        *(Column(name, Type.INTEGER, minimum=1) for name in ("rank", "rank_best", "rank_worst")),
        Column("status", TEXT, N_("The step of the departure that was reached."), members=Status),
        Column("departed_on", Type.DATE, N_("Day of the departure, day 0; planned where it is to come.")),
        Column("baseline", Type.INTEGER, minimum=1),
        Column("baseline_on", Type.DATE, N_("Day of that figure.")),
        Column("baseline_source", TEXT, N_("Where that figure can be checked.")),
        Column("baseline_withheld", Type.BOOLEAN, N_("Whether that figure is known but may not be handed on."), True),
        Column("as_of", Type.DATE, N_("Day of the reading.")),
        Column("age", Type.INTEGER),
        *(Column(name, Type.INTEGER, minimum=0) for name in ("regained_low", "regained_high")),
        *(Column(name, Type.NUMBER, minimum=0) for name in ("recovery_low", "recovery_high", "per_person")),
        Column("growth", Type.NUMBER),
    ),
    _rows,
    key=("organisation", "reading"),
    references=(("organisation", "organisations", "slug"),),
)
