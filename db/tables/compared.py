"""Compare and forget: keyed hashes of consenting people's X ids, and counts. Nothing else (docs/privacy.md)."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.types import UtcDateTime


class PairRow(SQLModel, table=True):
    """Somebody who agreed, known only by two keyed hashes of their X id, and on which new networks they have an account.

    ``digest`` is for the command line, ``point`` (on Curve25519) for the comparison in a browser; both need the secret keys.
    """

    __tablename__ = "pair"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True, max_length=100)
    point: str = Field(max_length=100)
    bluesky: bool = False
    mastodon: bool = False
    added_at: datetime = Field(sa_type=UtcDateTime)


class ComparisonRow(SQLModel, table=True):
    """What one comparison found: counts, None where fewer than 10.

    :param followers: in the archive; ``compared``: how many of them were looked at (a random sample of a long list).
    :param pairs: how long the list was then.
    """

    __tablename__ = "comparison"

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    followers: int
    compared: int
    anywhere: int | None = None
    bluesky: int | None = None
    mastodon: int | None = None
    pairs: int
    role: str = Field(max_length=16)
