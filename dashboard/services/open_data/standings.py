"""Standings: how each institution stands at its latest reading, and stood at each age that it has reached."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from sqlmodel import Session

from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.leaderboard import Missing, Ranked, Standing, rank
from dashboard.domain.redistribution import WITHHELD_DIGITS, withheld
from dashboard.services.open_data.accounts import OF
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import baselines, leaderboard, open_data
from db.leaderboard import Group, Selection
from db.tables import MilestoneRow, OrganisationRow

TEXT = Type.STRING


class Reading(StrEnum):
    """Which reading a row is: the latest, or the one at an age (domain.leaderboard.AGES)."""

    LATEST = "latest"
    DAY_7 = "day_7"
    DAY_30 = "day_30"
    DAY_90 = "day_90"
    DAY_180 = "day_180"
    DAY_365 = "day_365"


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    at_ages: dict[int, dict[int, MilestoneRow]] = defaultdict(dict)
    for milestone in open_data.milestones(session):
        at_ages[milestone.organisation_id][milestone.age] = milestone
    everyone = sorted(open_data.standings(session), key=lambda pair: pair[0].slug)
    known: dict[Reading, list[Standing]] = defaultdict(list)
    for row, latest in everyone:
        known[Reading.LATEST].append(leaderboard.standing(row, latest, latest, Selection(asked.today, None)))
        for age, there in at_ages.get(row.id or 0, {}).items():
            known[Reading(f"day_{age}")].append(leaderboard.standing(row, latest, there, Selection(asked.today, age)))
    ranked = {reading: {one.standing.slug: one for one in rank(standings)} for reading, standings in known.items()}
    hidden = _hidden(session, [row for row, _ in everyone])
    for row, _ in everyone:
        for reading in Reading:
            if row.slug in ranked.get(reading, {}):
                yield _row(reading, ranked[reading][row.slug], row.slug in hidden)


def _hidden(session: Session, everyone: Sequence[OrganisationRow]) -> set[str]:
    """Those whose baseline may not be handed on."""
    last = baselines.last(session, [row.id for row in everyone if row.id])
    events = ((row.slug, last.get(row.id or 0)) for row in everyone)
    return {slug for slug, one in events if one and one.figure and withheld(one.figure.provenance, one.network)}


def _row(reading: Reading, placed: Ranked, hidden: bool) -> Row:
    one = placed.standing
    part = Group.NOT_ENOUGH if one.missing is not None else Group.CERTIFIED if one.level.certified else Group.LISTED
    low, high = (_rounded(end, WITHHELD_DIGITS if hidden else 4) for end in (one.recovery_low, one.recovery_high))
    return (
        *(one.slug, reading.value, part.value, one.missing, placed.rank, placed.best, placed.worst, one.status, one.departed_on),
        *(None if hidden else one.baseline, one.baseline_on, one.baseline_source or None, hidden),
        *(one.as_of, one.age, one.regained_low, one.regained_high, low, high, _rounded(one.per_person, 2)),
        # The growth is that of the latest reading, whatever the age.
        _rounded(one.growth, 4) if reading is Reading.LATEST else None,
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


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
