"""What the posts on X reached before the departure: half of the comparison of before and after."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from dashboard.domain.departures import DepartureEvent, journey
from dashboard.domain.networks import Network
from dashboard.domain.post_file import Post
from dashboard.domain.post_medians import PostMedians, before
from dashboard.services.standings import left_network
from db import departures, organisations, posts
from db.engine import Database
from db.tables import OrganisationRow


def read_posts(db: Database, slug: str, *, today: date) -> PostMedians | None:
    """Medians over the posts of the 90 days before the departure from X, as the last import of each tells them.

    None without such a departure that has come, or with fewer than five posts.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        return medians_of(session, [row], departures.events_of(session, [row.id or 0]), today=today)[row.slug]


def medians_of(
    session: Session, rows: Sequence[OrganisationRow], events: Mapping[int, Sequence[DepartureEvent]], *, today: date
) -> Mapping[str, PostMedians | None]:
    """The same of several institutions, by slug.

    :param events: of their departures, by key.
    """
    known: dict[int, list[Post]] = defaultdict(list)
    for key, post in posts.of_organisations(session, [row.id or 0 for row in rows], Network.X):
        known[key].append(post)
    return {row.slug: _before(events.get(row.id or 0, ()), known[row.id or 0], today) for row in rows}


def _before(events: Sequence[DepartureEvent], known: Sequence[Post], today: date) -> PostMedians | None:
    if not known:
        return None
    left = left_network(events)
    departed_on = journey(events, today, left).departed_on
    if left is not Network.X or departed_on is None or departed_on > today:
        return None
    return before(known, departed_on)
