"""The band, the baseline, the transfer: at least and at most, never a gap filled, never a figure invented."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.baselines import BASELINE_WITHIN_DAYS, baseline
from dashboard.domain.figures import Holding, Provenance, Snapshot, noon
from dashboard.domain.transfer import (
    Band,
    Curve,
    DayReading,
    Share,
    band,
    band_on,
    by_day,
    gained,
    index_100,
    latest,
    share,
    stretches,
)
from tests.test_domain.transfer_cast import DEPARTURE, after, curve, figure


def bands(curves: Sequence[Curve], first: date, last: date) -> list[DayReading]:
    return list(by_day(stretches(curves, first, last)))


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


@given(
    st.lists(st.dictionaries(st.integers(0, 60), st.integers(0, 9_999), max_size=9), max_size=3),
    st.sampled_from(Provenance),
    st.integers(0, 40),
    st.integers(0, 70),
)
def test_the_bands_of_many_days_are_those_of_each_day(counts: list[dict[int, int]], provenance: Provenance, first: int, last: int) -> None:
    curves = [curve(some, provenance, Holding(2, 9)) for some in counts]
    expected = [DayReading(after(age), band_on(curves, after(age))) for age in range(first, last + 1)]
    assert bands(curves, after(first), after(last)) == expected
    assert all(one.band != other.band for one, other in pairwise(stretches(curves, after(first), after(last))))


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
    assert index_100(curve({-10: 50, -1: 80, 3: 120}), DEPARTURE) == {after(-10): 62.5, after(-1): 100.0, after(3): 150.0}


def test_an_account_without_a_figure_that_holds_at_the_departure_has_no_index() -> None:
    assert index_100(curve({3: 120, 9: 180}), DEPARTURE) == {}
    assert index_100(curve({-2: 80, 3: 120}), DEPARTURE) == {}
    declared = [curve({-age: 80, 3: 120}, Provenance.DECLARED) for age in (31, 32)]
    assert [index_100(one, DEPARTURE) for one in declared] == [{after(-31): 100.0, after(3): 150.0}, {}]


def test_nothing_can_be_put_in_relation_to_nobody() -> None:
    assert index_100(curve({0: 0, 9: 180}), DEPARTURE) == {}
    assert index_100(curve({}), DEPARTURE) == {}


def test_a_snapshot_is_a_real_count_at_a_real_instant() -> None:
    with pytest.raises(ValueError, match="negative"):
        Snapshot(1, noon(DEPARTURE), -1)
    with pytest.raises(ValueError, match="aware"):
        Snapshot(1, noon(DEPARTURE).replace(tzinfo=None), 1)
    assert noon(DEPARTURE).isoformat() == "2025-01-20T12:00:00+00:00"
