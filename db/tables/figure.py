"""Figures: narrow snapshots clustered by account and instant, their sources, and the daily roll-up."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, false, text
from sqlmodel import Field, SQLModel

from dashboard.domain.figures import Precision, Provenance
from db.tables.base import one_of
from db.types import UtcDateTime

BROUGHT = text("import_id IS NOT NULL")


class SourceRow(SQLModel, table=True):
    """Where figures can be checked, written once however many figures it gave."""

    __tablename__ = "source"

    id: int | None = Field(default=None, primary_key=True)
    text: str = Field(unique=True, max_length=600)


class SnapshotRow(SQLModel, table=True):
    """One count. Without a source of its own, the account's public address is the source.

    Provenance is part of the key: what a person declares never overwrites what the press said of the same day.
    ``role`` is the capacity in which somebody brought it (domain.people.Role); None for what a machine read. ``import_id`` names the
    import that brought it, without a foreign key: SQLite cannot add one to a table that has rows hanging on it.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        one_of("provenance", Provenance),
        one_of("precision", Precision),
        CheckConstraint("followers >= 0", name="followers"),
        # Few figures came with an import; the others cost its index nothing.
        Index(None, "import_id", sqlite_where=BROUGHT, postgresql_where=BROUGHT),
        {"sqlite_with_rowid": False},
    )

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, primary_key=True)
    followers: int = Field(sa_type=BigInteger)
    following: int | None = Field(default=None, sa_type=BigInteger)
    posts: int | None = Field(default=None, sa_type=BigInteger)
    provenance: str = Field(max_length=16, primary_key=True)
    precision: str = Field(max_length=8)
    source_id: int | None = Field(default=None, foreign_key="source.id")
    role: str | None = Field(default=None, max_length=16)
    rounded_to: int | None = Field(default=None, sa_type=BigInteger)
    flagged: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    import_id: int | None = None


class DailyRow(SQLModel, table=True):
    """The figure that stands for one account on one day (UTC): kept up to date when a snapshot is written."""

    __tablename__ = "daily"
    __table_args__ = (
        one_of("provenance", Provenance),
        one_of("precision", Precision),
        CheckConstraint("followers >= 0", name="followers"),
        {"sqlite_with_rowid": False},
    )

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", primary_key=True)
    day: date = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    followers: int = Field(sa_type=BigInteger)
    provenance: str = Field(max_length=16)
    precision: str = Field(max_length=8)
    source_id: int | None = Field(default=None, foreign_key="source.id")
    role: str | None = Field(default=None, max_length=16)
    rounded_to: int | None = Field(default=None, sa_type=BigInteger)
    flagged: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
