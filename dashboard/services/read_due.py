"""Background collection in two steps: what is due, and reading one batch of it. Plain types in and out, for the job engine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from connectors.base import Connector, Target
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.services.collect import batches
from dashboard.services.standings import refresh_due
from dashboard.services.store_outcomes import store_outcomes
from db import accounts
from db.engine import Database

Due = Sequence[tuple[int, str]]
"""(account, ISO instant at which it was due)."""


def due_batches(
    db: Database, connectors: Mapping[Network, Connector], *, now: datetime, holding: Holding
) -> list[tuple[str, str, list[tuple[int, str]]]]:
    """What is due: (network, host, accounts of one call). Follows the calendar on the way: planned departures, ages reached."""
    with db.writing() as session:
        refresh_due(session, today=now.date(), holding=holding)
        work = batches(accounts.collected(session, due_by=now), connectors)
    return [
        (
            batch.network.value,
            batch.host,
            [(target.key, due.isoformat()) for target, due in zip(batch.targets, batch.due, strict=True) if due],
        )
        for batch in work
    ]


def read_batch(
    db: Database,
    connectors: Mapping[Network, Connector],
    network: str,
    due: Due,
    *,
    clock: Callable[[], datetime],
    holding: Holding,
    every: timedelta,
) -> int:
    """Read the accounts of one call and store what was said; those stored since are left alone. Returns how many were asked for."""
    moments = {key: datetime.fromisoformat(at) for key, at in due}
    with db.reading() as session:
        rows = accounts.of_ids(session, moments)
        targets = [Target(key, row.handle, row.remote_id, row.host) for key, row in sorted(rows.items()) if row.due_at == moments[key]]
    if not targets:
        return 0
    outcomes = connectors[Network(network)].read(targets)
    with db.writing() as session:
        store_outcomes(session, outcomes, now=clock(), holding=holding, every=every, due=dict(moments))
    return len(targets)
