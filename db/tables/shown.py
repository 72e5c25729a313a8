"""What is shown beside the figures: notes on charts, shared comparisons, figures frozen for the press, standings of past weeks."""

from datetime import date, datetime

from sqlalchemy import Index, Text, false
from sqlmodel import Field, SQLModel

from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.views import TimeAxis
from db.tables.base import one_of
from db.types import UtcDateTime


class AnnotationRow(SQLModel, table=True):
    """One note on one day (domain.annotations). A withdrawn one stays, unseen."""

    __tablename__ = "annotation"
    __table_args__ = (one_of("kind", AnnotationKind), Index(None, "organisation_id", "on"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="CASCADE")
    on: date
    kind: str = Field(max_length=16)
    text: str = Field(max_length=80)
    source: str = Field(default="", max_length=600)
    public: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    role: str = Field(max_length=16)
    logged_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SharedViewRow(SQLModel, table=True):
    """One shared comparison (domain.shared_views). The link's token is known by its digest alone; ``organisations``: slugs, with commas."""

    __tablename__ = "shared_view"
    __table_args__ = (one_of("axis", TimeAxis), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=80)
    organisations: str = Field(max_length=800)
    axis: str = Field(max_length=16)
    notes_of_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="SET NULL")
    role: str = Field(max_length=16)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_on: date | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PressFigureRow(SQLModel, table=True):
    """One figure frozen for the press: ``content`` is the canonical JSON of which ``digest`` is the SHA-256. Never changed."""

    __tablename__ = "press_figure"
    __table_args__ = (Index(None, "organisation_id", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True, max_length=64)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE")
    content: str = Field(sa_type=Text)
    role: str = Field(max_length=16)
    frozen_at: datetime = Field(sa_type=UtcDateTime)


class PastStandingRow(SQLModel, table=True):
    """How one comparable organisation stood at the beginning of a week, at one age (0: its latest reading)."""

    __tablename__ = "past_standing"

    week_on: date = Field(primary_key=True)
    age: int = Field(primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True)
    recovery_low: float
    recovery_high: float | None = None
