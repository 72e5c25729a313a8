"""The providers that are connected to one's account: list them, take one off."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import Act, Actor
from dashboard.services.people.proof import proven
from dashboard.services.permit import permit
from db import identities
from db.engine import Database
from db.tables import IdentityRow


@dataclass(frozen=True)
class Identity:
    """One connected provider.

    :param provider: issuer, followed by ``#`` and the identity provider behind it where there is one.
    :param siret: establishment for which one works, as the provider said at the last sign-in, or None.
    """

    id: int
    provider: str
    siret: str | None
    linked_at: datetime
    used_at: datetime | None

    @property
    def issuer(self) -> str:
        """The provider without what is behind it."""
        return self.provider.partition("#")[0]


def list_identities(db: Database, by: Actor, *, now: datetime) -> list[Identity]:
    """One's own, the oldest first.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        permit(session, by, Act.OWN_ACCOUNT, now=now)
        found = identities.of_person(session, by.person_id or 0)
        return [Identity(row.id or 0, row.provider, row.siret, row.linked_at, row.used_at) for row in found]


def take_off(db: Database, by: Actor, identity_id: int, *, now: datetime) -> None:
    """Take one of one's own off.

    :raises NotFound: no identity of one's own has that number.
    :raises Refused: it is the only way in.
    :raises ProveAgain: one has to have proven lately who one is.
    """
    with db.writing() as session:
        leave, _, person = proven(session, by, now=now)
        row = session.get(IdentityRow, identity_id)
        if row is None or row.person_id != by.person_id:
            raise NotFound(N_("You have no such provider. It may have been taken off already."))
        others = len(identities.of_person(session, row.person_id)) - 1
        if not others and person.password_hash is None:
            raise Refused(N_("This is your only way in. Give your account a password first, then take the provider off."))
        session.delete(row)
        leave.note(Deed.IDENTITY_UNLINKED, f"identity:{identity_id}", provider=row.provider)
