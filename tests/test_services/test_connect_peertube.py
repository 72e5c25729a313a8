"""``ville@video.example`` may be on Mastodon or on PeerTube: the servers themselves say which."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing

import pytest

from connectors.base import Connector, ConnectorError, Remedy
from connectors.registry import build_connectors
from dashboard.domain.accounts import Account
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.collect import collect
from dashboard.services.connect_account import connect, preview
from dashboard.services.read_organisation import read_organisation
from dashboard.services.record_figure import record_figure
from db.engine import Database
from tests.factories import EVERY, HOLDING, NOW, TODAY, clock, make_organisation
from tests.network.mastodon_fake import MastodonFake
from tests.network.peertube_fake import PeertubeFake

Connectors = Mapping[Network, Connector]


@pytest.fixture
def known(mastodon_fake: MastodonFake, peertube_fake: PeertubeFake) -> Iterator[Connectors]:
    """The connectors of the product, which may ask these two servers."""
    trusted = (mastodon_fake.host, peertube_fake.host)
    built = build_connectors(bluesky_url="http://localhost:1", trusted_hosts=trusted, clock=clock, sleep=lambda seconds: None)
    with ExitStack() as stack:
        for connector in built.values():
            stack.enter_context(closing(connector))
        yield built


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    make_organisation(db)


def typed(db: Database, known: Connectors, text: str) -> Account:
    return connect(db, "lyon", preview(db, known, text), by=OPERATOR, now=NOW, holding=HOLDING)


def test_a_channel_is_found_where_mastodon_finds_nobody(db: Database, known: Connectors, peertube_fake: PeertubeFake) -> None:
    peertube_fake.add("lyon", 4_321)
    account = typed(db, known, peertube_fake.handle("lyon"))
    assert (account.network, account.handle, account.remote_id) == (Network.PEERTUBE, peertube_fake.handle("lyon"), "channel-40")
    assert collect(db, known, by=OPERATOR, clock=clock, holding=HOLDING, every=EVERY).read == 1


@pytest.mark.parametrize("page", ["c/lyon", "c/lyon/videos", "video-channels/lyon", "@lyon", "a/lyon", "accounts/lyon"])
def test_its_page_may_be_pasted(db: Database, known: Connectors, peertube_fake: PeertubeFake, page: str) -> None:
    peertube_fake.add("lyon", kind="accounts" if page.startswith("a") else "video-channels")
    found = preview(db, known, f"http://{peertube_fake.host}/{page}")
    assert found.profile is not None
    assert (found.recognised.network, found.profile.network, found.profile.followers) == (Network.PEERTUBE, Network.PEERTUBE, 12_345)


def test_an_account_on_mastodon_stays_one(db: Database, known: Connectors, mastodon_fake: MastodonFake) -> None:
    mastodon_fake.add("lyon")
    assert typed(db, known, mastodon_fake.handle("lyon")).network is Network.MASTODON
    assert [path for path in mastodon_fake.calls if "video-channels" in path] == []


def test_who_is_on_neither_is_said_once(db: Database, known: Connectors, mastodon_fake: MastodonFake) -> None:
    with pytest.raises(ConnectorError, match="knows no account") as failure:
        preview(db, known, mastodon_fake.handle("nobody"))
    assert failure.value.remedy is Remedy.FIX_HANDLE


def test_a_server_that_is_down_is_not_taken_for_another_network(db: Database, known: Connectors, peertube_fake: PeertubeFake) -> None:
    peertube_fake.add("lyon")
    peertube_fake.fault = "down"
    with pytest.raises(ConnectorError) as failure:
        preview(db, known, peertube_fake.handle("lyon"))
    assert failure.value.remedy is Remedy.RETRY_LATER
    assert [path for path in peertube_fake.calls if "video-channels" in path] == []


def test_a_channel_dated_by_hand_is_read_once_it_is_connected_again(db: Database, known: Connectors, peertube_fake: PeertubeFake) -> None:
    handle = peertube_fake.handle("lyon")
    record_figure(db, "lyon", Network.PEERTUBE, TODAY, 9, source="seen", by=OPERATOR, now=NOW, holding=HOLDING, handle=handle)
    peertube_fake.add("lyon")
    typed(db, known, handle)
    [one] = read_organisation(db, "lyon", today=TODAY, holding=HOLDING).series
    assert (one.account.remote_id, [figure.followers for figure in one.figures]) == ("channel-40", [12_345])
