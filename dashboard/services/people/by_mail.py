"""Sign in by a link sent to one's address. To look at the link changes nothing; a button on its page uses it."""

from collections.abc import Callable
from datetime import datetime

from connectors.mail import Mail
from dashboard.domain.email_addresses import email_address, masked
from dashboard.domain.people import Actor
from dashboard.i18n import Words
from dashboard.services.people import limits
from dashboard.services.people.sign_in import Entered, enter
from dashboard.services.people.tickets import issue, look_up, no_longer_good, redeem
from db import people
from db.engine import Database
from db.tables import Purpose
from db.vault import Vault

Letter = Callable[[Words, str], tuple[str, str]]
"""Subject and text of a message that holds a link."""


def ask_link(db: Database, vault: Vault, mail: Mail, email: str, words: Words, *, base: str, address: str, now: datetime) -> None:
    """Send a link to whoever has that address; nobody learns whether somebody has.

    :param base: ``https://host`` with which the link begins: the settings', never a request's.
    :param address: of the caller, as limits count it.
    :raises Refused: it is no address.
    :raises TooMany: too many messages to it, or attempts from there.
    """
    send_link(db, vault, mail, Purpose.SIGN_IN, email, words, _letter, begin=f"{base}/sign-in/by-link?link=", address=address, now=now)


def send_link(
    db: Database,
    vault: Vault,
    mail: Mail,
    purpose: Purpose,
    email: str,
    words: Words,
    letter: Letter,
    *,
    begin: str,
    address: str,
    now: datetime,
) -> None:
    """Send a link of some purpose to whoever has that address, in about the same time whether somebody has or not: the limit costs
    everybody one transaction, and the message leaves in the background.

    :param begin: the link without its secret.
    :raises Refused: it is no address.
    :raises TooMany: too many messages to it, or attempts from there.
    """
    account = email_address(email)
    with db.writing() as session:
        limits.take(session, vault, limits.FROM, address, now=now, most=limits.PER_ADDRESS)
        limits.take(session, vault, limits.MAIL, account, now=now, most=limits.MAILS_PER_ACCOUNT)
        person = people.by_email(session, account)
        secret = issue(session, vault, purpose, now=now, person_id=person.id)[0] if person else None
    if secret is not None:
        mail.post(account, *letter(words, begin + secret))


def link_for(db: Database, vault: Vault, secret: str, *, now: datetime) -> str:
    """Whom a link signs in, as ``a…@lyon.fr``; the link stays good.

    :raises Refused: it is no longer good.
    """
    with db.reading() as session:
        person = people.by_id(session, look_up(session, vault, Purpose.SIGN_IN, secret, now=now).person_id or 0)
        if person is None:
            raise no_longer_good()
        return masked(person.email)


def sign_in_by_link(db: Database, vault: Vault, by: Actor, secret: str, *, browser: str, now: datetime) -> Entered:
    """Use a link: a session, or the second step of somebody who has a second factor.

    :raises Refused: it is no longer good.
    """
    with db.writing() as session:
        person = people.by_id(session, redeem(session, vault, Purpose.SIGN_IN, secret, now=now).person_id or 0)
        if person is None:
            raise no_longer_good()
        return enter(session, vault, person, by, how="mail", browser=browser, now=now)


def _letter(words: Words, link: str) -> tuple[str, str]:
    return words("Your link to sign in"), words(
        "Somebody, probably you, asked for a link to sign in with this address. It is good for 15 minutes and once:\n\n{link}\n\n"
        "If it was not you, there is nothing to do: without this message nobody signs in.",
        link=link,
    )
