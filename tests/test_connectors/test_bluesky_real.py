"""The connector reads a real Bluesky network, the one of the tests."""

from contextlib import closing

import pytest

from connectors.base import ConnectorError, Profile, Target
from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from tests.network.bluesky_network import BlueskyNetwork
from tests.test_connectors.stages import Time, connect


def test_a_real_account_is_read_renamed_and_suspended(bluesky_network: BlueskyNetwork) -> None:
    with closing(connect(Network.BLUESKY, Time(), bluesky=bluesky_network.appview, seconds=30)) as connector:
        did = bluesky_network.create_account("mairie-lyon.test")
        bluesky_network.create_account("lyonnaise.test")
        bluesky_network.describe("mairie-lyon.test", displayName="Ville de Lyon")
        bluesky_network.follow("lyonnaise.test", "mairie-lyon.test")
        bluesky_network.flush()
        seen = connector.look_up("mairie-lyon.test")
        assert (seen.remote_id, seen.display_name, seen.followers, seen.state) == (did, "Ville de Lyon", 1, AccountState.ACTIVE)
        assert seen.opened_on is not None

        bluesky_network.rename("mairie-lyon.test", "ville-lyon.test")
        bluesky_network.flush()
        renamed = connector.read([Target(1, "mairie-lyon.test", did), Target(2, "nobody.test"), Target(3, "lyonnaise.test")])
        assert isinstance(renamed[1], Profile) and (renamed[1].handle, renamed[1].followers) == ("ville-lyon.test", 1)
        assert isinstance(renamed[2], ConnectorError) and renamed[2].state is AccountState.GONE
        assert isinstance(renamed[3], Profile) and renamed[3].followers == 0

        bluesky_network.take_down("ville-lyon.test")
        bluesky_network.flush()
        with pytest.raises(ConnectorError) as failure:
            connector.look_up("ville-lyon.test")
        assert failure.value.state is AccountState.SUSPENDED
        ended = connector.read([Target(1, "ville-lyon.test", did)])[1]
        assert isinstance(ended, ConnectorError) and ended.state is AccountState.GONE
