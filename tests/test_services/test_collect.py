"""A round of readings: every account in as few calls as possible, and nothing lost when something breaks."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from connectors.base import Connector, Outcome, Target
from dashboard.domain.departures import Status
from dashboard.domain.errors import NotFound
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.collect import LANES, Summary, collect
from dashboard.services.export_series import export_series
from dashboard.services.read_leaderboard import all_standings
from db.engine import Database
from db.tables import AccountRow, ObservationRow
from tests.factories import (
    EVERY,
    HOLDING,
    NOW,
    TODAY,
    FakeConnector,
    a_city_that_left,
    log,
    make_account,
    make_figures,
    make_organisation,
)

HANDLE = "lyon@social.example"


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon with an account on Mastodon that was never read."""
    make_organisation(db)
    make_account(db, "lyon", Network.MASTODON)


def read(db: Database, *outcomes: int | Outcome | None, now: datetime = NOW) -> Summary:
    """Collect once for every outcome, an hour apart; gives the last summary."""
    for hours, outcome in enumerate(outcomes):
        at = now + timedelta(hours=hours)
        fake = FakeConnector(Network.MASTODON, clock=lambda at=at: at).says(HANDLE, outcome)  # type: ignore[misc]
        summary = collect(db, {Network.MASTODON: fake}, by=OPERATOR, clock=lambda at=at: at, holding=HOLDING, every=EVERY)  # type: ignore[misc]
    return summary


def counts(db: Database, slug: str = "lyon") -> list[int]:
    return [point.followers for point in export_series(db, slug)]


def test_the_figures_move_the_standing(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {"2025-01-20": 1_000})
    log(db, status=Status.DEPARTED, on="2025-01-20")
    read(db, 300)
    assert all_standings(db, today=TODAY, age=None, holding=HOLDING)[0].recovery_low == 0.3


def test_a_planned_departure_that_has_come_is_followed_on_the_way(db: Database) -> None:
    log(db, on="2025-06-03")
    read(db, 10, now=NOW + timedelta(days=2))
    assert all_standings(db, today=TODAY + timedelta(days=2), age=None, holding=HOLDING)[0].status is Status.DEPARTED


def test_only_one_institution_is_read_on_request(db: Database) -> None:
    slug = a_city_that_left(db, "Évry", regained=(100, 50))
    fake = FakeConnector(Network.MASTODON).says(HANDLE, 10).says("evry@social.example", 60)
    summary = collect(
        db, {Network.MASTODON: fake}, by=OPERATOR, clock=lambda: NOW + timedelta(hours=1), holding=HOLDING, every=EVERY, slug="lyon"
    )
    assert (summary.read, counts(db), counts(db, slug)[-1]) == (1, [10], 50)
    with pytest.raises(NotFound, match="“lyons”"):
        collect(db, {}, by=OPERATOR, clock=lambda: NOW, holding=HOLDING, every=EVERY, slug="lyons")


def test_accounts_of_a_network_that_nobody_reads_are_left_alone(db: Database) -> None:
    make_figures(db, "lyon", Network.LINKEDIN, {TODAY: 10})
    assert (read(db, 20).read, counts(db)) == (1, [20, 10])


def test_progress_tells_accounts_done_and_all_of_them(db: Database) -> None:
    for number in range(5):
        make_organisation(db, f"Ville {number}")
        make_account(db, f"ville-{number}", Network.MASTODON, followers=1)
    told: list[tuple[int, int]] = []
    fake = FakeConnector(Network.MASTODON, per_call=2)
    collect(
        db,
        {Network.MASTODON: fake},
        by=OPERATOR,
        clock=lambda: NOW,
        holding=HOLDING,
        every=EVERY,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(0, 6), (2, 6), (4, 6), (6, 6)]


class Busy(FakeConnector):
    """Notes how many calls are in flight at once, and waits until the lanes are full."""

    def __init__(self) -> None:
        super().__init__(Network.MASTODON, per_call=1)
        self.most = 0
        self._in_flight = 0
        self._full = threading.Barrier(LANES)
        self._counting = threading.Lock()

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """Wait for the other lanes."""
        with self._counting:
            self._in_flight += 1
            self.most = max(self.most, self._in_flight)
        self._full.wait(30)
        with self._counting:
            self._in_flight -= 1
        return super().read(batch)


def test_a_server_gets_no_more_calls_at_once_than_its_lanes(db: Database) -> None:
    for number in range(2 * LANES - 1):
        make_organisation(db, f"Ville {number}")
        make_account(db, f"ville-{number}", Network.MASTODON, followers=1)
    busy = Busy()
    collect(db, {Network.MASTODON: busy}, by=OPERATOR, clock=lambda: NOW, holding=HOLDING, every=EVERY)
    assert (len(busy.calls), busy.most) == (2 * LANES, LANES)


class Broken(FakeConnector):
    """Fails in a way that no connector should, for one account."""

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """Break the contract."""
        if any(target.handle == HANDLE for target in batch):
            raise RuntimeError("a fault of the connector")
        return super().read(batch)


def test_a_fault_nobody_foresaw_loses_nothing_of_the_other_calls(db: Database) -> None:
    for number in range(9):
        make_organisation(db, f"Ville {number}")
        make_account(db, f"ville-{number}", Network.MASTODON)
    broken = Broken(Network.MASTODON, per_call=1)
    for number in range(9):
        broken.says(f"ville-{number}@social.example", 7)
    with pytest.raises(RuntimeError, match="a fault of the connector"):
        collect(db, {Network.MASTODON: broken}, by=OPERATOR, clock=lambda: NOW, holding=HOLDING, every=EVERY)
    assert [counts(db, f"ville-{number}") for number in range(9)] == [[7]] * 9


def test_what_was_read_before_an_interruption_is_kept(db: Database) -> None:
    for number in range(40):
        make_organisation(db, f"Ville {number}")
        make_account(db, f"ville-{number}", Network.MASTODON)
    fake = FakeConnector(Network.MASTODON, per_call=1)
    for number in range(40):
        fake.says(f"ville-{number}@social.example", 7)

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(db, {Network.MASTODON: fake}, by=OPERATOR, clock=lambda: NOW, holding=HOLDING, every=EVERY, progress=stop)
    with db.reading() as session:
        kept = [row for row in session.exec(select(AccountRow)) if row.read_at is not None]
        assert len(kept) + len(session.exec(select(ObservationRow)).all()) == 3


def test_nothing_to_read_is_no_failure(db: Database) -> None:
    connectors: dict[Network, Connector] = {}
    assert collect(db, connectors, by=OPERATOR, clock=lambda: NOW, holding=HOLDING, every=EVERY) == Summary()
