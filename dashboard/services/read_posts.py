"""What the posts on X reached before the departure: half of the comparison of before and after."""

from datetime import date

from dashboard.domain.departures import journey
from dashboard.domain.networks import Network
from dashboard.domain.post_medians import PostMedians, before
from dashboard.services.standings import left_network
from db import accounts, departures, organisations, posts
from db.engine import Database


def read_posts(db: Database, slug: str, *, today: date) -> PostMedians | None:
    """Medians over the posts of the 90 days before the departure from X, as the last import of each tells them.

    None without such a departure that has come, or with fewer than five posts.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        events = departures.events(session, row.id or 0)
        left = left_network(events)
        departed_on = journey(events, today, left).departed_on
        if left is not Network.X or departed_on is None or departed_on > today:
            return None
        mine = accounts.of_organisations(session, [row.id or 0])
        keys = [one.id for one in mine if one.network == Network.X.value and one.id]
        return before(posts.of_accounts(session, keys), departed_on) if keys else None
