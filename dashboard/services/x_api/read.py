"""Read the counts on X with the tokens there are, a hundred accounts in a call."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from connectors.base import ConnectorError, Remedy, Target
from connectors.pace import put_off
from connectors.x_api import BATCH, XApi
from dashboard.domain.figures import Holding
from dashboard.services.collect import Summary
from dashboard.services.x_api.store import note_problem, store_reading, targets_of
from db import organisations, x_tokens
from db.details import from_text
from db.engine import Database
from db.tables import XTokenRow
from db.vault import KeyProblem, Vault


def read_x(
    db: Database,
    vault: Vault,
    x: XApi | None,
    *,
    now: datetime,
    holding: Holding,
    every: timedelta,
    slug: str | None = None,
    due_only: bool = True,
) -> Summary:
    """Read every account on X that a token reads: those that are due, or all of them. Nothing where X's API is off.

    One transaction per call. A token that X refuses is kept with its problem; one whose limit is reached goes on where it was.

    :param slug: only the accounts of this organisation.
    """
    summary = Summary()
    if x is None:
        return summary
    with db.reading() as session:
        only = organisations.by_slug(session, slug).id if slug is not None else None
        keys = x_tokens.keys(session)
    for key in keys:
        with db.reading() as session:
            row = session.get(XTokenRow, key)
            if row is None:
                continue
            targets = targets_of(x_tokens.accounts_of(session, row.organisation_id, due_by=now if due_only else None, only=only))
        if targets and row.resume_at is not None and row.resume_at > now:
            summary.add(dict.fromkeys((target.key for target in targets), _waiting(row, row.resume_at)))
        elif targets:
            _read(db, vault, x, row, targets, summary, now=now, holding=holding, every=every)
    return summary


def _read(
    db: Database,
    vault: Vault,
    x: XApi,
    known: XTokenRow,
    targets: list[Target],
    summary: Summary,
    *,
    now: datetime,
    holding: Holding,
    every: timedelta,
) -> None:
    """Read with one token, as long as X allows.

    :param known: the token's row as it was; whatever was read with a token that was replaced meanwhile is thrown away.
    """
    try:
        token = vault.open(known.token, x_tokens.bound_to(known))
    except KeyProblem as problem:
        with db.writing() as session:
            if row := _same(session.get(XTokenRow, known.id), known):
                note_problem(row, problem, None)
        summary.add(dict.fromkeys((target.key for target in targets), _said(problem.message, problem.values)))
        return
    for start in range(0, len(targets), BATCH):
        reading = x.read(token, targets[start : start + BATCH])
        with db.writing() as session:
            row = _same(session.get(XTokenRow, known.id), known)
            if row is None:
                return
            store_reading(session, row, reading, now=now, holding=holding, every=every)
        summary.add(reading.outcomes)
        if reading.problem is not None or reading.resume_at is not None:
            return


def _same(row: XTokenRow | None, known: XTokenRow) -> XTokenRow | None:
    """The row if it still holds the token that was used."""
    return row if row is not None and row.added_at == known.added_at else None


def _waiting(row: XTokenRow, until: datetime) -> ConnectorError:
    """Why X is not asked with this token now."""
    return _said(row.problem, from_text(row.details)) if row.problem else put_off("X", until.timestamp())


def _said(message: str, values: Mapping[str, Any]) -> ConnectorError:
    return ConnectorError(message, Remedy.RETRY_LATER, **values)
