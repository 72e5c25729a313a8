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
from db import accounts, departures, organisations, posts
from db.engine import Database
from db.tables import OrganisationRow


def read_posts(db: Database, slug: str, *, today: date) -> PostMedians | None:
    """Medians over the posts of the 90 days before the departure from X, as the last import of each tells them.

    None without such a departure that has come, or with fewer than five posts.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        return _medians(session, [row], today)[row.slug]


def read_posts_of_each(db: Database, slugs: Sequence[str], *, today: date) -> Mapping[str, PostMedians | None]:
    """The same of several institutions, by slug."""
    with db.reading() as session:
        return _medians(session, organisations.of_slugs(session, slugs), today)


def _medians(session: Session, rows: Sequence[OrganisationRow], today: date) -> Mapping[str, PostMedians | None]:
    keys = [row.id or 0 for row in rows]
    events = departures.events_of(session, keys)
    owners = {one.id: one.organisation_id for one in accounts.of_organisations(session, keys) if one.network == Network.X.value and one.id}
    known: dict[int, list[Post]] = defaultdict(list)
    for account_id, post in posts.with_accounts(session, list(owners)):
        known[owners[account_id]].append(post)
    return {row.slug: _before(events.get(row.id or 0, ()), known.get(row.id or 0, ()), today) for row in rows}


def _before(events: Sequence[DepartureEvent], known: Sequence[Post], today: date) -> PostMedians | None:
    left = left_network(events)
    departed_on = journey(events, today, left).departed_on
    if left is not Network.X or departed_on is None or departed_on > today:
        return None
    return before(known, departed_on)
