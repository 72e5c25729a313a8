"""Organisations of the register."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from dashboard.domain.organisations import Kind, Level
from db.tables.base import one_of
from db.types import UtcDateTime


class OrganisationRow(SQLModel, table=True):
    """One institution. ``match_key`` is its name without accents or case: two of the same kind and country are the same one."""

    __tablename__ = "organisation"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("level", Level),
        CheckConstraint("population IS NULL OR population > 0", name="population"),
        CheckConstraint("students IS NULL OR students > 0", name="students"),
        CheckConstraint("staff IS NULL OR staff > 0", name="staff"),
        Index(None, "match_key", "kind", "country"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=100)
    name: str = Field(max_length=200)
    match_key: str = Field(max_length=200)
    kind: str = Field(max_length=16)
    country: str | None = Field(default=None, max_length=2)
    siren: str | None = Field(default=None, unique=True, max_length=9)
    siret: str | None = Field(default=None, unique=True, max_length=14)
    insee: str | None = Field(default=None, max_length=5)
    uai: str | None = Field(default=None, unique=True, max_length=8)
    ror: str | None = Field(default=None, unique=True, max_length=9)
    wikidata: str | None = Field(default=None, unique=True, max_length=16)
    domain: str | None = Field(default=None, max_length=253)
    population: int | None = None
    students: int | None = None
    staff: int | None = None
    level: str = Field(default=Level.L0.value, max_length=2)
    fictional: bool = False
    registered_at: datetime = Field(sa_type=UtcDateTime)


class AliasRow(SQLModel, table=True):
    """A slug that an organisation had before it was merged into another: addresses that were shared go on working."""

    __tablename__ = "alias"

    slug: str = Field(primary_key=True, max_length=100)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    since: datetime = Field(sa_type=UtcDateTime)
