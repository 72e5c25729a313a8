"""What is done with X's API: tokens given, accounts read."""

from datetime import datetime
from typing import Any

from connectors.x_api import XApi
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Actor
from dashboard.services.collect import Summary
from dashboard.services.x_api.read import read_x
from dashboard.services.x_api.tokens import TokenState, set_token
from db import x_tokens
from db.engine import Database
from db.tables import XTokenRow
from db.vault import Vault
from tests.factories import EVERY, HOLDING, NOW, make_account
from tests.network.x_api_fake import TOKEN
from tests.people import VAULT


def gives(
    db: Database,
    x: XApi | None,
    slug: str | None = "lyon",
    token: str = TOKEN,
    *,
    by: Actor = OPERATOR,
    now: datetime = NOW,
    vault: Vault = VAULT,
) -> TokenState:
    """Somebody gives a token."""
    return set_token(db, vault, x, slug, token, by=by, now=now, holding=HOLDING, every=EVERY)


def reads(db: Database, x: XApi | None, *, now: datetime = NOW, vault: Vault = VAULT, **how: Any) -> Summary:
    """The background, or the command line, reads X."""
    return read_x(db, vault, x, now=now, holding=HOLDING, every=EVERY, **how)


def on_x(db: Database, slug: str, handle: str) -> int:
    """Connect an account on X; gives its key."""
    return make_account(db, slug, Network.X, handle).id


def kept(db: Database, organisation_id: int | None = None) -> XTokenRow | None:
    """The row of a token as it is stored: the collective's if no organisation is named."""
    with db.reading() as session:
        row = x_tokens.of(session, organisation_id)
        return XTokenRow.model_validate(row) if row else None
