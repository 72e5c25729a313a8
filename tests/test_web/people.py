"""Somebody at the front door: with a password, with a second factor, signed in."""

from datetime import datetime, timedelta

import pyotp

from dashboard.bootstrap import Essaim
from dashboard.domain.people import Actor, Role
from dashboard.services.people.factors import begin_totp, confirm_totp
from dashboard.services.people.passwords import hash_password
from tests.factories import NOW
from tests.people import come_in, make_person
from tests.test_web.browsing import Browser

PASSWORD = "quatre chaises vertes au vent"
HALF_A_MINUTE = timedelta(seconds=30)


def ana(essaim: Essaim, *roles: Role, owner_of: str = "") -> int:
    """Ana, with her password; gives her number."""
    known = {"password_hash": hash_password(PASSWORD), "name": "Ana Pérez", "language": "en"}
    return make_person(essaim.db, "ana@lyon.fr", *roles, owner_of=owner_of, now=NOW, **known)


def with_generator(essaim: Essaim, person: int) -> tuple[str, tuple[str, ...]]:
    """Give somebody a code generator, used half a minute ago: its secret, and the recovery codes."""
    before = NOW - HALF_A_MINUTE
    _, actor = come_in(essaim.db, person, now=before)
    offer = begin_totp(essaim.db, essaim.vault, actor, now=before)
    made = confirm_totp(essaim.db, essaim.vault, actor, offer.factor_id, code_of(offer.secret, before), now=before)
    assert made.recovery_codes
    return offer.secret, made.recovery_codes


def code_of(secret: str, now: datetime = NOW) -> str:
    """What the generator shows."""
    return pyotp.TOTP(secret).at(now)


def at_home(essaim: Essaim, person: int, *, strong: bool = True, now: datetime = NOW, **browser: str) -> tuple[Browser, Actor]:
    """A browser in which somebody is signed in."""
    token, actor = come_in(essaim.db, person, strong=strong, now=now)
    found = Browser(essaim, **browser)
    found.cookies[essaim.settings.cookie] = token
    return found, actor
