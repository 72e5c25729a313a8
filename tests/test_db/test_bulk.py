"""Many rows at once, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlmodel import col, select

from benchmarks.register import TODAY, write_organisations
from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.services.record_snapshots import record_snapshots
from db import figures
from db.chunks import among
from db.engine import Database
from db.tables import AccountRow, SnapshotRow, StandingRow

NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
X, BLUESKY, MASTODON = 1, 2, 3


@pytest.fixture(autouse=True)
def register(db: Database) -> None:
    """Two organisations that left X on known days, each with accounts on X, Bluesky and Mastodon."""
    write_organisations(db, 2)


def record(db: Database, *snapshots: Snapshot) -> None:
    with db.writing() as session:
        record_snapshots(session, snapshots, today=TODAY, holding=Holding())


def stored(db: Database) -> list[tuple[int, datetime, int]]:
    with db.reading() as session:
        rows = session.exec(select(SnapshotRow).order_by(col(SnapshotRow.account_id), col(SnapshotRow.at)))
        return [(row.account_id, row.at, row.followers) for row in rows]


def test_of_two_snapshots_of_one_instant_the_later_stands(db: Database) -> None:
    record(db, Snapshot(BLUESKY, NOON, 10), Snapshot(MASTODON, NOON, 7), Snapshot(BLUESKY, NOON, 12))
    record(db, Snapshot(MASTODON, NOON, 8))
    assert stored(db) == [(BLUESKY, NOON, 12), (MASTODON, NOON, 8)]


def test_an_instant_of_any_zone_is_the_same_instant(db: Database) -> None:
    record(db, Snapshot(BLUESKY, NOON.astimezone(timezone(timedelta(hours=5, minutes=30))), 10), Snapshot(BLUESKY, NOON, 11))
    assert stored(db) == [(BLUESKY, NOON, 11)]


def test_a_figure_keeps_its_source_and_what_is_unknown_stays_unknown(db: Database) -> None:
    source = 'press: "Lyon", 12 000 \\ l’an dernier'
    record(db, Snapshot(BLUESKY, NOON, 12_000, None, None, Provenance.PRESS, source), Snapshot(MASTODON, NOON, 3, 4, 5))
    with db.reading() as session:
        press, api = figures.snapshots(session, [BLUESKY, MASTODON])
    assert (press.source, press.following, press.posts, press.provenance) == (source, None, None, Provenance.PRESS)
    assert (api.source, api.following, api.posts) == ("", 4, 5)


def test_of_a_day_the_most_trustworthy_figure_stands_then_the_latest(db: Database) -> None:
    record(db, Snapshot(BLUESKY, NOON, 10))
    record(db, Snapshot(BLUESKY, NOON + timedelta(hours=2), 99, provenance=Provenance.PRESS))
    record(db, Snapshot(BLUESKY, NOON - timedelta(hours=2), 9))
    with db.reading() as session:
        assert [figure.followers for figure in figures.daily(session, [BLUESKY])[BLUESKY]] == [10]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({-3: 30, -1: 10, 2: 20}, 10),
        ({-3: 30, 2: 20}, 20),
        ({-2: 30, 2: 20}, 30),
        ({-3: 30, -1: 0, 0: 0, 2: 20}, 20),
        ({-366: 30}, None),
    ],
    ids=["the last before", "a closer one after", "before rather than after", "never without a follower", "not a year away"],
)
def test_the_baseline_is_the_figure_closest_to_the_departure(db: Database, days: dict[int, int], expected: int | None) -> None:
    left = departure(db)
    record(db, *(Snapshot(X, left + timedelta(days=day), count) for day, count in days.items()))
    with db.reading() as session:
        standing = session.get_one(StandingRow, 1)
        assert standing.baseline == expected


def departure(db: Database) -> datetime:
    """Noon of the day on which the first organisation left; its standing is written by any figure of the account it left."""
    record(db, Snapshot(X, NOON - timedelta(days=3_000), 1))
    with db.reading() as session:
        left: date | None = session.get_one(StandingRow, 1).departed_on
    assert left is not None
    return datetime(left.year, left.month, left.day, 12, tzinfo=UTC)


def test_any_number_of_keys_goes_into_one_question(db: Database) -> None:
    with db.reading() as session:
        query = select(AccountRow.id).order_by(col(AccountRow.id))
        found = [
            list(session.exec(query.where(among(session, col(AccountRow.id), keys)))) for keys in ([], [3, 5, 3], range(-40_000, 40_000))
        ]
    assert found == [[], [3, 5], [1, 2, 3, 4, 5, 6]]
