"""Tokens of X's API, sealed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class XTokenRow(SQLModel, table=True):
    """The bearer token with which a team (or the collective, without an organisation) reads counts on X. ``token`` is sealed.

    :param resume_at: before this instant X refuses to be asked again.
    """

    __tablename__ = "x_token"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="CASCADE", unique=True)
    token: str = Field(max_length=2000)
    added_at: datetime = Field(sa_type=UtcDateTime)
    role: str = Field(max_length=16)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resume_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    problem: str | None = Field(default=None, max_length=500)
    details: str = Field(default="{}", max_length=2000)
