"""People, what they are in organisations, and how other providers know them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, true
from sqlmodel import Field, SQLModel

from dashboard.domain.exit_days.local_time import PARIS
from dashboard.domain.people import TEAM, Role
from db.types import UtcDateTime


class PersonRow(SQLModel, table=True):
    """Somebody who can sign in. ``email`` is stored as compared: normalised, domain in lower case and punycode.

    ``reminders``: whether they want mail about what their institution has to prepare, at nine on the clocks of ``zone``.

    Erasing somebody deletes the row: the audit keeps the number, which is never given again (``sqlite_autoincrement``).
    """

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    name: str = Field(default="", max_length=200)
    language: str = Field(default="fr", max_length=2)
    password_hash: str | None = Field(default=None, max_length=200)
    coordinator: bool = False
    collective: bool = False
    added_at: datetime = Field(sa_type=UtcDateTime)
    zone: str = Field(default=PARIS, max_length=64, sa_column_kwargs={"server_default": PARIS})
    reminders: bool = Field(default=True, sa_column_kwargs={"server_default": true()})


class MembershipRow(SQLModel, table=True):
    """Somebody in the team of an organisation."""

    __tablename__ = "membership"
    __table_args__ = (CheckConstraint("role IN ({})".format(", ".join(f"'{one.value}'" for one in sorted(TEAM))), name="role"),)

    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True, index=True)
    role: str = Field(default=Role.EDITOR.value, max_length=16)
    since: datetime = Field(sa_type=UtcDateTime)


class IdentityRow(SQLModel, table=True):
    """Somebody as an OpenID provider knows them. The key is provider and subject, never the e-mail address.

    :param provider: issuer, followed by the identity provider behind it where there is one (``idp_id`` of ProConnect).
    :param siret: establishment for which they work, as the provider said at the last sign-in.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("provider", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    provider: str = Field(max_length=400)
    subject: str = Field(max_length=400)
    siret: str | None = Field(default=None, max_length=14)
    linked_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FactorKind:
    """Kinds of second factor, as stored."""

    TOTP = "totp"
    PASSKEY = "passkey"


class FactorRow(SQLModel, table=True):
    """A second factor: a code generator (``secret`` sealed) or a passkey (``credential_id`` and public key, base64url).

    :param counter: TOTP: the last time step accepted, so that no code works twice; passkey: its signature counter.
    """

    __tablename__ = "factor"
    __table_args__ = (CheckConstraint("kind IN ('totp', 'passkey')", name="kind"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=8)
    name: str = Field(default="", max_length=100)
    secret: str | None = Field(default=None, max_length=600)
    credential_id: str | None = Field(default=None, unique=True, max_length=1400)
    public_key: str | None = Field(default=None, max_length=2000)
    counter: int = 0
    confirmed: bool = False
    added_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecoveryCodeRow(SQLModel, table=True):
    """A code for the day the second factor is lost: its digest, and when it was used."""

    __tablename__ = "recovery_code"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    digest: str = Field(max_length=100)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
