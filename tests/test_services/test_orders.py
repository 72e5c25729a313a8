"""The other orders of the leaderboard: what each compares, who has no place in it, and that a page changes nothing."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from dashboard.domain.figures import Snapshot
from dashboard.domain.leaderboard import Missing, Order
from dashboard.domain.names import match_key
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass
from dashboard.domain.slugs import slug
from dashboard.services.read_leaderboard import count_each, count_pages, fewest_pages, read_kinds, read_leaderboard
from dashboard.services.record_snapshots import follow_figures
from dashboard.services.views import LeaderboardPage
from db import figures
from db.engine import Database
from db.tables import OrganisationRow, StandingRow
from tests.databases import statements
from tests.factories import HOLDING, NOW, TODAY, account_id, log, make_account, make_figures, make_organisation

LEFT = date(2025, 1, 20)
MONTH = timedelta(days=30)


def stand(
    db: Database,
    name: str,
    regained: int,
    growth: float | None = None,
    *,
    kind: Kind = Kind.CITY,
    level: Level = Level.L2,
    **size: Any,
) -> None:
    """An institution that left with 1,000 followers, as its rows hold it: quicker than everything that leads there."""
    with db.writing() as session:
        row = OrganisationRow(slug=slug(name), name=name, match_key=match_key(name), kind=kind, level=level, registered_at=NOW, **size)
        session.add(row)
        session.flush()
        known: dict[str, Any] = {"departed_on": LEFT, "baseline": 1_000, "as_of": TODAY, "growth": growth}
        session.add(StandingRow(organisation_id=row.id or 0, regained_low=regained, recovery_low=regained / 1_000, **known))


def make(db: Database, name: str, before: int | None, now: int) -> str:
    """A city of 1,000 that left with 1,000 followers, and its followers on Bluesky 30 days ago and today."""
    made = make_organisation(db, name, level=Level.L2, population=1_000).slug
    make_figures(db, made, Network.X, {LEFT: 1_000})
    log(db, made, on=LEFT)
    make_account(db, made, Network.BLUESKY)
    make_figures(db, made, Network.BLUESKY, ({TODAY - MONTH: before} if before is not None else {}) | {TODAY: now})
    return made


def read(db: Database, by: Order, kind: Kind | None = None, age: int | None = None, today: date = TODAY, **rest: Any) -> LeaderboardPage:
    return read_leaderboard(db, today=today, age=age, kind=kind, ordered=by, **rest)


def ranks(page: LeaderboardPage) -> list[tuple[int | None, str]]:
    return [(one.rank, one.standing.slug) for one in page.certified]


def missing(page: LeaderboardPage) -> dict[str, Missing | None]:
    return {one.slug: one.missing for one in page.not_enough}


@pytest.fixture
def cities(db: Database) -> Database:
    """Three certified cities of different size, one that is listed, and a university."""
    stand(db, "Lyon", 500, 0.25, population=500_000)
    stand(db, "Arles", 100, 0.25, population=50_000)
    stand(db, "Éze", 20, -1 / 3, population=2_000)
    stand(db, "Nice", 300, 2.0, population=340_000, level=Level.L0)
    stand(db, "Université de Besançon", 90, kind=Kind.UNIVERSITY, students=25_000, population=1)
    return db


def test_each_order_compares_its_own_value(cities: Database) -> None:
    assert ranks(read(cities, Order.FOLLOWERS)) == [(1, "lyon"), (2, "arles"), (3, "universite-de-besancon"), (4, "eze")]
    assert ranks(read(cities, Order.PER_PERSON, Kind.CITY)) == [(1, "eze"), (2, "arles"), (3, "lyon")]
    assert ranks(read(cities, Order.GROWTH)) == [(1, "arles"), (1, "lyon"), (3, "eze")]
    assert [one.standing.per_person for one in read(cities, Order.PER_PERSON, Kind.CITY).certified] == [10.0, 2.0, 1.0]
    assert [one.standing.growth for one in read(cities, Order.GROWTH).certified] == pytest.approx([0.25, 0.25, -1 / 3])


def test_beside_the_ranks_stand_the_listed_ones_and_the_median_of_what_is_compared(cities: Database) -> None:
    for by in Order:
        assert [one.slug for one in read(cities, by).listed] == ["nice"]
    medians = [read(cities, by, Kind.CITY).median for by in (Order.FOLLOWERS, Order.PER_PERSON, Order.GROWTH)]
    assert medians == pytest.approx([100, 2.0, 0.25])


def test_a_university_is_counted_by_its_students_and_has_no_rank_among_cities(cities: Database) -> None:
    everyone = read(cities, Order.PER_PERSON)
    assert [(one.rank, one.standing.per_person) for one in everyone.certified] == [(None, 10.0), (None, 3.6), (None, 2.0), (None, 1.0)]
    assert ranks(read(cities, Order.PER_PERSON, Kind.UNIVERSITY)) == [(1, "universite-de-besancon")]


def test_what_an_order_needs_is_said_to_be_missing(cities: Database) -> None:
    stand(cities, "Dax", 20, 1.0)
    assert missing(read(cities, Order.PER_PERSON)) == {"dax": Missing.SIZE}
    assert missing(read(cities, Order.GROWTH)) == {"universite-de-besancon": Missing.EARLIER}
    assert missing(read(cities, Order.FOLLOWERS)) == {}
    assert set(missing(read(cities, Order.PER_PERSON, age=90)).values()) == {Missing.READING}


def test_an_audience_can_be_counted_where_the_one_left_behind_is_not_known(db: Database) -> None:
    log(db, make_organisation(db, level=Level.L2, population=1_000).slug, on=LEFT)
    make_account(db, "lyon", Network.BLUESKY, followers=70)
    assert missing(read(db, Order.RECOVERY)) == {"lyon": Missing.BASELINE}
    assert ranks(read(db, Order.FOLLOWERS)) == ranks(read(db, Order.PER_PERSON, Kind.CITY)) == [(1, "lyon")]


def test_growth_is_the_same_at_every_age_and_not_compared_when_it_is_of_long_ago(cities: Database) -> None:
    pages = [read(cities, Order.GROWTH, age=age) for age in (None, 7, 90, 365)]
    assert all(page == pages[0] for page in pages)
    assert len(ranks(read(cities, Order.GROWTH, today=TODAY + timedelta(days=31)))) == 3
    later = read(cities, Order.GROWTH, today=TODAY + timedelta(days=32))
    assert (ranks(later), later.certified_total, later.not_enough_total) == ([], 0, 5)
    assert missing(later)["lyon"] is Missing.READING


@pytest.mark.parametrize("off", [0, 1])
def test_growth_counts_from_figures_that_held_then(db: Database, off: int) -> None:
    lyon = make(db, "Lyon", None, 300)
    make_figures(db, lyon, Network.BLUESKY, {TODAY - MONTH - timedelta(days=1 + off): 200})
    assert [one.standing.growth for one in read(db, Order.GROWTH).certified] == ([0.5] if off == 0 else [])


def test_growth_is_unknown_where_the_largest_network_was_not_read_then(db: Database) -> None:
    lyon = make(db, "Lyon", 200, 300)
    make_account(db, lyon, Network.MASTODON)
    make_figures(db, lyon, Network.MASTODON, {TODAY - MONTH - timedelta(days=9): 250, TODAY: 260})
    assert missing(read(db, Order.GROWTH)) == {"lyon": Missing.EARLIER}


def test_ranks_do_not_depend_on_where_a_page_begins(db: Database) -> None:
    for n, followers in enumerate((500, 400, 400, 400, 0)):
        stand(db, f"Ville {n}", followers, 0.0 if followers else -1.0, population=1_000)
    for by in Order:
        whole = ranks(read(db, by, Kind.CITY))
        assert sorted(rank or 0 for rank, _ in whole) == ([1, 1, 1, 1, 5] if by is Order.GROWTH else [1, 2, 2, 2, 5])
        for limit in (1, 2, 3, 4):
            assert [one for offset in range(0, 5, limit) for one in ranks(read(db, by, Kind.CITY, offset=offset, limit=limit))] == whole
        assert count_pages(db, today=TODAY, age=None, kind=None, size_class=None, ordered=by, limit=4) == 2
        assert fewest_pages(sum(count_each(db).values()), limit=4) <= 2
    assert read_kinds(db) == [Kind.CITY]
    assert count_each(db) == {(Kind.CITY, SizeClass.SMALL): 5}


def test_a_flagged_figure_never_gives_a_rank(db: Database) -> None:
    lyon, dax = make(db, "Lyon", 400, 500), make(db, "Dax", 450, 560)
    before = [read(db, by, Kind.CITY) for by in Order]
    key, at = account_id(db, dax, Network.BLUESKY), datetime.combine(TODAY, time(8), UTC)
    with db.writing() as session:
        figures.store(session, [Snapshot(account_id(db, lyon, Network.BLUESKY), at, 90_000, flagged=True)])
        figures.store(session, [Snapshot(key, datetime.combine(TODAY - MONTH, time(7), UTC), 1, flagged=True)])
        follow_figures(session, {(account_id(db, lyon, Network.BLUESKY), TODAY), (key, TODAY - MONTH)}, today=TODAY, holding=HOLDING)
    assert [read(db, by, Kind.CITY) for by in Order] == before


def test_an_account_of_which_every_figure_is_flagged_is_not_compared(db: Database) -> None:
    make_organisation(db, level=Level.L2, population=1_000)
    make_figures(db, "lyon", Network.X, {LEFT: 1_000})
    log(db, on=LEFT)
    make_account(db, "lyon", Network.BLUESKY)
    key = account_id(db, "lyon", Network.BLUESKY)
    with db.writing() as session:
        figures.store(session, [Snapshot(key, datetime.combine(on, time(7), UTC), 900, flagged=True) for on in (TODAY - MONTH, TODAY)])
        follow_figures(session, {(key, TODAY)}, today=TODAY, holding=HOLDING)
    for by in Order:
        assert (ranks(read(db, by)), missing(read(db, by))) == ([], {"lyon": Missing.ACCOUNT})


def test_a_larger_register_asks_no_more_questions(db: Database) -> None:
    asked = []
    for names in (["Lyon", "Arles"], [f"Ville {n}" for n in range(9)]):
        for name in names:
            stand(db, name, 100, 1.0, population=1_000)
        with statements(db) as sent:
            for by in Order:
                read(db, by, Kind.CITY)
        asked.append(len(sent))
    assert asked[0] == asked[1]
