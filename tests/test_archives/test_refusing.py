"""Whose archive is refused, and of which day: with a sentence that says what to do, and nothing is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from dashboard.domain.departures import Status
from dashboard.domain.errors import Conflict, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.imports.archive import check_archive
from db.engine import Database
from db.tables import AccountRow, ImportRow, SnapshotRow
from tests.archives.contents import ACCOUNT, HANDLE, MADE_AT
from tests.factories import NOW, log, make_account, make_organisation
from tests.people import actor
from tests.test_archives.besancon import FACTS, SLUG, store

OTHER = "1400000000000000002"


@pytest.fixture(autouse=True)
def besancon(sqlite_db: Database) -> None:
    """Université de Besançon, of which nobody has said anything yet."""
    make_organisation(sqlite_db, "Université de Besançon")


def refusal(db: Database, facts: ArchiveFacts = FACTS, kind: type[Refused] = Refused) -> str:
    """The sentence; what is checked before it is stored says the same, and nothing is left of either."""
    with db.reading() as session:
        before = len(session.exec(select(SnapshotRow)).all()), len(session.exec(select(AccountRow)).all())
    with pytest.raises(kind) as checked:
        check_archive(db, SLUG, facts, by=OPERATOR, now=NOW)
    with pytest.raises(kind) as stored:
        store(db, facts)
    assert str(stored.value) == str(checked.value)
    with db.reading() as session:
        assert before == (len(session.exec(select(SnapshotRow)).all()), len(session.exec(select(AccountRow)).all()))
        assert session.exec(select(ImportRow)).all() == []
    return str(stored.value)


def test_the_archive_of_another_account_is_refused_with_both_names(sqlite_db: Database) -> None:
    make_account(sqlite_db, SLUG, Network.X, "besancon")
    make_account(sqlite_db, SLUG, Network.X, "besancon_sport")
    said = refusal(sqlite_db)
    assert "archive of @univ_besancon" in said and "Université de Besançon is @besancon, @besancon_sport on X" in said


def test_an_account_that_took_the_same_handle_later_is_another_one(sqlite_db: Database) -> None:
    store(sqlite_db)
    with pytest.raises(Refused) as refused:
        store(sqlite_db, replace(FACTS, account_id=OTHER, generated_at=MADE_AT + timedelta(days=1)))
    assert OTHER in str(refused.value) and ACCOUNT in str(refused.value)


@pytest.mark.parametrize("handle", [HANDLE.title(), "renamed"])
def test_the_archive_of_another_institution_is_refused_with_its_name(sqlite_db: Database, handle: str) -> None:
    make_organisation(sqlite_db)
    if handle == "renamed":
        store(sqlite_db, slug="lyon")
        with pytest.raises(Conflict, match="another institution: Lyon"):
            store(sqlite_db, replace(FACTS, handle=handle))
    else:
        make_account(sqlite_db, "lyon", Network.X, handle)
        assert "another institution: Lyon" in refusal(sqlite_db, kind=Conflict)


def test_an_archive_made_after_the_departure_is_refused_with_its_count_and_what_to_do(sqlite_db: Database) -> None:
    log(sqlite_db, SLUG, on=MADE_AT.date() - timedelta(days=1))
    said = refusal(sqlite_db)
    assert "made on 2025-01-22" in said and "left X on 2025-01-21" in said and "14211" in said and "dated figure" in said


@pytest.mark.parametrize("days", [0, 1, 400])
def test_an_archive_of_the_day_of_the_departure_or_before_is_taken(sqlite_db: Database, days: int) -> None:
    log(sqlite_db, SLUG, on=MADE_AT.date() + timedelta(days=days))
    assert check_archive(sqlite_db, SLUG, FACTS, by=OPERATOR, now=NOW).departed_on == MADE_AT.date() + timedelta(days=days)
    assert store(sqlite_db).stored == 1


def test_an_organisation_that_came_back_may_bring_a_newer_archive(sqlite_db: Database) -> None:
    log(sqlite_db, SLUG, on="2024-06-01")
    log(sqlite_db, SLUG, Status.RETURNED, "2024-12-01")
    assert store(sqlite_db).stored == 1


def test_leaving_another_network_asks_nothing_of_an_archive_of_x(sqlite_db: Database) -> None:
    log(sqlite_db, SLUG, on="2025-01-01", network=Network.FACEBOOK)
    assert store(sqlite_db).stored == 1


def test_an_archive_from_the_future_is_refused(sqlite_db: Database) -> None:
    assert "still to come" in refusal(sqlite_db, replace(FACTS, generated_at=NOW + timedelta(seconds=1)))
    assert store(sqlite_db, replace(FACTS, generated_at=NOW)).stored == 1


def test_an_archive_from_before_the_account_was_opened_is_refused(sqlite_db: Database) -> None:
    make_account(sqlite_db, SLUG, Network.X, HANDLE)
    with sqlite_db.writing() as session:
        session.exec(select(AccountRow)).one().opened_on = MADE_AT.date() + timedelta(days=1)
    assert "opened on 2025-01-23" in refusal(sqlite_db)


def test_only_its_team_brings_an_archive(sqlite_db: Database) -> None:
    make_organisation(sqlite_db)
    stranger = actor(sqlite_db, owner_of="lyon")
    for who, kind in ((stranger, NotAllowed), (VISITOR, SignInNeeded)):
        with pytest.raises(kind):
            store(sqlite_db, by=who)
        with pytest.raises(kind):
            check_archive(sqlite_db, SLUG, FACTS, by=who, now=NOW)
    with pytest.raises(NotFound):
        store(sqlite_db, slug="nowhere")
