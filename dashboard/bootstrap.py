"""The only wiring: settings -> database, connectors, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from connectors.base import Connector
from connectors.bluesky_repository import BlueskyRepository
from connectors.mail import Mail
from connectors.oidc import OidcProvider
from connectors.registry import build_connectors, build_repository, build_sources, build_witnesses
from connectors.sources import Sources
from connectors.witnesses import Witnesses
from dashboard.config import Settings
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.services.comparable import Comparable, Lately
from dashboard.services.compared.rounds import Rounds
from dashboard.services.read_beside import Beside
from db.engine import Database
from db.vault import Vault, keys_in, parse_keys

KEY_FILE = "secret.keys"
"""In the data folder: the key that is made at the first start where the settings hold none. Never in a backup of the database."""


def wall_clock() -> datetime:
    """The instant now, UTC."""
    return datetime.now(UTC)


@dataclass
class Changes:
    """How often a page beside the dashboard changed what everybody reads. What the dashboard keeps for a minute is kept by this count,
    so that whoever changed something sees it at once.
    """

    count: int = 0

    def add(self) -> None:
        """One more."""
        self.count += 1


@dataclass(frozen=True)
class Essaim:
    """Everything a door needs.

    :param vault: seals what must not be read in the database.
    :param witnesses: other servers that confirm proofs.
    :param sources: other servers that give figures from the past, or of many accounts at once.
    :param mail: None where no mail server is set: links are then copied by hand.
    :param provider: None where nobody signs in through an OpenID provider.
    :param own_bluesky: the collective's own account; None where none is set.
    :param changes: counted by the pages beside the dashboard, so that nothing older is shown.
    :param rounds: comparisons of followers that are under way in browsers.
    :param comparable: how comparable institutions stood, for a minute; ``beside``: the ranks of a kind and who is like whom, likewise.
    """

    settings: Settings
    db: Database
    vault: Vault
    connectors: Mapping[Network, Connector]
    witnesses: Witnesses
    sources: Sources
    mail: Mail | None = None
    provider: OidcProvider | None = None
    own_bluesky: BlueskyRepository | None = None
    clock: Callable[[], datetime] = wall_clock
    changes: Changes = field(default_factory=Changes)
    rounds: Rounds = field(default_factory=Rounds)
    comparable: Comparable = field(default_factory=Comparable)
    beside: Lately[Mapping[str, Beside]] = field(default_factory=Lately)

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
        self.sources.close()
        if self.mail is not None:
            self.mail.close()
        if self.provider is not None:
            self.provider.close()
        if self.own_bluesky is not None:
            self.own_bluesky.close()
        self.db.close()


def build(settings: Settings, *, clock: Callable[[], datetime] = wall_clock, migrate: bool = True) -> Essaim:
    """Wire everything, and bring the database to its current tables.

    :raises EssaimError: a setting, the database or the keys cannot be used.
    """
    db = Database(settings.url)
    vault = Vault(parse_keys(settings.secret_keys) or keys_in(settings.data_dir / KEY_FILE))
    if migrate:
        from db.migrate import upgrade

        upgrade(db)
    return Essaim(
        settings=settings,
        db=db,
        vault=vault,
        connectors=build_connectors(bluesky_url=settings.bluesky_url, trusted_hosts=settings.trusted_hosts, clock=clock),
        witnesses=build_witnesses(bluesky_url=settings.bluesky_url, trusted_hosts=settings.trusted_hosts, dns_servers=settings.dns_servers),
        sources=build_sources(wikidata_url=settings.wikidata_url, x_api_url=settings.x_api_url, contact=settings.public_url, clock=clock),
        mail=Mail(settings.smtp_url, settings.mail_from) if settings.smtp_url else None,
        provider=_provider(settings),
        own_bluesky=_own_bluesky(settings, clock),
        clock=clock,
    )


def _own_bluesky(settings: Settings, clock: Callable[[], datetime]) -> BlueskyRepository | None:
    if not settings.bluesky_account:
        return None
    return build_repository(
        server=settings.bluesky_server,
        account=settings.bluesky_account,
        app_password=settings.bluesky_app_password,
        trusted_hosts=settings.trusted_hosts,
        clock=clock,
    )


def _provider(settings: Settings) -> OidcProvider | None:
    if not settings.oidc_issuer:
        return None
    return OidcProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        name=settings.oidc_name,
        profile=settings.oidc_profile,
    )


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
