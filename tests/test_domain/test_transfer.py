"""The band, the baseline, the transfer: at least and at most, never a gap filled, never a figure invented."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.figures import DailyFigure, Holding, Provenance, Snapshot, noon
from dashboard.domain.transfer import (
    BASELINE_WITHIN_DAYS,
    Band,
    Curve,
    Share,
    band,
    band_on,
    bands,
    baseline,
    gained,
    index_100,
    latest,
    share,
)

DEPARTURE = date(2025, 1, 20)


def after(days: int) -> date:
    return DEPARTURE + timedelta(days=days)


def figure(day: date, followers: int, provenance: Provenance = Provenance.API, account_id: int = 1) -> DailyFigure:
    return DailyFigure(account_id, day, followers, noon(day), provenance)


def curve(counts: Mapping[int, int], provenance: Provenance = Provenance.API, holding: Holding = Holding()) -> Curve:
    """A curve from followers by days after the departure."""
    return Curve([figure(after(age), followers, provenance) for age, followers in counts.items()], holding)


def test_a_figure_read_by_a_machine_holds_one_more_day() -> None:
    bluesky = curve({0: 100})
    assert [bool(bluesky.read(after(age))) for age in (-1, 0, 1, 2)] == [False, True, True, False]
    assert curve({0: 100}, Provenance.ANALYTICS).read(after(2)) is None


@pytest.mark.parametrize("provenance", [Provenance.DECLARED, Provenance.PRESS, Provenance.ARCHIVE, Provenance.WIKIDATA])
def test_a_figure_taken_by_hand_holds_31_days(provenance: Provenance) -> None:
    linkedin = curve({0: 100}, provenance)
    assert [bool(linkedin.read(after(age))) for age in (0, 31, 32)] == [True, True, False]


def test_the_days_of_holding_are_a_setting() -> None:
    assert curve({0: 100}, holding=Holding(collected=7)).read(after(7)) is not None
    assert curve({0: 100}, Provenance.DECLARED, Holding(declared=2)).read(after(3)) is None


def test_an_unread_account_is_still_known_by_its_last_figure() -> None:
    bluesky = curve({0: 100, 5: 150})
    assert bluesky.last_known(after(-1)) is None
    known = [bluesky.last_known(after(age)) for age in (0, 4, 5, 400)]
    assert [one.followers for one in known if one] == [100, 100, 150, 150]
    assert (bluesky.first_day, bluesky.days) == (after(0), [after(0), after(5)])


def test_an_account_without_figures_has_no_first_day() -> None:
    assert curve({}).first_day is None
    assert curve({}).read(after(0)) is None


def test_figures_may_come_in_any_order() -> None:
    assert curve({5: 150, 0: 100, 3: 120}).days == [after(0), after(3), after(5)]


def test_lyon_regained_between_its_largest_network_and_the_sum() -> None:
    bluesky, mastodon = curve({90: 31_000}), curve({90: 7_000})
    regained = band_on([bluesky, mastodon], after(90))
    assert regained == Band(31_000, 38_000)
    assert share(regained, 100_000) == Share(0.31, 0.38)


def test_one_network_leaves_nothing_open() -> None:
    assert band_on([curve({90: 31_000})], after(90)) == Band(31_000, 31_000)


def test_an_association_without_an_account_has_no_band() -> None:
    assert band_on([], after(90)) == Band(None, None)
    assert band_on([curve({})], after(90)) == Band(None, None)


def test_a_gap_is_a_gap() -> None:
    bluesky = curve({0: 100, 10: 200})
    assert [one.band.low for one in bands([bluesky], after(0), after(10))] == [100, 100, *[None] * 8, 200]


def test_an_account_counts_from_its_first_figure_on() -> None:
    bluesky, mastodon = curve({0: 100, 1: 100, 2: 100}), curve({2: 30})
    assert [one.band for one in bands([bluesky, mastodon], after(0), after(2))] == [Band(100, 100), Band(100, 100), Band(100, 130)]


def test_without_one_of_its_terms_there_is_no_sum() -> None:
    bluesky, mastodon = curve({0: 100, 5: 100}), curve({0: 30})
    assert band_on([bluesky, mastodon], after(5)) == Band(100, None)


def test_without_the_largest_network_there_is_no_lower_end() -> None:
    bluesky, mastodon = curve({0: 100}), curve({0: 30, 5: 40})
    assert band_on([bluesky, mastodon], after(5)) == Band(None, None)


def test_an_unread_network_that_was_as_small_leaves_the_lower_end() -> None:
    bluesky, mastodon = curve({0: 100}), curve({0: 30, 5: 100})
    assert band_on([bluesky, mastodon], after(5)) == Band(100, None)


def test_when_nothing_was_read_nothing_is_said() -> None:
    assert band([(None, 100), (None, None)]) == Band(None, None)
    assert band([]) == Band(None, None)


def test_an_account_nobody_follows_is_read_all_the_same() -> None:
    assert band_on([curve({0: 0})], after(0)) == Band(0, 0)


def test_days_are_counted_from_the_first_to_the_last() -> None:
    assert [one.day for one in bands([], after(0), after(2))] == [after(0), after(1), after(2)]
    assert bands([], after(2), after(0)) == []


def test_the_latest_reading_is_the_last_whose_lower_end_is_known() -> None:
    bluesky, mastodon = curve({0: 100, 3: 110}), curve({0: 30, 9: 40})
    reading = latest([bluesky, mastodon], after(30))
    assert reading is not None
    assert (reading.day, reading.band) == (after(3), Band(110, None))


def test_figures_of_days_to_come_are_not_read() -> None:
    reading = latest([curve({0: 100, 3: 110})], after(2))
    assert reading is not None
    assert reading.day == after(0)
    assert latest([curve({3: 110})], after(2)) is None
    assert latest([], after(2)) is None


def test_the_baseline_is_the_count_closest_to_the_departure() -> None:
    counts = [figure(after(-30), 1000), figure(after(-2), 990), figure(after(1), 980), figure(after(40), 900)]
    chosen = baseline(counts, DEPARTURE)
    assert chosen is not None and chosen.followers == 980


def test_of_two_as_close_the_one_before_the_departure_counts() -> None:
    chosen = baseline([figure(after(2), 980), figure(after(-2), 990)], DEPARTURE)
    assert chosen is not None and chosen.followers == 990


def test_of_two_of_one_day_the_most_trustworthy_counts() -> None:
    counts = [figure(DEPARTURE, 1000, provenance) for provenance in reversed(Provenance)]
    chosen = baseline(counts, DEPARTURE)
    assert chosen is not None and chosen.provenance is Provenance.API


def test_a_count_of_another_year_says_nothing_of_the_audience_at_departure() -> None:
    assert baseline([figure(after(-BASELINE_WITHIN_DAYS), 1000)], DEPARTURE) is not None
    assert baseline([figure(after(BASELINE_WITHIN_DAYS), 1000)], DEPARTURE) is not None
    assert baseline([figure(after(-BASELINE_WITHIN_DAYS - 1), 1000)], DEPARTURE) is None
    assert baseline([figure(after(BASELINE_WITHIN_DAYS + 1), 1000)], DEPARTURE) is None


def test_an_account_nobody_followed_gives_no_baseline() -> None:
    assert baseline([figure(DEPARTURE, 0)], DEPARTURE) is None
    chosen = baseline([figure(DEPARTURE, 0), figure(after(-9), 10)], DEPARTURE)
    assert chosen is not None and chosen.followers == 10
    assert baseline([], DEPARTURE) is None


def test_without_a_baseline_there_is_no_share() -> None:
    assert share(Band(1, 2), None) == Share(None, None)
    assert share(Band(1, 2), 0) == Share(None, None)
    assert share(Band(1, None), 4) == Share(0.25, None)
    assert share(Band(None, None), 4) == Share(None, None)


def test_more_may_be_regained_than_was_left() -> None:
    assert share(Band(300, 400), 200) == Share(1.5, 2.0)


def test_only_what_came_since_the_announcement_was_gained() -> None:
    bluesky, mastodon = curve({-30: 100, 30: 400}), curve({-31: 10, 30: 30})
    assert gained([bluesky, mastodon], after(-30), after(30)) == Band(300, 320)


def test_without_a_count_on_the_day_of_the_announcement_the_last_before_it_stands() -> None:
    assert gained([curve({-60: 100, 30: 400})], after(-30), after(30)) == Band(300, 300)


def test_what_an_account_held_before_its_first_count_is_not_a_gain() -> None:
    assert gained([curve({5: 100, 30: 400})], after(-30), after(30)) == Band(300, 300)
    assert gained([curve({5: 100})], after(-30), after(5)) == Band(0, 0)
    assert gained([curve({})], after(-30), after(5)) == Band(None, None)


def test_an_account_that_lost_followers_gained_nothing() -> None:
    assert gained([curve({-30: 100, 30: 40}), curve({-30: 10, 30: 30})], after(-30), after(30)) == Band(20, 20)


def test_a_gain_needs_a_reading_too() -> None:
    bluesky, mastodon = curve({-30: 100, 30: 400}), curve({-30: 10, 29: 20})
    assert gained([bluesky, mastodon], after(-30), after(31)) == Band(300, None)
    assert gained([bluesky, mastodon], after(-30), after(40)) == Band(None, None)


def test_an_index_is_100_at_the_departure() -> None:
    counts = {after(-10): 50, after(-1): 80, after(3): 120}
    assert index_100(counts, DEPARTURE) == {after(-10): 62.5, after(-1): 100.0, after(3): 150.0}


def test_an_account_opened_later_is_100_at_its_first_count() -> None:
    assert index_100({after(3): 120, after(9): 180}, DEPARTURE) == {after(3): 100.0, after(9): 150.0}


def test_nothing_can_be_put_in_relation_to_nobody() -> None:
    assert index_100({after(0): 0, after(9): 180}, DEPARTURE) == {}
    assert index_100({}, DEPARTURE) == {}


def test_a_snapshot_is_a_real_count_at_a_real_instant() -> None:
    with pytest.raises(ValueError, match="negative"):
        Snapshot(1, noon(DEPARTURE), -1)
    with pytest.raises(ValueError, match="aware"):
        Snapshot(1, noon(DEPARTURE).replace(tzinfo=None), 1)
    assert noon(DEPARTURE).isoformat() == "2025-01-20T12:00:00+00:00"


AGES = st.integers(-5, 45)
COUNTS = st.dictionaries(AGES, st.integers(0, 50), max_size=6)
ACCOUNTS = st.lists(st.builds(curve, COUNTS, st.sampled_from([Provenance.API, Provenance.DECLARED])), max_size=4)


def held(curves: Sequence[Curve], day: date) -> list[int]:
    """The figures that stand that day, read from the list of all figures without the rule under test."""
    return [one.followers for one in (curve.read(day) for curve in curves) if one]


@given(ACCOUNTS, AGES)
def test_the_band_holds_only_figures_that_were_read(curves: list[Curve], age: int) -> None:
    regained, read = band_on(curves, after(age)), held(curves, after(age))
    if not read:
        assert regained == Band(None, None)
    assert regained.low in (None, max(read, default=None))
    assert regained.high in (None, sum(read))


@given(ACCOUNTS, AGES)
def test_at_least_is_never_more_than_at_most(curves: list[Curve], age: int) -> None:
    for one in (band_on(curves, after(age)), gained(curves, DEPARTURE, after(age))):
        if one.high is not None:
            assert one.low is not None and 0 <= one.low <= one.high


@given(ACCOUNTS, st.builds(curve, COUNTS), AGES)
def test_one_more_account_never_lowers_either_end(curves: list[Curve], another: Curve, age: int) -> None:
    before, now = band_on(curves, after(age)), band_on([*curves, another], after(age))
    if before.low is not None and now.low is not None:
        assert now.low >= before.low
    if before.high is not None and now.high is not None:
        assert now.high >= before.high
    if before.high is None and held(curves, after(age)):
        assert now.high is None


@given(ACCOUNTS.flatmap(lambda curves: st.tuples(st.just(curves), st.permutations(curves))), AGES)
def test_the_order_of_accounts_does_not_matter(lists: tuple[list[Curve], list[Curve]], age: int) -> None:
    one, other = lists
    assert band_on(one, after(age)) == band_on(other, after(age))
    assert gained(one, DEPARTURE, after(age)) == gained(other, DEPARTURE, after(age))
    assert latest(one, after(age)) == latest(other, after(age))


@given(COUNTS, AGES, st.integers(0, 40), st.integers(0, 40))
def test_holding_figures_longer_never_unreads_an_account(counts: dict[int, int], age: int, days: int, more: int) -> None:
    short, long = (curve(counts, holding=Holding(collected=held_for)).read(after(age)) for held_for in (days, days + more))
    assert short is None or short == long


@given(ACCOUNTS, AGES)
def test_the_latest_reading_is_never_later_than_today_nor_blind(curves: list[Curve], age: int) -> None:
    reading = latest(curves, after(age))
    days = {day for curve in curves for day in curve.days if day <= after(age)}
    known = {day for day in days if band_on(curves, day).low is not None}
    if reading is None:
        assert not known
    else:
        assert reading.day == max(known)
        assert reading.band == band_on(curves, reading.day)


@given(ACCOUNTS, AGES, AGES)
def test_nobody_gains_less_than_nothing_nor_more_than_there_are(curves: list[Curve], since: int, age: int) -> None:
    gain, whole = gained(curves, after(since), after(age)), band_on(curves, after(age))
    assert gain.low is None or gain.low >= 0
    assert (gain.high is None) == (whole.high is None)
    if gain.high is not None and whole.high is not None:
        assert 0 <= gain.high <= whole.high


@given(ACCOUNTS, AGES)
def test_nothing_is_gained_on_the_first_day(curves: list[Curve], age: int) -> None:
    assert gained(curves, after(age), after(age)).high in (None, 0)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 99), st.integers(1, 99))
def test_a_share_grows_with_what_is_regained_and_shrinks_with_the_baseline(low: int, more: int, left: int, larger: int) -> None:
    part = share(Band(low, low + more), left)
    assert part.low is not None and part.high is not None and part.low <= part.high
    whole = share(Band(low, low + more), left + larger)
    assert whole.low is not None and whole.low <= part.low
    assert share(Band(low + 1, None), left).low == pytest.approx(part.low + 1 / left)


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(0, 9), st.sampled_from(Provenance)), unique_by=lambda row: row[0]))
def test_no_count_is_closer_to_the_departure_than_the_baseline(rows: list[tuple[int, int, Provenance]]) -> None:
    counts = [figure(after(age), followers, provenance) for age, followers, provenance in rows]
    chosen = baseline(counts, DEPARTURE)
    fit = [one for one in counts if one.followers and abs((one.day - DEPARTURE).days) <= BASELINE_WITHIN_DAYS]
    assert (chosen is None) == (not fit)
    if chosen:
        assert all(abs((chosen.day - DEPARTURE).days) <= abs((one.day - DEPARTURE).days) for one in fit)
        assert baseline(counts[::-1], DEPARTURE) == chosen


@given(COUNTS.filter(bool))
def test_an_index_keeps_every_day_and_every_proportion(counts: dict[int, int]) -> None:
    days = {after(age): followers for age, followers in counts.items()}
    index = index_100(days, DEPARTURE)
    before = [day for day in days if day <= DEPARTURE]
    reference = max(before) if before else min(days)
    if not days[reference]:
        assert index == {}
        return
    assert index[reference] == 100
    assert set(index) == set(days)
    assert all(index[day] == pytest.approx(100 * followers / days[reference]) for day, followers in days.items())
