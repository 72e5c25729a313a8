"""Claims of organisations, and the reviews that decide some of them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from dashboard.domain.claims import ClaimState, Method
from db.tables.base import one_of
from db.types import UtcDateTime


class ClaimRow(SQLModel, table=True):
    """One way in which a team proves, or proved, that it speaks for an institution (domain.claims.Claim)."""

    __tablename__ = "claim"
    __table_args__ = (
        one_of("method", Method),
        one_of("state", ClaimState),
        Index(None, "state", "checked_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    method: str = Field(max_length=16)
    state: str = Field(max_length=16)
    challenge: str = Field(default="", max_length=200)
    evidence: str = Field(default="", max_length=600)
    note: str = Field(default="", max_length=1000)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    proven_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lost_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReviewRow(SQLModel, table=True):
    """What one member of the collective says of a claim; one each. ``reviewer_id`` stays when the reviewer is erased."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("claim_id", "reviewer_id"),)

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id", ondelete="CASCADE", index=True)
    reviewer_id: int
    approves: bool
    note: str = Field(default="", max_length=1000)
    at: datetime = Field(sa_type=UtcDateTime)
