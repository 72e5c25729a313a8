"""Share a comparison by a link: whoever has it needs no account."""

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, NotFound, Refused
from dashboard.domain.people import Act, Actor
from dashboard.domain.shared_views import MOST_OPEN, NewView, SharedView, check_view
from dashboard.services.permit import permit
from dashboard.services.typed import one_line
from db import organisations, shared_views
from db.engine import Database
from db.tables import SharedViewRow

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Given:
    """A link that was just made. Its token is told once and stored nowhere."""

    view: SharedView
    token: str = field(repr=False)


def digest_of(token: str) -> str:
    """What is stored in place of the token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def share_view(db: Database, typed: NewView, *, by: Actor, now: datetime) -> Given:
    """Save a comparison and give out its link.

    :raises NotFound: an institution is not in the register. :raises SignInNeeded: nobody is signed in.
    :raises NotAllowed: it is to show private notes of an institution for which whoever asks may not write any.
    :raises Refused: it cannot be shared so, or too many of one's links are open.
    """
    typed = replace(typed, name=one_line(typed.name))
    with db.writing() as session:
        leave = permit(session, by, Act.SHARE, now=now)
        check_view(typed)
        rows = [organisations.by_slug(session, slug) for slug in typed.organisations]
        notes_of = None
        if typed.private_notes_of is not None:
            notes_of = organisations.by_slug(session, typed.private_notes_of).id
            leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=notes_of)
        if leave.person_id is None:
            raise Refused(N_("A link belongs to somebody who signs in: they alone can revoke it."))
        if shared_views.count_open(session, leave.person_id, now.date()) >= MOST_OPEN:
            raise Refused(N_("{n} of your links are open, which is the most. Revoke one that is needed no longer."), n=MOST_OPEN)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = SharedViewRow(
            digest=digest_of(token),
            person_id=leave.person_id,
            name=typed.name,
            organisations=",".join(one.slug for one in rows),
            axis=typed.axis.value,
            notes_of_id=notes_of,
            role=leave.role.value,
            made_at=now,
            expires_on=typed.expires_on(now.date()),
        )
        session.add(row)
        session.flush()
        until = row.expires_on.isoformat() if row.expires_on else None
        leave.note(Deed.VIEW_SHARED, f"view:{row.id}", organisation_id=notes_of, organisations=row.organisations, until=until)
        return Given(shared_views.as_view(session, row), token)


def revoke_view(db: Database, view_id: int, *, by: Actor, now: datetime) -> None:
    """Let a link of one's own open no more, from this instant on.

    :raises NotFound: whoever asks has no open link of that number.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.SHARE, now=now)
        row = session.get(SharedViewRow, view_id)
        if row is None or row.person_id != leave.person_id or row.revoked_at is not None:
            raise NotFound(N_("This link is not one of your open ones. Load the page again."))
        row.revoked_at = now
        leave.note(Deed.VIEW_REVOKED, f"view:{row.id}", organisation_id=row.notes_of_id)
