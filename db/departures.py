"""Departure events: append one, read them as the domain's own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, insert, select

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.networks import Network
from db.chunks import chunks
from db.tables import DepartureRow


def as_event(row: DepartureRow) -> DepartureEvent:
    """The row as the domain knows it."""
    return DepartureEvent(Status(row.status), row.on, row.source, row.logged_at, Network(row.network), row.withdrawn)


def events(session: Session, organisation_id: int) -> list[DepartureEvent]:
    """All events of one organisation in the order in which they were written."""
    query = select(DepartureRow).where(DepartureRow.organisation_id == organisation_id).order_by(col(DepartureRow.id))
    return [as_event(row) for row in session.exec(query)]


def events_of(session: Session, organisation_ids: Iterable[int]) -> Mapping[int, Sequence[DepartureEvent]]:
    """All events of many organisations, by organisation."""
    found: dict[int, list[DepartureEvent]] = defaultdict(list)
    for some in chunks(organisation_ids):
        query = select(DepartureRow).where(col(DepartureRow.organisation_id).in_(some)).order_by(col(DepartureRow.id))
        for row in session.exec(query):
            found[row.organisation_id].append(as_event(row))
    return found


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
