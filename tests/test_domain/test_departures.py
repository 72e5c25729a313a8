"""The ladder of a departure: events are appended, the last word on each rung counts, a return ends the journey."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from dashboard.domain.departures import Status, journey
from dashboard.domain.networks import Network
from tests.test_domain.departures_cast import BACK, LOGGED, LYON, TWICE, day, log, rungs


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
