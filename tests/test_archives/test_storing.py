"""What is stored of an archive: one figure of the organisation's own account, the same on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.imports.archive import ArchivePreview, check_archive
from dashboard.services.imports.undo import undo_import
from dashboard.services.read_organisation import read_organisation
from db import audit, figures
from db.engine import Database
from db.tables import AccountRow, SnapshotRow
from tests.archives.contents import ACCOUNT, HANDLE, MADE_AT
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_account, make_figures, make_organisation
from tests.test_archives.besancon import FACTS, SLUG, account, counts, store

LEFT = date(2025, 1, 24)


@pytest.fixture(autouse=True)
def besancon(db: Database) -> None:
    """Université de Besançon, of which nobody has said anything yet."""
    make_organisation(db, "Université de Besançon")


def test_its_count_is_stored_at_the_instant_at_which_x_made_it(db: Database) -> None:
    make_account(db, SLUG, Network.X, HANDLE)
    taken = store(db)
    assert (taken.stored, taken.unchanged, taken.flagged, taken.done.method) == (1, 0, 0, Method.ARCHIVE)
    with db.reading() as session:
        (stored,) = figures.snapshots(session, [account_id(db, SLUG, Network.X)])
        assert (stored.at, stored.followers, stored.following, stored.posts) == (MADE_AT, 14_211, 310, None)
        assert (stored.provenance, stored.precision) == (Provenance.ARCHIVE, Precision.EXACT)
        assert (stored.source, stored.role) == (f"X archive {ACCOUNT} 2025-01-22", Role.OPERATOR)
        noted = [entry.deed for entry in audit.entries(session, audit.Wanted(), 50)]
    assert noted.count(Deed.FIGURES_IMPORTED) == 1


def test_the_account_keeps_its_number_and_is_known_by_it_when_it_is_renamed(db: Database) -> None:
    make_account(db, SLUG, Network.X, HANDLE.upper())
    store(db)
    assert (account(db).handle, account(db).remote_id) == (HANDLE.upper(), ACCOUNT)
    renamed = replace(FACTS, handle="besancon_univ", generated_at=MADE_AT + timedelta(days=1), followers=14_212)
    store(db, renamed)
    assert [count for count, _ in counts(db).values()] == [14_211, 14_212]


def test_an_organisation_without_an_account_gets_the_one_of_its_archive(db: Database) -> None:
    assert check_archive(db, SLUG, FACTS, by=OPERATOR, now=NOW) == ArchivePreview(FACTS, HANDLE, is_new=True, departed_on=None)
    store(db)
    assert (account(db).handle, account(db).remote_id, account(db).url) == (HANDLE, ACCOUNT, f"https://x.com/{HANDLE}")


def test_an_account_without_a_handle_gets_that_of_the_archive(db: Database) -> None:
    make_figures(db, SLUG, Network.X, {"2025-01-01": 14_000})
    key = account_id(db, SLUG, Network.X)
    assert check_archive(db, SLUG, FACTS, by=OPERATOR, now=NOW).is_new
    store(db)
    assert (account(db).id, account(db).handle) == (key, HANDLE)


def test_undoing_leaves_no_trace_of_the_account(db: Database) -> None:
    undo_import(db, store(db).done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    with db.reading() as session:
        assert not session.exec(select(AccountRow)).all() and not session.exec(select(SnapshotRow)).all()


@pytest.mark.parametrize("handle", ["", HANDLE])
def test_undoing_leaves_an_account_as_it_was(db: Database, handle: str) -> None:
    if handle:
        make_account(db, SLUG, Network.X, handle)
    make_figures(db, SLUG, Network.X, {"2025-01-01": 14_000})
    before = account(db).model_dump()
    undo_import(db, store(db).done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert account(db).model_dump() == before
    assert counts(db) == {date(2025, 1, 1): (14_000, Provenance.DECLARED)}


def test_the_same_archive_again_changes_nothing(db: Database) -> None:
    store(db)
    again = store(db)
    assert (again.stored, again.unchanged) == (0, 1)
    assert counts(db) == {MADE_AT.date(): (14_211, Provenance.ARCHIVE)}


def test_the_archive_becomes_the_baseline_in_place_of_a_declared_figure(db: Database) -> None:
    make_figures(db, SLUG, Network.X, {LEFT: 14_000})
    log(db, SLUG, on=LEFT)
    store(db)
    shown = read_organisation(db, SLUG, today=TODAY, holding=HOLDING)
    assert shown.baseline is not None
    assert (shown.baseline.followers, shown.baseline.provenance, shown.baseline.day) == (14_211, Provenance.ARCHIVE, MADE_AT.date())
    assert shown.baseline_events[-1].reason == f"X archive {ACCOUNT} 2025-01-22"


def test_an_archive_far_from_the_departure_leaves_the_baseline_as_it_is(db: Database) -> None:
    make_figures(db, SLUG, Network.X, {LEFT: 14_000})
    log(db, SLUG, on=LEFT)
    store(db, replace(FACTS, generated_at=MADE_AT - timedelta(days=60)))
    shown = read_organisation(db, SLUG, today=TODAY, holding=HOLDING)
    assert shown.baseline is not None and shown.baseline.provenance is Provenance.DECLARED


def test_an_archive_without_a_list_of_followed_stores_none(db: Database) -> None:
    store(db, replace(FACTS, following=None, followers=0))
    with db.reading() as session:
        stored = session.exec(select(SnapshotRow)).one()
        assert (stored.followers, stored.following) == (0, None)
