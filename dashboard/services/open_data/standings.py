"""Standings: how each institution stands at its latest reading, and stood at each age that it has reached."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from dashboard.domain.departures import Status
from dashboard.domain.errors import N_
from dashboard.domain.leaderboard import AGES, Missing, Order, Ranked, Standing, rank
from dashboard.domain.redistribution import WITHHELD, WITHHELD_DIGITS, withheld
from dashboard.services.open_data.accounts import OF
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db import baselines, open_data
from db.leaderboard import Group
from db.standing_made import READING, made

TEXT = Type.STRING


class Reading(StrEnum):
    """Which reading a row is: the latest, or the one at an age (domain.leaderboard.AGES)."""

    LATEST = "latest"
    DAY_7 = "day_7"
    DAY_30 = "day_30"
    DAY_90 = "day_90"
    DAY_180 = "day_180"
    DAY_365 = "day_365"


_AT_AGE = {age: Reading(f"day_{age}") for age in AGES}


def _rows(session: Session, asked: Asked) -> Iterator[Row]:
    at_ages: dict[int, list[tuple[int, Sequence[Any]]]] = defaultdict(list)
    for key, age, *there in open_data.milestones(session):
        at_ages[key].append((age, there))
    everyone = sorted(open_data.standings(session), key=lambda row: str(row[1]))
    known: dict[Reading, list[Standing]] = defaultdict(list)
    for key, *latest in everyone:
        known[Reading.LATEST].append(made(latest, asked.today, None, Order.RECOVERY))
        of_it = latest[: -len(READING)]
        for age, then in at_ages.get(key, ()):
            known[_AT_AGE[age]].append(made([*of_it, *then], asked.today, age, Order.RECOVERY))
    ranked = {reading: {one.standing.slug: one for one in rank(standings)} for reading, standings in known.items()}
    in_order = [(reading, ranked[reading]) for reading in Reading if reading in ranked]
    hidden = _hidden(session, {key: slug for key, slug, *_ in everyone})
    for _, slug, *_ in everyone:
        for reading, places in in_order:
            if slug in places:
                yield _row(reading, places[slug], slug in hidden)


def _hidden(session: Session, slugs: Mapping[int, str]) -> set[str]:
    """Those whose baseline may not be handed on.

    :param slugs: of everybody, by key.
    """
    last = baselines.last(session, open_data.holders_of(session, WITHHELD) & slugs.keys())
    return {slugs[key] for key, one in last.items() if one and one.figure and withheld(one.figure.provenance, one.network)}


def _row(reading: Reading, placed: Ranked, hidden: bool) -> Row:
    one = placed.standing
    digits = WITHHELD_DIGITS if hidden else 4
    return (
        one.slug,
        reading,
        Group.NOT_ENOUGH if one.missing is not None else Group.CERTIFIED if one.level.certified else Group.LISTED,
        one.missing,
        placed.rank,
        placed.best,
        placed.worst,
        one.status,
        one.departed_on,
        None if hidden else one.baseline,
        one.baseline_on,
        one.baseline_source or None,
        hidden,
        one.as_of,
        one.age,
        one.regained_low,
        one.regained_high,
        _rounded(one.recovery_low, digits),
        _rounded(one.recovery_high, digits),
        _rounded(one.per_person, 2),
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
