"""Whoever does something else than the page's script is refused, and learns little."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from dashboard.domain.comparison import Found
from dashboard.domain.errors import Conflict, EssaimError, NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR, Actor
from dashboard.services.compared.begin import PER_DAY
from dashboard.services.compared.evaluate import CHUNK, hand_out, take_answers, take_followers
from dashboard.services.compared.keep import keep
from dashboard.services.compared.pairs import remove_pairs
from dashboard.services.compared.rounds import LASTS, MOST, Round, Rounds
from dashboard.services.people.limits import TooMany
from db.blinding import Points
from db.engine import Database
from db.tables import MembershipRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, actor, come_in
from tests.test_compared.cast import csv, ids, thirds
from tests.test_compared.rounds import Browser

FOLLOWERS = ids(120)
POINT = b"\x09" + bytes(31)
Step = Callable[[Browser, Actor], object]
STEPS: dict[str, Step] = {
    "followers": lambda b, by: take_followers(b.db, b.rounds, b.ticket, [b.blind(POINT)], by=by, now=b.now),
    "list": lambda b, by: hand_out(b.db, b.rounds, b.ticket, by=by, now=b.now),
    "answers": lambda b, by: take_answers(b.db, b.rounds, b.ticket, "1", [POINT], by=by, now=b.now),
    "keep": lambda b, by: keep(b.db, b.rounds, b.ticket, by=by, now=b.now),
}


def test_three_comparisons_a_day_and_no_more(ana: Browser) -> None:
    for _ in range(PER_DAY):
        ana.begins(120)
    with pytest.raises(TooMany, match="3 times within a day"):
        ana.begins(120)
    ana.now += timedelta(days=1)
    ana.by = come_in(ana.db, ana.by.person_id or 0, now=ana.now)[1]
    ana.begins(120)


@pytest.mark.parametrize(
    ("followers", "compared", "said"),
    [
        (99, 99, "fewer than 100 followers"),
        (0, 0, "fewer than 100 followers"),
        (120, 121, "cannot be right"),
        (2_000_000, 20_001, "cannot be right"),
        (2_000_000, 50, "fewer than 100 followers"),
    ],
)
def test_a_comparison_of_too_few_or_too_many_is_refused(ana: Browser, followers: int, compared: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        ana.begins(followers, compared)
    assert ana.ticket == ""


def test_a_list_of_few_people_is_not_compared_with(ana: Browser) -> None:
    remove_pairs(ana.db, VAULT, csv(thirds(FOLLOWERS[:11])), by=OPERATOR, now=NOW)
    with pytest.raises(Refused, match="Fewer than 50 people agreed"):
        ana.begins(120)
    remove_pairs(ana.db, VAULT, csv(thirds(ids(36) + ids(24, 990_000_003))), by=OPERATOR, now=NOW)
    with pytest.raises(Refused, match="Nobody is on the list"):
        ana.begins(120)


def test_steps_out_of_order_are_refused(ana: Browser) -> None:
    ana.begins(120)
    for step in ("list", "answers", "keep"):
        with pytest.raises((Refused, Conflict)):
            STEPS[step](ana, ana.by)
    ana.sends(FOLLOWERS)
    for step in ("followers", "answers", "keep"):
        with pytest.raises((Refused, Conflict)):
            STEPS[step](ana, ana.by)
    found = ana.fetches()
    outcome = ana.returns([(mark, ana.blind(point)) for mark, point in found])
    assert outcome
    with pytest.raises(Refused):
        STEPS["answers"](ana, ana.by)


def test_more_followers_than_announced_or_one_twice_are_refused(ana: Browser) -> None:
    ana.begins(120)
    with pytest.raises(Refused):
        ana.sends(ids(121))
    with pytest.raises(Refused):
        ana.sends([FOLLOWERS[0], *FOLLOWERS[:50]])
    ana.sends(FOLLOWERS[:50])
    with pytest.raises(Refused):
        ana.sends(FOLLOWERS[49:99])
    assert ana.sends(FOLLOWERS[50:]) == 0


def test_no_request_holds_more_points_than_its_limit(ana: Browser) -> None:
    ana.begins(CHUNK + 100)
    with pytest.raises(Refused):
        take_followers(ana.db, ana.rounds, ana.ticket, [POINT] * (CHUNK + 1), **ana.who)
    with pytest.raises(Refused):
        take_followers(ana.db, ana.rounds, ana.ticket, [], **ana.who)


@pytest.mark.parametrize("marks", ["1" * 61, "1" * 60, "1" * 21 + "2" * 20 + "3" * 19, "0" * 60, "9" * 60])
def test_another_number_of_a_group_than_was_handed_out_ends_it(ana: Browser, marks: str) -> None:
    ana.begins(120)
    ana.sends(FOLLOWERS)
    points = [point for _, point in ana.fetches()]
    with pytest.raises(Refused):
        ana.returns(list(zip(marks, [*points, POINT], strict=False)))
    with pytest.raises(NotFound):
        STEPS["keep"](ana, ana.by)


def test_the_same_answer_twice_counts_once(ana: Browser) -> None:
    """Whoever returns one match in the place of all others gets no larger number, and no smaller limit."""
    ana.begins(120)
    ana.sends(FOLLOWERS)
    found = [(mark, ana.blind(point)) for mark, point in ana.fetches()]
    first = {mark: next(point for other, point in found if other == mark) for mark in "123"}
    outcome = ana.returns([(mark, first[mark]) for mark, _ in found])
    assert outcome and outcome.counts.anywhere is None


@pytest.mark.parametrize("step", STEPS)
def test_nobody_goes_on_with_the_comparison_of_somebody_else(step: str, ana: Browser) -> None:
    ana.begins(120)
    own, other = ana.ticket, actor(ana.db, "bo@lyon.example", owner_of="lyon")
    for by in (other, VISITOR, Actor(ana.by.person_id, other.session_id)):
        with pytest.raises(NotFound):
            STEPS[step](ana, by)
    for ticket in ("", own[:-1], own + "x"):
        ana.ticket = ticket
        with pytest.raises(NotFound):
            STEPS[step](ana, ana.by)


@pytest.mark.parametrize("step", STEPS)
def test_whoever_left_the_team_meanwhile_goes_on_with_nothing(step: str, ana: Browser) -> None:
    ana.begins(120)
    with ana.db.writing() as session:
        session.delete(session.exec(select(MembershipRow)).one())
    with pytest.raises(NotAllowed):
        STEPS[step](ana, ana.by)


def test_it_ends_by_itself_and_when_another_begins(ana: Browser) -> None:
    ana.begins(120)
    first = ana.ticket
    ana.begins(120)
    second, ana.ticket = ana.ticket, first
    with pytest.raises(NotFound):
        ana.sends(FOLLOWERS)
    ana.ticket = second
    assert ana.sends(FOLLOWERS) == 0
    ana.now += LASTS
    with pytest.raises(NotFound):
        ana.fetches()


def test_there_are_not_more_at_once_than_memory_has_room_for() -> None:
    rounds = Rounds()

    def one(number: int) -> Round:
        return Round(number, VISITOR, NOW + LASTS, Points(VAULT).fresh(), 120, 120, Found(), [])

    for number in range(MOST):
        rounds.add(one(number), now=NOW)
    with pytest.raises(Conflict, match="Several institutions"):
        rounds.add(one(MOST), now=NOW)
    rounds.add(one(0), now=NOW)
    rounds.add(one(MOST), now=NOW + LASTS)


@pytest.mark.parametrize("whose", ["a visitor", "an owner elsewhere"])
def test_only_the_team_compares(whose: str, ana: Browser, sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Association")
    ana.by = VISITOR if whose == "a visitor" else actor(sqlite_db, "zoe@association.example", owner_of="association")
    with pytest.raises((NotAllowed, SignInNeeded)):
        ana.begins(120)


def test_no_error_names_a_follower_or_a_point(ana: Browser) -> None:
    ana.begins(120)
    with pytest.raises(EssaimError) as too_many:
        ana.sends(ids(121))
    with pytest.raises(EssaimError) as no_point:
        take_followers(ana.db, ana.rounds, ana.ticket, [bytes(32)], **ana.who)
    with pytest.raises(EssaimError) as too_early:
        ana.fetches()
    assert [one.value.values for one in (too_many, no_point, too_early)] == [{}, {}, {}]


def test_a_longer_list_than_a_browser_takes_is_left_to_the_command_line(ana: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.services.compared.begin.LONGEST_LIST", 59)
    with pytest.raises(Refused, match="too long for a browser"):
        ana.begins(120)
