"""A published copy is made anew where an exit day changed, and only there."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.plan import change_exit_day
from dashboard.services.read_revisions import Revisions, read_revisions
from db.engine import Database
from tests.factories import NOW
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges


def changed(before: Revisions, after: Revisions) -> set[str]:
    """Whose pages are made anew; of everybody by the empty name."""
    own = {slug for slug, one in after.organisations.items() if before.organisations.get(slug) != one}
    return own | ({""} if (before.beside, before.everywhere) != (after.beside, after.everywhere) else set())


def test_whatever_is_shown_of_a_day_is_made_anew_when_it_changes(db: Database) -> None:
    lyon, _ = city(db, "Lyon"), city(db, "Besançon")
    seen = [read_revisions(db)]
    planned(db)
    seen.append(read_revisions(db))
    pledges(db, lyon, shown=True)
    seen.append(read_revisions(db))
    change_exit_day(db, DAY, replace(CITIES, on=date(2025, 9, 29)), by=OPERATOR, now=NOW, seen=2)
    seen.append(read_revisions(db))
    assert [changed(*pair) for pair in pairwise(seen)] == [{""}, {"lyon"}, {"", "lyon"}]
