"""What all pages of a choice of the leaderboard have in common, read once: each page says what it says when it is read alone."""

from datetime import timedelta
from typing import Any

from dashboard.domain.leaderboard import Order
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass
from dashboard.services.read_field import Field, narrowed, read_field
from dashboard.services.read_leaderboard import read_leaderboard
from dashboard.services.standings import follow_calendar
from dashboard.services.views import LeaderboardPage
from db.engine import Database
from tests.factories import HOLDING, TODAY, log, make_account, make_figures, make_organisation

LEFT, WEEK = TODAY - timedelta(days=60), timedelta(weeks=1)
KINDS: tuple[tuple[Kind, dict[str, Any]], ...] = (
    (Kind.CITY, {"population": 500_000}),
    (Kind.CITY, {"population": 20_000}),
    (Kind.UNIVERSITY, {"students": 30_000}),
    (Kind.UNIVERSITY, {}),
)


def register(db: Database) -> None:
    """Certified and listed ones of several kinds and sizes, equal shares among them, and some that lack something; a week was kept."""
    shares, accounts = (300, 200, 200, 450, 0, None, 300, 120), dict[str, int]()
    for n in range(24):
        kind, size = KINDS[n % 4]
        slug = make_organisation(db, f"Place {n}", kind, level=Level.L2 if n % 3 else Level.L0, **size).slug
        make_figures(db, slug, Network.X, {LEFT: 1_000})
        if n % 11:
            log(db, slug, on=LEFT)
        followers = shares[n % 8]
        if followers is not None:
            accounts[slug] = followers
            make_account(db, slug, Network.BLUESKY)
            make_figures(db, slug, Network.BLUESKY, {TODAY - WEEK: followers})
    follow_calendar(db, today=TODAY - WEEK, holding=HOLDING)
    for n, (slug, followers) in enumerate(accounts.items()):
        make_figures(db, slug, Network.BLUESKY, {TODAY: followers + 110 * (n % 3)})
    follow_calendar(db, today=TODAY, holding=HOLDING)


def field(db: Database, by: Order, kind: Kind | None = None, size_class: SizeClass | None = None, rows: int = 24) -> Field:
    return read_field(db, today=TODAY, age=None, kind=kind, size_class=size_class, ordered=by, rows=rows)


def pages(db: Database, by: Order, kind: Kind | None, size_class: SizeClass | None, known: Field | None = None) -> list[LeaderboardPage]:
    return [
        read_leaderboard(db, today=TODAY, age=None, kind=kind, size_class=size_class, ordered=by, offset=offset, limit=3, field=known)
        for offset in range(0, 24, 3)
    ]


def test_pages_of_what_was_read_once_say_what_each_says_alone(db: Database) -> None:
    register(db)
    for by in Order:
        for kind in (None, Kind.CITY):
            assert pages(db, by, kind, None, field(db, by, kind)) == pages(db, by, kind, None)
    assert any(one.risen for page in pages(db, Order.RECOVERY, None, None) for one in page.certified)


def test_a_part_of_everybody_is_what_is_read_of_that_part(db: Database) -> None:
    register(db)
    whole = field(db, Order.RECOVERY)
    for kind in (None, *Kind):
        for size_class in (None, *SizeClass):
            known = narrowed(whole, kind, size_class)
            assert pages(db, Order.RECOVERY, kind, size_class, known) == pages(db, Order.RECOVERY, kind, size_class)
