"""What stands beside an institution: its rank among those of its kind, who is like it, and how ranks have moved."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from dashboard.domain.organisations import Kind, Level, SizeClass
from dashboard.services.read_beside import read_beside
from dashboard.services.read_leaderboard import read_leaderboard
from db.engine import Database
from db.tables import MilestoneRow, OrganisationRow, PastStandingRow, StandingRow
from tests.factories import NOW, TODAY

LEFT = TODAY - timedelta(days=120)
SINCE = TODAY - timedelta(days=TODAY.weekday() + 7)
ONES: Sequence[tuple[str, Kind, Level, int | None, float | None, float | None, float | None]] = (
    ("Lyon", Kind.CITY, Level.L2, 520_000, 0.30, 0.40, 0.30),
    ("Éze", Kind.CITY, Level.L3, 110_000, 0.28, 0.34, 0.31),
    ("Nouvelle", Kind.CITY, Level.L2, 120_000, 0.50, None, None),
    ("Dole", Kind.CITY, Level.L0, 130_000, 0.90, 0.95, None),
    ("Besançon", Kind.CITY, Level.L2, 150_000, None, None, None),
    ("Pau", Kind.CITY, Level.L2, 900, 0.10, 0.11, 0.10),
    ("Université de Besançon", Kind.UNIVERSITY, Level.L2, None, 0.2, 0.2, None),
)
"""Name, kind, level, size, both ends at day 90, the lower end of last week."""


@pytest.fixture
def filled(db: Database) -> Database:
    with db.writing() as session:
        for n, (name, kind, level, size, low, high, before) in enumerate(ONES):
            row = OrganisationRow(slug=f"o-{n}", name=name, match_key=name.lower(), kind=kind.value, registered_at=NOW, population=size)
            row.level = level.value
            session.add(row)
            session.flush()
            key = row.id or 0
            session.add(StandingRow(organisation_id=key, departed_on=None if name == "Besançon" else LEFT, baseline=1_000))
            if low is not None:
                session.add(MilestoneRow(organisation_id=key, age=90, as_of=TODAY, recovery_low=low, recovery_high=high))
            if before is not None:
                session.add(PastStandingRow(week_on=SINCE, age=90, organisation_id=key, recovery_low=before))
    return db


def test_the_rank_is_that_of_the_leaderboard_of_its_kind(filled: Database) -> None:
    found = read_beside(filled, today=TODAY)
    page = read_leaderboard(filled, today=TODAY, age=90, kind=Kind.CITY)
    ranked = {one.standing.slug: (one.rank, one.best, one.worst, one.risen) for one in page.certified}
    shown = {slug: (place.rank, place.best, place.worst, place.risen) for slug, one in found.items() if (place := one.place)}
    assert {slug: place for slug, place in shown.items() if found[slug].kind is Kind.CITY} == ranked
    assert len(ranked) == 4 and found["o-0"].place and found["o-0"].place.of == 4


def test_who_enters_above_moves_nobody_and_who_was_overtaken_has_moved(filled: Database) -> None:
    page = read_leaderboard(filled, today=TODAY, age=90, kind=Kind.CITY)
    assert {one.standing.name: (one.before, one.rank, one.risen) for one in page.certified} == {
        "Nouvelle": (None, 1, None),
        "Lyon": (2, 2, 1),
        "Éze": (1, 3, -1),
        "Pau": (3, 4, 0),
    }


def test_the_listed_and_those_without_a_reading_have_no_rank(filled: Database) -> None:
    found = read_beside(filled, today=TODAY)
    assert found["o-3"].place is None and found["o-4"].place is None


def test_those_like_it_have_left_and_are_the_nearest_in_size_of_its_class(filled: Database) -> None:
    found = read_beside(filled, today=TODAY, kind=Kind.CITY)
    assert [one.name for one in found["o-4"].like] == ["Dole", "Nouvelle", "Éze", "Lyon"]
    assert [one.name for one in found["o-0"].like] == ["Dole", "Nouvelle", "Éze"]
    assert found["o-5"].like == [] and found["o-0"].size_class is SizeClass.LARGE
    assert "o-6" not in found and read_beside(filled, today=TODAY)["o-6"].size_class is None


def test_a_kind_alone_says_the_same_as_all_of_them_together(filled: Database) -> None:
    everyone = read_beside(filled, today=TODAY)
    assert {**read_beside(filled, today=TODAY, kind=Kind.CITY), **read_beside(filled, today=TODAY, kind=Kind.UNIVERSITY)} == everyone
