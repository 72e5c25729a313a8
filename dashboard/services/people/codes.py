"""Codes that somebody types: of a generator (TOTP), and of the sheet kept for the day it is lost. Each works once."""

import secrets
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlmodel import Session

from dashboard.domain.errors import N_, Refused
from db import factors
from db.tables import FactorKind, FactorRow
from db.vault import Vault

ISSUER = "Essaim"
FIGURES = 6
STEPS_AROUND = 1
"""Clocks of telephones may be half a minute off."""
SHEET = 10
RECOVERY = "recovery"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is read for something else: i, l, o, 0, 1."""
GROUPS, IN_A_GROUP = 3, 4
"""59 bits, in pieces that can be read aloud."""


def new_generator(session: Session, vault: Vault, person_id: int, email: str, *, now: datetime) -> tuple[int, str, str]:
    """Begin a code generator that works once it is confirmed: its number, its secret, and the address for the QR code."""
    row = FactorRow(person_id=person_id, kind=FactorKind.TOTP, added_at=now)
    session.add(row)
    session.flush()
    secret = pyotp.random_base32()
    row.secret = vault.seal(secret, bound(row))
    session.flush()
    return row.id or 0, secret, _address(secret, email)


def begun_generator(row: FactorRow, vault: Vault, email: str) -> tuple[int, str, str]:
    """The same once more for one that was begun and is not confirmed: what was typed wrong costs nothing."""
    secret = vault.open(row.secret or "", bound(row))
    return row.id or 0, secret, _address(secret, email)


def _address(secret: str, email: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def bound(row: FactorRow) -> str:
    """What the sealed secret of a factor is bound to."""
    return f"factor:{row.id}"


def accepts(row: FactorRow, vault: Vault, code: str, *, now: datetime) -> bool:
    """Whether it is a code of this generator that was not used, nor any later one; it is used then."""
    if not row.secret or not (code.isascii() and code.isdecimal() and len(code) == FIGURES):
        return False
    try:
        step = pyotp.TOTP(vault.open(row.secret, bound(row))).verify_and_get_timecode(code, for_time=now, valid_window=STEPS_AROUND)
    except OTPVerificationError:
        return False
    if step <= row.counter:
        return False
    row.counter, row.used_at = step, now
    return True


def is_code(session: Session, vault: Vault, person_id: int, typed: str, *, now: datetime) -> str | None:
    """Use a code of somebody's: ``FactorKind.TOTP`` or ``RECOVERY``, or None if it is neither."""
    code = "".join(typed.split()).replace("-", "").lower()[:50]
    if any(accepts(row, vault, code, now=now) for row in factors.of_person(session, person_id, FactorKind.TOTP)):
        return FactorKind.TOTP
    if len(code) == GROUPS * IN_A_GROUP and factors.use_code(session, person_id, vault.digests(_named(person_id, code)), now):
        return RECOVERY
    return None


def not_accepted() -> Refused:
    """The sentence for a wrong code."""
    return Refused(N_("This code is wrong, too old, or was used already. Type the next one of your generator, or another recovery code."))


def new_sheet(session: Session, vault: Vault, person_id: int) -> tuple[str, ...]:
    """Ten new recovery codes in place of the old ones. They are told once; digests are kept."""
    factors.drop_codes(session, person_id)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(GROUPS * IN_A_GROUP)) for _ in range(SHEET)]
    factors.add_codes(session, person_id, [vault.digest(_named(person_id, code)) for code in codes])
    return tuple("-".join(code[at : at + IN_A_GROUP] for at in range(0, len(code), IN_A_GROUP)) for code in codes)


def _named(person_id: int, code: str) -> str:
    return f"recovery:{person_id}:{code}"
