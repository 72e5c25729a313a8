"""Disconnect an account, and give back what it had granted."""

from datetime import datetime

from connectors.mastodon_consent import MastodonConsent
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.domain.people import Actor
from dashboard.services.disconnect_account import account_of, disconnect_account
from dashboard.services.links.tokens import revoke, token_if_it_opens
from db import organisations
from db.engine import Database
from db.vault import Vault


def disconnect(
    db: Database,
    vault: Vault,
    consent: MastodonConsent,
    slug: str,
    network: Network,
    handle: str,
    *,
    by: Actor,
    now: datetime,
    holding: Holding,
) -> int:
    """As disconnect_account, after which its token, if there was one, is revoked at its server as far as that is possible.

    :raises NotFound: the organisation has no such account. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        row = account_of(session, organisation.id or 0, network, handle)
        token = token_if_it_opens(session, vault, row.id or 0) if row else None
    count = disconnect_account(db, slug, network, handle, by=by, now=now, holding=holding)
    revoke(consent, token)
    return count
