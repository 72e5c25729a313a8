"""A Mastodon account agrees, at its own server, to be its institution's: the question, and the way back.

The way back names the server, and so does the sealed payload of the state: a code that one server gave is never shown to another
(RFC 9700, 4.4). The state belongs to one session and is used once; the code is worth nothing without the verifier, which only we know.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from connectors.mastodon_consent import SCOPES
from connectors.witnesses import Witnesses
from dashboard.domain.accounts import Account, LinkMethod
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotAllowed, Refused, SignInNeeded
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Act, Actor
from dashboard.services.links.apps import app_for, opened
from dashboard.services.links.found import find
from dashboard.services.links.state import record, settle
from dashboard.services.links.tokens import Token, keep, revoke, token_if_it_opens
from dashboard.services.people.tickets import Ticket, issue, redeem
from dashboard.services.permit import permit
from db import accounts, grants
from db.engine import Database
from db.tables import Purpose
from db.vault import Vault

VERIFIER_BYTES = 48
WAY_BACK = "/authorise/mastodon/back/"
"""Followed by the server, so that each has a way back of its own."""


@dataclass(frozen=True)
class Question:
    """Where the account's owner is asked."""

    address: str
    server: str
    handle: str


@dataclass(frozen=True)
class _Begun:
    """What a ticket knows."""

    host: str
    slug: str
    account_id: int
    app_id: int
    verifier: str = field(repr=False)


def begin(db: Database, vault: Vault, witnesses: Witnesses, by: Actor, slug: str, account_id: int, *, base: str, now: datetime) -> Question:
    """The address at which the account is asked to agree; good for ten minutes, for this session, once.

    :param base: ``https://host`` under which the browser comes back.
    :raises NotFound: the account is not this organisation's. :raises NotAllowed: whoever asks is not in its team.
    :raises Refused: not a Mastodon account. :raises ConnectorError: its server is not reachable, or refuses.
    """
    with db.reading() as session:
        found = find(session, by, slug, account_id, now)
        host, handle, organisation_id = found.account.host, found.account.handle, found.organisation.id or 0
        if found.account.network != Network.MASTODON.value or host is None or not found.remote_id:
            network = FACTS[Network(found.account.network)].label
            raise Refused(N_("Accounts on {network} are not proven in this way."), network=network)
    if by.session_id is None:
        raise SignInNeeded(N_("You are not signed in, or no longer. Sign in, then do it again."))
    way_back = base + WAY_BACK + quote(host, safe=":")
    app_id, app = app_for(db, vault, witnesses.consent, by, host, way_back, organisation_id=organisation_id, website=base, now=now)
    verifier = secrets.token_urlsafe(VERIFIER_BYTES)
    with db.writing() as session:
        find(session, by, slug, account_id, now)
        state, _ = issue(
            session,
            vault,
            Purpose.OAUTH,
            now=now,
            payload={"host": host, "slug": slug, "account_id": account_id, "app_id": app_id, "verifier": verifier},
            person_id=by.person_id,
            session_id=by.session_id,
            organisation_id=organisation_id,
        )
    return Question(witnesses.consent.question(app, state=state, challenge=_challenge(verifier)), host, handle)


def declined(db: Database, vault: Vault, by: Actor, *, state: str, now: datetime) -> str:
    """The account's owner said no: the state is used up. Gives the slug of the institution.

    :raises Refused: the state is not good, or was given to another session.
    """
    return _redeemed(db, vault, by, state, now).slug


