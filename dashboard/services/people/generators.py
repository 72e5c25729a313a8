"""A code generator that is being added: shown once, and again to the same session for as long as no right code was given."""

from dataclasses import dataclass
from datetime import datetime
from secrets import compare_digest

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.people import Actor
from dashboard.services.people import codes
from dashboard.services.people.proof import proven
from db import factors
from db.engine import Database
from db.tables import SessionRow
from db.vault import Vault


@dataclass(frozen=True)
class TotpOffer:
    """A code generator to be set up; it works once a code of it was given.

    :param uri: ``otpauth://...``, for the QR code.
    :param shown: proves that this session was shown it, and may see it once more.
    """

    factor_id: int
    secret: str
    uri: str
    shown: str

    def __repr__(self) -> str:
        return f"TotpOffer({self.factor_id})"


def begin_totp(db: Database, vault: Vault, by: Actor, *, now: datetime) -> TotpOffer:
    """Begin to add a code generator; one begun before and not confirmed is dropped.

    :raises ProveAgain: the session has to be proven again.
    """
    with db.writing() as session:
        _, row, person = proven(session, by, now=now)
        factors.drop_begun(session, person.id or 0)
        number, secret, uri = codes.new_generator(session, vault, person.id or 0, person.email, now=now)
        return TotpOffer(number, secret, uri, vault.digest(_shown(row, number)))


def begun_totp(db: Database, vault: Vault, by: Actor, factor_id: int, shown: str, *, now: datetime) -> TotpOffer:
    """A code generator that was begun and is not confirmed, once more for the session to which it was shown.

    :raises NotFound: one has begun no such generator in this session, or begun another since.
    :raises ProveAgain: the session has to be proven again.
    """
    with db.reading() as session:
        _, row, person = proven(session, by, now=now)
        factor = factors.own(session, person.id or 0, factor_id, confirmed=False)
        known = any(compare_digest(one.encode(), shown.encode()) for one in vault.digests(_shown(row, factor_id)))
        if factor is None or not known:
            raise never_begun()
        return TotpOffer(*codes.begun_generator(factor, vault, person.email), shown)


def _shown(row: SessionRow, factor_id: int) -> str:
    return f"generator:{row.id}:{factor_id}"


def never_begun() -> NotFound:
    """The sentence for a generator that nobody begins to add here."""
    return NotFound(N_("Adding this code generator was begun again since, or never. Begin again."))
