"""An account is read on its home server, wherever its domain says that this is; and a real mock server agrees."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from mastodon_mock.config import SeedAccount, SeedConfig, SeedFollow
from mastodon_mock.testing.server import MockServer

from connectors.base import Connector, ConnectorError, Profile, Remedy, Target
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard, Resolved
from connectors.mastodon import MastodonConnector
from connectors.mastodon_home import Home
from connectors.pace import Budget, Pace
from dashboard.domain.networks import Network
from tests.network.http_fake import Query, Reply, as_json
from tests.network.mastodon_fake import MastodonFake
from tests.test_connectors.stages import Time, connect

LOOKUP = "/api/v1/accounts/lookup"
WEBFINGER = "/.well-known/webfinger"


@pytest.fixture
def connector(mastodon_fake: MastodonFake, other_mastodon_fake: MastodonFake) -> Iterator[Connector]:
    trusted = (mastodon_fake.host, other_mastodon_fake.host)
    with closing(connect(Network.MASTODON, Time(), trusted=trusted)) as made:
        yield made


def test_a_domain_may_keep_its_accounts_elsewhere(
    connector: Connector, mastodon_fake: MastodonFake, other_mastodon_fake: MastodonFake
) -> None:
    mastodon_fake.webfinger = other_mastodon_fake.host
    identifier = other_mastodon_fake.add("lyon", 4_321)
    profile = connector.look_up(f"@lyon@{mastodon_fake.host}")
    assert (profile.handle, profile.host, profile.remote_id) == (mastodon_fake.handle("lyon"), other_mastodon_fake.host, identifier)
    assert (profile.followers, profile.url) == (4_321, f"{other_mastodon_fake.url}/@lyon")
    assert mastodon_fake.calls == {WEBFINGER: 1}
    again = connector.read([Target(1, profile.handle, profile.remote_id, profile.host)])[1]
    assert again == profile


@pytest.mark.parametrize("webfinger", ["here", "portless", "none"])
def test_a_domain_that_names_no_other_server_is_asked_itself(connector: Connector, mastodon_fake: MastodonFake, webfinger: str) -> None:
    mastodon_fake.add("lyon")
    mastodon_fake.webfinger = webfinger
    profile = connector.look_up(mastodon_fake.handle("lyon"))
    assert (profile.handle, profile.host) == (mastodon_fake.handle("lyon"), mastodon_fake.host)
    assert mastodon_fake.calls == {WEBFINGER: 1, LOOKUP: 1}


def test_webfinger_is_asked_for_the_account_with_its_domain(connector: Connector, mastodon_fake: MastodonFake) -> None:
    mastodon_fake.add("lyon")
    connector.look_up(mastodon_fake.handle("lyon"))
    assert mastodon_fake.asked[0][1] == {"resource": [f"acct:{mastodon_fake.handle('lyon')}"]}


class Lying(MastodonFake):
    """A server whose WebFinger answers what it is told to."""

    said: object = None

    def reply(self, path: str, query: Query) -> Reply:
        return as_json(self.said) if path == WEBFINGER else super().reply(path, query)


SELF = {"rel": "self", "type": "application/activity+json"}


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        {"links": None},
        {"links": ["x", {"rel": "self"}, {**SELF}, {**SELF, "href": 5}]},
        *(
            {"links": [{**SELF, "href": href}]}
            for href in ("javascript:alert(1)", "http://social.example/users/lyon", "https://", "file:///x")
        ),
        *(
            {"links": [{**SELF, "href": href}]}
            for href in ("https://localhost/users/lyon", "https://a:b@social.example/x", "http://[/", "x")
        ),
    ],
)
def test_an_answer_that_names_no_server_that_may_be_asked_changes_nothing(said: object) -> None:
    with Lying() as server, closing(connect(Network.MASTODON, Time(), trusted=(server.host,))) as connector:
        server.said = said
        server.add("lyon")
        assert connector.look_up(server.handle("lyon")).host == server.host


def test_only_the_link_to_the_account_itself_counts() -> None:
    with Lying() as server, closing(connect(Network.MASTODON, Time(), trusted=(server.host,))) as connector:
        astray = "https://127.0.0.1:1/users/lyon"
        other = [
            {**SELF, "rel": "alternate", "href": astray},
            {"rel": "self", "type": "text/html", "href": astray},
            {"rel": "self", "href": astray},
        ]
        server.said = {"links": [*other, {**SELF, "href": f"{server.url}/users/lyon"}]}
        server.add("lyon")
        assert connector.look_up(server.handle("lyon")).host == server.host


def test_a_server_named_without_its_port_is_the_one_with_the_port() -> None:
    with Lying() as server:
        server.said = {"links": [{**SELF, "href": "https://social.example/users/lyon"}]}
        server.add("lyon")
        here: Resolved = (socket.AF_INET, ("127.0.0.1", int(server.host.partition(":")[2])))
        guard = Guard(["social.example:8443"], resolve=lambda host, port: [here])
        pace = Pace(Budget(300, 300), clock=Time().clock)
        connector = MastodonConnector(transport=GuardedTransport(guard), pace=pace, clock=Time().clock)
        with closing(connector):
            assert connector.look_up("lyon@social.example:8443").host == "social.example:8443"


def test_plain_http_is_for_trusted_servers_on_ports_of_their_own() -> None:
    guard = Guard(["localhost:4000", "social.example:443"])
    with closing(GuardedTransport(guard)) as transport:
        home = Home(transport, Pace(Budget(300, 300), clock=Time().clock), Time().sleep)
        assert home.base("localhost:4000") == "http://localhost:4000"
        assert home.base("localhost:4001") == "https://localhost:4001"
        assert home.base("social.example") == "https://social.example"


@pytest.mark.parametrize("href", ["https://127.0.0.1:1/users/lyon", "https://10.0.0.1:443/users/lyon", "https://[::1]:1/users/lyon"])
def test_an_answer_that_points_into_the_private_network_leads_nowhere(href: str) -> None:
    with Lying() as server, closing(connect(Network.MASTODON, Time(), trusted=(server.host,))) as connector:
        server.said = {"links": [{**SELF, "href": href}]}
        server.add("lyon")
        with pytest.raises(ConnectorError, match="not on the public internet") as failure:
            connector.look_up(server.handle("lyon"))
        assert failure.value.remedy is Remedy.GIVE_UP


def test_another_mastodon_server_of_other_makers_is_read_as_well() -> None:
    seed = SeedConfig(
        accounts=[
            SeedAccount(username="lyon", display_name="Ville de Lyon"),
            SeedAccount(username="camille"),
            SeedAccount(username="noor"),
        ],
        follows=[SeedFollow(follower="camille", following="lyon"), SeedFollow(follower="noor", following="lyon")],
    )
    with MockServer(seed=seed) as server:
        host = server.base_url.removeprefix("http://")
        with closing(connect(Network.MASTODON, Time(), trusted=(host,))) as connector:
            seen = connector.look_up(f"lyon@{host}")
            assert (seen.followers, seen.display_name, seen.host) == (2, "Ville de Lyon", host)
            other = connector.look_up(f"noor@{host}")
            targets = [Target(1, seen.handle, seen.remote_id, seen.host), Target(2, other.handle, other.remote_id, other.host)]
            outcomes = connector.read([*targets, Target(3, f"nobody@{host}", "99999", host)])
    assert outcomes[1] == seen and outcomes[2] == other
    assert isinstance(outcomes[2], Profile) and outcomes[2].followers == 0
    assert isinstance(outcomes[3], ConnectorError) and outcomes[3].remedy is Remedy.FIX_HANDLE
