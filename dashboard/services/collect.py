"""Collect: read accounts from their networks and store what they said, counts and failures alike."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import SimpleQueue
from threading import Event
from typing import Self

from connectors.base import Connector, ConnectorError, Outcome, Target
from dashboard.domain.audit import Deed
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from dashboard.services.standings import refresh_due
from dashboard.services.store_outcomes import counted, sentence, store_outcomes
from db import accounts, organisations
from db.engine import Database
from db.tables import AccountRow

THREADS = 32
LANES = 4
"""Calls in flight at one server, at most."""


@dataclass
class Summary:
    """What a round gave. ``problems`` are the failures, one for each account that gave no count."""

    read: int = 0
    failed: int = 0
    problems: list[ConnectorError] = field(default_factory=list)

    def add(self, outcomes: Mapping[int, Outcome]) -> None:
        """Count what some more accounts gave."""
        for outcome in outcomes.values():
            if isinstance(outcome, ConnectorError):
                self.problems.append(outcome)
            elif not counted(outcome):
                self.problems.append(sentence(outcome))
            else:
                self.read += 1
        self.failed = len(self.problems)

    def join(self, other: Self) -> None:
        """Count what another round gave."""
        self.read += other.read
        self.problems += other.problems
        self.failed = len(self.problems)


@dataclass(frozen=True)
class Batch:
    """Accounts that one call reads, and the moment at which each was due."""

    network: Network
    host: str
    targets: tuple[Target, ...]
    due: tuple[datetime | None, ...]


def batches(rows: Sequence[AccountRow], connectors: Mapping[Network, Connector]) -> list[Batch]:
    """Split accounts into the fewest calls."""
    by_network: dict[Network, list[Target]] = defaultdict(list)
    due = {row.id: row.due_at for row in rows}
    for row in rows:
        by_network[Network(row.network)].append(Target(row.id or 0, row.handle, row.remote_id, row.host))
    return [
        Batch(network, batch[0].host or network.value, tuple(batch), tuple(due[target.key] for target in batch))
        for network, targets in by_network.items()
        if network in connectors
        for batch in connectors[network].batches(targets)
    ]


def collect(
    db: Database,
    connectors: Mapping[Network, Connector],
    *,
    by: Actor,
    clock: Callable[[], datetime],
    holding: Holding,
    every: timedelta,
    slug: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Read all accounts that a connector can read, or those of one organisation, now.

    :param progress: called with the accounts done and all of them, from the calling thread.
    :raises NotAllowed: whoever asks may not.
    """
    with db.writing() as session:
        permit(session, by, Act.COLLECT, now=clock()).note(Deed.COLLECTION_STARTED, slug=slug or "")
        refresh_due(session, today=clock().date(), holding=holding)
        organisation_id = organisations.by_slug(session, slug).id if slug else None
        rows = accounts.collected(session, organisation_id=organisation_id)
        work = batches(rows, connectors)
    summary, done, total = Summary(), 0, sum(len(batch.targets) for batch in work)
    progress(0, total)
    for batch, outcomes in _read(work, connectors):
        with db.writing() as session:
            store_outcomes(session, outcomes, now=clock(), holding=holding, every=every)
        summary.add(outcomes)
        done += len(batch.targets)
        progress(done, total)
    return summary


def _read(work: Sequence[Batch], connectors: Mapping[Network, Connector]) -> Iterator[tuple[Batch, dict[int, Outcome]]]:
    """What each call said, as soon as it is said. Each server's calls are dealt to at most LANES lanes: one that makes us wait holds up
    no other. A call that fails in a way nobody foresaw is raised once all the others are in."""
    by_host: dict[tuple[Network, str], list[Batch]] = defaultdict(list)
    for batch in work:
        by_host[batch.network, batch.host].append(batch)
    heard: SimpleQueue[tuple[Batch, dict[int, Outcome]] | Exception] = SimpleQueue()
    given_up = Event()
    faults: list[Exception] = []

    def read_lane(lane: Sequence[Batch]) -> None:
        for batch in lane:
            if given_up.is_set():
                return
            try:
                heard.put((batch, connectors[batch.network].read(batch.targets)))
            except Exception as fault:
                heard.put(fault)

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            for waiting in by_host.values():
                for lane in range(min(LANES, len(waiting))):
                    pool.submit(read_lane, waiting[lane::LANES])
            for _ in work:
                one = heard.get()
                if isinstance(one, Exception):
                    faults.append(one)
                else:
                    yield one
        finally:
            given_up.set()
    if faults:
        raise faults[0]
