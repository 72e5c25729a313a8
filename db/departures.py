"""Departure events: append one, read them as the domain's own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, insert, select

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.networks import Network
from db.chunks import chunks
from db.tables import DepartureRow

COLUMNS = ("status", "on", "source", "logged_at", "network", "withdrawn")


def as_event(row: DepartureRow) -> DepartureEvent:
    """The row as the domain knows it."""
    return _event(row.status, row.on, row.source, row.logged_at, row.network, row.withdrawn)


def events(session: Session, organisation_id: int) -> list[DepartureEvent]:
    """All events of one organisation in the order in which they were written."""
    return list(events_of(session, [organisation_id]).get(organisation_id, ()))


def events_of(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, Sequence[DepartureEvent]]:
    """All events of many organisations, by organisation."""
    found: dict[int, list[DepartureEvent]] = defaultdict(list)
    for some in chunks(organisation_ids):
        # Rows as objects take three times as long.
        query: Any = select(*(getattr(DepartureRow, name) for name in ("organisation_id", *COLUMNS)))
        query = query.where(col(DepartureRow.organisation_id).in_(some)).order_by(col(DepartureRow.id))
        for key, *cells in session.connection().execute(query).all():
            found[key].append(_event(*cells))
    return found


def _event(status: str, on: date, source: str, logged_at: datetime, network: str, withdrawn: bool) -> DepartureEvent:
    return DepartureEvent(Status(status), on, source, logged_at, Network(network), withdrawn)


def append(session: Session, organisation_id: int, event: DepartureEvent) -> None:
    """Write one more event."""
    append_many(session, [(organisation_id, event)])


def append_many(session: Session, events: Sequence[tuple[int, DepartureEvent]]) -> None:
    """Write events of organisations, in that order."""
    rows = [
        {
            "organisation_id": organisation_id,
            "network": event.network.value,
            "status": event.status.value,
            "on": event.on,
            "source": event.source,
            "logged_at": event.logged_at,
            "withdrawn": event.withdrawn,
        }
        for organisation_id, event in events
    ]
    if rows:
        session.execute(insert(DepartureRow), rows)
