"""What tests are made of: institutions, accounts, figures, departures and networks, by what matters to the test and nothing else."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from typing import Any

from sqlmodel import select

from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from dashboard.domain.accounts import Account, AccountState
from dashboard.domain.departures import Journey, Status
from dashboard.domain.errors import N_
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.handles import Recognised, profile_url
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, Level, Organisation
from dashboard.domain.people import OPERATOR
from dashboard.services.connect_account import Preview, connect
from dashboard.services.list_account import identity, listed
from dashboard.services.log_departure import log_departure
from dashboard.services.record_figure import record_figure
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.register_organisation import NewOrganisation, register_organisation
from dashboard.services.schedule import next_slot
from db import accounts, organisations
from db.engine import Database
from db.tables import AccountRow

NOW = datetime(2025, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
HOLDING = Holding()
EVERY = timedelta(hours=24)


def clock() -> datetime:
    """The instant at which tests take place."""
    return NOW


def day(text: str | date) -> date:
    """A day written as 2025-01-20."""
    return date.fromisoformat(text) if isinstance(text, str) else text


def make_organisation(
    db: Database, name: str = "Lyon", kind: Kind = Kind.CITY, *, level: Level = Level.L0, now: datetime = NOW, **only_what_matters: Any
) -> Organisation:
    """Register an institution; fields are given as typed (``siren="..."``, ``population=520_000``)."""
    typed = {field: str(value) for field, value in only_what_matters.items()}
    made = register_organisation(db, NewOrganisation(name, kind, **typed), by=OPERATOR, now=now, holding=HOLDING)
    if level is not Level.L0:
        with db.writing() as session:
            organisations.by_slug(session, made.slug).level = level.value
    return replace(made, level=level)


def make_profile(
    network: Network = Network.BLUESKY,
    handle: str = "lyon.fr",
    followers: int | None = 1_000,
    *,
    at: datetime = NOW,
    state: AccountState = AccountState.ACTIVE,
    **only_what_matters: Any,
) -> Profile:
    """What a network says of an account."""
    host = handle.split("@")[1] if "@" in handle else None
    profile = Profile(
        network=network,
        handle=handle,
        remote_id=f"id-of-{handle}",
        host=host,
        display_name=handle,
        url=profile_url(network, handle, host),
        followers=followers,
        following=None,
        posts=None,
        state=state,
        read_at=at,
        source=profile_url(network, handle, host),
    )
    return replace(profile, **only_what_matters)


def make_account(
    db: Database,
    slug: str = "lyon",
    network: Network = Network.BLUESKY,
    handle: str | None = None,
    *,
    followers: int | None = None,
    now: datetime = NOW,
    every: timedelta = EVERY,
    **profile: Any,
) -> Account:
    """Connect an account; without ``followers`` it was never read."""
    handle = handle or {Network.MASTODON: f"{slug}@social.example", Network.BLUESKY: f"{slug}.fr"}.get(network, slug)
    host = handle.partition("@")[2]
    found = None
    if FACTS[network].collected:
        found = make_profile(network, handle, followers, at=now, **profile)
    recognised = Recognised(network, handle, host or None)
    if found is not None and followers is None and not profile:
        return _never_read(db, slug, recognised, found, now, every)
    made = connect(db, slug, Preview(recognised, found), by=OPERATOR, now=now, holding=HOLDING, every=every)
    if found is None and followers is not None:
        make_figures(db, slug, network, {now.date(): followers}, now=now)
    return made


def _never_read(db: Database, slug: str, recognised: Recognised, found: Profile, now: datetime, every: timedelta) -> Account:
    with db.writing() as session:
        row = listed(session, organisations.by_slug(session, slug), found.network, recognised, now)
        row.identity, row.remote_id, row.host, row.url = identity(recognised, found), found.remote_id, found.host, found.url
        row.due_at = next_slot(row.id or 0, row.host, now, every)
        return accounts.as_account(row, slug)


def make_figures(
    db: Database,
    slug: str,
    network: Network,
    figures: Mapping[Any, int],
    *,
    provenance: Provenance | None = None,
    precision: Precision = Precision.EXACT,
    source: str = "counted by the tests",
    now: datetime = NOW,
) -> None:
    """Give the organisation's account on the network one figure per day (a date, or its text).

    Networks that a connector reads need an account, and are read at 6 h UTC; figures of the others are declared, unless said otherwise.
    """
    if provenance is None:
        provenance = Provenance.API if FACTS[network].collected else Provenance.DECLARED
    if provenance is not Provenance.API:
        for on, followers in figures.items():
            record_figure(
                db,
                slug,
                network,
                day(on),
                followers,
                source=source,
                by=OPERATOR,
                now=now,
                holding=HOLDING,
                provenance=provenance,
                precision=precision,
            )
        return
    key = account_id(db, slug, network)
    with db.writing() as session:
        snapshots = [Snapshot(key, datetime.combine(day(on), time(6), UTC), followers) for on, followers in figures.items()]
        record_snapshots(session, snapshots, today=now.date(), holding=HOLDING)


def account_id(db: Database, slug: str, network: Network) -> int:
    """Key of the organisation's first account on the network."""
    with db.reading() as session:
        mine = organisations.by_slug(session, slug).id
        row = session.exec(select(AccountRow).where(AccountRow.organisation_id == mine, AccountRow.network == network.value)).first()
        assert row is not None and row.id is not None, f"{slug} has no account on {network}"
        return row.id


