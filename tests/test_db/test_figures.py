"""Snapshots are stored once, and the figure of a day is the most trustworthy, then the latest."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from dashboard.domain.figures import Precision, Provenance, Snapshot
from dashboard.domain.networks import Network
from dashboard.services.record_snapshots import record_snapshots
from db import figures
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, make_account, make_organisation

DAY = date(2025, 5, 31)
EARLY, NOON, LATE = (datetime(2025, 5, 31, hour, tzinfo=UTC) for hour in (0, 12, 23))
API, PRESS, DECLARED = Provenance.API, Provenance.PRESS, Provenance.DECLARED


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon with an account that was never read; its key is 1."""
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)


def record(db: Database, *snapshots: Snapshot) -> None:
    with db.writing() as session:
        record_snapshots(session, snapshots, today=TODAY, holding=HOLDING)


def one(at: datetime, followers: int, provenance: Provenance = API, source: str = "") -> Snapshot:
    return Snapshot(1, at, followers, provenance=provenance, source=source)


def stored(db: Database) -> list[tuple[datetime, int, Provenance]]:
    with db.reading() as session:
        return [(row.at, row.followers, row.provenance) for row in figures.snapshots(session, [1])]


def of_day(db: Database) -> int:
    with db.reading() as session:
        (figure,) = figures.daily(session, [1], DAY, DAY)[1]
        return figure.followers


def test_the_same_reading_twice_is_one_row(db: Database) -> None:
    record(db, one(NOON, 10))
    record(db, one(NOON, 10))
    assert stored(db) == [(NOON, 10, API)]


def test_the_same_reading_twice_in_one_batch_is_one_row_and_the_later_counts(db: Database) -> None:
    record(db, one(NOON, 10), one(LATE, 30), one(NOON, 20))
    assert stored(db) == [(NOON, 20, API), (LATE, 30, API)]
    assert of_day(db) == 30


def test_a_correction_replaces_the_count_and_the_figure_of_the_day(db: Database) -> None:
    record(db, one(NOON, 10))
    record(db, one(NOON, 8))
    assert (stored(db), of_day(db)) == ([(NOON, 8, API)], 8)


def test_a_correction_of_what_did_not_stand_changes_no_figure_of_the_day(db: Database) -> None:
    record(db, one(EARLY, 5), one(LATE, 10))
    record(db, one(EARLY, 99))
    assert (len(stored(db)), of_day(db)) == (2, 10)


ORDERS = list(permutations([one(EARLY, 1, PRESS), one(NOON, 2, DECLARED), one(LATE, 3, DECLARED), one(EARLY, 4, DECLARED)]))


@pytest.mark.parametrize("order", ORDERS[::5])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_most_trustworthy_stands_in_whatever_order_they_come(db: Database, order: tuple[Snapshot, ...], at_once: bool) -> None:
    for some in [order] if at_once else [(snapshot,) for snapshot in order]:
        record(db, *some)
    assert len(stored(db)) == 4
    assert of_day(db) == 1


@pytest.mark.parametrize("order", list(permutations([one(EARLY, 1), one(NOON, 2), one(LATE, 3)])))
def test_of_equals_the_latest_stands(db: Database, order: tuple[Snapshot, ...]) -> None:
    for snapshot in order:
        record(db, snapshot)
    assert of_day(db) == 3


def test_what_the_press_said_is_not_lost_when_a_person_says_something_else(db: Database) -> None:
    record(db, one(NOON, 2_200_000, PRESS, "CNews"))
    record(db, one(NOON, 2_100_000, DECLARED, "the city"))
    assert stored(db) == [(NOON, 2_100_000, DECLARED), (NOON, 2_200_000, PRESS)]
    assert of_day(db) == 2_200_000


def test_days_are_those_of_utc(db: Database) -> None:
    record(db, one(datetime(2025, 5, 31, 23, 59, 59, 999_999, tzinfo=UTC), 10), one(datetime(2025, 6, 1, tzinfo=UTC), 20))
    with db.reading() as session:
        assert [(figure.day, figure.followers) for figure in figures.daily(session, [1])[1]] == [(DAY, 10), (TODAY, 20)]


def test_a_figure_keeps_its_source_its_precision_and_its_other_counts(db: Database) -> None:
    whole = Snapshot(1, NOON, 10, 7, 0, PRESS, "https://example.org/été", Precision.ROUNDED)
    record(db, whole)
    with db.reading() as session:
        assert list(figures.snapshots(session, [1])) == [whole]
        (figure,) = figures.daily(session, [1])[1]
        assert (figure.source, figure.precision, figure.at) == (whole.source, Precision.ROUNDED, NOON)


def test_a_source_is_written_once(db: Database) -> None:
    record(db, one(EARLY, 1, PRESS, "CNews"), one(NOON, 2, PRESS, "CNews"))
    record(db, one(LATE, 3, PRESS, "CNews"))
    with db.reading() as session:
        assert len(figures.source_ids(session, ["CNews"])) == 1
        assert {row.source for row in figures.snapshots(session, [1])} == {"CNews"}


def test_no_snapshot_is_nothing_to_do(db: Database) -> None:
    record(db)
    assert stored(db) == []


def test_the_last_figure_is_of_the_last_day(db: Database) -> None:
    record(db, one(NOON, 10), one(NOW, 20))
    record(db, one(EARLY, 5))
    with db.reading() as session:
        assert figures.last(session, [1, 2]) == {1: (NOW, 20)}
