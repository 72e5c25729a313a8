"""Ana of Lyon, who can sign in, and what she types."""

from datetime import timedelta
from typing import Any

import pyotp

from dashboard.domain.audit import Deed
from dashboard.domain.people import VISITOR, Actor, Role
from dashboard.services.people.factors import begin_totp, confirm_totp
from dashboard.services.people.passwords import hash_password
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import Entered, finish_second_step, sign_in
from db import audit
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person

ANA = "ana@lyon.example"
PASSWORD = "tangue lilas quatorze mur"
OTHER_PASSWORD = "brouette opale sept nuages"
HERE = "192.0.2.7"
BROWSER = "Firefox · Linux"
RP: dict[str, Any] = {"rp_id": "essaim.example", "origin": "https://essaim.example"}
MINUTE = timedelta(minutes=1)


def make_ana(db: Database, *roles: Role, **fields: Any) -> int:
    """Somebody with a password."""
    return make_person(db, ANA, *roles, password_hash=hash_password(PASSWORD), name="Ana Étienne", **fields)


def ana_signs_in(
    db: Database, password: str = PASSWORD, *, email: str = ANA, address: str = HERE, now: Any = NOW, by: Actor = VISITOR
) -> Entered:
    """She types her address and her password."""
    return sign_in(db, VAULT, by, email=email, password=password, address=address, browser=BROWSER, now=now)


def ana_gives(
    db: Database, step: str | None, code: str = "", *, credential: str = "", address: str = HERE, now: Any = NOW, by: Actor = VISITOR
) -> str:
    """She does the second step."""
    assert step is not None
    return finish_second_step(db, VAULT, by, step, code=code, credential=credential, **RP, address=address, browser=BROWSER, now=now)


def with_totp(db: Database, person_id: int) -> tuple[pyotp.TOTP, tuple[str, ...], Actor]:
    """Their code generator, whose code of this minute is used up, their recovery codes and a strong session."""
    _, actor = come_in(db, person_id, strong=False)
    offer = begin_totp(db, VAULT, actor, now=NOW)
    generator = pyotp.TOTP(offer.secret)
    made = confirm_totp(db, VAULT, actor, offer.factor_id, generator.at(NOW), now=NOW)
    assert made.recovery_codes is not None
    found = who(db, made.token, now=NOW)
    assert found is not None
    return generator, made.recovery_codes, found.actor


def deeds(db: Database) -> list[tuple[Deed, int | None, dict[str, object]]]:
    """The audit, oldest first: what was done, by whom, with what details."""
    with db.reading() as session:
        return [(one.deed, one.person_id, dict(one.details)) for one in reversed(audit.entries(session, audit.Wanted(), 100))]
