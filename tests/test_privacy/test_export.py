"""Everything that is known of somebody is handed out, without secrets and without what is known of others."""

import json

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, ROUTINE, VISITOR, Role
from dashboard.services.people.privacy import export_person
from dashboard.services.people.tickets import issue
from dashboard.services.read_audit import Asked, read_audit
from db.engine import Database
from db.tables import Purpose
from tests.factories import NOW
from tests.people import VAULT, actor
from tests.test_privacy.cast import ANA, NAME, SECRETS, ana


def export(db: Database, email: str = ANA) -> dict[str, object]:
    return export_person(db, VAULT, email, by=OPERATOR, now=NOW)


def test_all_that_is_known_is_there(db: Database) -> None:
    key = ana(db)
    known = export(db, " ANA.Berthelot@Lyon.example ")
    assert [name for name, value in known.items() if not value] == ["reviews_by_them"]
    assert known["email"] == ANA
    told = json.loads(json.dumps(known))
    assert told["person"] | {"id": key, "email": ANA, "name": NAME, "collective": True, "has_password": True} == told["person"]
    assert [(one["organisation"], one["role"]) for one in told["memberships"]] == [("lyon", "owner")]
    assert [(one["provider"], one["subject"], one["siret"]) for one in told["identities"]] == [
        ("https://login.example", "berthelot-7", "21690123100011")
    ]
    assert [(one["kind"], one["name"]) for one in told["second_factors"]] == [("totp", "Ana's phone"), ("passkey", "Ana's key")]
    assert [(one["how"], one["browser"]) for one in told["sessions"]] == [("password", "Firefox · Linux")]
    assert [(one["purpose"], one["organisation"]) for one in told["links_and_invitations"]] == [("sign_in", None), ("invitation", "lyon")]
    assert next((one["method"], one["state"], one["note"]) for one in told["claims"]) == ("review", "waiting", f"I am {NAME}, call me")
    assert [one["note"] for one in told["reviews_of_their_claims"]] == [f"I called {NAME}"]
    assert [(one["name"], one["organisations"], one["expires_on"]) for one in told["shared_views"]] == [(f"For {NAME}", "lyon", None)]
    assert [(one["organisation"], one["task"], one["sent_at"]) for one in told["reminders"]] == [("lyon", "leave", None)]
    assert told["recent_attempts"] == [NOW.isoformat()]
    assert [one["deed"] for one in told["audit"]] == ["role.given"]


def test_no_secret_is_handed_out(db: Database) -> None:
    ana(db)
    text = json.dumps(export(db))
    assert [secret for secret in SECRETS if secret in text] == []
    assert not any(name in text for name in ('"token_hash"', '"payload"', '"digest"', '"password_hash"', '"secret"'))


def test_nothing_of_others_is_handed_out(db: Database) -> None:
    ana(db)
    text = json.dumps(export(db))
    assert "zoe@" not in text and "bo@lyon" not in text and '"reviewer_id"' not in text


def test_the_export_is_noted_under_a_number(db: Database) -> None:
    key = ana(db)
    export(db)
    line = read_audit(db, Asked(), by=OPERATOR, now=NOW).entries[0]
    assert (line.deed, line.subject, line.details) == (Deed.PERSON_EXPORTED, f"person:{key}", {})


def test_somebody_who_was_only_invited_is_known_by_the_invitation(db: Database) -> None:
    with db.writing() as session:
        issue(session, VAULT, Purpose.INVITATION, now=NOW, email=ANA, role="coordinator")
    known = export(db)
    assert known["person"] is None and len(known["links_and_invitations"]) == 1  # type: ignore[arg-type]


def test_of_a_stranger_nothing_is_known(db: Database) -> None:
    ana(db)
    with pytest.raises(NotFound, match=r"nobody@lyon\.example"):
        export(db, "nobody@lyon.example")
    with pytest.raises(Refused):
        export(db, "not an address")


def test_only_the_collective_and_the_machine_export(db: Database) -> None:
    ana(db)
    owner = actor(db, "bo@lyon.example", owner_of="lyon")
    for by, problem in ((VISITOR, SignInNeeded), (owner, NotAllowed), (ROUTINE, NotAllowed)):
        with pytest.raises(problem):
            export_person(db, VAULT, ANA, by=by, now=NOW)
    assert export_person(db, VAULT, ANA, by=actor(db, "eve@essaim.example", Role.COLLECTIVE), now=NOW)["email"] == ANA
