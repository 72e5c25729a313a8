"""All reading for pages, cached for a minute. The key holds the address of the database: two of them never share a value.

What services hand out is frozen, so it is shared between visitors as it is, not copied. Only what is public is read here: what
depends on who reads is read anew at each run.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

import streamlit as st

from dashboard.domain.annotations import Annotation
from dashboard.domain.claims import Claim
from dashboard.domain.exit_days.together import Compared
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act
from dashboard.domain.post_medians import PostMedians
from dashboard.services import read_collection, read_leaderboard, read_organisation, read_overview, read_posts, read_proofs
from dashboard.services.annotations.read import read_annotations
from dashboard.services.exit_days.afterwards import Held, read_afterwards
from dashboard.services.exit_days.read import ExitDay, Standing, read_exit_day, read_exit_days, read_standing
from dashboard.services.exit_days.together import read_together
from dashboard.services.views import CollectionStatus, LeaderboardPage, OrganisationView, Overview
from dashboard.ui.state import View, query
from dashboard.ui.visit import Visit

SECONDS = 60
PAGE_LENGTH = 50
_T = TypeVar("_T")


@st.cache_resource(ttl=SECONDS, max_entries=512, show_spinner=False)
def _cached(url: str, reader: str, arguments: tuple[object, ...], _read: Callable[[], object]) -> object:
    return _read()


def _load(visit: Visit, reader: str, arguments: tuple[object, ...], read: Callable[[], _T]) -> _T:
    essaim = visit.essaim
    return cast(_T, _cached(essaim.db.url, reader, (visit.today, essaim.changes.count, *arguments), read))


def forget() -> None:
    """Drop everything read so far: called after each change, so that its author sees it at once."""
    _cached.clear()


def figure(visit: Visit, name: str, shape: tuple[object, ...], draw: Callable[[], _T]) -> _T:
    """A finished chart, drawn once for all who look at the same view in the same language, theme and shape."""
    view = tuple(query(visit.view).items())
    return _load(visit, "figure", (name, view, visit.words.language, *shape), draw)


def overview(visit: Visit) -> Overview:
    """The movement as a whole."""
    return _load(visit, "overview", (), lambda: read_overview.read_overview(visit.essaim.db, today=visit.today))


def leaderboard(visit: Visit, view: View) -> LeaderboardPage:
    """The page of the leaderboard that the view asks for."""
    offset, limit = (view.page - 1) * PAGE_LENGTH, PAGE_LENGTH

    def read() -> LeaderboardPage:
        return read_leaderboard.read_leaderboard(
            visit.essaim.db,
            today=visit.today,
            age=view.age,
            kind=view.kind,
            size_class=view.size,
            ordered=view.order,
            offset=offset,
            limit=limit,
        )

    return _load(visit, "leaderboard", (view.age, view.kind, view.size, view.order, offset, limit), read)


def organisations(visit: Visit) -> list[Organisation]:
    """Every organisation of the register, by name."""
    return _load(visit, "organisations", (), lambda: read_organisation.list_organisations(visit.essaim.db))


def movement_notes(visit: Visit) -> list[Annotation]:
    """The public notes on the whole movement."""
    return _load(visit, "notes", (), lambda: read_annotations(visit.essaim.db))


def organisation(visit: Visit, slug: str) -> OrganisationView:
    """Everything about one organisation; for its own team as it is now, since pages beside the dashboard change it too.

    :raises NotFound: there is none under this slug.
    """
    holding = visit.essaim.settings.holding

    def read() -> OrganisationView:
        return read_organisation.read_organisation(visit.essaim.db, slug, today=visit.today, holding=holding)

    return read() if slug in visit.own else _load(visit, "organisation", (slug,), read)


def posts_before(visit: Visit, slug: str) -> PostMedians | None:
    """What the posts on X reached before the departure."""
    return _load(visit, "posts", (slug,), lambda: read_posts.read_posts(visit.essaim.db, slug, today=visit.today))


def proofs(visit: Visit, slugs: Sequence[str]) -> Mapping[str, Sequence[Claim]]:
    """How some organisations proved who they are, as anybody may know."""
    return _load(visit, "proofs", tuple(slugs), lambda: read_proofs.read_proofs(visit.essaim.db, slugs))


def collection(visit: Visit) -> CollectionStatus:
    """State of the collection."""
    return _load(visit, "collection", (), lambda: read_collection.read_collection(visit.essaim.db, now=visit.now))


def exit_days(visit: Visit) -> list[ExitDay]:
    """Every exit day that this reader may see; drafts are coordinators’ alone."""
    db = visit.essaim.db
    if visit.may(Act.CAMPAIGN):
        return read_exit_days(db, drafts=True)
    return _load(visit, "exit days", (), lambda: read_exit_days(db))


def exit_day(visit: Visit, slug: str) -> ExitDay:
    """One exit day.

    :raises NotFound: there is none that this reader may see.
    """
    db = visit.essaim.db
    if visit.may(Act.CAMPAIGN):
        return read_exit_day(db, slug, drafts=True)
    return _load(visit, "exit day", (slug,), lambda: read_exit_day(db, slug))


def standing(visit: Visit, slug: str) -> Standing:
    """Where an exit day stands, as everybody may see it.

    :raises NotFound: there is none that this reader may see.
    """
    db = visit.essaim.db
    if visit.may(Act.CAMPAIGN):
        return read_standing(db, slug, now=visit.now, drafts=True)
    return _load(visit, "standing", (slug,), lambda: read_standing(db, slug, now=visit.now))


def afterwards(visit: Visit, slug: str) -> Sequence[Held]:
    """What became of the pledges that bound."""
    return _load(visit, "afterwards", (slug,), lambda: read_afterwards(visit.essaim.db, slug, now=visit.now))


def together(visit: Visit, slug: str) -> Sequence[Compared]:
    """Those who left together on an exit day beside those who left alone."""
    return _load(visit, "together", (slug,), lambda: read_together(visit.essaim.db, slug, now=visit.now))


def holds_demo(visit: Visit) -> bool:
    """Whether fictional institutions are in the register: every page then says so."""
    return _load(visit, "demo", (), lambda: read_organisation.holds_demo(visit.essaim.db))
