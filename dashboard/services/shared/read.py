"""Read shared comparisons: one's own links, and what a link opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.annotations import Annotation
from dashboard.domain.people import Act, Actor
from dashboard.domain.shared_views import SharedView
from dashboard.services.permit import permit
from dashboard.services.shared.share import digest_of
from db import annotations, shared_views
from db.engine import Database


@dataclass(frozen=True)
class Opened:
    """What a link leads to.

    :param view: None if no link ever was that one, or it is forgotten.
    :param notes: the private notes that the view shows; empty unless it is open.
    """

    view: SharedView | None
    notes: Sequence[Annotation] = ()


def open_view(db: Database, token: str, *, today: date) -> Opened:
    """The view behind a link, and the private notes it shows.

    Those are shown for as long as whoever shared the view may read them: nobody who has left a team goes on handing out its notes.
    """
    with db.reading() as session:
        row = shared_views.by_digest(session, digest_of(token))
        if row is None:
            return Opened(None)
        view = shared_views.as_view(session, row)
        if not view.opens(today) or not shared_views.writes_notes(session, row):
            return Opened(view)
        every = annotations.of_organisation(session, row.notes_of_id, private=True)
        return Opened(view, [one for one in every if not one.public])


def my_views(db: Database, by: Actor, *, now: datetime) -> list[SharedView]:
    """Everything whoever asks has shared, newest first, links that open no more among them.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        leave = permit(session, by, Act.SHARE, now=now)
        return [shared_views.as_view(session, row) for row in shared_views.of_person(session, leave.person_id or 0)]
