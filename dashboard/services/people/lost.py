"""A lost password, a lost second factor: a link by mail, or one given out by a member of the collective and noted in the audit."""

from datetime import datetime
from typing import Literal

from sqlmodel import Session

from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotAllowed, NotFound, Refused
from dashboard.domain.passwords import check_password
from dashboard.domain.people import Act, Actor
from dashboard.i18n import Words
from dashboard.services.people.by_mail import send_link
from dashboard.services.people.passwords import hash_password, verify
from dashboard.services.people.shut_out import shut_out
from dashboard.services.people.sign_in import Entered, count_attempt, enter, note_failure, note_outside, opened
from dashboard.services.people.tell import Changed, news, tell
from dashboard.services.people.tickets import issue, look_up, no_longer_good, redeem
from dashboard.services.permit import permit
from db import factors, people, tickets
from db.engine import Database
from db.tables import PersonRow, Purpose
from db.vault import Vault

PATHS = {Purpose.NEW_PASSWORD: "/sign-in/new-password", Purpose.NEW_FACTOR: "/sign-in/new-factor"}


def ask_new_password(db: Database, vault: Vault, mail: Mail, email: str, words: Words, *, base: str, address: str, now: datetime) -> None:
    """Send a link for a new password to whoever has that address; nobody learns whether somebody has.

    :param base: ``https://host`` with which the link begins: the settings', never a request's.
    :raises Refused: it is no address.
    :raises TooMany: too many messages to it, or attempts from there.
    """
    begin = f"{base}{PATHS[Purpose.NEW_PASSWORD]}?link="
    send_link(db, vault, mail, Purpose.NEW_PASSWORD, email, words, _letter, begin=begin, address=address, now=now)


def set_new_password(
    db: Database, vault: Vault, by: Actor, secret: str, password: str, *, browser: str, now: datetime, mail: Mail | None = None
) -> Entered:
    """Set a password by a link: all sessions end, all other links are void. A second factor stays and is asked for.

    :param mail: where set, they are told.
    :raises Refused: the link is no longer good, or the password cannot be accepted (the link stays good then).
    """
    with db.reading() as session:
        person = _person(session, look_up(session, vault, Purpose.NEW_PASSWORD, secret, now=now).person_id)
        email, name = person.email, person.name
    check_password(password, email, name)
    hashed = hash_password(password)
    with db.writing() as session:
        person = _person(session, redeem(session, vault, Purpose.NEW_PASSWORD, secret, now=now).person_id)
        person.password_hash = hashed
        shut_out(session, person.id or 0, now=now)
        note_outside(session, Deed.PASSWORD_CHANGED, person.id, now=now, how="link")
        entered, told = enter(session, vault, person, by, how="password", browser=browser, now=now), news(person, Changed.PASSWORD, now=now)
    tell(mail, told)
    return entered


def give_out(
    db: Database, vault: Vault, by: Actor, person_id: int, purpose: Literal["new_password", "new_factor"], *, base: str, now: datetime
) -> str:
    """A link for somebody who lost a password (an hour) or a second factor (24 hours), to be handed over once it is certain who asks.

    Those made before for the same are void.

    :param base: ``https://host`` with which it begins: the settings', never a request's.
    :raises NotAllowed: not the collective, or for oneself.
    :raises NotFound: there is no such person.
    :raises Refused: a new factor for somebody who has none to lose.
    """
    sort = Purpose(purpose)
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        if person_id == leave.person_id:
            raise NotAllowed(N_("Nobody gives out a link for themselves. Ask another member of the collective."))
        if people.by_id(session, person_id) is None:
            raise NotFound(N_("There is no such person. They may have been erased."))
        if sort is Purpose.NEW_FACTOR and not people.has_factor(session, person_id):
            raise Refused(N_("This person has no second factor that could be lost. They can sign in and add one."))
        tickets.void(session, now, purpose=sort, person_id=person_id)
        secret, number = issue(session, vault, sort, now=now, person_id=person_id, made_by=leave.person_id)
        leave.note(Deed.LINK_GIVEN_OUT, f"person:{person_id}", purpose=sort.value, ticket=number)
    return f"{base}{PATHS[sort]}?link={secret}"


def drop_factors(
    db: Database,
    vault: Vault,
    by: Actor,
    secret: str,
    *,
    password: str,
    address: str,
    browser: str,
    now: datetime,
    mail: Mail | None = None,
) -> str:
    """Drop all second factors and recovery codes of somebody who lost them, by a link and their password; gives a session's token.

    The session is not strong: roles that need a factor sleep until a new one is added. All other sessions end.

    :param mail: where set, they are told.
    :raises TooMany: too many attempts.
    :raises Refused: the link is no longer good, or the password is wrong (the link stays good then).
    """
    with db.reading() as session:
        person = _person(session, look_up(session, vault, Purpose.NEW_FACTOR, secret, now=now).person_id)
        person_id, email, stored = person.id, person.email, person.password_hash
    count_attempt(db, vault, email, address, now=now)
    right = verify(stored, password)
    with db.writing() as session:
        person = _person(session, person_id)
        if right and person.password_hash == stored:
            redeem(session, vault, Purpose.NEW_FACTOR, secret, now=now)
            factors.drop_all(session, person.id or 0)
            shut_out(session, person.id or 0, now=now)
            note_outside(session, Deed.FACTOR_REMOVED, person.id, now=now, how="link", kind="all")
            token = opened(session, person.id or 0, by, how="password", strong=False, browser=browser, now=now)
            told = news(person, Changed.FACTOR_REMOVED, now=now)
        else:
            right = False
            note_failure(session, person_id, "password", now=now)
    if right:
        tell(mail, told)
        return token
    raise Refused(N_("The password is wrong. Check it, or ask for a new one."))


def _person(session: Session, person_id: int | None) -> PersonRow:
    person = people.by_id(session, person_id) if person_id is not None else None
    if person is None:
        raise no_longer_good()
    return person


def _letter(words: Words, link: str) -> tuple[str, str]:
    return words("Your new password"), words(
        "Somebody, probably you, asked for a new password for the account with this address. Choose it here, within an hour:\n\n{link}\n\n"
        "If it was not you, there is nothing to do: your password stays as it is.",
        link=link,
    )
