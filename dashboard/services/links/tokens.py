"""Tokens that accounts have given us: sealed, bound to their row; opened only to be used or given back."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from connectors.base import ConnectorError
from connectors.mastodon_consent import App, MastodonConsent
from dashboard.domain.errors import EssaimError
from dashboard.services.links.apps import opened
from db import grants
from db.tables import GrantRow
from db.vault import Vault


@dataclass(frozen=True)
class Token:
    """A token and the registration that got it. The token is not in its repr."""

    app: App
    text: str = field(repr=False)


def token_of(session: Session, vault: Vault, account_id: int) -> Token | None:
    """The token that an account gave us, or None.

    :raises KeyProblem: it was sealed with a key that is not in force.
    """
    row = grants.grant_of(session, account_id)
    if row is None:
        return None
    kept = json.loads(vault.open(row.token, f"account_grant:{row.id}"))
    app = grants.app_by_id(session, kept["app"])
    return Token(opened(app, vault), kept["token"]) if app else None


def keep(session: Session, vault: Vault, account_id: int, *, app_id: int, token: str, scopes: str, by: int | None, now: datetime) -> None:
    """Seal a token; an earlier one of the same account is replaced."""
    row = grants.grant_of(session, account_id)
    if row is None:
        row = GrantRow(account_id=account_id, token="", scopes=scopes, made_at=now)
        session.add(row)
        session.flush()
    row.token = vault.seal(json.dumps({"app": app_id, "token": token}), f"account_grant:{row.id}")
    row.scopes, row.made_at, row.made_by = scopes, now, by
    session.flush()


def revoke(consent: MastodonConsent, token: Token | None) -> bool:
    """Give a token back to its server, as far as that is possible: whether it now opens nothing."""
    if token is None:
        return True
    try:
        consent.give_back(token.app, token.text)
    except ConnectorError:
        return False
    return True


def token_if_it_opens(session: Session, vault: Vault, account_id: int) -> Token | None:
    """The token, or None also where its key is gone: what cannot be opened cannot be given back, and must not stand in the way."""
    try:
        return token_of(session, vault, account_id)
    except EssaimError:
        return None
