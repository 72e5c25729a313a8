"""The ladder of a departure: events are appended, the last word on each rung counts, a return ends the journey."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import LEFT, RUNG, DepartureEvent, Status, check_event, in_force, journey
from dashboard.domain.errors import Refused
from dashboard.domain.networks import FACTS, Network

LOGGED = datetime(2025, 1, 1, 9, tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def log(*entries: tuple[Status, str]) -> list[DepartureEvent]:
    """Events logged one after the other, a minute apart; the day of a withdrawn one begins with a minus."""
    return [
        DepartureEvent(status, day(on.removeprefix("!")), "CNews", LOGGED + timedelta(minutes=n), withdrawn=on.startswith("!"))
        for n, (status, on) in enumerate(entries)
    ]


def rungs(events: Sequence[DepartureEvent]) -> list[tuple[Status, str]]:
    return [(event.status, event.on.isoformat()) for event in in_force(events)]


LYON = log((Status.ANNOUNCED, "2025-01-17"), (Status.LAST_POST, "2025-01-19"), (Status.DEPARTED, "2025-01-20"))


def test_without_events_there_is_no_journey() -> None:
    nothing = journey([], day("2025-06-01"))
    assert (nothing.events, nothing.status, nothing.departed_on, nothing.announced_on, nothing.next_on) == ((), None, None, None, None)
    assert not nothing.planned


def test_lyon_has_left() -> None:
    lyon = journey(LYON, day("2025-06-01"))
    assert lyon.status is Status.DEPARTED
    assert (lyon.departed_on, lyon.announced_on, lyon.next_on) == (day("2025-01-20"), day("2025-01-17"), None)
    assert not lyon.planned


@pytest.mark.parametrize(
    ("today", "status", "next_on"),
    [
        ("2025-01-16", None, "2025-01-17"),
        ("2025-01-17", Status.ANNOUNCED, "2025-01-19"),
        ("2025-01-18", Status.ANNOUNCED, "2025-01-19"),
        ("2025-01-19", Status.LAST_POST, "2025-01-20"),
        ("2025-01-20", Status.DEPARTED, None),
    ],
)
def test_the_status_is_the_rung_reached_on_the_day_one_looks(today: str, status: Status | None, next_on: str | None) -> None:
    seen = journey(LYON, day(today))
    assert seen.status is status
    assert seen.next_on == (day(next_on) if next_on else None)
    assert seen.departed_on == day("2025-01-20")
    assert seen.planned is (status is not Status.DEPARTED)


def test_besancon_is_scheduled() -> None:
    besancon = journey(log((Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-09-01")), day("2025-06-01"))
    assert besancon.planned
    assert (besancon.status, besancon.departed_on, besancon.next_on) == (Status.ANNOUNCED, day("2025-09-01"), day("2025-09-01"))


def test_two_events_of_one_day_count_by_their_rung() -> None:
    events = log((Status.CLOSED, "2025-01-20"), (Status.DEPARTED, "2025-01-20"))
    assert journey(events, day("2025-01-20")).status is Status.CLOSED
    assert rungs(events) == [(Status.DEPARTED, "2025-01-20"), (Status.CLOSED, "2025-01-20")]


@pytest.mark.parametrize("rung", [Status.DORMANT, Status.PROTECTED, Status.CLOSED])
def test_an_account_seen_closed_has_left_that_day_unless_a_departure_is_logged(rung: Status) -> None:
    events = log((rung, "2025-02-01"))
    assert journey(events, day("2025-06-01")).departed_on == day("2025-02-01")
    assert journey([*events, *log((Status.DEPARTED, "2025-01-20"))], day("2025-06-01")).departed_on == day("2025-01-20")


def test_without_a_departure_day_0_is_the_earliest_sign_of_it() -> None:
    events = log((Status.DORMANT, "2025-02-01"), (Status.CLOSED, "2025-03-01"))
    assert journey(events, day("2025-06-01")).departed_on == day("2025-02-01")


def test_a_pledge_stands_for_the_announcement_until_there_is_one() -> None:
    pledged = log((Status.PLEDGED, "2025-01-10"))
    assert journey(pledged, day("2025-06-01")).announced_on == day("2025-01-10")
    assert journey([*pledged, *LYON], day("2025-06-01")).announced_on == day("2025-01-17")


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    events = log((Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20"), (Status.DEPARTED, "2025-01-27"))
    assert rungs(events) == [(Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-27")]
    assert journey(events, day("2025-01-21")).planned


def test_the_order_of_logging_decides_not_the_order_of_the_list() -> None:
    events = log((Status.DEPARTED, "2025-01-27"), (Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20"))
    for shuffled in permutations(events):
        assert rungs(shuffled) == [(Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20")]


def test_what_is_withdrawn_did_not_happen() -> None:
    events = log((Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20"), (Status.DEPARTED, "!2025-01-20"))
    assert rungs(events) == [(Status.ANNOUNCED, "2025-01-17")]
    assert journey(events, day("2025-06-01")).departed_on is None


def test_what_is_withdrawn_can_be_logged_again() -> None:
    events = log((Status.DEPARTED, "2025-01-20"), (Status.DEPARTED, "!2025-01-20"), (Status.DEPARTED, "2025-02-20"))
    assert rungs(events) == [(Status.DEPARTED, "2025-02-20")]


def test_withdrawing_what_never_was_changes_nothing() -> None:
    assert rungs([*LYON, *log((Status.CLOSED, "!2025-02-01"))]) == rungs(LYON)


BACK = log((Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-01-20"), (Status.RETURNED, "2025-03-01"))
TWICE = [*BACK, replace(LYON[2], on=day("2025-06-01"), logged_at=LOGGED + timedelta(hours=1))]


def test_a_return_ends_the_journey_but_its_day_0_stays() -> None:
    back = journey(BACK, day("2025-04-01"))
    assert (back.status, back.departed_on, back.announced_on) == (Status.RETURNED, day("2025-01-20"), day("2025-01-17"))
    assert not back.planned


def test_before_its_return_an_institution_has_left() -> None:
    assert journey(BACK, day("2025-02-28")).status is Status.DEPARTED
    assert journey(BACK, day("2025-02-28")).next_on == day("2025-03-01")


@pytest.mark.parametrize(
    ("today", "status", "departed_on", "next_on"),
    [
        ("2025-02-01", Status.DEPARTED, "2025-01-20", "2025-03-01"),
        ("2025-04-01", Status.RETURNED, "2025-01-20", "2025-06-01"),
        ("2025-06-01", Status.DEPARTED, "2025-06-01", None),
    ],
)
def test_who_leaves_a_second_time_begins_a_second_journey_on_that_day(
    today: str, status: Status, departed_on: str, next_on: str | None
) -> None:
    seen = journey(TWICE, day(today))
    assert (seen.status, seen.departed_on) == (status, day(departed_on))
    assert seen.next_on == (day(next_on) if next_on else None)
    assert len(seen.events) == 4
    assert not seen.planned


def test_an_announcement_of_the_first_journey_is_not_one_of_the_second() -> None:
    assert journey(TWICE, day("2025-07-01")).announced_on is None


def test_a_correction_stays_within_its_journey() -> None:
    corrected = [*TWICE, *log((Status.DEPARTED, "2025-01-21"))]
    corrected[-1] = replace(corrected[-1], logged_at=LOGGED + timedelta(hours=2))
    assert [on for status, on in rungs(corrected) if status is Status.DEPARTED] == ["2025-01-21", "2025-06-01"]


def test_a_plan_that_was_changed_does_not_come_back_with_a_return() -> None:
    events = log((Status.DEPARTED, "2025-06-01"), (Status.DEPARTED, "2025-03-01"), (Status.RETURNED, "2025-04-01"))
    assert rungs(events) == [(Status.DEPARTED, "2025-03-01"), (Status.RETURNED, "2025-04-01")]
    assert journey(events, day("2025-07-01")).status is Status.RETURNED


def test_the_day_of_a_return_can_be_corrected() -> None:
    assert rungs([*BACK, replace(BACK[2], on=day("2025-03-05"), logged_at=LOGGED + timedelta(hours=1))])[-1] == (
        Status.RETURNED,
        "2025-03-05",
    )
    earlier = [*BACK, replace(BACK[2], on=day("2025-02-25"), logged_at=LOGGED + timedelta(hours=1))]
    assert [on for status, on in rungs(earlier) if status is Status.RETURNED] == ["2025-02-25"]


def test_who_returned_twice_has_two_returns() -> None:
    events = [*TWICE, replace(BACK[2], on=day("2025-08-01"), logged_at=LOGGED + timedelta(hours=2))]
    assert [on for status, on in rungs(events) if status is Status.RETURNED] == ["2025-03-01", "2025-08-01"]


def test_a_return_that_was_withdrawn_joins_the_two_journeys() -> None:
    withdrawn = replace(BACK[2], withdrawn=True, logged_at=LOGGED + timedelta(hours=2))
    assert rungs([*TWICE, withdrawn]) == [(Status.ANNOUNCED, "2025-01-17"), (Status.DEPARTED, "2025-06-01")]


def test_networks_are_left_one_by_one() -> None:
    events = [*LYON, replace(LYON[2], network=Network.FACEBOOK, on=day("2025-05-01"))]
    assert journey(events, day("2025-06-01")).departed_on == day("2025-01-20")
    assert journey(events, day("2025-06-01"), Network.FACEBOOK).departed_on == day("2025-05-01")
    assert journey(events, day("2025-06-01"), Network.INSTAGRAM).status is None


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
