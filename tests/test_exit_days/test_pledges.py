"""Pledges: which are taken, what is seen of them, and what became of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.errors import Refused
from dashboard.domain.exit_days.afterwards import FollowThrough, Kept, follow_through
from dashboard.domain.exit_days.checklist import Seen, Task, checklist
from dashboard.domain.exit_days.conditions import ALWAYS, Condition, check_condition
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pledges import Pledge, Strength, Wall, check_pledge, wall
from dashboard.domain.exit_days.who_goes import Outcome
from dashboard.domain.networks import Network
from tests.test_exit_days.pledging import pledger

DAY = date(2026, 9, 22)
NOW = datetime(2026, 7, 1, 6, 12, tzinfo=UTC)
NOBODY = Outcome(frozenset(), frozenset())


def pledge(key: int, *, shown: bool = False, strength: Strength = Strength.GOING, bound: bool = False, **condition: int) -> Pledge:
    return Pledge(key, key, strength, Condition(**condition) if condition else ALWAYS, shown, NOW, bound)  # type: ignore[arg-type]


def event(status: Status, on: date, source: str = "") -> DepartureEvent:
    return DepartureEvent(status, on, source, datetime.combine(on, datetime.min.time(), UTC))


@pytest.mark.parametrize(
    ("asked", "named", "sentence"),
    [
        (Condition(organisations=0), (), "your own institution counts"),
        (Condition(organisations=1), (), "your own institution counts"),
        (Condition(organisations=1_000_000), (), "can never hold"),
        (Condition(of_kind=100_001), (), "can never hold"),
        (Condition(audience=0), (), "cannot be asked for"),
        (Condition(audience=10**15), (), "cannot be asked for"),
        (Condition(), (1,), "cannot wait for itself"),
        (Condition(), (2, 2), "the same institution twice"),
        (Condition(), range(2, 40), "at most, or ask for a number"),
        (Condition(), (2, 9), "has left already"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(asked: Condition, named: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_condition(asked, pledger(1), named=named, left={9})


def test_a_region_that_is_not_known_cannot_be_counted() -> None:
    with pytest.raises(Refused, match="region of your institution is not known"):
        check_condition(Condition(of_region=3), pledger(1, region=None))


def test_a_condition_that_can_hold_is_kept_with_all_its_parts() -> None:
    asked = Condition(organisations=5, audience=10_000, of_kind=3, of_region=2)
    assert check_condition(asked, pledger(1), named=(4, 5)) == Condition(5, 10_000, frozenset({4, 5}), 3, 2)
    assert not check_condition(ALWAYS, pledger(1))


@pytest.mark.parametrize("state", [State.DRAFT, State.DONE, State.CANCELLED])
def test_a_day_that_is_not_open_takes_no_pledge(state: State) -> None:
    with pytest.raises(Refused, match="takes no pledges"):
        check_pledge(state, DAY, NOW.date(), title="Cities, autumn 2026")


def test_a_pledge_after_the_last_day_for_pledges_is_refused() -> None:
    check_pledge(State.OPEN, DAY, DAY, title="Cities, autumn 2026")
    with pytest.raises(Refused, match="last day for pledges was"):
        check_pledge(State.OPEN, DAY, DAY + timedelta(days=1), title="Cities, autumn 2026")


def test_names_are_hidden_until_the_day_is_confirmed_but_for_those_who_show_theirs() -> None:
    pledges = [pledge(1, shown=True), pledge(2), pledge(3, organisations=2), pledge(4, organisations=90)]
    outcome = Outcome(frozenset({1, 2, 3}), frozenset())
    assert wall(pledges, State.OPEN, outcome) == Wall((1,), 3, 0, None)
    assert wall(pledges, State.CONFIRMED, outcome).names == (1, 2, 3)


def test_fewer_than_three_hidden_are_not_counted_and_neither_is_the_whole() -> None:
    found = wall([pledge(1, shown=True), pledge(2)], State.OPEN, NOBODY)
    assert (found.hidden, found.pledged) == (None, None)
    found = wall([pledge(1, shown=True)], State.OPEN, NOBODY)
    assert (found.hidden, found.pledged) == (0, 1)


def test_whoever_considers_is_counted_apart_and_never_named() -> None:
    considering = [pledge(key, shown=True, strength=Strength.CONSIDERING) for key in range(5, 9)]
    found = wall([pledge(1, shown=True), *considering], State.OPEN, NOBODY)
    assert (found.names, found.hidden, found.considering, found.pledged) == ((1,), 0, 4, 1)


@pytest.mark.parametrize(
    ("left_after", "seen_after", "kept"),
    [
        (-200, 0, Kept.KEPT),
        (0, 0, Kept.KEPT),
        (1, 1, Kept.KEPT),
        (2, 5, Kept.LATE),
        (5, 4, Kept.WAITING),
        (40, 31, Kept.BROKEN),
        (40, 41, Kept.LATE),
    ],
)
def test_the_register_tells_who_kept_the_pledge(left_after: int, seen_after: int, kept: Kept) -> None:
    events = [event(Status.DEPARTED, DAY + timedelta(days=left_after), "https://evian.example/depart")]
    found = follow_through(events, DAY, DAY + timedelta(days=seen_after), network=Network.X)
    assert found.kept is kept
    assert (found.source == "https://evian.example/depart") == (found.left_on is not None)


def test_whoever_came_back_is_said_to_have_come_back() -> None:
    events = [event(Status.DEPARTED, DAY), event(Status.RETURNED, DAY + timedelta(days=20))]
    found = follow_through(events, DAY, DAY + timedelta(days=25), network=Network.X)
    assert found == FollowThrough(Kept.RETURNED, DAY, "", DAY + timedelta(days=20))


def test_whoever_withdrew_and_left_all_the_same_has_kept_the_pledge() -> None:
    seen = DAY + timedelta(days=3)
    assert follow_through([], DAY, seen, network=Network.X, withdrawn=True).kept is Kept.WITHDRAWN
    assert follow_through([event(Status.DEPARTED, DAY)], DAY, seen, network=Network.X, withdrawn=True).kept is Kept.KEPT


def test_what_the_register_shows_ticks_itself() -> None:
    items = {one.task: one for one in checklist(DAY, frozenset({Task.PIN_ANNOUNCEMENT}), Seen(baseline=True, left_on=DAY), DAY)}
    assert [one.due_on for one in items.values()] == [DAY + timedelta(days=days) for days in (-30, -14, -7, 0, 7, 30)]
    assert [task for task, one in items.items() if one.done] == [Task.TAKE_FIGURES, Task.PIN_ANNOUNCEMENT, Task.LEAVE]
    assert [task for task, one in items.items() if one.by_itself] == [Task.TAKE_FIGURES, Task.LEAVE]
