"""Prove that an account is its institution's: by its handle, a code in its profile, one sign-in, or a verified link."""

import secrets
from datetime import datetime

from sqlmodel import Session

from connectors.witnesses import Witnesses
from dashboard.domain.account_proofs import APP_PASSWORD, CODE, CODE_ALPHABET, CODE_LENGTH, WAYS
from dashboard.domain.accounts import Account, LinkMethod
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, NotAllowed, Refused
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Actor
from dashboard.services.links.found import Found, find
from dashboard.services.links.looks import LOOKS, Asked
from dashboard.services.links.state import record
from dashboard.services.people.limits import count
from db import accounts, grants
from db.engine import Database
from db.tables import AccountProofRow
from db.vault import Vault

PASSWORDS_AN_HOUR = 5
"""So that nobody guesses through us: the account's own server counts too, and would blame us."""


def open_code(db: Database, by: Actor, slug: str, account_id: int, *, now: datetime) -> str:
    """The code to put into the profile text of a Bluesky account; the same one until the account is gone from here.

    :raises NotFound: the account is not this organisation's. :raises NotAllowed: whoever asks is not in its team.
    :raises Refused: accounts of this network are proven otherwise.
    """
    with db.writing() as session:
        found = find(session, by, slug, account_id, now)
        _check_way(found, LinkMethod.PROFILE_CODE)
        row = grants.proof(session, account_id, LinkMethod.PROFILE_CODE)
        if row is None:
            code = CODE + "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
            row = AccountProofRow(account_id=account_id, method=LinkMethod.PROFILE_CODE.value, challenge=code, opened_at=now)
            session.add(row)
        return row.challenge


def look(db: Database, witnesses: Witnesses, by: Actor, slug: str, account_id: int, method: LinkMethod, *, now: datetime) -> Account:
    """Look for a proof that stays in public: the handle, the code in the profile, the verified link.

    :raises Refused: it is not there; the message says what was found. :raises ConnectorError: nobody answers.
    :raises NotFound: the account is not this organisation's. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        asked = _asked(session, find(session, by, slug, account_id, now), method)
    evidence = LOOKS[method](witnesses, asked)
    return _proven(db, by, slug, account_id, method, asked, evidence, now)


def sign_in_once(
    db: Database, vault: Vault, witnesses: Witnesses, by: Actor, slug: str, account_id: int, app_password: str, *, now: datetime
) -> Account:
    """Prove a Bluesky account by signing in with an app password, which is used now and kept nowhere.

    :raises Refused: it is no app password, it was refused, or it opens another account.
    :raises NotFound: the account is not this organisation's. :raises NotAllowed: whoever asks is not in its team.
    """
    method, typed = LinkMethod.APP_PASSWORD, app_password.strip().lower()
    with db.reading() as session:
        asked = _asked(session, find(session, by, slug, account_id, now), method)
    if not APP_PASSWORD.fullmatch(typed):
        raise Refused(
            N_("This is not an app password. Make one in the settings of Bluesky, and never type the account’s own password here.")
        )
    count(db, vault, "app_password", f"account:{account_id}", now=now, most=PASSWORDS_AN_HOUR)
    if witnesses.bluesky_account.sign_in_once(asked.remote_id, typed) != asked.remote_id:
        raise NotAllowed(
            N_("This app password opens another account than {handle}. Make one in that account."), handle=asked.account.handle
        )
    return _proven(db, by, slug, account_id, method, asked, "", now)


def _proven(db: Database, by: Actor, slug: str, account_id: int, method: LinkMethod, asked: Asked, evidence: str, now: datetime) -> Account:
    """Store the proof, if all that it was compared with is still so."""
    with db.writing() as session:
        found = find(session, by, slug, account_id, now)
        if not _asked(session, found, method).is_still(asked):
            raise Conflict(N_("This account or its institution was changed meanwhile. Look again."))
        if record(session, found.account, method, evidence, now):
            subject, network, handle = f"account:{account_id}", found.account.network, found.account.handle
            found.leave.note(
                Deed.ACCOUNT_PROVEN, subject, organisation_id=found.organisation.id, method=method.value, network=network, handle=handle
            )
        return accounts.as_account(found.account, found.organisation.slug)


def _asked(session: Session, found: Found, method: LinkMethod) -> Asked:
    _check_way(found, method)
    begun = grants.proof(session, found.account.id or 0, method)
    account = accounts.as_account(found.account, found.organisation.slug)
    return Asked(account, found.remote_id, found.organisation.domain, begun.challenge if begun else "")


def _check_way(found: Found, method: LinkMethod) -> None:
    network = Network(found.account.network)
    if method not in WAYS.get(network, ()):
        raise Refused(N_("Accounts on {network} are not proven in this way."), network=FACTS[network].label)
