"""Which figure stands for the audience at departure, and what happens to a frozen one by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.baselines import (
    AT_DEPARTURE_DAYS,
    BASELINE_WITHIN_DAYS,
    BaselineEvent,
    BaselineKind,
    Settled,
    baseline,
    settled,
)
from dashboard.domain.figures import DailyFigure, Precision, Provenance, noon
from dashboard.domain.networks import Network
from dashboard.domain.people import Role

LEFT = date(2025, 1, 20)
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def figure(days: int, followers: int = 1_000, provenance: Provenance = Provenance.DECLARED, *, flagged: bool = False) -> DailyFigure:
    day = LEFT + timedelta(days=days)
    return DailyFigure(1, day, followers, noon(day), provenance, flagged=flagged)


def frozen(one: DailyFigure | None, kind: BaselineKind = BaselineKind.FROZEN, reason: str = "", left: date = LEFT) -> BaselineEvent:
    return BaselineEvent(kind, Network.X, left, one, reason, Role.ROUTINE, NOW)


def test_an_archive_of_the_week_before_counts_more_than_what_was_declared_on_the_day() -> None:
    archive = figure(-AT_DEPARTURE_DAYS, 14_289, Provenance.ARCHIVE)
    assert baseline([figure(0, 20_000), archive], LEFT) == archive


def test_an_archive_of_the_week_after_counts_as_well() -> None:
    archive = figure(AT_DEPARTURE_DAYS, 14_289, Provenance.ARCHIVE)
    assert baseline([archive, figure(0, 20_000)], LEFT) == archive


def test_further_away_the_day_decides_and_not_the_source() -> None:
    declared = figure(AT_DEPARTURE_DAYS + 1, 900)
    assert baseline([figure(-AT_DEPARTURE_DAYS - 2, 1_000, Provenance.API), declared], LEFT) == declared


def test_of_one_source_the_closest_day_counts_and_of_two_as_close_the_one_before() -> None:
    assert baseline([figure(-3, 1), figure(2, 2), figure(-2, 3)], LEFT) == figure(-2, 3)


@pytest.mark.parametrize("unusable", [figure(0, 0), figure(0, 20_000, flagged=True), figure(BASELINE_WITHIN_DAYS + 1)])
def test_what_waits_for_a_look_or_holds_nobody_or_is_too_far_is_no_baseline(unusable: DailyFigure) -> None:
    assert baseline([unusable], LEFT) is None
    assert baseline([unusable, figure(-300, 5)], LEFT) == figure(-300, 5)


def test_the_first_figure_is_frozen_once_the_departure_has_come() -> None:
    assert settled(None, None, figure(0), None) is None
    assert settled(None, None, figure(0), LEFT) == Settled(BaselineKind.FROZEN, figure(0))
    assert settled(None, None, None, LEFT) is None


def test_a_better_figure_that_comes_later_moves_nothing_by_itself() -> None:
    assert settled(frozen(figure(0)), figure(0), figure(-1, 14_289, Provenance.ARCHIVE), LEFT) is None


def test_a_corrected_count_is_followed() -> None:
    assert settled(frozen(figure(0)), figure(0, 1_008), figure(0, 1_008), LEFT) == Settled(BaselineKind.CORRECTED, figure(0, 1_008))
    rounded = figure(0)._replace(precision=Precision.ROUNDED, rounded_to=1_000)
    assert settled(frozen(figure(0)), rounded, rounded, LEFT) == Settled(BaselineKind.CORRECTED, rounded)


@pytest.mark.parametrize("now", [None, figure(0, flagged=True), figure(0, 0)])
def test_a_figure_that_is_gone_or_flagged_gives_way_to_the_rule(now: DailyFigure | None) -> None:
    assert settled(frozen(figure(0)), now, figure(-9, 7), LEFT) == Settled(BaselineKind.CORRECTED, figure(-9, 7))
    assert settled(frozen(figure(0)), now, None, LEFT) == Settled(BaselineKind.LIFTED, None)


def test_a_departure_that_is_taken_back_lifts_it_once() -> None:
    assert settled(frozen(figure(0)), figure(0), None, None) == Settled(BaselineKind.LIFTED, None)
    assert settled(frozen(None, BaselineKind.LIFTED), None, None, None) is None


def test_a_corrected_day_of_departure_lets_the_rule_choose_again_but_keeps_what_a_person_chose() -> None:
    later = LEFT + timedelta(days=30)
    assert settled(frozen(figure(0)), figure(0), figure(30, 5), later) == Settled(BaselineKind.CORRECTED, figure(30, 5))
    chosen = frozen(figure(0), BaselineKind.CHOSEN, "the archive was late")
    assert settled(chosen, figure(0), figure(30, 5), later) == Settled(BaselineKind.CHOSEN, figure(0), "the archive was late")


FIGURES = st.lists(
    st.builds(figure, st.integers(-400, 400), st.integers(0, 50), st.sampled_from(Provenance), flagged=st.booleans()), max_size=12
)


@given(FIGURES)
def test_the_rule_does_not_depend_on_the_order_in_which_figures_came(figures: list[DailyFigure]) -> None:
    chosen, turned = baseline(figures, LEFT), baseline(figures[::-1], LEFT)
    assert (chosen is None) == (turned is None)
    if chosen and turned:
        assert (chosen.day, chosen.provenance) == (turned.day, turned.provenance)


@given(FIGURES, FIGURES)
def test_what_settled_once_stays_settled(before: list[DailyFigure], after: list[DailyFigure]) -> None:
    first = settled(None, None, baseline(before, LEFT), LEFT)
    if first is None or first.figure is None:
        return
    event = frozen(first.figure, first.kind)
    assert settled(event, first.figure, baseline([*before, *after], LEFT), LEFT) is None
