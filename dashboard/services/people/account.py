"""One's own account: password, name, language, e-mail address."""

import secrets
from datetime import datetime

from connectors.mail import Mail
from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.email_addresses import email_address
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.passwords import check_password
from dashboard.domain.people import Actor
from dashboard.i18n import Words
from dashboard.services.people import limits
from dashboard.services.people.passwords import hash_password, verify
from dashboard.services.people.proof import own_account, proven, strong_enough
from dashboard.services.people.sessions import renew
from dashboard.services.people.shut_out import shut_out
from dashboard.services.people.sign_in import note_failure
from dashboard.services.people.tell import Changed, news, tell
from dashboard.services.people.tickets import issue, matches
from dashboard.services.typed import one_line
from db import people, tickets
from db.engine import Database
from db.tables import Purpose
from db.vault import Vault

LONGEST_NAME = 200
WRONG_CODES = 5


def change_password(db: Database, vault: Vault, by: Actor, *, old: str, new: str, now: datetime, mail: Mail | None = None) -> str:
    """Change one's password; gives the renewed token of the session. All other sessions end, all links that lead in are void.

    The old password is the proof that is asked for; somebody who has none (sign-in by mail or provider) needs a fresh session.

    :param mail: where set, they are told.
    :raises TooMany: too many attempts at this account.
    :raises Refused: the current password is wrong, or the new one cannot be accepted.
    :raises ProveAgain: the second factor was not given in this session.
    """
    with db.reading() as session:
        _, row, person = own_account(session, by, now=now)
        strong_enough(session, row)
        if person.password_hash is None:
            proven(session, by, now=now)
        email, name, stored = person.email, person.name, person.password_hash
    check_password(new, email, name)
    if stored is not None:
        limits.count(db, vault, limits.SIGN_IN, email, now=now, most=limits.PER_ACCOUNT)
    right = stored is None or verify(stored, old)
    hashed = hash_password(new) if right else None
    with db.writing() as session:
        leave, row, person = own_account(session, by, now=now)
        if right and person.password_hash == stored:
            strong_enough(session, row)
            person.password_hash = hashed
            shut_out(session, person.id or 0, now=now, besides=row.id)
            leave.note(Deed.PASSWORD_CHANGED, f"person:{person.id}", how="session")
            token, told = renew(session, row, strong=False, now=now), news(person, Changed.PASSWORD, now=now)
        else:
            right = False
            note_failure(session, by.person_id, "password", now=now)
    if right:
        tell(mail, told)
        return token
    raise Refused(N_("The current password is wrong. Check it, or ask for a new one."))


def change_name(db: Database, by: Actor, name: str, language: str, *, now: datetime) -> None:
    """Change how one is called, and in which language one is written to.

    :raises Refused: characters that cannot be shown, or a language that is not spoken here.
    """
    if language not in LANGUAGES:
        raise Refused(N_("“{language}” is not a language of Essaim. Choose fr or en."), language=language[:20])
    line = one_line(name)[:LONGEST_NAME]
    with db.writing() as session:
        leave, _, person = own_account(session, by, now=now)
        changed = [what for what, old, new in (("name", person.name, line), ("language", person.language, language)) if old != new]
        if changed:
            person.name, person.language = line, language
            leave.note(Deed.PERSON_CHANGED, f"person:{person.id}", changed=changed)


def ask_new_email(db: Database, vault: Vault, mail: Mail, by: Actor, email: str, words: Words, *, now: datetime) -> None:
    """Send a code of six figures to the address that one wants to use, and word of it to the one used now.

    :raises Refused: it is no address, or the one used now.
    :raises TooMany: too many messages.
    :raises ProveAgain: the session has to be proven again.
    """
    address = email_address(email)
    code = f"{secrets.randbelow(10**6):06}"
    with db.writing() as session:
        _, row, person = proven(session, by, now=now)
        if address == person.email:
            raise Refused(N_("This is your address already."))
        limits.take(session, vault, limits.MAIL, f"person:{person.id}", now=now, most=limits.MAILS_PER_ACCOUNT)
        limits.take(session, vault, limits.MAIL, address, now=now, most=limits.MAILS_PER_ACCOUNT)
        tickets.void(session, now, purpose=Purpose.NEW_EMAIL, person_id=person.id)
        issue(session, vault, Purpose.NEW_EMAIL, now=now, secret=code, person_id=person.id, session_id=row.id, email=address)
        before = person.email
    mail.post(address, *_code_letter(words, code))
    mail.post(before, *_word_of_it(words))


def confirm_new_email(db: Database, vault: Vault, by: Actor, code: str, *, now: datetime, mail: Mail | None = None) -> None:
    """Use the new address from now on, by the code sent there. Links sent to the old one are void, other sessions end.

    :param mail: where set, the old address is told.
    :raises Refused: the code is wrong or too old; five wrong ones end it.
    :raises Conflict: somebody else uses the address.
    """
    with db.writing() as session:
        leave, row, person = own_account(session, by, now=now)
        strong_enough(session, row)
        asked = next(
            (one for one in tickets.open_ones(session, Purpose.NEW_EMAIL, now, person_id=person.id) if one.session_id == row.id), None
        )
        if asked is not None and asked.email and matches(asked, vault, "".join(code.split())[:20]):
            if people.by_email(session, asked.email) is not None:
                raise Conflict(N_("Somebody has an account with this address already. Sign in with it, or take another one."))
            told = news(person, Changed.ADDRESS, now=now)
            person.email = asked.email
            shut_out(session, person.id or 0, now=now, besides=row.id)
            leave.note(Deed.PERSON_CHANGED, f"person:{person.id}", changed=["email"])
        else:
            told = None
            if asked is not None and tickets.note_wrong(session, asked.id or 0) >= WRONG_CODES:
                tickets.use(session, asked.id or 0, now)
    if told is not None:
        return tell(mail, told)
    raise Refused(N_("This code is wrong or too old. Check it, or ask for a new one."))


def _code_letter(words: Words, code: str) -> tuple[str, str]:
    return words("Your code for a new address"), words(
        "Type this code in Essaim within 10 minutes to use this address from now on:\n\n{code}\n\n"
        "If you did not ask for it, there is nothing to do: without the code nothing changes.",
        code=code,
    )


def _word_of_it(words: Words) -> tuple[str, str]:
    return words("A new address for your account"), words(
        "Somebody signed in to your account asked to use another address instead of this one. If it was you, there is nothing to do.\n\n"
        "If it was not you, sign in, change your password and end all other sessions, and tell the collective."
    )
