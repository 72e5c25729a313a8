"""The token with which a team, or the collective, reads counts on X: give one, take it back, see how it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import Target
from connectors.x_api import BATCH, TOKEN, XApi
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.people import Act, Actor, Role
from dashboard.services.permit import Permit, permit
from dashboard.services.x_api.store import store_reading, targets_of
from db import organisations, x_tokens
from db.details import from_text
from db.engine import Database
from db.tables import XTokenRow
from db.vault import Vault

ANYBODY = Target(0, "X")
"""The account of the network itself: read to try the collective's token while no institution has given a handle."""


@dataclass(frozen=True)
class TokenState:
    """How a token does; the token itself is shown to nobody again.

    :param role: the capacity in which somebody gave it, ``added_at`` when.
    :param read_at: last time that X answered; None before.
    :param resume_at: X, or a problem, makes us wait until then; None where nothing does.
    :param problem: key of the catalogues and its values; None where all is well.
    """

    added_at: datetime
    role: Role
    read_at: datetime | None = None
    resume_at: datetime | None = None
    problem: tuple[str, Mapping[str, object]] | None = None


@dataclass(frozen=True)
class Readable:
    """What a token would read, and the one that does.

    :param name: of the organisation; None for the collective's.
    :param accounts: how many accounts are there to read.
    """

    name: str | None
    accounts: int
    token: TokenState | None


def set_token(
    db: Database,
    vault: Vault,
    x: XApi | None,
    slug: str | None,
    token: str,
    *,
    by: Actor,
    now: datetime,
    holding: Holding,
    every: timedelta,
) -> TokenState:
    """Try a token by reading with it, and keep it sealed if X accepts it. The counts are stored; an older token is replaced.

    :param slug: the organisation whose accounts it reads; None for the collective's, which reads all others.
    :raises Refused: no bearer token, nothing to try it on, or X's API is off. :raises ConnectorError: X does not accept it, or cannot
        be asked now; nothing is stored. :raises NotAllowed: whoever asks may not.
    """
    typed = token.strip().removeprefix("Bearer ").strip()
    with db.reading() as session:
        organisation_id = _leave(session, by, slug, now)[1]
        targets = targets_of(x_tokens.accounts_of(session, organisation_id))[:BATCH]
    if x is None:
        raise off()
    if not TOKEN.fullmatch(typed):
        raise Refused(N_("That is no bearer token of X. Copy the whole of it: about a hundred letters and figures, without spaces."))
    if not targets and slug is not None:
        raise Refused(N_("No account on X is connected with its handle yet: the token is tried by reading it. Connect the account first."))
    reading = x.read(typed, targets or [ANYBODY])
    if reading.problem is not None:
        raise reading.problem
    with db.writing() as session:
        leave, organisation_id = _leave(session, by, slug, now)
        row = x_tokens.of(session, organisation_id) or XTokenRow(organisation_id=organisation_id, token="", added_at=now, role="")
        row.added_at, row.role = now, leave.role.value
        session.add(row)
        session.flush()
        row.token = vault.seal(typed, x_tokens.bound_to(row))
        store_reading(session, row, reading, now=now, holding=holding, every=every)
        leave.note(Deed.X_TOKEN_SET, f"x_token:{row.id}", organisation_id=organisation_id)
        return _state(row)


def remove_token(db: Database, slug: str | None, *, by: Actor, now: datetime) -> None:
    """Forget a token; the counts that it read stay.

    :raises NotFound: there is none. :raises NotAllowed: whoever asks may not.
    """
    with db.writing() as session:
        leave, organisation_id = _leave(session, by, slug, now)
        row = x_tokens.of(session, organisation_id)
        if row is None:
            raise NotFound(N_("There is no token any more. It may have been removed already."))
        for account in x_tokens.accounts_of(session, organisation_id):
            account.due_at = None
        leave.note(Deed.X_TOKEN_REMOVED, f"x_token:{row.id}", organisation_id=organisation_id)
        session.delete(row)


def token_state(db: Database, slug: str | None, *, by: Actor, now: datetime) -> Readable:
    """How the token of an organisation, or the collective's (None), does.

    :raises NotAllowed: whoever asks is not in the team, or not in the collective.
    """
    with db.reading() as session:
        whose = organisations.by_slug(session, slug) if slug is not None else None
        key = whose.id if whose else None
        permit(session, by, Act.CONTRIBUTE if whose else Act.MODERATE, now=now, organisation_id=key)
        row = x_tokens.of(session, key)
        return Readable(whose.name if whose else None, len(x_tokens.accounts_of(session, key)), _state(row) if row else None)


def off() -> NotFound:
    """Nothing of this exists where X's API is off."""
    return NotFound(N_("X’s API is off on this server: whoever runs it can turn it on with the setting ESSAIM_X_API_URL."))


def _leave(session: Session, by: Actor, slug: str | None, now: datetime) -> tuple[Permit, int | None]:
    organisation_id = organisations.by_slug(session, slug).id if slug is not None else None
    act = Act.MODERATE if slug is None else Act.MANAGE_TEAM
    return permit(session, by, act, now=now, organisation_id=organisation_id), organisation_id


def _state(row: XTokenRow) -> TokenState:
    problem = (row.problem, from_text(row.details)) if row.problem else None
    return TokenState(row.added_at, Role(row.role), row.read_at, row.resume_at, problem)
