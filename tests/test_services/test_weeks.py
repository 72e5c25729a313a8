"""Movement since last week: kept once a week, compared within the same selection and age."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level, SizeClass
from dashboard.services.read_leaderboard import read_leaderboard
from dashboard.services.standings import follow_calendar
from db import organisations
from db.engine import Database
from db.tables import PastStandingRow
from tests.factories import HOLDING, log, make_account, make_figures, make_organisation

MONDAY = date(2025, 6, 2)
LEFT = MONDAY - timedelta(days=90)
WEEK = timedelta(weeks=1)


def instant(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def make(db: Database, name: str, counts: Mapping[date, int], *, left: date = LEFT, level: Level = Level.L2, **fields: object) -> str:
    """An institution that left with 1,000 followers; its counts on Bluesky by day."""
    slug = make_organisation(db, name, level=level, now=instant(min(counts)), **fields).slug  # type: ignore[arg-type]
    make_figures(db, slug, Network.X, {min(left, *counts): 1_000}, now=instant(min(counts)))
    log(db, slug, on=left, now=instant(min(counts)))
    make_account(db, slug, Network.BLUESKY, now=instant(min(counts)))
    read(db, slug, counts)
    return slug


def read(db: Database, slug: str, counts: Mapping[date, int]) -> None:
    for day, count in counts.items():
        make_figures(db, slug, Network.BLUESKY, {day: count}, now=instant(day))


def follow(db: Database, today: date) -> int:
    return follow_calendar(db, today=today, holding=HOLDING)


def kept(db: Database) -> list[tuple[date, int]]:
    with db.reading() as session:
        rows = session.exec(select(PastStandingRow).order_by(col(PastStandingRow.week_on), col(PastStandingRow.age)))
        return [(row.week_on, row.age) for row in rows]


def moved(db: Database, today: date, age: int | None = None, **chosen: object) -> dict[str, tuple[int | None, int | None]]:
    """The rank then and now of each."""
    page = read_leaderboard(db, today=today, age=age, **chosen)  # type: ignore[arg-type]
    return {one.standing.slug: (one.before, one.rank) for one in page.certified}


@pytest.mark.parametrize("begun", [MONDAY, MONDAY + timedelta(days=3)])
def test_standings_are_kept_once_a_week_on_the_first_day_that_somebody_looks(db: Database, begun: date) -> None:
    make(db, "Lyon", {MONDAY: 100}, left=MONDAY - timedelta(days=7))
    for today in (begun, begun, MONDAY + timedelta(days=6)):
        follow(db, today)
    assert kept(db) == [(begun, 0), (begun, 7)]
    follow(db, MONDAY + WEEK)
    assert {day for day, _ in kept(db)} == {begun, MONDAY + WEEK}


def test_three_weeks_are_kept(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 100})
    for n in range(5):
        follow(db, MONDAY + n * WEEK)
    assert sorted({day for day, _ in kept(db)}) == [MONDAY + n * WEEK for n in (2, 3, 4)]


def test_nothing_is_written_where_nobody_is_compared(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 100}, level=Level.L1)
    make(db, "Dax", {MONDAY: 100}, left=MONDAY + timedelta(days=1))
    assert follow(db, MONDAY) == 0
    assert kept(db) == []
    assert read_leaderboard(db, today=MONDAY + WEEK).since is None


def test_a_rank_is_compared_with_the_one_of_last_week(db: Database) -> None:
    lyon, dax = make(db, "Lyon", {MONDAY: 300}), make(db, "Dax", {MONDAY: 200})
    follow(db, MONDAY)
    assert moved(db, MONDAY) == {"lyon": (None, 1), "dax": (None, 2)}
    assert read_leaderboard(db, today=MONDAY).since is None
    later = MONDAY + WEEK
    read(db, lyon, {later: 310})
    read(db, dax, {later: 320})
    follow(db, later)
    assert read_leaderboard(db, today=later).since == MONDAY
    assert moved(db, later) == {"dax": (2, 1), "lyon": (1, 2)}
    # At a fixed age nothing moved: these are figures of later days.
    assert moved(db, later, 90) == {"lyon": (1, 1), "dax": (2, 2)}


def test_last_week_is_last_week_until_sunday_and_no_older_one(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 300})
    follow(db, MONDAY)
    sinces = [read_leaderboard(db, today=MONDAY + timedelta(days=days)).since for days in (6, 7, 13, 14)]
    assert sinces == [None, MONDAY, MONDAY, None]


def test_somebody_who_was_not_certified_or_not_old_enough_is_new(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 300})
    nice = make(db, "Nice", {MONDAY: 400}, level=Level.L0)
    make(db, "Pau", {MONDAY: 350}, left=LEFT + timedelta(days=2))
    follow(db, MONDAY)
    with db.writing() as session:
        organisations.by_slug(session, nice).level = Level.L2.value
    read(db, "pau", {MONDAY + timedelta(days=2): 360})
    later = MONDAY + WEEK
    follow(db, later)
    assert moved(db, later, 90) == {"nice": (None, 1), "pau": (None, 2), "lyon": (1, 3)}
    assert moved(db, later) == {"nice": (None, 1), "pau": (1, 2), "lyon": (2, 3)}


def test_the_rank_then_is_counted_within_the_same_selection(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 300}, population=500_000)
    make(db, "Dax", {MONDAY: 400}, population=20_000)
    make(db, "Besançon", {MONDAY: 500}, kind=Kind.UNIVERSITY, students=30_000)
    follow(db, MONDAY)
    later = MONDAY + WEEK
    assert moved(db, later) == {"besancon": (1, 1), "dax": (2, 2), "lyon": (3, 3)}
    assert moved(db, later, kind=Kind.CITY) == {"dax": (1, 1), "lyon": (2, 2)}
    assert moved(db, later, kind=Kind.CITY, size_class=SizeClass.LARGE) == {"lyon": (1, 1)}


def test_a_correction_moves_today_and_not_the_week_that_was_kept(db: Database) -> None:
    make(db, "Lyon", {MONDAY: 300})
    dax = make(db, "Dax", {MONDAY: 200})
    follow(db, MONDAY)
    make_figures(db, dax, Network.X, {LEFT: 500}, now=instant(MONDAY))
    assert moved(db, MONDAY + WEEK) == {"dax": (2, 1), "lyon": (1, 2)}
