"""Who may do what, decided in the transaction of the act itself, and noted in the audit with it.

Nothing a page or a cookie says is believed: the session, the roles and the memberships are read anew for every act, so that somebody
who was demoted or signed out a second ago can do nothing from a tab that is still open.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotAllowed, SignInNeeded
from dashboard.domain.people import ALLOWED, PRIVILEGED, Act, Actor, Role, strongest
from db import audit, people, sessions
from db.tables import SessionRow


@dataclass(frozen=True)
class Permit:
    """Leave to do one act, and the pen that notes it.

    :param role: in what capacity; public beside what was done. The person never is.
    """

    session: Session
    actor: Actor
    role: Role
    now: datetime

    @property
    def person_id(self) -> int | None:
        """Who acts; None for a machine."""
        return self.actor.person_id

    def note(self, deed: Deed, subject: str = "", *, organisation_id: int | None = None, **details: object) -> None:
        """Write one line of the audit in the same transaction.

        :param subject: the row it was done to, as ``account:12``.
        :param details: what changed; never a secret, never the name or the address of a private person.
        """
        audit.append(
            self.session,
            deed,
            role=self.role,
            at=self.now,
            person_id=self.actor.person_id,
            session_id=self.actor.session_id,
            organisation_id=organisation_id,
            subject=subject,
            details=details,
        )


def permit(session: Session, by: Actor, act: Act, *, now: datetime, organisation_id: int | None = None) -> Permit:
    """Leave for the act, or an error.

    :param organisation_id: on whose rows; None for acts over all organisations.
    :raises SignInNeeded: nobody is signed in, the session has ended, or the role sleeps because the second factor is missing.
    :raises NotAllowed: this person may not.
    """
    if by.machine is not None:
        held: set[Role] = {by.machine}
    else:
        held = _roles(session, by, act, organisation_id, now)
    role = strongest(act, held)
    if role is None:
        raise NotAllowed(N_("You may not do that. Ask an owner of the team, or the collective, for the role it needs."))
    return Permit(session, by, role, now)


def _roles(session: Session, by: Actor, act: Act, organisation_id: int | None, now: datetime) -> set[Role]:
    row = session.get(SessionRow, by.session_id) if by.session_id is not None else None
    person = people.by_id(session, by.person_id) if by.person_id is not None else None
    if row is None or person is None or row.person_id != person.id or not sessions.alive(row, now):
        raise SignInNeeded(N_("You are not signed in, or no longer. Sign in, then do it again."))
    held = {Role.PERSON}
    if organisation_id is not None and (role := people.role_in(session, row.person_id, organisation_id)):
        held.add(role)
    over_all = people.roles_of(person)
    if row.strong_at is not None:
        return held | over_all
    if not held & ALLOWED[act] and over_all & ALLOWED[act] & PRIVILEGED:
        raise SignInNeeded(N_("This needs your second factor. Sign in again and give it."))
    return held
