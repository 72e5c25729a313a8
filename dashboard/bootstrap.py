"""The only wiring: settings -> database, connectors, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from connectors.base import Connector
from connectors.registry import build_connectors
from dashboard.config import Settings
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from db.engine import Database


def wall_clock() -> datetime:
    """The instant now, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Essaim:
    """Everything a door needs.

    :param db: for pages and routes; accepts no change on a server that must not be written to.
    :param keeper: the same database for the background collection and the command line, always writable.
    """

    settings: Settings
    db: Database
    keeper: Database
    connectors: Mapping[Network, Connector]
    clock: Callable[[], datetime] = wall_clock

    @property
    def holding(self) -> Holding:
        """For how many days a figure stands."""
        return self.settings.holding

    @property
    def every(self) -> timedelta:
        """Time between two readings of an account."""
        return timedelta(hours=self.settings.collect_every_hours)

    def today(self) -> date:
        """The day now, UTC."""
        return self.clock().date()

    def close(self) -> None:
        """Close what is open."""
        for connector in self.connectors.values():
            connector.close()
        self.keeper.close()


def build(settings: Settings, *, clock: Callable[[], datetime] = wall_clock, migrate: bool = True) -> Essaim:
    """Wire everything, and bring the database to its current tables."""
    keeper = Database(settings.url)
    if migrate:
        from db.migrate import upgrade

        upgrade(keeper)
    connectors = build_connectors(bluesky_url=settings.bluesky_url, trusted_hosts=settings.trusted_hosts, clock=clock)
    return Essaim(settings, keeper.read_only() if settings.read_only else keeper, keeper, connectors, clock)


_current: Essaim | None = None


def install(essaim: Essaim | None) -> None:
    """Make it the one of this process: the launcher calls this once, pages then find it by ``current``."""
    global _current
    _current = essaim


def current() -> Essaim:
    """The one of this process; built from the environment if no launcher did."""
    global _current
    if _current is None:
        _current = build(Settings.from_environment())
    return _current
