"""What came with imports: the acts themselves, what they replaced, flags, baselines, posts, mappings of columns."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from dashboard.domain.baselines import BaselineKind
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.flags import Reason
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from db.tables.base import one_of
from db.types import UtcDateTime


class ImportRow(SQLModel, table=True):
    """One act by which figures were brought (domain.imports.Import). It stays when it is undone."""

    __tablename__ = "import"
    __table_args__ = (one_of("method", Method), Index(None, "organisation_id", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="CASCADE")
    method: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcDateTime)
    role: str = Field(max_length=16)
    figures: int = 0
    first_on: date | None = None
    last_on: date | None = None
    details: str = Field(default="{}", max_length=8000)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_role: str | None = Field(default=None, max_length=16)


class ReplacedRow(SQLModel, table=True):
    """A figure that an import replaced, kept so that undoing brings it back. ``import_id`` replaced it, ``earlier_id`` had brought it."""

    __tablename__ = "replaced"
    __table_args__ = (
        UniqueConstraint("account_id", "at", "provenance", "import_id"),
        Index(None, "import_id"),
        Index(None, "earlier_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    import_id: int
    earlier_id: int | None = None
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    provenance: str = Field(max_length=16)
    followers: int = Field(sa_type=BigInteger)
    following: int | None = Field(default=None, sa_type=BigInteger)
    posts: int | None = Field(default=None, sa_type=BigInteger)
    precision: str = Field(max_length=8)
    rounded_to: int | None = Field(default=None, sa_type=BigInteger)
    source_id: int | None = Field(default=None, foreign_key="source.id")
    role: str | None = Field(default=None, max_length=16)
    flagged: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class FlagRow(SQLModel, table=True):
    """One reason to look at one figure, named by its key, and what was decided. ``followers`` is the count that was flagged: another
    count under the same key is another figure."""

    __tablename__ = "flag"
    __table_args__ = (
        one_of("reason", Reason),
        CheckConstraint("verdict IN ('cleared', 'set_aside')", name="verdict"),
        UniqueConstraint("account_id", "at", "provenance", "followers", "reason"),
        Index(None, "verdict", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    provenance: str = Field(max_length=16)
    followers: int = Field(sa_type=BigInteger)
    reason: str = Field(max_length=16)
    details: str = Field(default="{}", max_length=2000)
    raised_at: datetime = Field(sa_type=UtcDateTime)
    verdict: str | None = Field(default=None, max_length=16)
    note: str = Field(default="", max_length=500)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_role: str | None = Field(default=None, max_length=16)


class BaselineRow(SQLModel, table=True):
    """One event of a baseline (domain.baselines.BaselineEvent), appended and never changed; the last one is in force."""

    __tablename__ = "baseline"
    __table_args__ = (
        one_of("kind", BaselineKind),
        one_of("network", Network),
        one_of("provenance", Provenance),
        one_of("precision", Precision),
        Index(None, "organisation_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    kind: str = Field(max_length=16)
    network: str = Field(max_length=16)
    departed_on: date | None = None
    account_id: int | None = None
    on: date | None = None
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    followers: int | None = Field(default=None, sa_type=BigInteger)
    provenance: str | None = Field(default=None, max_length=16)
    precision: str | None = Field(default=None, max_length=8)
    rounded_to: int | None = Field(default=None, sa_type=BigInteger)
    source: str = Field(default="", max_length=600)
    reason: str = Field(default="", max_length=500)
    role: str = Field(max_length=16)
    logged_at: datetime = Field(sa_type=UtcDateTime)


class PostRow(SQLModel, table=True):
    """Impressions and interactions of one post as one import told them; the last import counts. The text of posts is not kept."""

    __tablename__ = "post"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", primary_key=True)
    post_id: str = Field(max_length=32, primary_key=True)
    import_id: int = Field(primary_key=True, index=True)
    on: date
    impressions: int | None = Field(default=None, sa_type=BigInteger)
    interactions: int | None = Field(default=None, sa_type=BigInteger)


class ColumnMappingRow(SQLModel, table=True):
    """How somebody read the headers of a file in another language: offered again for the same headers."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("organisation_id", "method", "headers"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    method: str = Field(max_length=16)
    headers: str = Field(max_length=64)
    mapping: str = Field(max_length=4000)
    at: datetime = Field(sa_type=UtcDateTime)
