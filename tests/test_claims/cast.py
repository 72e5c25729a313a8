"""The cast of claims: Lyon and its domain, a team, strangers, the collective; and what other servers are made to say."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

from sqlmodel import select

from connectors.base import ConnectorError, Remedy
from connectors.mail import Mail
from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import N_
from dashboard.domain.organisations import Level
from dashboard.domain.people import Actor, Role
from dashboard.i18n import words_in
from dashboard.services.claims.by_mail import ask_code, prove_code
from dashboard.services.claims.open import open_claim
from db import organisations, people
from db.engine import Database
from db.tables import AuditRow, ClaimRow, IdentityRow, MembershipRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, come_in, make_person

DOMAIN = "lyon.example"
SIRET = "21690123100011"
ENGLISH = words_in("en")
LATER = NOW + timedelta(hours=1)
SILENCE = ConnectorError(N_("{host} does not answer."), Remedy.RETRY_LATER, host=DOMAIN)


def make_lyon(db: Database, **fields: Any) -> str:
    """Lyon, with its official domain; gives its slug."""
    return make_organisation(db, "Lyon", **{"domain": DOMAIN, **fields}).slug


def member(db: Database, email: str = "ana@lyon.example", role: Role = Role.OWNER, slug: str = "lyon") -> Actor:
    """Somebody of the team, signed in."""
    owner, editor = (slug, "") if role is Role.OWNER else ("", slug)
    return come_in(db, make_person(db, email, owner_of=owner, editor_of=editor))[1]


def stranger(db: Database, email: str = "mallory@evil.example") -> Actor:
    """Somebody of no team, signed in."""
    return come_in(db, make_person(db, email), strong=False)[1]


def reviewer(db: Database, email: str = "rosa@essaim.example", **rest: Any) -> Actor:
    """Somebody of the collective, with their second factor."""
    return come_in(db, make_person(db, email, Role.COLLECTIVE, **rest))[1]


def again(db: Database, by: Actor, now: Any) -> Actor:
    """The same person, signed in anew later."""
    return come_in(db, by.person_id or 0, now=now)[1]


def opened(db: Database, by: Actor, method: Method = Method.DNS, *, slug: str = "lyon", **rest: Any) -> Claim:
    """A claim that somebody opened."""
    return open_claim(db, by, slug, method, now=NOW, **rest)


def level(db: Database, slug: str = "lyon") -> Level:
    """The level of an organisation."""
    with db.reading() as session:
        return Level(organisations.by_slug(session, slug).level)


def states(db: Database) -> list[tuple[str, str]]:
    """Method and state of every claim there is, in order."""
    with db.reading() as session:
        return [(row.method, row.state) for row in session.exec(select(ClaimRow).order_by(ClaimRow.id))]  # type: ignore[arg-type]


def role(db: Database, by: Actor, slug: str = "lyon") -> Role | None:
    """What somebody is in an organisation."""
    with db.reading() as session:
        return people.role_in(session, by.person_id or 0, organisations.by_slug(session, slug).id or 0)


def deeds(db: Database) -> list[str]:
    """Everything that was noted in the audit."""
    with db.reading() as session:
        return list(session.exec(select(AuditRow.deed).order_by(AuditRow.id)))  # type: ignore[arg-type]


def leaves(db: Database, by: Actor, slug: str = "lyon") -> None:
    """Take somebody out of a team, as its page does."""
    with db.writing() as session:
        row = session.get_one(MembershipRow, (by.person_id, organisations.by_slug(session, slug).id))
        session.delete(row)


def works_for(db: Database, by: Actor, siret: str | None, *, provider: str = "https://pc.example", at: Any = NOW) -> None:
    """Let a provider say for which establishment somebody works."""
    with db.writing() as session:
        key = by.person_id or 0
        session.add(IdentityRow(person_id=key, provider=provider, subject=f"sub-{key}-{siret}", siret=siret, linked_at=at, used_at=at))


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.mail = Mock(spec=Mail)

    @property
    def sent(self) -> list[tuple[str, str, str]]:
        """Recipient, subject and text of every message."""
        return [call.args for call in self.mail.send.call_args_list]

    @property
    def code(self) -> str:
        """The code in the last message."""
        found = re.search(r"\b\d{6}\b", self.sent[-1][2])
        assert found, self.sent[-1]
        return found[0]

    def ask(self, db: Database, by: Actor, address: str = "ana@lyon.example", *, slug: str = "lyon", now: Any = NOW) -> str:
        """Ask for a code and read it."""
        ask_code(db, VAULT, self.mail, by, slug, address, ENGLISH, now=now)
        return self.code


def mailed(db: Database, by: Actor, address: str = "ana@lyon.example", *, slug: str = "lyon", now: Any = NOW) -> Claim:
    """Prove by mail."""
    code = Post().ask(db, by, address, slug=slug, now=now)
    return prove_code(db, VAULT, by, slug, code, now=now)


def counting(db: Database) -> list[ClaimState]:
    """States in which claims count, of all there are."""
    return [ClaimState(state) for _, state in states(db) if state in ("proven", "notice")]
