"""The audit: appended, never changed. Triggers refuse everything else, and each line holds the digest of the one before."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class AuditRow(SQLModel, table=True):
    """Who did what to which row (domain.audit.Entry). No foreign key: what is recorded outlives the rows it speaks of.

    :param details: JSON, keys sorted.
    :param digest: SHA-256 over the digest before and this line; an edited or missing line breaks the chain.
    """

    __tablename__ = "audit"
    __table_args__ = (Index(None, "at"), Index(None, "person_id", "id"), Index(None, "organisation_id", "id"), Index(None, "deed", "id"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    deed: str = Field(max_length=40)
    role: str = Field(max_length=16)
    person_id: int | None = None
    session_id: int | None = None
    organisation_id: int | None = None
    subject: str = Field(default="", max_length=100)
    details: str = Field(default="{}", max_length=8000)
    digest: str = Field(max_length=64)
