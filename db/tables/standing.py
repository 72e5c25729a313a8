"""Standings: one row per organisation, so that the leaderboard costs organisations and never snapshots."""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class StandingRow(SQLModel, table=True):
    """How one organisation stands at its latest reading; kept up to date by whatever is written about it.

    ``growth`` is that of the lower end over the last 30 days, as a ratio; ``revision`` counts how often anything here was made anew,
    so that what is published knows whether it has changed.
    """

    __tablename__ = "standing"
    __table_args__ = (Index(None, "recovery_low"), Index(None, "next_on"), Index(None, "departed_on"))

    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True)
    status: str | None = Field(default=None, max_length=16)
    departed_on: date | None = None
    announced_on: date | None = None
    next_on: date | None = None
    baseline: int | None = Field(default=None, sa_type=BigInteger)
    baseline_on: date | None = None
    baseline_source: str | None = Field(default=None, max_length=600)
    regained_low: int | None = Field(default=None, sa_type=BigInteger)
    regained_high: int | None = Field(default=None, sa_type=BigInteger)
    recovery_low: float | None = None
    recovery_high: float | None = None
    as_of: date | None = None
    growth: float | None = None
    revision: int | None = None


class MilestoneRow(SQLModel, table=True):
    """How one organisation stood at one age (domain.leaderboard.AGES); all ends None when it was not read at that age."""

    __tablename__ = "milestone"
    __table_args__ = (Index(None, "age", "recovery_low"),)

    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True)
    age: int = Field(primary_key=True)
    as_of: date
    regained_low: int | None = Field(default=None, sa_type=BigInteger)
    regained_high: int | None = Field(default=None, sa_type=BigInteger)
    recovery_low: float | None = None
    recovery_high: float | None = None
