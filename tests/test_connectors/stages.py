"""The same scenes on every network: a scripted server, the connector that reads it, and a clock that only waiting moves."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from connectors.base import Connector, ConnectorError, Outcome, Profile, Target
from connectors.registry import build_connectors
from dashboard.domain.networks import Network
from tests.network.bluesky_fake import BlueskyFake
from tests.network.http_fake import HttpFake
from tests.network.mastodon_fake import MastodonFake
from tests.network.peertube_fake import PeertubeFake

NOW = datetime(2025, 1, 20, 12, 0, tzinfo=UTC)
SECONDS = 5.0
"""What a call may take in tests, where nothing else is said."""


@dataclass
class Time:
    """A clock, and a sleep that moves it; ``woken`` is called at each sleep."""

    now: datetime = NOW
    slept: list[float] = field(default_factory=list)
    woken: Callable[[], None] = lambda: None

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.slept.append(seconds)
        self.woken()


def connect(
    network: Network,
    time: Time,
    *,
    bluesky: str = "http://localhost:1",
    trusted: tuple[str, ...] = (),
    max_wait: float = 30.0,
    seconds: float = SECONDS,
) -> Connector:
    """The connector as the product builds it, but for its time."""
    built: Mapping[Network, Connector] = build_connectors(
        bluesky_url=bluesky, trusted_hosts=trusted, clock=time.clock, sleep=time.sleep, max_wait=max_wait, seconds=seconds
    )
    return built[network]


class Stage(Protocol):
    """What the contract needs of a network. Accounts are called by a short name; ``lyon`` becomes ``lyon.test``, ``lyon@localhost:...``.

    :param posts: what it says of the posts of an account, if it says anything; ``at_once``: whether one call reads many accounts.
    """

    network: Network
    time: Time
    posts: int | None
    at_once: bool

    @property
    def fake(self) -> HttpFake: ...
    def connector(self, max_wait: float = 30.0, seconds: float = SECONDS) -> Connector: ...
    def close(self) -> None: ...
    def handle(self, name: str) -> str: ...
    def add(self, name: str, key: int = 1) -> Target: ...
    def set_followers(self, name: str, value: object) -> None: ...
    def set_name(self, name: str, value: object) -> None: ...
    def remove(self, name: str) -> None: ...


class BlueskyStage:
    """Scenes on Bluesky."""

    network = Network.BLUESKY
    posts: int | None = 890
    at_once = True

    def __init__(self, fake: BlueskyFake) -> None:
        self.fake, self.time = fake, Time()
        self._open = ExitStack()

    def connector(self, max_wait: float = 30.0, seconds: float = SECONDS) -> Connector:
        made = connect(self.network, self.time, bluesky=self.fake.url, max_wait=max_wait, seconds=seconds)
        return self._open.enter_context(closing(made))

    def close(self) -> None:
        self._open.close()

    def handle(self, name: str) -> str:
        return f"{name}.test"

    def add(self, name: str, key: int = 1) -> Target:
        return Target(key, self.handle(name), self.fake.add(self.handle(name)))

    def set_followers(self, name: str, value: object) -> None:
        self.fake.set(self.handle(name), followersCount=value)

    def set_name(self, name: str, value: object) -> None:
        self.fake.set(self.handle(name), displayName=value)

    def remove(self, name: str) -> None:
        self.fake.end(self.handle(name), "gone")


class MastodonStage:
    """Scenes on one Mastodon server."""

    network = Network.MASTODON
    posts: int | None = 890
    at_once = True

    def __init__(self, fake: MastodonFake) -> None:
        self.fake, self.time = fake, Time()
        self._open = ExitStack()

    def connector(self, max_wait: float = 30.0, seconds: float = SECONDS) -> Connector:
        made = connect(self.network, self.time, trusted=(self.fake.host,), max_wait=max_wait, seconds=seconds)
        return self._open.enter_context(closing(made))

    def close(self) -> None:
        self._open.close()

    def handle(self, name: str) -> str:
        return self.fake.handle(name)

    def add(self, name: str, key: int = 1) -> Target:
        return Target(key, self.handle(name), self.fake.add(name), self.fake.host)

    def set_followers(self, name: str, value: object) -> None:
        self.fake.hide(name, value)

    def set_name(self, name: str, value: object) -> None:
        self.fake.set(name, display_name=value)

    def remove(self, name: str) -> None:
        del self.fake.accounts[name]


class PeertubeStage:
    """Scenes on one PeerTube server."""

    network = Network.PEERTUBE
    posts: int | None = None
    at_once = False

    def __init__(self, fake: PeertubeFake) -> None:
        self.fake, self.time = fake, Time()
        self._open = ExitStack()

    def connector(self, max_wait: float = 30.0, seconds: float = SECONDS) -> Connector:
        made = connect(self.network, self.time, trusted=(self.fake.host,), max_wait=max_wait, seconds=seconds)
        return self._open.enter_context(closing(made))

    def close(self) -> None:
        self._open.close()

    def handle(self, name: str) -> str:
        return self.fake.handle(name)

    def add(self, name: str, key: int = 1) -> Target:
        return Target(key, self.handle(name), self.fake.add(name), self.fake.host)

    def set_followers(self, name: str, value: object) -> None:
        self.fake.set(name, followersCount=value)

    def set_name(self, name: str, value: object) -> None:
        self.fake.set(name, displayName=value)

    def remove(self, name: str) -> None:
        del self.fake.actors[name]


def one(connector: Connector, target: Target) -> Outcome:
    [outcome] = connector.read([target]).values()
    return outcome


def failed(outcome: Outcome) -> ConnectorError:
    assert isinstance(outcome, ConnectorError)
    assert str(outcome).endswith(".") and "{" not in str(outcome)
    return outcome


def found(outcome: Outcome) -> Profile:
    assert isinstance(outcome, Profile)
    return outcome
