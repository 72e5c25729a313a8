"""The background collection in two steps, either of which may run twice."""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count

import pytest

from connectors.base import Connector, Outcome, Target
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.services.export_series import export_series
from dashboard.services.read_collection import read_collection
from dashboard.services.read_due import due_batches, read_batch
from dashboard.services.read_leaderboard import all_standings
from db.engine import Database
from tests.factories import EVERY, HOLDING, NOW, FakeConnector, down, log, make_account, make_organisation

LATER = NOW + timedelta(days=2)
Work = list[tuple[str, str, list[tuple[int, str]]]]


@pytest.fixture(autouse=True)
def three(db: Database) -> None:
    """Three cities, each with a Mastodon account on one server that was never read, and one with a Bluesky account."""
    for name in ("Lyon", "Besançon", "Évry"):
        slug = make_organisation(db, name).slug
        make_account(db, slug, Network.MASTODON)
    make_account(db, "lyon", Network.BLUESKY)


@pytest.fixture
def fakes() -> dict[Network, FakeConnector]:
    """Connectors that know them all."""
    mastodon = FakeConnector(Network.MASTODON, clock=lambda: LATER)
    for slug, followers in (("lyon", 10), ("besancon", 20), ("evry", 30)):
        mastodon.says(f"{slug}@social.example", followers)
    return {Network.MASTODON: mastodon, Network.BLUESKY: FakeConnector(clock=lambda: LATER).says("lyon.fr", 40)}


def due(db: Database, fakes: dict[Network, FakeConnector], now: datetime = LATER) -> Work:
    return due_batches(db, connectors(fakes), now=now, holding=HOLDING)


def read(db: Database, fakes: dict[Network, FakeConnector], network: str, what: list[tuple[int, str]], now: datetime = LATER) -> int:
    return read_batch(db, connectors(fakes), network, what, clock=lambda: now, holding=HOLDING, every=EVERY)


def connectors(fakes: dict[Network, FakeConnector]) -> dict[Network, Connector]:
    return dict(fakes)


def counts(db: Database) -> list[int]:
    return sorted(point.followers for slug in ("lyon", "besancon", "evry") for point in export_series(db, slug))


def test_what_is_due_goes_in_as_few_calls_as_possible_in_types_of_json(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    work = due(db, fakes)
    assert [(network, host, len(what)) for network, host, what in work] == [("mastodon", "social.example", 3), ("bluesky", "bluesky", 1)]
    assert json.loads(json.dumps(work)) == [[network, host, [list(one) for one in what]] for network, host, what in work]


def test_nothing_is_due_before_its_time(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    assert due(db, fakes, NOW) == []


def test_each_account_is_read_once_per_slot(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    for network, _, what in due(db, fakes):
        assert read(db, fakes, network, what) == len(what)
    assert counts(db) == [10, 20, 30, 40]
    assert due(db, fakes) == []
    assert [one.due_at > LATER for one in read_collection(db, now=LATER).accounts if one.due_at] == [True] * 4


def test_a_batch_that_runs_twice_asks_and_stores_once(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    (network, _, what), _ = due(db, fakes)
    assert (read(db, fakes, network, what), read(db, fakes, network, what)) == (3, 0)
    assert (counts(db), len(fakes[Network.MASTODON].calls)) == ([10, 20, 30], 1)


class Together(FakeConnector):
    """Lets the calls of four threads end at the same moment, each with a later reading."""

    def __init__(self) -> None:
        seconds = count()
        super().__init__(Network.MASTODON, clock=lambda: LATER + timedelta(seconds=next(seconds)))
        self._all = threading.Barrier(4)

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """Wait for the others."""
        said = super().read(batch)
        self._all.wait(30)
        return said


def test_a_batch_that_runs_four_times_at_the_same_time_stores_once(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    (network, _, what), _ = due(db, fakes)
    together = Together().says("lyon@social.example", 10).says("besancon@social.example", 20).says("evry@social.example", 30)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: read(db, {Network.MASTODON: together}, network, what), range(4)))
    assert (len(together.calls), counts(db)) == (4, [10, 20, 30])


def test_what_was_stored_meanwhile_is_left_alone_and_the_rest_is_read(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    (network, _, what), _ = due(db, fakes)
    read(db, fakes, network, what[:1])
    assert read(db, fakes, network, what) == 2
    assert counts(db) == [10, 20, 30]


def test_a_failure_is_due_again_soon(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    fakes[Network.MASTODON].says("lyon@social.example", down())
    for network, _, what in due(db, fakes):
        read(db, fakes, network, what)
    assert counts(db) == [20, 30, 40]
    assert [len(what) for _, _, what in due(db, fakes, LATER + EVERY / 12)] == [1]


def test_two_networks_of_one_institution_read_at_once_make_one_true_standing(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    work = due(db, fakes)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: read(db, fakes, one[0], one[2]), work))
    lyon = next(one for one in all_standings(db, today=LATER.date(), age=None, holding=HOLDING) if one.slug == "lyon")
    assert (lyon.regained_low, lyon.regained_high) == (40, 50)


def test_the_calendar_is_followed_even_when_nothing_is_due(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    log(db, "lyon", on="2025-06-02")
    assert due(db, fakes, NOW) == []
    due(db, {}, LATER)
    assert (
        next(one for one in all_standings(db, today=LATER.date(), age=None, holding=HOLDING) if one.slug == "lyon").status
        is Status.DEPARTED
    )


def test_an_account_removed_meanwhile_is_no_trouble(db: Database, fakes: dict[Network, FakeConnector]) -> None:
    (network, _, what), _ = due(db, fakes)
    assert read(db, fakes, network, [*what, (999, NOW.isoformat())]) == 3
