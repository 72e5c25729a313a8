"""Standings take shortcuts; none of them shows. See also test_standings_any_order."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations

import pytest

from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.log_departure import log_departure
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.record_figure import record_figure
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.standings import follow_calendar, refresh
from db import organisations
from db.engine import Database
from tests.databases import statements
from tests.factories import (
    HOLDING,
    NOW,
    TODAY,
    a_city_that_left,
    account_id,
    log,
    make_account,
    make_figures,
    make_organisation,
)
from tests.test_services.from_scratch import stored, truths

LEFT = date(2025, 1, 20)
Band = tuple[int | None, int | None]


def band(db: Database, age: int | None = None, holding: Holding = HOLDING) -> Band:
    (one,) = all_standings(db, today=TODAY, age=age, holding=holding)
    return one.regained_low, one.regained_high


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, that left, with two accounts that were never read."""
    make_organisation(db)
    log(db, on=LEFT)
    make_account(db, "lyon", Network.BLUESKY)
    make_account(db, "lyon", Network.MASTODON)


@pytest.mark.parametrize(
    ("holding", "expected"),
    [(Holding(7, 1), (100, None)), (Holding(7, 5), (100, 150)), (Holding(1, 31), (100, 150)), (Holding(1, 4), (100, None))],
)
def test_a_figure_stands_no_longer_than_its_own_kind_holds(db: Database, holding: Holding, expected: Band) -> None:
    record_figure(db, "lyon", Network.LINKEDIN, TODAY - timedelta(days=5), 50, source="seen", by=OPERATOR, now=NOW, holding=holding)
    with db.writing() as session:
        key = account_id(db, "lyon", Network.BLUESKY)
        record_snapshots(session, [Snapshot(key, NOW, 100)], today=TODAY, holding=holding)
    assert band(db, holding=holding) == expected
    assert stored(db) == truths(db, TODAY, holding)


@pytest.mark.parametrize("age", [7, 30, 90])
@pytest.mark.parametrize(("off", "expected"), [(-2, (None, None)), (-1, (10, 10)), (0, (10, 10)), (1, (None, None))])
def test_a_figure_counts_at_an_age_if_it_held_on_that_very_day(db: Database, age: int, off: int, expected: Band) -> None:
    make_figures(db, "lyon", Network.BLUESKY, {LEFT + timedelta(days=age + off): 10})
    assert band(db, age) == expected


def test_the_latest_reading_goes_back_to_when_the_largest_network_was_read(db: Database) -> None:
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 500})
    make_figures(db, "lyon", Network.MASTODON, {"2025-05-01": 80, "2025-06-01": 90})
    assert band(db) == (500, 580)
    make_figures(db, "lyon", Network.MASTODON, {"2025-05-31": 600})
    make_figures(db, "lyon", Network.MASTODON, {"2025-06-01": 610})
    assert band(db) == (610, None)


def moments() -> list[tuple[Network, date, int]]:
    at_ninety = LEFT + timedelta(days=90)
    return [
        (Network.BLUESKY, at_ninety - timedelta(days=1), 300),
        (Network.MASTODON, at_ninety, 200),
        (Network.BLUESKY, at_ninety + timedelta(days=1), 999),
        (Network.X, LEFT + timedelta(days=3), 1_000),
    ]


@pytest.mark.parametrize("order", [list(order) for order in permutations(range(4))][::4])
def test_the_order_in_which_figures_come_does_not_matter(db: Database, order: list[int]) -> None:
    for place in order:
        network, on, followers = moments()[place]
        make_figures(db, "lyon", network, {on: followers})
    (one,) = all_standings(db, today=TODAY, age=90, holding=HOLDING)
    assert (one.regained_low, one.regained_high, one.baseline, one.recovery_low, one.recovery_high) == (300, 500, 1_000, 0.3, 0.5)
    assert stored(db) == truths(db, TODAY, HOLDING)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"2025-01-18": 1, "2025-01-23": 2}, 1),
        ({"2025-01-17": 1, "2025-01-23": 2}, 1),
        ({"2025-01-16": 1, "2025-01-23": 2}, 2),
        ({"2025-01-20": 1, "2025-01-19": 2}, 1),
        ({"2025-01-20": 0, "2025-02-19": 2}, 2),
        ({"2024-01-21": 1}, 1),
        ({"2024-01-20": 1}, None),
        ({"2024-01-20": 0, "2025-01-20": 0}, None),
    ],
)
def test_the_baseline_is_the_figure_closest_to_the_departure(db: Database, figures: dict[str, int], expected: int | None) -> None:
    make_organisation(db, "Besançon")
    make_figures(db, "besancon", Network.X, figures)
    log(db, "besancon", on=LEFT)
    one = next(one for one in all_standings(db, today=TODAY, age=None, holding=HOLDING) if one.slug == "besancon")
    assert one.baseline == expected


def test_of_two_sources_of_one_day_the_press_is_the_baseline(db: Database) -> None:
    make_organisation(db, "Besançon")
    make_figures(db, "besancon", Network.X, {LEFT: 1_020})
    make_figures(db, "besancon", Network.X, {LEFT: 1_000}, provenance=Provenance.PRESS, source="Le Monde")
    log(db, "besancon", on=LEFT)
    one = next(one for one in all_standings(db, today=TODAY, age=None, holding=HOLDING) if one.slug == "besancon")
    assert (one.baseline, one.baseline_source) == (1_000, "Le Monde")


def test_an_age_is_reached_by_the_calendar_alone(db: Database) -> None:
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-31": 10})
    log(db, on=TODAY - timedelta(days=6))
    assert band(db, 7) == (None, None)
    tomorrow = TODAY + timedelta(days=1)
    assert follow_calendar(db, today=tomorrow, holding=Holding(7, 31)) == 1
    assert follow_calendar(db, today=tomorrow, holding=Holding(7, 31)) == 0
    assert next(iter(all_standings(db, today=tomorrow, age=7, holding=HOLDING))).regained_low == 10


def test_a_departure_years_later_takes_every_milestone_back(db: Database) -> None:
    make_figures(db, "lyon", Network.BLUESKY, {LEFT + timedelta(days=age): 10 for age in (7, 30, 90)})
    assert len(stored(db)["lyon"].at_ages) == 3
    log_departure(db, "lyon", log(db).events[0].status, TODAY, by=OPERATOR, now=NOW, holding=HOLDING)
    assert stored(db)["lyon"].at_ages == {}
    assert stored(db) == truths(db, TODAY, HOLDING)


def test_refreshing_everybody_anew_changes_nothing(db: Database) -> None:
    for name in ("Arles", "Caen"):
        a_city_that_left(db, name)
    before = stored(db)
    with db.writing() as session:
        refresh(session, organisations.keys(session).values(), today=TODAY, holding=HOLDING)
    assert stored(db) == before == truths(db, TODAY, HOLDING)


def test_a_larger_round_asks_no_more_questions(db: Database) -> None:
    def round_of(hour: int) -> int:
        at = datetime.combine(TODAY, time(hour), UTC)
        with db.reading() as session:
            keys = sorted(organisations.keys(session))
        figures = [Snapshot(account_id(db, slug, network), at, 7) for slug in keys for network in (Network.BLUESKY, Network.MASTODON)]
        with statements(db) as sent, db.writing() as session:
            record_snapshots(session, figures, today=TODAY, holding=HOLDING)
        return len(sent)

    few = round_of(6)
    for name in ("Arles", "Caen", "Dax", "Metz", "Albi"):
        a_city_that_left(db, name)
    assert round_of(8) == few
