"""The curve is rebuilt from one count, backwards and forwards; every other count says how far it is from it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.analytics.curve import Anchor, anchors, chained, rebuild, residuals
from dashboard.domain.analytics.overview import Movement, read_overview
from dashboard.domain.errors import Refused
from dashboard.domain.figures import Precision, Provenance, Snapshot, noon
from tests.test_analytics.cast import LAST, overview

FIRST = date(2025, 1, 18)
THREE = read_overview(overview((5, 2), (4, 1), (1, 3)), today=LAST).days


def figure(on: date, followers: int = 1_000, provenance: Provenance = Provenance.DECLARED, **rest: object) -> Snapshot:
    return Snapshot(1, noon(on), followers, provenance=provenance, source="somewhere", **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(("on", "followers"), [(LAST, 1_000), (LAST - timedelta(days=1), 997), (FIRST, 994)])
def test_an_anchor_of_1000_gives_994_997_1000_and_so_does_any_other_day(on: date, followers: int) -> None:
    assert [one.followers for one in rebuild(THREE, on, followers)] == [994, 997, 1_000]


@given(counts=st.lists(st.integers(0, 10**6), min_size=1, max_size=60), lost=st.lists(st.integers(0, 10**4), min_size=60), at=st.data())
def test_rebuilding_inverts_differencing_from_any_anchor(counts: list[int], lost: list[int], at: st.DataObject) -> None:
    days = [FIRST + timedelta(days=n) for n in range(len(counts))]
    steps = [0, *(after - before for before, after in pairwise(counts))]
    moved = [Movement(on, max(step, 0) + gone, max(-step, 0) + gone) for on, step, gone in zip(days, steps, lost, strict=False)]
    anchor = at.draw(st.integers(0, len(counts) - 1))
    assert [one.followers for one in rebuild(moved, days[anchor], counts[anchor])] == counts


def test_a_second_anchor_off_by_8_is_reported_as_such() -> None:
    exact, off = (Anchor(on, n, Provenance.PRESS, "", noon(on)) for on, n in ((FIRST, 994), (LAST - timedelta(days=1), 1_005)))
    found = residuals(rebuild(THREE, LAST, 1_000), [exact, off])
    assert [(one.anchor.on, one.rebuilt, one.difference) for one in found] == [(FIRST, 994, 0), (off.on, 997, 8)]


def test_a_curve_below_zero_is_refused_with_its_day() -> None:
    with pytest.raises(Refused) as problem:
        rebuild([Movement(FIRST, 0, 0), Movement(LAST, 50, 0)], FIRST + timedelta(days=1), 10)
    assert "From 10 followers on 2025-01-19, the account would have had -40 on 2025-01-18" in str(problem.value)


def test_a_curve_above_what_any_account_has_had_is_refused() -> None:
    with pytest.raises(Refused):
        rebuild([Movement(FIRST, 0, 0), Movement(LAST, 2, 0)], FIRST, 1_999_999_999)


def test_the_most_trustworthy_count_is_the_anchor_then_the_latest() -> None:
    told = [figure(LAST), figure(FIRST, provenance=Provenance.ARCHIVE), figure(FIRST + timedelta(days=1), provenance=Provenance.ARCHIVE)]
    assert [(one.on, one.provenance) for one in anchors(told, FIRST, LAST)] == [
        (FIRST + timedelta(days=1), Provenance.ARCHIVE),
        (FIRST, Provenance.ARCHIVE),
        (LAST, Provenance.DECLARED),
    ]


def test_rounded_flagged_rebuilt_and_far_counts_are_no_anchors() -> None:
    none = [
        figure(LAST, precision=Precision.ROUNDED),
        figure(LAST, provenance=Provenance.PRESS, flagged=True),
        figure(LAST, provenance=Provenance.ANALYTICS),
        figure(LAST + timedelta(days=1)),
        figure(FIRST - timedelta(days=1)),
    ]
    assert anchors(none, FIRST, LAST) == []


def test_of_two_counts_of_one_day_and_source_the_later_is_taken() -> None:
    late = Snapshot(1, datetime(2025, 1, 20, 18, tzinfo=UTC), 1_001)
    assert [one.followers for one in anchors([figure(LAST, provenance=Provenance.API), late], FIRST, LAST)] == [1_001]


def test_an_earlier_export_that_shares_a_day_carries_the_next_one() -> None:
    earlier = [figure(FIRST + timedelta(days=n), 900 + n, Provenance.ANALYTICS) for n in range(2)]
    carried = chained(earlier, FIRST, LAST)
    assert carried and (carried.on, carried.followers) == (FIRST + timedelta(days=1), 901)
    assert chained(earlier, LAST, LAST) is None
