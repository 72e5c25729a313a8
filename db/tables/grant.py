"""What accounts of networks have granted us, and how they were proven. Tokens are sealed (db.vault), bound to their row."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from dashboard.domain.accounts import LinkMethod
from db.tables.base import one_of
from db.types import UtcDateTime


class AccountProofRow(SQLModel, table=True):
    """How one account is proven to be its organisation's; one row a method.

    :param challenge: the code that has to be in the profile text; public by nature.
    """

    __tablename__ = "account_proof"
    __table_args__ = (one_of("method", LinkMethod), UniqueConstraint("account_id", "method"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    method: str = Field(max_length=16)
    challenge: str = Field(default="", max_length=100)
    evidence: str = Field(default="", max_length=600)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    proven_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lost_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class MastodonAppRow(SQLModel, table=True):
    """Our registration at one Mastodon server: made once for each, and kept.

    :param secret: the client secret, sealed.
    """

    __tablename__ = "mastodon_app"
    __table_args__ = (UniqueConstraint("host", "redirect_uri"),)

    id: int | None = Field(default=None, primary_key=True)
    host: str = Field(max_length=260)
    redirect_uri: str = Field(max_length=600)
    scopes: str = Field(max_length=200)
    client_id: str = Field(max_length=400)
    secret: str = Field(max_length=2000)
    made_at: datetime = Field(sa_type=UtcDateTime)


class GrantRow(SQLModel, table=True):
    """An access token that an account gave us, sealed. It goes with the account."""

    __tablename__ = "account_grant"
    __table_args__ = (CheckConstraint("scopes <> ''", name="scopes"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    token: str = Field(max_length=4000)
    scopes: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcDateTime)
    made_by: int | None = None
