"""All hostile texts about one institution and its people, so that one page of the dashboard shows them all."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Actor, Role
from dashboard.domain.press import PressFigure, canonical, digest_of
from dashboard.domain.shared_views import NewView
from dashboard.presenters.press import saying
from dashboard.services.press.freeze import freeze_figure
from dashboard.services.shared.share import share_view
from db.engine import Database
from db.tables import AnnotationRow, ClaimRow, DepartureRow, MembershipRow, OrganisationRow, PersonRow, PressFigureRow
from tests.factories import HOLDING, NOW, TODAY
from tests.hostile import STRINGS
from tests.test_hostile.world import LINK, slug_of

MOST = 6
"""Institutions that can be compared."""


def gather(db: Database, slug: str, *, now: datetime) -> None:
    """The people, the steps, the notes and the claims of an institution: one of each a text."""
    with db.writing() as session:
        whose = session.exec(select(OrganisationRow).where(col(OrganisationRow.slug) == slug)).one().id or 0
        for number, text in enumerate(STRINGS):
            person = PersonRow(email=f"ana{number}@lyon.example", name=text, added_at=now)
            session.add(person)
            session.flush()
            session.add(MembershipRow(person_id=person.id or 0, organisation_id=whose, role=Role.EDITOR.value, since=now))
            on = now.date() - timedelta(days=number)
            kind, role = AnnotationKind.PRESS.value, Role.OWNER.value
            noted = AnnotationRow(
                organisation_id=whose, on=on, kind=kind, text=text[:80], source=LINK, public=True, role=role, logged_at=now
            )
            step = DepartureRow(
                organisation_id=whose, network=Network.X.value, status=Status.ANNOUNCED.value, on=on, source=text, logged_at=now
            )
            claim = ClaimRow(
                organisation_id=whose,
                person_id=person.id,
                method=Method.REVIEW.value,
                state=ClaimState.WAITING.value,
                evidence=text,
                note=text,
                opened_at=now,
            )
            session.add_all([noted, step, claim])


def share_all(db: Database, by: Actor, *, now: datetime) -> list[str]:
    """Comparisons of all institutions, six at a time, each named by a text: the tokens of their links."""
    views = [NewView(STRINGS[first][:80], _six(first)) for first in range(0, len(STRINGS), MOST)]
    return [share_view(db, view, by=by, now=now).token for view in views]


def freeze_all(db: Database) -> list[str]:
    """A figure for the press for each text, which is all that its content says in words: their short digests."""
    made = freeze_figure(db, slug_of(0), saying(TODAY, HOLDING), by=OPERATOR, now=NOW, holding=HOLDING)
    found = []
    with db.writing() as session:
        first = session.exec(select(PressFigureRow)).one()
        for text in STRINGS:
            content = {**made.content, "sentence": dict.fromkeys(("fr", "en"), text)}
            content["organisation"] = {**content["organisation"], "name": text}
            content["baseline"] = {**content["baseline"], "source": text}
            content["accounts"] = [{**one, "handle": text, "source": text} for one in content["accounts"]]
            written = canonical(content)
            figure = PressFigure(made.slug, written, digest_of(written), NOW)
            session.add(PressFigureRow(**{**first.model_dump(exclude={"id"}), "digest": figure.digest, "content": written}))
            found.append(figure.short)
    return found


def _six(first: int) -> tuple[str, ...]:
    return tuple(slug_of(number) for number in range(first, min(first + MOST, len(STRINGS))))
