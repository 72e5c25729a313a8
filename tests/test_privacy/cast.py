"""Ana of Lyon, of whom everything that can be known is known."""

from datetime import timedelta
from typing import Any

from dashboard.domain.audit import Deed
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.people import OPERATOR, Act, Role
from dashboard.services.people import limits
from dashboard.services.people.tickets import issue
from dashboard.services.permit import permit
from db import organisations
from db.engine import Database
from db.tables import ClaimRow, FactorRow, IdentityRow, PersonRow, Purpose, RecoveryCodeRow, ReminderRow, ReviewRow, SharedViewRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, come_in, make_person
from tests.test_exit_days.cast import planned
from tests.test_moderation.cast import add_claim

ANA = "ana.berthelot@lyon.example"
NAME = "Ana Berthelot"
SECRETS = ("$argon2id$secret-of-ana", "sealed-secret-of-ana", "credential-of-ana", "public-key-of-ana", "recovery-digest-of-ana")


def ana(db: Database) -> int:
    """She is an owner at Lyon, of the collective, and left something in every table that can hold something of people."""
    make_organisation(db, "Lyon", domain="lyon.example")
    planned(db)
    make_person(db, "zoe@essaim.example", Role.COLLECTIVE)
    key = make_person(db, ANA, Role.COLLECTIVE, owner_of="lyon", name=NAME, password_hash=SECRETS[0])
    come_in(db, key)
    claim = add_claim(db, "lyon", key, Method.REVIEW, ClaimState.WAITING)
    add_claim(db, "lyon", key, Method.SIRET, ClaimState.PROVEN)
    with db.writing() as session:
        lyon = organisations.by_slug(session, "lyon").id
        passkey: dict[str, Any] = {"kind": "passkey", "credential_id": SECRETS[2], "public_key": SECRETS[3]}
        session.add_all(
            [
                IdentityRow(person_id=key, provider="https://login.example", subject="berthelot-7", siret="21690123100011", linked_at=NOW),
                FactorRow(person_id=key, kind="totp", name="Ana's phone", secret=SECRETS[1], confirmed=True, added_at=NOW),
                FactorRow(person_id=key, name="Ana's key", confirmed=True, added_at=NOW, **passkey),
                RecoveryCodeRow(person_id=key, digest=SECRETS[4]),
                SharedViewRow(
                    digest="a" * 64, person_id=key, name=f"For {NAME}", organisations="lyon", axis="days", role="person", made_at=NOW
                ),
                ReminderRow(exit_day_id=1, organisation_id=lyon or 0, person_id=key, task=Task.LEAVE.value, claimed_at=NOW),
                ReviewRow(claim_id=claim, reviewer_id=1, approves=True, note=f"I called {NAME}", at=NOW),
            ]
        )
        session.get_one(ClaimRow, claim).note = f"I am {NAME}, call me"
        issue(session, VAULT, Purpose.SIGN_IN, now=NOW, person_id=key, payload={"to": ANA})
        issue(session, VAULT, Purpose.INVITATION, now=NOW - timedelta(days=1), organisation_id=lyon, role="owner", email=ANA, made_by=1)
        issue(session, VAULT, Purpose.INVITATION, now=NOW, organisation_id=lyon, role="editor", email="bo@lyon.example", made_by=key)
        limits.note(session, VAULT, limits.SIGN_IN, ANA, now=NOW)
        permit(session, OPERATOR, Act.MANAGE_PEOPLE, now=NOW).note(Deed.ROLE_GIVEN, f"person:{key}", given="collective")
    return key


def somebody_else(db: Database) -> PersonRow:
    """Zoé, as she is stored."""
    with db.reading() as session:
        return session.get_one(PersonRow, 1)
