"""The state of the collection: who needs somebody, and what is read by itself."""

from datetime import timedelta

from connectors.base import Remedy
from dashboard.domain.networks import Network
from dashboard.services.collect import collect
from dashboard.services.read_collection import read_collection
from dashboard.services.views import CollectionStatus
from db.engine import Database
from tests.factories import EVERY, HOLDING, NOW, FakeConnector, down, make_account, make_figures, make_organisation


def test_accounts_that_need_somebody_come_first_then_those_read_longest_ago(db: Database) -> None:
    for name in ("Zuydcoote", "Éveux", "Lyon", "Dole"):
        make_organisation(db, name)
    make_figures(db, "dole", Network.X, {"2025-01-20": 5})
    make_account(db, "zuydcoote", followers=1, now=NOW - timedelta(hours=2))
    make_account(db, "lyon", followers=2, now=NOW - timedelta(hours=1))
    make_account(db, "eveux", followers=3, now=NOW - timedelta(hours=1))
    failing = make_account(db, "lyon", Network.MASTODON)
    fakes = {Network.MASTODON: FakeConnector(Network.MASTODON).says(failing.handle, down())}
    collect(db, fakes, clock=lambda: NOW, holding=HOLDING, every=EVERY, slug="lyon")
    status = read_collection(db, now=NOW)
    assert [(line.organisation_name, line.account.network, line.last_followers) for line in status.accounts] == [
        ("Lyon", Network.MASTODON, None),
        ("Zuydcoote", Network.BLUESKY, 1),
        ("Éveux", Network.BLUESKY, 3),
        ("Lyon", Network.BLUESKY, 2),
        ("Dole", Network.X, 5),
    ]
    assert (status.collected, status.by_hand, status.failing, status.never_read) == (4, 1, 1, 1)
    assert status.last_round_at == NOW - timedelta(hours=1)
    first = status.accounts[0]
    assert first.problem is not None and first.problem[1] == {"host": "social.example"}
    assert (first.remedy, first.last_read_at) == (Remedy.RETRY_LATER, None)
    assert [line.problem for line in status.accounts[1:]] == [None] * 4


def test_an_empty_register_has_nothing_to_collect(db: Database) -> None:
    assert read_collection(db, now=NOW) == CollectionStatus([], 0, 0, 0, 0, None)
