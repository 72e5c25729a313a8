"""What holds of any figures: bands, gaps, shares and transfers."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.baselines import AT_DEPARTURE_DAYS, BASELINE_WITHIN_DAYS, baseline
from dashboard.domain.figures import TRUST, Holding, Provenance
from dashboard.domain.transfer import (
    Band,
    Curve,
    band_on,
    gained,
    index_100,
    latest,
    share,
)
from tests.test_domain.transfer_cast import DEPARTURE, after, curve, figure

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
def test_no_count_away_from_the_departure_is_closer_to_it_than_the_baseline(rows: list[tuple[int, int, Provenance]]) -> None:
    counts = [figure(after(age), followers, provenance) for age, followers, provenance in rows]
    chosen = baseline(counts, DEPARTURE)
    fit = [one for one in counts if one.followers and abs((one.day - DEPARTURE).days) <= BASELINE_WITHIN_DAYS]
    assert (chosen is None) == (not fit)
    if chosen:
        away = max(AT_DEPARTURE_DAYS, min(abs((one.day - DEPARTURE).days) for one in fit))
        assert abs((chosen.day - DEPARTURE).days) <= away
        near = [one for one in fit if abs((one.day - DEPARTURE).days) <= AT_DEPARTURE_DAYS]
        assert all(TRUST[chosen.provenance] <= TRUST[one.provenance] for one in near)
        assert baseline(counts[::-1], DEPARTURE) == chosen


@given(COUNTS.filter(bool))
def test_an_index_keeps_every_day_and_every_proportion(counts: dict[int, int]) -> None:
    days = {after(age): followers for age, followers in counts.items()}
    index = index_100(curve(counts), DEPARTURE)
    held = [days[day] for day in (after(0), after(-1)) if day in days][:1]
    if not any(held):
        assert index == {}
        return
    assert set(index) == set(days)
    assert all(index[day] == pytest.approx(100 * followers / held[0]) for day, followers in days.items())
