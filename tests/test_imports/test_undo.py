"""Undoing an import takes its figures away and brings back what it had replaced, however many lie on one another."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from dashboard.domain.errors import Conflict, NotAllowed, NotFound
from dashboard.domain.figures import Provenance
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.export_series import export_series
from dashboard.services.imports.read import imports_of
from dashboard.services.read_organisation import read_organisation
from db import audit
from db.engine import Database
from db.tables import DailyRow, FlagRow, ReplacedRow
from tests.factories import HOLDING, NOW, TODAY, log, make_figures, make_organisation
from tests.people import actor
from tests.test_imports.cast import brought, undone
from tests.test_services.from_scratch import stored, truths

FIRST = date(2025, 1, 10)
DAYS = [FIRST + timedelta(days=n) for n in range(4)]


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, that left X, with one figure typed in before anything was brought."""
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {DAYS[0]: 1_000})
    log(db, on=DAYS[3])


def series(db: Database) -> dict[date, int]:
    return {one.at.date(): one.followers for one in export_series(db, "lyon")}


def daily(db: Database) -> dict[date, int]:
    with db.reading() as session:
        return {row.day: row.followers for row in session.exec(select(DailyRow))}


def test_what_is_undone_is_as_if_it_had_never_been_brought(db: Database) -> None:
    before = series(db), daily(db), stored(db)
    taken = brought(db, {DAYS[0]: 1_004, DAYS[1]: 1_010})
    assert (taken.stored, taken.unchanged, series(db)) == (2, 0, {DAYS[0]: 1_004, DAYS[1]: 1_010})
    undone(db, taken.done.id)
    assert (series(db), daily(db)) == before[:2]
    assert stored(db)["lyon"].latest == before[2]["lyon"].latest
    assert stored(db) == truths(db, TODAY, HOLDING)
    with db.reading() as session:
        assert session.exec(select(ReplacedRow)).all() == []


def test_bringing_the_same_again_brings_nothing(db: Database) -> None:
    first = brought(db, {DAYS[1]: 1_010})
    again = brought(db, {DAYS[1]: 1_010})
    assert (again.stored, again.unchanged) == (0, 1)
    undone(db, again.done.id)
    assert series(db)[DAYS[1]] == 1_010
    undone(db, first.done.id)
    assert DAYS[1] not in series(db)


def test_the_layer_in_the_middle_can_be_taken_out(db: Database) -> None:
    low, middle, top = (brought(db, {DAYS[1]: count}).done.id for count in (1_010, 1_020, 1_030))
    undone(db, middle)
    assert series(db)[DAYS[1]] == 1_030
    undone(db, top)
    assert series(db)[DAYS[1]] == 1_010
    undone(db, low)
    assert DAYS[1] not in series(db)


def test_another_source_of_the_same_day_is_not_touched(db: Database) -> None:
    taken = brought(db, {DAYS[0]: 998}, provenance=Provenance.PRESS)
    assert daily(db) == {DAYS[0]: 998}
    undone(db, taken.done.id)
    assert daily(db) == {DAYS[0]: 1_000}


def test_the_baseline_goes_with_the_import_that_brought_it(db: Database) -> None:
    make_organisation(db, "Besançon")
    log(db, "besancon", on=DAYS[3])
    make_figures(db, "besancon", Network.X, {DAYS[0] - timedelta(days=40): 300})
    taken = brought(db, {DAYS[3]: 290}, slug="besancon")
    shown = read_organisation(db, "besancon", today=TODAY, holding=HOLDING)
    assert shown.baseline and shown.baseline.followers == 300, "it was frozen before the import, and stays"
    undone(db, taken.done.id)
    shown = read_organisation(db, "besancon", today=TODAY, holding=HOLDING)
    assert shown.baseline and shown.baseline.followers == 300


def test_it_stays_in_the_list_with_the_day_on_which_it_was_undone(db: Database) -> None:
    taken = brought(db, {DAYS[1]: 1_010, DAYS[2]: 1_011})
    undone(db, taken.done.id)
    (newest, *_) = imports_of(db, OPERATOR, "lyon", now=NOW)
    assert (newest.method, newest.figures, newest.first_on, newest.last_on) == (Method.FIGURES, 2, DAYS[1], DAYS[2])
    assert newest.undone_at == NOW
    with db.reading() as session:
        noted = audit.last(session)
        assert noted and noted.deed == "figures.import_undone"


def test_twice_is_refused(db: Database) -> None:
    taken = brought(db, {DAYS[1]: 1_010})
    undone(db, taken.done.id)
    with pytest.raises(Conflict):
        undone(db, taken.done.id)
    with pytest.raises(NotFound):
        undone(db, 999)


def test_only_the_team_undoes_what_was_brought_for_it(db: Database) -> None:
    taken = brought(db, {DAYS[1]: 1_010})
    make_organisation(db, "Besançon")
    with pytest.raises(NotAllowed):
        undone(db, taken.done.id, actor(db, "eve@besancon.example", owner_of="besancon"))
    with pytest.raises(NotAllowed):
        imports_of(db, actor(db, "zoe@besancon.example", editor_of="besancon"), "lyon", now=NOW)
    assert series(db)[DAYS[1]] == 1_010
    undone(db, taken.done.id, actor(db, "ana@lyon.example", editor_of="lyon"))


def test_the_collective_undoes_any(db: Database) -> None:
    taken = brought(db, {DAYS[1]: 1_010})
    undone(db, taken.done.id, actor(db, "zoe@essaim.example", Role.COLLECTIVE))
    assert DAYS[1] not in series(db)


def test_flags_go_with_their_figures(db: Database) -> None:
    taken = brought(db, {DAYS[1]: 900_000_000})
    undone(db, taken.done.id)
    with db.reading() as session:
        assert session.exec(select(FlagRow)).all() == []
