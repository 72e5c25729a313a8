"""The cast of invitations: Lyon and Université de Besançon, an owner of Lyon, somebody of the collective, and cheap passwords."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import PasswordHasher
from sqlmodel import col, select

from dashboard.domain.people import Actor, Role
from dashboard.i18n import words_in
from dashboard.services.people import passwords
from dashboard.services.people.accept import Offer, accept_as, accept_as_new, invitation_for
from dashboard.services.people.invite import Invitation, invite
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import Entered
from db import organisations, people
from db.engine import Database
from db.tables import AuditRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, actor

BASE = "https://essaim.example"
PASSWORD = "quatre chevaux mangent lentement"
LYON, BESANCON = "lyon", "universite-de-besancon"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """What protects stored passwords is their cost, which is not what is tested here."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass
class Office:
    """Everything that invitations need, by what matters to the test."""

    db: Database
    owner: Actor
    collective: Actor

    def invite(
        self, by: Actor | None = None, *, email: str | None = None, role: Role = Role.EDITOR, slug: str | None = LYON, now: datetime = NOW
    ) -> Invitation:
        """An invitation, by the owner of Lyon to its team unless said otherwise."""
        by = self.owner if by is None else by
        return invite(self.db, VAULT, by, email=email, role=role, slug=slug, base=BASE, now=now, words=words_in("en"))

    def secret(self, by: Actor | None = None, *, email: str | None = None, role: Role = Role.EDITOR, slug: str | None = LYON) -> str:
        """The secret in the link of one."""
        return secret_of(self.invite(by, email=email, role=role, slug=slug).link)

    def accept_as_new(self, secret: str, email: str = "zoe@lyon.example", *, password: str = PASSWORD, now: datetime = NOW) -> Entered:
        """Accept as somebody new."""
        return accept_as_new(
            self.db,
            VAULT,
            secret,
            email=email,
            name="Zoé Élan",
            password=password,
            browser="Firefox · Linux",
            language="fr",
            now=now,
        )

    def accept_as(self, secret: str, by: Actor, now: datetime = NOW) -> Offer:
        """Accept as somebody signed in."""
        return accept_as(self.db, VAULT, secret, by, now=now)

    def look(self, secret: str, now: datetime = NOW) -> Offer:
        """What the page of the link shows."""
        return invitation_for(self.db, VAULT, secret, now=now)

    def signed_in(self, entered: Entered) -> Actor:
        """Whoever came in."""
        found = who(self.db, entered.token, now=NOW)
        assert found is not None
        return found.actor

    def role(self, email: str, slug: str = LYON) -> Role | None:
        """What somebody is in a team."""
        with self.db.reading() as session:
            person = people.by_email(session, email)
            whose = organisations.by_slug(session, slug)
            return people.role_in(session, person.id or 0, whose.id or 0) if person else None

    def number(self, email: str) -> int:
        """The number of somebody."""
        with self.db.reading() as session:
            person = people.by_email(session, email)
            assert person is not None and person.id is not None
            return person.id

    def audit(self) -> list[tuple[str, str, dict[str, object]]]:
        """The lines of the audit about people, oldest first."""
        with self.db.reading() as session:
            lines = session.exec(select(AuditRow).order_by(col(AuditRow.id))).all()
            about = ("person.", "role.", "invitation.", "session.")
            return [(one.deed, one.subject, json.loads(one.details)) for one in lines if one.deed.startswith(about)]


def secret_of(link: str) -> str:
    """What stands in a link."""
    return parse_qs(urlsplit(link).query)["link"][0]


def _opened(db: Database) -> Office:
    """Ana owns the team of Lyon, Chloé is of the collective with her second factor given."""
    make_organisation(db, "Lyon")
    make_organisation(db, "Université de Besançon")
    return Office(db, actor(db, "ana@lyon.example", owner_of=LYON), actor(db, "chloe@collective.example", Role.COLLECTIVE))


@pytest.fixture
def office(sqlite_db: Database) -> Office:
    """The cast, on SQLite."""
    return _opened(sqlite_db)


@pytest.fixture
def both(db: Database) -> Office:
    """The cast, once on SQLite and once on PostgreSQL: for what the database itself has to do right."""
    return _opened(db)
