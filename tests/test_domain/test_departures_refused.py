"""What the ladder of a departure refuses, and what holds of every ladder."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import LEFT, RUNG, DepartureEvent, Status, check_event, in_force, journey
from dashboard.domain.errors import Refused
from dashboard.domain.networks import FACTS, Network
from tests.test_domain.departures_cast import BACK, LOGGED, LYON, day, log


def refusal(events: Sequence[DepartureEvent], status: Status, on: str, network: Network = Network.X, *, withdrawn: bool = False) -> str:
    new = DepartureEvent(status, day(on), "", LOGGED + timedelta(days=1), network, withdrawn)
    try:
        check_event(events, new)
    except Refused as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize("network", Network)
def test_nobody_left_a_network_before_it_opened(network: Network) -> None:
    opened = FACTS[network].opened_on
    assert refusal([], Status.DEPARTED, opened.isoformat(), network) == ""
    assert "Check the year" in refusal([], Status.DEPARTED, (opened - timedelta(days=1)).isoformat(), network)
    assert "Check the year" in refusal([], Status.DEPARTED, (opened - timedelta(days=1)).isoformat(), network, withdrawn=True)


def test_a_plan_for_another_century_is_a_mistyped_year() -> None:
    assert refusal([], Status.DEPARTED, "2100-12-31") == ""
    assert "Check the year" in refusal([], Status.DEPARTED, "2205-01-20")


def test_a_return_needs_a_departure_before_it() -> None:
    assert "needs a departure" in refusal([], Status.RETURNED, "2025-03-01")
    assert "needs a departure" in refusal(log((Status.ANNOUNCED, "2025-01-17")), Status.RETURNED, "2025-03-01")
    assert "needs a departure" in refusal(LYON, Status.RETURNED, "2025-01-19")
    assert refusal(LYON, Status.RETURNED, "2025-01-20") == ""


def test_a_departure_that_was_put_off_or_withdrawn_carries_no_return() -> None:
    put_off = log((Status.DEPARTED, "2025-01-20"), (Status.DEPARTED, "2025-06-01"))
    assert "needs a departure" in refusal(put_off, Status.RETURNED, "2025-03-01")
    withdrawn = log((Status.DEPARTED, "2025-01-20"), (Status.DEPARTED, "!2025-01-20"))
    assert "needs a departure" in refusal(withdrawn, Status.RETURNED, "2025-03-01")


def test_rungs_come_in_order() -> None:
    assert "cannot come before" in refusal(LYON, Status.CLOSED, "2025-01-19")
    assert "cannot come before" in refusal(LYON, Status.ANNOUNCED, "2025-01-21")
    assert refusal(LYON, Status.ANNOUNCED, "2025-01-19") == ""
    assert refusal(LYON, Status.CLOSED, "2025-01-20") == ""


def test_a_refusal_names_both_rungs_and_their_days() -> None:
    new = DepartureEvent(Status.CLOSED, day("2025-01-19"), "", LOGGED + timedelta(days=1))
    with pytest.raises(Refused) as problem:
        check_event(LYON, new)
    assert problem.value.values == {
        "high": Status.CLOSED,
        "high_on": day("2025-01-19"),
        "low": Status.DEPARTED,
        "low_on": day("2025-01-20"),
    }


def test_a_correction_is_not_held_against_what_it_corrects() -> None:
    assert refusal(LYON, Status.DEPARTED, "2025-02-20") == ""
    assert refusal(LYON, Status.ANNOUNCED, "2025-01-10") == ""
    assert "cannot come before" in refusal(LYON, Status.DEPARTED, "2025-01-18")


def test_a_withdrawal_needs_no_order() -> None:
    assert refusal(LYON, Status.CLOSED, "2025-01-01", withdrawn=True) == ""


def test_the_second_journey_is_not_held_against_the_first() -> None:
    assert refusal(BACK, Status.ANNOUNCED, "2025-05-01") == ""
    assert refusal(BACK, Status.DEPARTED, "2025-06-01") == ""


def test_other_networks_are_not_held_against_it() -> None:
    assert refusal(LYON, Status.ANNOUNCED, "2025-05-01", Network.FACEBOOK) == ""
    assert "needs a departure" in refusal(LYON, Status.RETURNED, "2025-05-01", Network.FACEBOOK)


def test_the_correction_of_a_return_cannot_pull_the_second_journey_into_the_first() -> None:
    reconsidered = [*BACK, *log((Status.CONSIDERING, "2025-03-10"))]
    assert refusal(reconsidered, Status.RETURNED, "2025-03-05") == ""
    assert "cannot come before" in refusal(reconsidered, Status.RETURNED, "2025-03-15")


DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 12))


EVENTS = st.lists(st.tuples(st.sampled_from(Status), DAYS, st.sampled_from([False, False, False, True])), max_size=9).map(
    lambda rows: [
        DepartureEvent(status, on, "", LOGGED + timedelta(minutes=n), withdrawn=gone) for n, (status, on, gone) in enumerate(rows)
    ]
)


@given(EVENTS.flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))), DAYS)
def test_the_journey_does_not_depend_on_the_order_of_the_list(
    lists: tuple[list[DepartureEvent], list[DepartureEvent]], today: date
) -> None:
    logged, shuffled = lists
    assert journey(shuffled, today) == journey(logged, today)


@given(EVENTS, st.sampled_from([status for status in Status if status is not Status.RETURNED]), DAYS)
def test_a_correction_never_touches_another_rung(events: list[DepartureEvent], status: Status, on: date) -> None:
    new = DepartureEvent(status, on, "", LOGGED + timedelta(days=1))
    before = [event for event in in_force(events) if event.status is not status]
    after = [event for event in in_force([*events, new]) if event.status is not status]
    assert after == before
    assert new in in_force([*events, new])


@given(EVENTS)
def test_what_is_in_force_was_logged_and_not_withdrawn_and_is_in_order(events: list[DepartureEvent]) -> None:
    counting = in_force(events)
    assert set(counting) <= {event for event in events if not event.withdrawn}
    assert list(counting) == sorted(counting, key=lambda event: (event.on, RUNG[event.status]))


@given(EVENTS)
def test_no_rung_counts_twice_in_one_journey(events: list[DepartureEvent]) -> None:
    seen: set[Status] = set()
    for event in in_force(events):
        if event.status is Status.RETURNED:
            seen.clear()
            continue
        assert event.status not in seen
        seen.add(event.status)


@pytest.mark.parametrize("first, then", list(permutations((Status.DORMANT, Status.PROTECTED, Status.CLOSED), 2)))
def test_an_account_left_may_become_anything_in_any_order(first: Status, then: Status) -> None:
    events = log((Status.DEPARTED, "2025-01-20"), (first, "2025-02-01"))
    check_event(events, DepartureEvent(then, date(2025, 3, 1), "", LOGGED + timedelta(days=1)))


def test_a_departure_is_not_taken_back_from_under_its_return() -> None:
    events = log((Status.DEPARTED, "2025-01-20"), (Status.RETURNED, "2025-06-01"))
    taken_back = DepartureEvent(Status.DEPARTED, date(2025, 1, 20), "", LOGGED + timedelta(days=1), withdrawn=True)
    with pytest.raises(Refused, match="Take the return back first"):
        check_event(events, taken_back)


@given(EVENTS, DAYS)
def test_the_status_is_never_of_a_day_to_come(events: list[DepartureEvent], today: date) -> None:
    seen = journey(events, today)
    assert seen.status is None or any(event.status is seen.status and event.on <= today for event in seen.events)
    assert seen.next_on is None or seen.next_on > today
    if seen.status in LEFT:
        assert seen.departed_on is not None
    if seen.planned:
        assert seen.departed_on is not None and (seen.departed_on > today or seen.status is not Status.DEPARTED)


@given(st.lists(st.tuples(st.sampled_from(Status), DAYS), max_size=8), DAYS)
def test_a_ladder_logged_through_the_check_keeps_its_rungs_in_order(rows: list[tuple[Status, date]], today: date) -> None:
    events: list[DepartureEvent] = []
    for n, (status, on) in enumerate(rows):
        new = DepartureEvent(status, on, "", LOGGED + timedelta(minutes=n))
        try:
            check_event(events, new)
        except Refused:
            continue
        events.append(new)
    seen = journey(events, today)
    if seen.status is Status.RETURNED:
        assert seen.departed_on is not None and seen.departed_on <= today
    height = -1
    for event in seen.events:
        # What becomes of an account left has no order of its own: the last three stand side by side.
        reached = min(RUNG[event.status], RUNG[Status.DORMANT])
        assert event.status is Status.RETURNED or reached >= height
        height = -1 if event.status is Status.RETURNED else reached
