"""The leaderboard: three parts never mixed, ranks that hold over pages, everyone at the same age."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Missing, Ranked, Standing, rank
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass, SizeMeasure
from dashboard.services.read_leaderboard import all_standings, read_leaderboard
from dashboard.services.views import LeaderboardPage
from db.engine import Database
from tests.databases import statements
from tests.factories import HOLDING, NOW, TODAY, log, make_account, make_figures, make_organisation

LEFT = date(2025, 1, 20)


def make(
    db: Database, name: str, low: int | None, high: int | None = None, *, kind: Kind = Kind.CITY, level: Level = Level.L2, **fields: Any
) -> str:
    """An institution that left with 1,000 followers and has regained between so many, on one network or two."""
    slug = make_organisation(db, name, kind, level=level, **fields).slug
    make_figures(db, slug, Network.X, {LEFT: 1_000})
    log(db, slug, on=LEFT)
    if low is not None:
        make_account(db, slug, Network.BLUESKY, followers=low)
    if low is not None and high is not None:
        make_account(db, slug, Network.MASTODON, followers=high - low)
    return slug


def everyone(db: Database, age: int | None = None) -> list[Standing]:
    return all_standings(db, today=TODAY, age=age, holding=HOLDING)


def slugs(ranked: Sequence[Ranked | Standing]) -> list[str]:
    return [one.standing.slug if isinstance(one, Ranked) else one.slug for one in ranked]


def pages(db: Database, limit: int, age: int | None = None) -> list[LeaderboardPage]:
    return [read_leaderboard(db, today=TODAY, age=age, offset=offset, limit=limit) for offset in range(0, 12, limit)]


@pytest.fixture
def tied(db: Database) -> Database:
    """Nine certified cities, many with the same lower end; the names are not in the order of the ranks."""
    cities = (("Évry", 500, None), ("Lyon", 400, 700), ("Arles", 400, 600), ("Zuydcoote", 400, 600), ("Éze", 300, None), ("Dax", 300, 301))
    for name, low, high in (*cities, ("Brest", 300, None), ("Caen", 200, None), ("Sète", 0, None)):
        make(db, name, low, high)
    return db


def test_ranks_do_not_depend_on_where_a_page_begins(tied: Database) -> None:
    found = rank(everyone(tied))
    for limit in (1, 2, 3, 4, 5, 50):
        assert [one for page in pages(tied, limit) for one in page.certified] == found
    assert [(one.rank, one.standing.name) for one in found] == [
        (1, "Évry"),
        (2, "Lyon"),
        (2, "Arles"),
        (2, "Zuydcoote"),
        (5, "Dax"),
        (5, "Brest"),
        (5, "Éze"),
        (8, "Caen"),
        (9, "Sète"),
    ]


def test_totals_and_the_median_are_of_the_selection_not_of_the_page(tied: Database) -> None:
    assert {(page.certified_total, page.listed_total, page.not_enough_total, page.median) for page in pages(tied, 3)} == {(9, 0, 0, 0.3)}
    make(tied, "Metz", 100)
    assert read_leaderboard(tied, today=TODAY).median == 0.3
    make(tied, "Albi", 700)
    make(tied, "Agen", 900)
    assert read_leaderboard(tied, today=TODAY).median == pytest.approx(0.35)


def test_certified_listed_and_not_enough_are_never_mixed(db: Database) -> None:
    for level in Level:
        make(db, f"Compared {level}", 100, level=level)
        make(db, f"Wanting {level}", None, level=level)
    page = read_leaderboard(db, today=TODAY)
    assert slugs(page.certified) == ["compared-l2", "compared-l3"]
    assert slugs(page.listed) == ["compared-l0", "compared-l1"]
    assert slugs(page.not_enough) == [f"wanting-l{n}" for n in range(4)]
    assert (page.certified_total, page.listed_total, page.not_enough_total) == (2, 2, 4)
    assert {one.rank for one in page.certified} == {1}
    assert [one.missing for one in everyone(db)] == [None] * 4 + [Missing.ACCOUNT] * 4


def test_an_empty_register_has_an_empty_leaderboard(db: Database) -> None:
    page = read_leaderboard(db, today=TODAY, age=90)
    assert (list(page.certified), list(page.listed), list(page.not_enough)) == ([], [], [])
    assert (page.certified_total, page.not_enough_total, page.median, page.read_at) == (0, 0, None, None)


def test_a_page_beyond_the_last_is_empty(tied: Database) -> None:
    page = read_leaderboard(tied, today=TODAY, offset=50)
    assert (list(page.certified), page.certified_total) == ([], 9)


def test_what_is_missing_is_said_in_the_order_in_which_to_fetch_it(db: Database) -> None:
    make_organisation(db, "A has not left")
    log(db, make_organisation(db, "B has only a departure").slug, on=LEFT)
    make(db, "C has no new account", None)
    slug = make(db, "D left three weeks ago", 10)
    log(db, slug, on=TODAY - timedelta(days=21))
    make(db, "E was read today only", 10)
    make_account(db, make(db, "F was never read", None), Network.BLUESKY)
    log(db, make_organisation(db, "G will leave").slug, on=TODAY + timedelta(days=3))
    expected = [Missing.DEPARTURE, Missing.BASELINE, Missing.ACCOUNT, Missing.AGE, Missing.READING, Missing.ACCOUNT, Missing.DEPARTURE]
    for age in (90, 91):
        known = sorted(everyone(db, age), key=lambda one: one.name)
        assert [(one.name[0], one.missing) for one in known] == list(zip("ABCDEFG", expected, strict=True))
    assert {one.slug: one.missing for one in read_leaderboard(db, today=TODAY, age=90).not_enough} == {
        one.slug: one.missing for one in everyone(db, 90)
    }


def test_everyone_is_compared_at_the_same_age(db: Database) -> None:
    for name, on, figures in (("Lyon", LEFT, {7: 100, 90: 300}), ("Besançon", LEFT + timedelta(days=10), {7: 200, 90: 150})):
        slug = make(db, name, None)
        log(db, slug, on=on)
        make_account(db, slug, Network.BLUESKY)
        make_figures(db, slug, Network.BLUESKY, {on + timedelta(days=age): count for age, count in figures.items()})
    for age, first in ((7, "besancon"), (90, "lyon")):
        ranked = read_leaderboard(db, today=TODAY, age=age).certified
        assert (ranked[0].standing.slug, ranked[0].standing.age) == (first, age)
        assert slugs(everyone(db, age)) == slugs(ranked)
    assert everyone(db, 8) and {one.recovery_low for one in everyone(db, 8)} == {0.1, 0.2}
    assert {one.recovery_low for one in everyone(db, 9)} == {None}


def test_any_age_gives_everyone_once(db: Database) -> None:
    make(db, "Lyon", 100)
    make_organisation(db, "Besançon")
    reached = (TODAY - LEFT).days
    for age in (0, 1, 7, 8, 30, 90, reached - 2, reached - 1, reached, reached + 1, 180, 365, 36_500):
        compared = {one.slug: one.recovery_low for one in everyone(db, age)}
        assert compared == {"lyon": 0.1 if age == reached else None, "besancon": None}


def test_filters_keep_a_kind_and_a_size(db: Database) -> None:
    make(db, "Lyon", 100, population=522_000)
    make(db, "Arles", 100, population=50_000)
    make(db, "Éze", 100, population=2_000)
    make(db, "Besançon", 100, kind=Kind.UNIVERSITY, students=25_000, staff=9_000)
    make(db, "Emmaüs", 100, kind=Kind.ASSOCIATION, staff=6_000)
    make(db, "Unknown", 100)
    make(db, "Wanting", None, population=300_000)

    def kept(kind: Kind | None = None, size_class: SizeClass | None = None) -> tuple[list[str], int, int]:
        page = read_leaderboard(db, today=TODAY, kind=kind, size_class=size_class)
        return slugs(page.certified), page.certified_total, page.not_enough_total

    assert kept() == (["arles", "besancon", "emmaus", "eze", "lyon", "unknown"], 6, 1)
    assert kept(Kind.UNIVERSITY) == (["besancon"], 1, 0)
    assert kept(size_class=SizeClass.LARGE) == (["emmaus", "lyon"], 2, 1)
    assert kept(size_class=SizeClass.MEDIUM) == (["arles", "besancon"], 2, 0)
    assert kept(size_class=SizeClass.SMALL) == (["eze"], 1, 0)
    assert kept(Kind.CITY, SizeClass.LARGE) == (["lyon"], 1, 1)
    assert {one.size_class for one in everyone(db)} == {SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL, None}
    (besancon,) = [one for one in everyone(db) if one.slug == "besancon"]
    assert (besancon.size, besancon.size_measure) == (25_000, SizeMeasure.STUDENTS)


def test_the_newest_reading_dates_the_page(tied: Database) -> None:
    assert read_leaderboard(tied, today=TODAY).read_at == NOW


def test_a_departure_to_come_is_not_compared_even_with_figures(db: Database) -> None:
    slug = make(db, "Lyon", 100)
    log(db, slug, on=TODAY + timedelta(days=1))
    page = read_leaderboard(db, today=TODAY)
    assert (slugs(page.not_enough), page.certified_total) == (["lyon"], 0)
    assert (page.not_enough[0].missing, page.not_enough[0].status) == (Missing.DEPARTURE, None)
    assert read_leaderboard(db, today=TODAY + timedelta(days=1)).certified_total == 1


def test_a_status_is_the_rung_that_was_reached(db: Database) -> None:
    slug = make(db, "Lyon", 100)
    log(db, slug, Status.CLOSED, TODAY)
    assert everyone(db)[0].status is Status.CLOSED
    assert everyone(db)[0].departed_on == LEFT


def test_a_larger_register_asks_no_more_questions(db: Database) -> None:
    asked = []
    for names in (["Lyon", "Arles"], [f"Ville {n}" for n in range(12)]):
        for name in names:
            make(db, name, 100)
        with statements(db) as sent:
            read_leaderboard(db, today=TODAY, age=90)
            for age in (None, 90, 91):
                everyone(db, age)
        asked.append(len(sent))
    assert asked[0] == asked[1]
