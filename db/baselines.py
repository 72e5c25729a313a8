"""Baselines: events appended, the last of each organisation, and the figures on which they rest as these are today."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, insert, select

from dashboard.domain.baselines import BaselineEvent, BaselineKind
from dashboard.domain.figures import DailyFigure, Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from db.chunks import among
from db.tables import AccountRow, BaselineRow, SnapshotRow, SourceRow

_EVENT: list[Any] = [
    *(BaselineRow.organisation_id, BaselineRow.kind, BaselineRow.network, BaselineRow.departed_on),
    *(BaselineRow.account_id, BaselineRow.on, BaselineRow.at, BaselineRow.followers),
    *(BaselineRow.provenance, BaselineRow.precision, BaselineRow.rounded_to, BaselineRow.source),
    *(BaselineRow.reason, BaselineRow.role, BaselineRow.logged_at),
]
"""What an event is made from: rows as objects take three times as long."""


def last(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, BaselineEvent]:
    """The last event of some organisations."""
    newest = select(func.max(BaselineRow.id)).where(among(session, col(BaselineRow.organisation_id), organisation_ids))
    query = sa_select(*_EVENT).where(col(BaselineRow.id).in_(newest.group_by(col(BaselineRow.organisation_id))))
    return {row.organisation_id: _event(row) for row in session.connection().execute(query)}


def events_of(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, Sequence[BaselineEvent]]:
    """Every event of some organisations, in the order in which they happened, by organisation."""
    found: dict[int, list[BaselineEvent]] = {}
    query = sa_select(*_EVENT).where(among(session, col(BaselineRow.organisation_id), organisation_ids)).order_by(col(BaselineRow.id))
    for row in session.connection().execute(query):
        found.setdefault(row.organisation_id, []).append(_event(row))
    return found


def append(session: Session, happened: Sequence[tuple[int, BaselineEvent]]) -> None:
    """Append events, each with its organisation."""
    if happened:
        session.execute(insert(BaselineRow), [_row(key, event) for key, event in happened])


def as_they_are(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, DailyFigure]:
    """The figure of the last event of some organisations as it is stored today; those whose figure is gone are left out.

    An account that is no longer the organisation's is gone with its figures.
    """
    newest = select(func.max(BaselineRow.id)).where(among(session, col(BaselineRow.organisation_id), organisation_ids))
    query = (
        select(BaselineRow.organisation_id, SnapshotRow, SourceRow.text, AccountRow.url)
        .join(
            SnapshotRow,
            (col(SnapshotRow.account_id) == BaselineRow.account_id)
            & (col(SnapshotRow.at) == BaselineRow.at)
            & (col(SnapshotRow.provenance) == BaselineRow.provenance),
        )
        .join(
            AccountRow,
            (col(AccountRow.id) == SnapshotRow.account_id)
            & (col(AccountRow.organisation_id) == BaselineRow.organisation_id)
            & (col(AccountRow.network) == BaselineRow.network),
        )
        .join(SourceRow, col(SourceRow.id) == SnapshotRow.source_id, isouter=True)
        .where(col(BaselineRow.id).in_(newest.group_by(col(BaselineRow.organisation_id))))
    )
    return {key: _figure(row, source or url or "") for key, row, source, url in session.exec(query)}


def stored(session: Session, account_id: int, at: datetime, provenance: Provenance) -> DailyFigure | None:
    """One figure by its key, or None."""
    row = session.get(SnapshotRow, (account_id, at, provenance.value))
    if row is None:
        return None
    source = session.get(SourceRow, row.source_id) if row.source_id else None
    account = session.get(AccountRow, account_id)
    return _figure(row, source.text if source else (account.url if account else "") or "")


def _figure(row: SnapshotRow, source: str) -> DailyFigure:
    how = Provenance(row.provenance), Precision(row.precision), source, Role(row.role) if row.role else None
    return DailyFigure(row.account_id, row.at.date(), row.followers, row.at, *how, row.rounded_to, row.flagged)


def _event(row: Any) -> BaselineEvent:
    figure = None
    if row.account_id is not None and row.on and row.at and row.followers is not None and row.provenance and row.precision:
        how = Provenance(row.provenance), Precision(row.precision), row.source
        figure = DailyFigure(row.account_id, row.on, row.followers, row.at, *how, rounded_to=row.rounded_to)
    return BaselineEvent(BaselineKind(row.kind), Network(row.network), row.departed_on, figure, row.reason, Role(row.role), row.logged_at)


def _row(organisation_id: int, event: BaselineEvent) -> dict[str, object]:
    figure = event.figure
    return {
        "organisation_id": organisation_id,
        "kind": event.kind.value,
        "network": event.network.value,
        "departed_on": event.departed_on,
        "account_id": figure.account_id if figure else None,
        "on": figure.day if figure else None,
        "at": figure.at if figure else None,
        "followers": figure.followers if figure else None,
        "provenance": figure.provenance.value if figure else None,
        "precision": figure.precision.value if figure else None,
        "rounded_to": figure.rounded_to if figure else None,
        "source": figure.source if figure else "",
        "reason": event.reason,
        "role": event.role.value,
        "logged_at": event.at,
    }
