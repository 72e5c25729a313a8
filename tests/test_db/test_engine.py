"""Transactions keep what they promise, on both databases."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, select

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from db import organisations
from db.engine import Database
from db.tables import AccountRow, DailyRow, DepartureRow, ObservationRow, OrganisationRow, SnapshotRow
from tests.factories import NOW, account_id, make_account, make_figures, make_organisation

INCREMENTS = 600
PROCESSES, THREADS = 2, 5


def count_up(db: Database, times: int) -> None:
    for _ in range(times):
        with db.writing() as session:
            row = organisations.by_slug(session, "lyon")
            row.population = (row.population or 0) + 1


def count_up_in_threads(url: str, times: int) -> None:
    with closing(Database(url)) as db, ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda _: count_up(db, times), range(THREADS)))


def population(db: Database) -> int | None:
    with db.reading() as session:
        return organisations.by_slug(session, "lyon").population


def test_no_increment_of_many_threads_and_processes_is_lost(db: Database) -> None:
    make_organisation(db)
    context = multiprocessing.get_context("spawn")
    each = INCREMENTS // PROCESSES // THREADS
    counters = [context.Process(target=count_up_in_threads, args=(db.url, each)) for _ in range(PROCESSES)]
    for one in counters:
        one.start()
    for one in counters:
        one.join(120)
    assert [one.exitcode for one in counters] == [0] * PROCESSES
    assert population(db) == INCREMENTS


def test_a_reader_does_not_wait_for_a_writer_and_sees_what_was_there_before(db: Database) -> None:
    make_organisation(db, population=1)
    with db.writing() as session:
        organisations.by_slug(session, "lyon").population = 2
        session.flush()
        assert population(db) == 1
    assert population(db) == 2


def test_all_questions_of_one_reader_are_answered_from_one_state(db: Database) -> None:
    make_organisation(db, population=1)
    with db.reading() as session:
        ask = text("SELECT population FROM organisation")
        before = session.execute(ask).scalar()
        with db.writing() as other:
            organisations.by_slug(other, "lyon").population = 2
        assert (before, session.execute(ask).scalar()) == (1, 1)
    assert population(db) == 2


def test_what_a_failed_block_wrote_is_dropped(db: Database) -> None:
    make_organisation(db, population=1)
    with pytest.raises(RuntimeError), db.writing() as session:
        organisations.by_slug(session, "lyon").population = 2
        session.flush()
        raise RuntimeError("midway")
    assert population(db) == 1


def test_what_a_reading_session_changes_is_not_kept(db: Database) -> None:
    make_organisation(db, population=1)
    with db.reading() as session:
        organisations.by_slug(session, "lyon").population = 2
        session.flush()
    assert population(db) == 1


def test_an_instant_without_its_zone_is_refused(db: Database) -> None:
    make_organisation(db)
    with pytest.raises(StatementError, match="needs its time zone"), db.writing() as session:
        organisations.by_slug(session, "lyon").registered_at = datetime(2025, 6, 1, 9)
        session.flush()


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-9, minutes=-30))])
def test_an_instant_comes_back_as_the_same_instant_in_utc(db: Database, zone: timezone) -> None:
    make_organisation(db)
    at = datetime(2025, 3, 30, 1, 59, 59, 999_999, tzinfo=zone)
    with db.writing() as session:
        organisations.by_slug(session, "lyon").registered_at = at
    with db.reading() as session:
        stored = organisations.by_slug(session, "lyon").registered_at
    assert stored == at
    assert stored.utcoffset() == timedelta(0)


def breaking(table: type[Any], **column: object) -> Callable[[Session], None]:
    """A change that a constraint must refuse."""

    def change(session: Session) -> None:
        row = session.exec(select(table)).first()
        assert row is not None
        for name, value in column.items():
            setattr(row, name, value)
        session.flush()

    return change


@pytest.mark.parametrize(
    "change",
    [
        breaking(OrganisationRow, kind="town"),
        breaking(OrganisationRow, level="L9"),
        breaking(OrganisationRow, population=0),
        breaking(OrganisationRow, students=-1),
        breaking(OrganisationRow, staff=0),
        breaking(AccountRow, network="myspace"),
        breaking(AccountRow, state="asleep"),
        breaking(AccountRow, origin="elsewhere"),
        breaking(AccountRow, link="wished"),
        breaking(AccountRow, organisation_id=999),
        breaking(DepartureRow, status="gone"),
        breaking(DepartureRow, network="myspace"),
        breaking(SnapshotRow, followers=-1),
        breaking(SnapshotRow, provenance="hearsay"),
        breaking(SnapshotRow, precision="about"),
        breaking(SnapshotRow, followers=None),
        breaking(DailyRow, followers=-1),
        breaking(DailyRow, provenance="hearsay"),
        breaking(DailyRow, precision="about"),
        breaking(ObservationRow, state="asleep"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(db: Database, change: Callable[[Session], None]) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY, followers=10)
    with db.writing() as session:
        session.add(DepartureRow(organisation_id=1, network="x", status="departed", on=NOW.date(), logged_at=NOW))
        session.add(ObservationRow(account_id=1, at=NOW, state="hidden", message="hidden"))
    with pytest.raises(IntegrityError), db.writing() as session:
        change(session)


def test_deleting_an_organisation_leaves_nothing_of_it(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY, followers=10)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 5})
    with db.writing() as session:
        session.execute(text("DELETE FROM organisation"))
    with db.reading() as session:
        tables = ("account", "snapshot", "daily", "departure", "standing", "milestone", "observation")
        assert [session.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in tables] == [0] * len(tables)


def test_a_count_larger_than_any_audience_does_not_break_the_tables(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)
    make_account(db, "lyon", Network.MASTODON)
    for network in (Network.BLUESKY, Network.MASTODON):
        make_figures(db, "lyon", network, {"2025-06-01": 10_000_000_000})
    with db.reading() as session:
        row = session.get(DailyRow, (account_id(db, "lyon", Network.BLUESKY), NOW.date()))
        assert row is not None and (row.followers, row.provenance) == (10_000_000_000, Provenance.API.value)
