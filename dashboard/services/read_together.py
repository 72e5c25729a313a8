"""Read all that the addresses of several institutions rest on, in as many queries as of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.claims import Claim
from dashboard.domain.figures import Holding
from dashboard.domain.post_medians import PostMedians
from dashboard.domain.press import PressFigure
from dashboard.services.exit_days.of_organisation import days_of
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.press.read import figures_of
from dashboard.services.read_news import News, news_of
from dashboard.services.read_organisation import views_of
from dashboard.services.read_posts import medians_of
from dashboard.services.read_proofs import proofs_of
from dashboard.services.views import OrganisationView
from db import departures, organisations
from db.engine import Database


@dataclass(frozen=True)
class Together:
    """What was read, each by slug; nothing of those that are unknown."""

    views: Mapping[str, OrganisationView]
    proofs: Mapping[str, Sequence[Claim]]
    posts: Mapping[str, PostMedians | None]
    news: Mapping[str, Sequence[News]]
    days: Mapping[str, Sequence[ExitDay]]
    press: Mapping[str, Sequence[PressFigure]]


def read_together(
    db: Database, slugs: Sequence[str], *, today: date, holding: Holding, peers: Mapping[str, tuple[float, float, int] | None]
) -> Together:
    """What read_organisation, read_proofs, read_posts, read_news, read_days_of and press_figures_of say of each.

    :param peers: how comparable institutions stand, by slug.
    """
    with db.reading() as session:
        rows = organisations.of_slugs(session, slugs)
        events = departures.events_of(session, [row.id or 0 for row in rows])
        return Together(
            views={one.organisation.slug: one for one in views_of(session, rows, events, today=today, holding=holding, peers=peers)},
            proofs=proofs_of(session, [row.slug for row in rows]),
            posts=medians_of(session, rows, events, today=today),
            news=news_of(session, rows, events, today=today),
            days=days_of(session, rows),
            press=figures_of(session, rows),
        )
