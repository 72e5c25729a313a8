"""Departure events: appended, never changed."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from db.tables.base import one_of
from db.types import UtcDateTime


class DepartureRow(SQLModel, table=True):
    """One event of the ladder; ``id`` is the order in which events were written."""

    __tablename__ = "departure"
    __table_args__ = (one_of("network", Network), one_of("status", Status))

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    network: str = Field(max_length=16)
    status: str = Field(max_length=16)
    on: date
    source: str = Field(default="", max_length=500)
    logged_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn: bool = False
