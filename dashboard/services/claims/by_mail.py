"""A code to an address at the official domain: who can read it has a mailbox there. The address is kept nowhere."""

import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import ConnectorError
from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.claims import Claim, Method
from dashboard.domain.errors import N_, Refused
from dashboard.domain.official_mail import address_at, mailbox
from dashboard.domain.people import Act, Actor
from dashboard.i18n import Words
from dashboard.services.claims import settle
from dashboard.services.claims.open import begin, no_domain
from dashboard.services.people.limits import count
from dashboard.services.people.tickets import as_ticket, issue, matches
from dashboard.services.permit import permit
from db import claims, organisations, tickets
from db.engine import Database
from db.tables import Purpose, TicketRow
from db.vault import Vault

DIGITS = 6
TRIES = 5
"""Guesses at one code."""
PER_PERSON = 5
PER_MAILBOX = 3
PER_ORGANISATION = 20
"""Codes per hour to one person and one mailbox, and per day for one organisation: 100 guesses a day among a million."""


def ask_code(db: Database, vault: Vault, mail: Mail | None, by: Actor, slug: str, address: str, words: Words, *, now: datetime) -> int:
    """Send a code to an address at the official domain; gives the number of its ticket. Codes sent before are worth nothing any more.

    :raises Refused: no mail server is set, the address is at another domain, or too many were asked for.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CLAIM, now=now, organisation_id=organisation.id)
        person, key, name, domain = leave.person_id or 0, organisation.id or 0, organisation.name, organisation.domain
    if not domain:
        raise no_domain(name)
    if mail is None:
        raise Refused(N_("No mail can be sent from here. Prove the domain by a record in its DNS, or by a file on the site."))
    to = address_at(address, domain)
    count(db, vault, "code by person", str(person), now=now, most=PER_PERSON)
    count(db, vault, "code by mailbox", mailbox(to), now=now, most=PER_MAILBOX)
    count(db, vault, "code by organisation", str(key), now=now, most=PER_ORGANISATION, window=timedelta(days=1))
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with db.writing() as session:
        permit(session, by, Act.CLAIM, now=now, organisation_id=key)
        tickets.void(session, now, purpose=Purpose.DOMAIN_CODE, person_id=person, organisation_id=key)
        bound = {"person_id": person, "organisation_id": key}
        _, ticket = issue(session, vault, Purpose.DOMAIN_CODE, now=now, secret=code, payload={"domain": domain}, **bound)
    subject, text = _message(words, code, name)
    try:
        mail.send(to, subject, text)
    except ConnectorError as problem:
        raise Refused(problem.message, **problem.values) from problem
    return ticket


def prove_code(db: Database, vault: Vault, by: Actor, slug: str, code: str, *, now: datetime) -> Claim:
    """Give the code that was sent: it is good for ten minutes, once, for whoever asked and for that organisation.

    :raises Refused: it is another one, too late, or was tried too often.
    """
    problem: Refused
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CLAIM, now=now, organisation_id=organisation.id)
        ticket = _ticket(session, leave.person_id or 0, organisation.id or 0, now)
        if ticket is None:
            raise no_code()
        ticket.attempts += 1
        if matches(ticket, vault, "".join(code.split())) and tickets.use(session, ticket.id or 0, now):
            domain = as_ticket(ticket, vault).payload.get("domain", "")
            if domain != organisation.domain:
                raise no_code()
            row = claims.alive(session, organisation.id or 0, leave.person_id or 0, Method.MAIL)
            row = row or begin(session, leave, organisation, Method.MAIL)
            return settle.found(session, leave, organisation, row, domain)
        leave.note(Deed.CLAIM_FAILED, f"organisation:{organisation.id}", organisation_id=organisation.id, method=Method.MAIL.value)
        left = TRIES - ticket.attempts
        problem = Refused(N_("This is not the code that was sent. Tries left: {left}."), left=left) if left else no_code()
    raise problem


def no_code() -> Refused:
    """The sentence for a code that opens nothing, whatever the reason."""
    return Refused(N_("This code is no longer good: it was used, tried too often, or ten minutes have passed. Ask for a new one."))


def _ticket(session: Session, person_id: int, organisation_id: int, now: datetime) -> TicketRow | None:
    """The last code that was sent to somebody for an organisation, while it can be tried."""
    sent = tickets.open_ones(session, Purpose.DOMAIN_CODE, now, organisation_id=organisation_id)
    return next((row for row in sent if row.person_id == person_id and row.attempts < TRIES), None)


def _message(words: Words, code: str, name: str) -> tuple[str, str]:
    """Subject and text. There is no link in it: nobody can be led anywhere."""
    return words("{code} is your code for {name}", code=code, name=name), "\n\n".join(
        (
            words("Somebody wants to show on Essaim that they speak for {name}, and gave this address.", name=name),
            words("If it is you, type this code where you asked for it, within ten minutes: {code}", code=code),
            words("If it is not you, do nothing, and give the code to nobody: without it, nothing happens."),
        )
    )
