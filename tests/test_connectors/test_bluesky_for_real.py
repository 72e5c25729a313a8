"""The Bluesky connector against a real AppView: what an institution does to its account, and what is then read of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import httpx
import pytest

from connectors.base import ConnectorError, Profile, Remedy, Target
from connectors.bluesky import BlueskyConnector
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from connectors.pace import Budget, Pace
from dashboard.domain.accounts import AccountState
from tests.network.bluesky_network import BlueskyNetwork

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def connector(bluesky_network: BlueskyNetwork) -> Iterator[BlueskyConnector]:
    guard = Guard([httpx.URL(bluesky_network.appview).netloc.decode()])
    pace = Pace(Budget(calls=3000, seconds=300.0), clock=lambda: datetime.now(UTC))
    appview = BlueskyConnector(bluesky_network.appview, transport=GuardedTransport(guard), pace=pace, clock=lambda: NOW)
    with closing(appview):
        yield appview


def profile(outcome: object) -> Profile:
    assert isinstance(outcome, Profile), outcome
    return outcome


def test_an_account_is_found_by_its_handle(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    did = bluesky_network.create_account("villeurbanne.test")
    bluesky_network.describe("villeurbanne.test", displayName="Ville de Villeurbanne")
    bluesky_network.post("villeurbanne.test", "Nous voici.")
    bluesky_network.flush()
    found = connector.look_up("villeurbanne.test")
    assert (found.remote_id, found.handle, found.display_name) == (did, "villeurbanne.test", "Ville de Villeurbanne")
    assert (found.followers, found.following, found.posts, found.state) == (0, 0, 1, AccountState.ACTIVE)
    assert (found.read_at, found.opened_on) == (NOW, datetime.now(UTC).date())
    assert httpx.get(found.source).json()["did"] == did


def test_a_follower_gained_is_read(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    did = bluesky_network.create_account("grenoble.test")
    bluesky_network.create_account("lectrice.test")
    bluesky_network.flush()
    target = Target(key=1, handle="grenoble.test", remote_id=did)
    before = profile(connector.read([target])[1])
    bluesky_network.follow("lectrice.test", "grenoble.test")
    bluesky_network.flush()
    after = profile(connector.read([target])[1])
    assert (before.followers, after.followers) == (0, 1)


def test_a_renamed_account_is_followed_by_its_did(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    did = bluesky_network.create_account("annecy.test")
    bluesky_network.rename("annecy.test", "ville-annecy.test")
    bluesky_network.flush()
    outcomes = connector.read([Target(key=1, handle="annecy.test", remote_id=did), Target(key=2, handle="annecy.test")])
    assert profile(outcomes[1]).handle == "ville-annecy.test"
    assert isinstance(outcomes[2], ConnectorError)
    assert outcomes[2].state is AccountState.GONE


def test_a_deleted_account_is_gone_and_harms_no_other(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    here, gone = bluesky_network.create_account("valence.test"), bluesky_network.create_account("ancienne.test")
    bluesky_network.flush()
    bluesky_network.delete_account("ancienne.test")
    bluesky_network.flush()
    outcomes = connector.read([Target(1, "valence.test", here), Target(2, "ancienne.test", gone)])
    assert profile(outcomes[1]).followers == 0
    assert isinstance(outcomes[2], ConnectorError)
    assert (outcomes[2].state, outcomes[2].remedy) == (AccountState.GONE, Remedy.FIX_HANDLE)


def test_a_suspended_account_gives_no_count(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    did = bluesky_network.create_account("bloquee.test")
    bluesky_network.take_down("bloquee.test")
    bluesky_network.flush()
    with pytest.raises(ConnectorError) as refusal:
        connector.look_up("bloquee.test")
    assert refusal.value.state is AccountState.SUSPENDED
    assert isinstance(connector.read([Target(1, "bloquee.test", did)])[1], ConnectorError)


@pytest.mark.parametrize("handle", ["personne.test", "xn--d1acufc.test", "-.test", "\u202elyon.test"])
def test_a_handle_of_nobody_is_to_be_corrected(connector: BlueskyConnector, handle: str) -> None:
    with pytest.raises(ConnectorError) as refusal:
        connector.look_up(handle)
    assert refusal.value.remedy is Remedy.FIX_HANDLE


def test_a_whole_batch_is_read_in_one_call(bluesky_network: BlueskyNetwork, connector: BlueskyConnector) -> None:
    dids = [bluesky_network.create_account(f"commune-{number}.test") for number in range(3)]
    bluesky_network.flush()
    strangers = [Target(key, f"personne-{key}.test") for key in range(3, 25)]
    targets = [Target(key, f"commune-{key}.test", did) for key, did in enumerate(dids)] + strangers
    (batch,) = connector.batches(targets)
    outcomes = connector.read(batch)
    assert [key for key, outcome in outcomes.items() if isinstance(outcome, Profile)] == [0, 1, 2]
    assert len(outcomes) == 25
