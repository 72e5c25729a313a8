"""Our registration at Mastodon servers: made once for each server and way back, kept sealed, and made anew if it was forgotten there."""

from datetime import datetime

from sqlmodel import Session

from connectors.mastodon_consent import App, MastodonConsent
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import grants
from db.engine import Database
from db.tables import MastodonAppRow
from db.vault import Vault


def app_for(
    db: Database,
    vault: Vault,
    consent: MastodonConsent,
    by: Actor,
    host: str,
    redirect_uri: str,
    *,
    organisation_id: int,
    website: str,
    now: datetime,
) -> tuple[int, App]:
    """Our registration at a server, and its key.

    :param organisation_id: on whose account's behalf: whoever may not contribute for it registers nothing.
    :raises ConnectorError: the server is not reachable, or refuses.
    """
    with db.reading() as session:
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation_id)
        row = grants.app_at(session, host, redirect_uri)
        known = opened(row, vault) if row else None
    if row is not None and known is not None and consent.knows(known):
        return row.id or 0, known
    made = consent.register(host, redirect_uri, website)
    with db.writing() as session:
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation_id)
        row = grants.app_at(session, host, redirect_uri)
        if row is not None and (known is None or row.client_id != known.client_id):
            return row.id or 0, opened(row, vault)  # somebody else registered meanwhile: one is kept
        return _store(session, vault, row, made, now), made


def opened(row: MastodonAppRow, vault: Vault) -> App:
    """The registration with its secret."""
    return App(row.host, row.client_id, vault.open(row.secret, f"mastodon_app:{row.id}"), row.redirect_uri, row.scopes)


def _store(session: Session, vault: Vault, row: MastodonAppRow | None, made: App, now: datetime) -> int:
    if row is None:
        row = MastodonAppRow(host=made.host, redirect_uri=made.redirect_uri, scopes="", client_id="", secret="", made_at=now)
        session.add(row)
        session.flush()
    row.scopes, row.client_id, row.made_at = made.scopes, made.client_id, now
    row.secret = vault.seal(made.client_secret, f"mastodon_app:{row.id}")
    session.flush()
    return row.id or 0
