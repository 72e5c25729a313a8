"""What every import shares: its row, its figures, what they replace, and its line in the audit. Inside the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.figures import Holding, Snapshot
from dashboard.domain.imports import Import, Method
from dashboard.services.permit import Permit
from dashboard.services.record_snapshots import record_snapshots
from db import imports


@dataclass(frozen=True)
class Taken:
    """What an import came to.

    :param unchanged: figures that stood already, exactly so.
    :param flagged: of those stored, how many wait for a person.
    """

    done: Import
    stored: int
    unchanged: int
    flagged: int


@dataclass
class Brought:
    """What an import brings, gathered before it is stored.

    :param accounts: ids of accounts that were listed for it: undoing removes those that are then empty.
    :param details: what else is worth showing.
    """

    snapshots: Sequence[Snapshot] = ()
    accounts: Sequence[int] = ()
    details: dict[str, object] = field(default_factory=dict)


def bring(
    session: Session,
    leave: Permit,
    method: Method,
    brought: Brought,
    *,
    organisation_id: int | None,
    slug: str | None,
    now: datetime,
    holding: Holding,
) -> Taken:
    """Store the figures as one import: held against the curve, standings moved, what they replace kept, the act noted.

    :param brought: its snapshots need neither role nor import: they get those of this act.
    """
    row = imports.add(session, method, organisation_id=organisation_id, role=leave.role, at=now)
    keyed = {(one.account_id, one.at, str(one.provenance)): one.but(role=leave.role, import_id=row.id) for one in brought.snapshots}
    standing = imports.standing(session, keyed)
    same = imports.same(session, list(keyed.values()), standing)
    new = [one for key, one in keyed.items() if key not in same]
    imports.keep(session, row.id or 0, [stood for key, stood in standing.items() if key not in same])
    session.expire_all()
    stored = record_snapshots(session, new, today=now.date(), holding=holding)
    days = [one.at.date() for one in stored]
    row.figures, row.first_on, row.last_on = len(stored), min(days, default=None), max(days, default=None)
    row.details = json.dumps({**brought.details, **({"accounts": list(brought.accounts)} if brought.accounts else {})})
    session.add(row)
    session.flush()
    flagged = sum(one.flagged for one in stored)
    counts = {"figures": len(stored), "flagged": flagged}
    leave.note(Deed.FIGURES_IMPORTED, f"import:{row.id}", organisation_id=organisation_id, method=method.value, **counts)
    return Taken(imports.as_import(row, slug), len(stored), len(same), flagged)
