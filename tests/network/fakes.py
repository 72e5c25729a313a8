"""Fixtures of the scripted servers. A test that scripts one has it for itself."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from connectors.registry import build_sources
from connectors.x_api import XApi
from tests.factories import clock
from tests.network.bluesky_fake import BlueskyFake
from tests.network.mastodon_fake import MastodonFake
from tests.network.pds_fake import PdsFake
from tests.network.peertube_fake import PeertubeFake
from tests.network.x_api_fake import XApiFake


@pytest.fixture
def mastodon_fake() -> Iterator[MastodonFake]:
    """A Mastodon server on ``mastodon_fake.host``."""
    with MastodonFake() as fake:
        yield fake


@pytest.fixture
def other_mastodon_fake() -> Iterator[MastodonFake]:
    """A second Mastodon server."""
    with MastodonFake() as fake:
        yield fake


@pytest.fixture
def bluesky_fake() -> Iterator[BlueskyFake]:
    """A Bluesky AppView at ``bluesky_fake.url``."""
    with BlueskyFake() as fake:
        yield fake


@pytest.fixture
def peertube_fake() -> Iterator[PeertubeFake]:
    """A PeerTube server on ``peertube_fake.host``."""
    with PeertubeFake() as fake:
        yield fake


@pytest.fixture
def pds_fake() -> Iterator[PdsFake]:
    """A server of Bluesky accounts, with its directory and its AppView, at ``pds_fake.url``."""
    with PdsFake() as fake:
        yield fake


@pytest.fixture
def x_fake() -> Iterator[XApiFake]:
    """X's API at ``x_fake.url``."""
    with XApiFake() as fake:
        yield fake


@pytest.fixture
def x(x_fake: XApiFake) -> Iterator[XApi]:
    """Who asks it, as the product builds it from the setting."""
    with closing(build_sources(wikidata_url="http://localhost:1", x_api_url=x_fake.url, clock=clock)) as sources:
        assert sources.x is not None
        yield sources.x