def log(
    db: Database, slug: str = "lyon", status: Status = Status.DEPARTED, on: str | date = "2025-01-20", *, now: datetime = NOW, **rest: Any
) -> Journey:
    """Log an event of a departure."""
    return log_departure(db, slug, status, day(on), by=OPERATOR, now=now, holding=HOLDING, **rest)


def a_city_that_left(db: Database, name: str = "Lyon", *, left: int = 100_000, regained: Sequence[int] = (20_000, 10_000)) -> str:
    """An institution that left X on 20 January 2025 and was read on Bluesky and Mastodon today; gives its slug."""
    slug = make_organisation(db, name).slug
    make_figures(db, slug, Network.X, {"2025-01-20": left})
    log(db, slug, Status.DEPARTED, "2025-01-20")
    for network, followers in zip((Network.BLUESKY, Network.MASTODON), regained, strict=False):
        make_account(db, slug, network, followers=followers)
    return slug


UNKNOWN = N_("{handle} is not known to the tests.")


def down(**values: Any) -> ConnectorError:
    """What a connector says when a server does not answer."""
    return ConnectorError(N_("{host} does not answer. It will be asked again."), Remedy.RETRY_LATER, **{"host": "social.example", **values})


class FakeConnector:
    """Implements connectors.base.Connector.

    :param per_call: accounts that one call reads.
    """

    def __init__(self, network: Network = Network.BLUESKY, *, clock: Callable[[], datetime] = clock, per_call: int = 25) -> None:
        self.network = network
        self.calls: list[list[int]] = []
        self.closed = False
        self._clock = clock
        self._per_call = per_call
        self._script: dict[str, list[int | Outcome | None]] = defaultdict(list)
        self._lock = Lock()

    def says(self, handle: str, *outcomes: int | Outcome | None) -> "FakeConnector":
        """What to answer about a handle, one reading after the other; the last stays."""
        self._script[handle] = list(outcomes)
        return self

    def look_up(self, handle: str) -> Profile:
        """Find an account by its handle."""
        outcome = self._outcome(handle)
        if isinstance(outcome, ConnectorError):
            raise outcome
        return outcome

    def batches(self, targets: Sequence[Target]) -> list[list[Target]]:
        """So many per call, each call to one server."""
        by_host: dict[str | None, list[Target]] = defaultdict(list)
        for target in targets:
            by_host[target.host].append(target)
        return [found[at : at + self._per_call] for found in by_host.values() for at in range(0, len(found), self._per_call)]

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """One outcome per target."""
        with self._lock:
            self.calls.append([target.key for target in batch])
            return {target.key: self._outcome(target.handle) for target in batch}

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True

    def _outcome(self, handle: str) -> Outcome:
        script = self._script.get(handle)
        if not script:
            return ConnectorError(UNKNOWN, Remedy.FIX_HANDLE, handle=handle)
        said = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(said, ConnectorError):
            return said
        if isinstance(said, Profile):
            return replace(said, read_at=self._clock())
        return make_profile(self.network, handle, said, at=self._clock())
