"""What leaving together was worth: two groups, each with its number, and no word where they are too few."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.drawing import Curve
from dashboard.charts.plane import Across
from dashboard.charts.theme import LIGHT
from dashboard.charts.together import together_chart
from dashboard.domain.departures import Status
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.exit_days.together import Compared, Reading, Side, compare, last_common
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.i18n import words_in
from dashboard.presenters.chart_data import together_data
from dashboard.presenters.pledging.together import described, finding, lines, table
from dashboard.services.exit_days.campaigns import make_campaign
from dashboard.services.exit_days.plan import plan_exit_day
from dashboard.services.exit_days.steps import confirm_exit_day, open_exit_day
from dashboard.services.exit_days.together import read_together
from db.engine import Database
from tests.factories import NOW, log, make_account, make_figures
from tests.test_exit_days.cast import CITIES, city, pledges

EN = words_in("en")
WINTER = datetime(2025, 1, 10, 9, tzinfo=UTC)
MARCH = date(2025, 3, 3)
FOUND = (Compared(30, Side(0.16, 0.14, 12), Side(0.1, 0.09, 8)), Compared(90, Side(0.22, 0.2, 11), Side(0.14, 0.15, 5)))
READINGS = st.lists(
    st.builds(Reading, st.integers(1, 12), st.sampled_from((7, 30)), st.integers(0, 900), st.integers(1, 1_000)),
    unique_by=lambda one: (one.organisation, one.age),
)


@given(READINGS, st.sets(st.integers(1, 12)), st.randoms())
def test_each_group_is_its_own_members_in_whatever_order(readings: list[Reading], together: set[int], random: object) -> None:
    found = compare(readings, together, (7, 30))
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = compare(shuffled, together, (7, 30))
    assert [(one.age, one.together and one.together.n, one.alone and one.alone.n) for one in found] == [
        (one.age, one.together and one.together.n, one.alone and one.alone.n) for one in again
    ]
    for one in found:
        for side, inside in ((one.together, True), (one.alone, False)):
            mine = [each for each in readings if each.age == one.age and (each.organisation in together) is inside]
            assert (side is None) is (len(mine) < 3)
            if side is not None:
                assert side.n == len(mine) and side.share == sum(each.regained for each in mine) / sum(each.baseline for each in mine)
    assert bool(found) is (last_common(found) is not None)


def left(db: Database, name: str, on: date, regained: int, *, left: int = 1_000) -> str:
    """A city that left on a day, and had so many followers again thirty days later."""
    slug = city(db, name)
    make_figures(db, slug, Network.X, {on - timedelta(days=1): left})
    make_account(db, slug, followers=regained, now=datetime(2025, 1, 2, 9, tzinfo=UTC))
    make_figures(db, slug, Network.BLUESKY, {on + timedelta(days=30): regained})
    return slug


def winter_day(db: Database, slugs: list[str], name: str = "Hiver", on: date = MARCH) -> str:
    """A day to which these were bound."""
    campaign = make_campaign(db, {"fr": name, "en": name}, {}, by=OPERATOR, now=WINTER)
    plan = Plan(on, on - timedelta(days=7), {"fr": name, "en": name}, {}, CITIES.at)
    day = plan_exit_day(db, campaign.slug, plan, by=OPERATOR, now=WINTER)
    open_exit_day(db, day, by=OPERATOR, now=WINTER)
    for slug in slugs:
        pledges(db, slug, day, now=WINTER)
    confirm_exit_day(db, day, by=OPERATOR, now=WINTER)
    return day


@pytest.fixture
def day(db: Database) -> str:
    """Three kept it, of whom one came back; one left late. Three left alone; two left on another day to which they were bound."""
    kept = [left(db, name, MARCH, regained) for name, regained in (("Lyon", 300), ("Dole", 200), ("Évreux", 100))]
    late = left(db, "Gray", MARCH + timedelta(days=9), 999)
    slug = winter_day(db, [*kept, late])
    elsewhere = [left(db, name, MARCH + timedelta(days=4), 999) for name in ("Vesoul", "Baume")]
    winter_day(db, elsewhere, "Ailleurs", MARCH + timedelta(days=4))
    alone = [left(db, name, MARCH + timedelta(days=12), 60) for name in ("Arbois", "Quingey", "Ornans")]
    for one in kept:
        log(db, one, on=MARCH)
    log(db, late, on=MARCH + timedelta(days=9))
    for one in elsewhere:
        log(db, one, on=MARCH + timedelta(days=4))
    for one in alone:
        log(db, one, on=MARCH + timedelta(days=12))
    log(db, "evreux", Status.RETURNED, MARCH + timedelta(days=40), source="https://evreux.example/retour")
    return slug


def test_those_who_kept_the_day_stand_beside_those_who_were_bound_to_none(db: Database, day: str) -> None:
    (found,) = read_together(db, day, now=NOW)
    assert (found.age, found.together, found.alone) == (30, Side(0.2, None, 3), Side(0.06, None, 3))
    # Two on one side are not told.
    log(db, "ornans", Status.DEPARTED, MARCH + timedelta(days=70))
    assert read_together(db, day, now=NOW) == []


def test_it_says_what_it_finds_and_what_that_does_not_prove() -> None:
    assert finding(EN, FOUND) == (
        "90 days after leaving, the 11 that had pledged had regained at least 22% of their audience; the 5 others that left around that "
        "day, 14%"
    )
    assert finding(EN, [Compared(30, FOUND[0].together, FOUND[0].together)]).endswith(
        "had regained as much: at least 16% of their audience"
    )
    assert "The difference is not what leaving together brings." in " ".join(lines(EN, date(2025, 6, 1)))
    assert " Day 30: pledged 16% (n\xa0=\xa012), without a pledge 10% (n\xa0=\xa08)." in described(EN, FOUND)


def test_the_first_points_stand_beside_the_numbers_of_the_axis_and_not_behind_them() -> None:
    for narrow in (False, True):
        drawing = together_chart(FOUND, LIGHT, EN, narrow=narrow)
        assert drawing.x is not None
        across = Across(drawing.x, drawing.frame.width - drawing.right)
        # As far as half of “n = 12 / 11” reaches as well, which stands below the first.
        assert across.px(FOUND[0].age) > 45


def test_where_one_side_is_too_small_the_curve_is_broken_and_nothing_is_written() -> None:
    found = [FOUND[0], Compared(90, FOUND[1].together, None), Compared(180, FOUND[1].together, FOUND[1].alone)]
    alone = next(mark for mark in together_chart(found, LIGHT, EN).marks if isinstance(mark, Curve) and mark.name == "alone")
    assert list(alone.ys) == [10.0, None, 14.000000000000002] and list(alone.xs) == [30, None, 180]
    assert table(EN, found).rows[1] == ("90", "22% (n\xa0=\xa011)", "too few", "20%", "too few")
    assert [row[:3] for row in together_data(found).rows] == [
        (30, "together", 12),
        (30, "alone", 8),
        (90, "together", 11),
        (180, "together", 11),
        (180, "alone", 5),
    ]
    assert together_chart([], LIGHT, EN).empty


def test_a_group_has_a_median_from_four_on() -> None:
    readings = [Reading(one, 30, 10 * one, 100) for one in range(1, 8)]
    (found,) = compare(readings, {1, 2, 3}, (30,))
    assert (found.together, found.alone) == (Side(0.2, None, 3), Side(0.55, 0.55, 4))
