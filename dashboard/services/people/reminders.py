"""Whether somebody is reminded by mail, and on whose clocks it is nine."""

import secrets
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import masked
from dashboard.domain.errors import N_, NotAllowed
from dashboard.domain.exit_days.local_time import zone as known_zone
from dashboard.domain.people import Actor
from dashboard.services.people.proof import own_account
from dashboard.services.people.sign_in import note_outside
from db import people
from db.engine import Database
from db.tables import PersonRow
from db.vault import Vault

STOP = "/stop-reminders/"
"""Beginning of the addresses that end them without signing in."""
LONGEST_NUMBER = 9


def read_choice(db: Database, by: Actor, *, now: datetime) -> tuple[bool, str]:
    """Whether they are reminded, and their time zone.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        _, _, person = own_account(session, by, now=now)
        return person.reminders, person.zone


def change_reminders(db: Database, by: Actor, *, wanted: bool, zone: str, now: datetime) -> None:
    """Choose whether one is reminded, and on whose clocks.

    :raises Refused: there is no such time zone. :raises SignInNeeded: nobody is signed in.
    """
    name = known_zone(zone).key
    with db.writing() as session:
        leave, _, person = own_account(session, by, now=now)
        changed = [what for what, old, new in (("reminders", person.reminders, wanted), ("zone", person.zone, name)) if old != new]
        if changed:
            person.reminders, person.zone = wanted, name
            leave.note(Deed.PERSON_CHANGED, f"person:{person.id}", changed=changed)


def stop_link(vault: Vault, person_id: int) -> str:
    """Path of the page that ends the reminders of one person; it opens nothing else, and holds as long as the key that signed it."""
    return f"{STOP}{person_id}.{vault.digest(_signed(person_id))}"


def whose(db: Database, vault: Vault, link: str) -> tuple[str, bool]:
    """Whose reminders a link ends, as ``a…@lyon.fr``, and whether they still get any.

    :raises NotAllowed: the link is none of ours.
    """
    with db.reading() as session:
        person = _person(session, vault, link)
        return masked(person.email), person.reminders


def stop_reminders(db: Database, vault: Vault, link: str, *, now: datetime) -> None:
    """End the reminders of whoever the link was made for; once more changes nothing.

    :raises NotAllowed: the link is none of ours.
    """
    with db.writing() as session:
        person = _person(session, vault, link)
        if person.reminders:
            person.reminders = False
            note_outside(session, Deed.PERSON_CHANGED, person.id, now=now, changed=["reminders"])


def _person(session: Session, vault: Vault, link: str) -> PersonRow:
    number, _, signature = link.partition(".")
    if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
        right = any(secrets.compare_digest(signature.encode(), one.encode()) for one in vault.digests(_signed(int(number))))
        person = people.by_id(session, int(number)) if right else None
        if person is not None:
            return person
    raise NotAllowed(N_("This link is not one of ours, or it is incomplete. Sign in and choose on the page of your account."))


def _signed(person_id: int) -> str:
    return f"stop reminders:{person_id}"
