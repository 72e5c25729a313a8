"""Accounts, and the observations that tell why one could not be read."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from dashboard.domain.accounts import AccountState, Link, Origin
from dashboard.domain.networks import Network
from db.tables.base import one_of
from db.types import UtcDateTime


class AccountRow(SQLModel, table=True):
    """One account. ``identity`` is what makes it one of its kind on its network: DID, ``id@host``, or the handle in lower case."""

    __tablename__ = "account"
    __table_args__ = (
        one_of("network", Network),
        one_of("origin", Origin),
        one_of("link", Link),
        one_of("state", AccountState),
        UniqueConstraint("network", "identity"),
        Index(None, "due_at"),
        Index(None, "read_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    network: str = Field(max_length=16)
    identity: str = Field(max_length=400)
    handle: str = Field(max_length=400)
    origin: str = Field(max_length=16)
    link: str = Field(default=Link.LISTED.value, max_length=16)
    state: str = Field(default=AccountState.ACTIVE.value, max_length=16)
    state_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    remote_id: str | None = Field(default=None, max_length=200)
    host: str | None = Field(default=None, max_length=260)
    url: str | None = Field(default=None, max_length=600)
    opened_on: date | None = None
    connected_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    linked_how: str | None = Field(default=None, max_length=16)
    linked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ObservationRow(SQLModel, table=True):
    """What happened to an account other than a count: a failed reading, a new handle.

    ``message`` is an English key of the catalogues, ``details`` its values as JSON.
    """

    __tablename__ = "observation"
    __table_args__ = (one_of("state", AccountState), Index(None, "account_id", "at"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(max_length=16)
    message: str = Field(max_length=500)
    details: str = Field(default="{}")
    remedy: str | None = Field(default=None, max_length=16)
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
