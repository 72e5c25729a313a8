"""What hangs on a figure goes with it when two rows become one: its import, its flags, the baseline that rests on it."""

from datetime import date
from typing import Any

from sqlmodel import select

from dashboard.domain.figures import noon
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.imports.read import imports_of
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from db.tables import FlagRow
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_figures, make_organisation
from tests.test_imports.cast import brought, undone

LEFT = date(2025, 1, 20)


def two_rows(db: Database) -> None:
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {LEFT: 1_000})
    log(db, on=LEFT)
    make_organisation(db, "Ville de Lyon")


def merge(db: Database) -> None:
    merge_organisations(db, OPERATOR, "lyon", "ville-de-lyon", now=NOW, holding=HOLDING)


def test_an_import_of_the_one_that_goes_can_still_be_undone(db: Database) -> None:
    two_rows(db)
    make_figures(db, "ville-de-lyon", Network.X, {date(2024, 5, 1): 800})
    number = brought(db, {date(2024, 6, 1): 810}, slug="ville-de-lyon").done.id
    merge(db)
    assert number in [one.id for one in imports_of(db, OPERATOR, "lyon", now=NOW)]
    undone(db, number)
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert [one.day for one in shown.series[0].figures] == [date(2024, 5, 1), LEFT]


def test_a_flag_follows_its_figure(db: Database) -> None:
    two_rows(db)
    make_figures(db, "ville-de-lyon", Network.X, {LEFT: 9_000})
    theirs = account_id(db, "ville-de-lyon", Network.X)
    with db.writing() as session:
        flag: dict[str, Any] = {"provenance": "declared", "followers": 9_000, "reason": "jump", "raised_at": NOW}
        session.add(FlagRow(account_id=theirs, at=noon(LEFT), **flag))
    merge(db)
    mine = account_id(db, "lyon", Network.X)
    with db.reading() as session:
        (row,) = session.exec(select(FlagRow)).all()
        assert row.account_id == mine and row.at.date() == LEFT and row.at != noon(LEFT)


def test_the_baseline_of_the_one_that_stays_goes_on(db: Database) -> None:
    two_rows(db)
    make_figures(db, "ville-de-lyon", Network.X, {LEFT: 1_300})
    merge(db)
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert shown.baseline and shown.baseline.followers == 1_000
    assert len(shown.baseline_events) == 1