def finish(db: Database, vault: Vault, witnesses: Witnesses, by: Actor, *, server: str, state: str, code: str, now: datetime) -> Account:
    """The account's owner said yes: exchange the code, see whose account it is, keep the token sealed.

    :param server: in whose name the browser came back (the end of the way back).
    :raises Refused: the state is not good, another account agreed, more was granted than was asked.
    :raises NotAllowed: another session began, or whoever asks is no longer in the team. :raises ConnectorError: the server refused.
    """
    begun = _redeemed(db, vault, by, state, now)
    if server != begun.host:
        raise NotAllowed(
            N_("{server} answered a question that {host} was asked. Nothing was done: begin again."), server=server, host=begun.host
        )
    with db.reading() as session:
        found = find(session, by, begun.slug, begun.account_id, now)
        row = grants.app_by_id(session, begun.app_id)
        if row is None or row.host != begun.host or found.account.host != begun.host:
            raise Refused(N_("This account was changed meanwhile. Begin again."))
        app, remote_id, handle = opened(row, vault), found.remote_id, found.account.handle
    text, scopes = witnesses.consent.token(app, code=code, verifier=begun.verifier)
    token = Token(app, text)
    try:
        _check(witnesses, token, scopes, remote_id, handle)
        account, replaced = _keep(db, vault, by, begun, token, scopes, remote_id, now)
    except Exception:
        revoke(witnesses.consent, token)  # what was not for us is not kept, not even by its server
        raise
    revoke(witnesses.consent, replaced)
    return account


def give_back(db: Database, vault: Vault, witnesses: Witnesses, by: Actor, slug: str, account_id: int, *, now: datetime) -> bool:
    """Revoke the token at its server and delete it here. The account stays proven: it did agree once.

    Returns whether the server confirmed; if not, the account's owner can end it in the settings of their account.

    :raises NotFound: the account is not this organisation's. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        find(session, by, slug, account_id, now)
        token = token_if_it_opens(session, vault, account_id)
    confirmed = revoke(witnesses.consent, token)
    with db.writing() as session:
        found = find(session, by, slug, account_id, now)
        row = grants.grant_of(session, account_id)
        if row is not None:
            session.delete(row)
            session.flush()
            settle(session, found.account)
            found.leave.note(Deed.GRANT_REVOKED, f"account:{account_id}", organisation_id=found.organisation.id, confirmed=confirmed)
    return confirmed


def _redeemed(db: Database, vault: Vault, by: Actor, state: str, now: datetime) -> _Begun:
    """What was begun under this state. It is used up whoever brings it, and good only for the session that began."""
    with db.writing() as session:
        ticket: Ticket = redeem(session, vault, Purpose.OAUTH, state, now=now)
    if ticket.session_id is None or (ticket.person_id, ticket.session_id) != (by.person_id, by.session_id):
        raise NotAllowed(N_("This authorisation was begun in another session. Nothing was done: begin again."))
    begun = _Begun(**ticket.payload)
    with db.reading() as session:
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=ticket.organisation_id)
    return begun


def _check(witnesses: Witnesses, token: Token, scopes: str, remote_id: str, handle: str) -> None:
    if not set(scopes.split()) <= set(SCOPES.split()) or not scopes.strip():
        raise Refused(N_("{host} granted more than was asked. Nothing was kept."), host=token.app.host)
    whose = witnesses.consent.whose(token.app, token.text)
    if (whose.host, whose.remote_id) != (token.app.host, remote_id):
        raise Refused(
            N_("{other} agreed, not {handle}. Sign in at {host} with the institution’s account, then begin again. Nothing was kept."),
            other=whose.handle,
            handle=handle,
            host=token.app.host,
        )


def _keep(
    db: Database, vault: Vault, by: Actor, begun: _Begun, token: Token, scopes: str, remote_id: str, now: datetime
) -> tuple[Account, Token | None]:
    """Store it, if the account is still the one that was asked; gives the account, and the token that is replaced."""
    with db.writing() as session:
        found = find(session, by, begun.slug, begun.account_id, now)
        row = found.account
        if (row.host, row.remote_id) != (begun.host, remote_id):
            raise Refused(N_("This account was changed meanwhile. Begin again."))
        replaced = token_if_it_opens(session, vault, begun.account_id)
        keep(session, vault, begun.account_id, app_id=begun.app_id, token=token.text, scopes=scopes, by=by.person_id, now=now)
        record(session, row, LinkMethod.OAUTH, begun.host, now)
        subject = f"account:{begun.account_id}"
        found.leave.note(Deed.ACCOUNT_AUTHORISED, subject, organisation_id=found.organisation.id, handle=row.handle, scopes=scopes)
        if replaced is not None and replaced.text == token.text:
            replaced = None  # some servers give the same token twice
        return accounts.as_account(row, begun.slug), replaced


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
