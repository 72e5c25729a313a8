"""The stages on which every connector plays the same scenes."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from dashboard.domain.networks import Network
from tests.test_connectors.stages import BlueskyStage, MastodonStage, PeertubeStage, Stage


@pytest.fixture(params=[Network.BLUESKY, Network.MASTODON, Network.PEERTUBE], ids=str)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    kinds: dict[Network, Callable[[], Stage]] = {
        Network.BLUESKY: lambda: BlueskyStage(request.getfixturevalue("bluesky_fake")),
        Network.MASTODON: lambda: MastodonStage(request.getfixturevalue("mastodon_fake")),
        Network.PEERTUBE: lambda: PeertubeStage(request.getfixturevalue("peertube_fake")),
    }
    with closing(kinds[request.param]()) as stage:
        yield stage
