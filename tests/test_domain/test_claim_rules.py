"""What becomes of a claim as time passes, domains are corrected and teams change."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.claim_rules import fate, gone_silent, is_due
from dashboard.domain.claims import COUNTS, LEVELS, NOTICE, Claim, ClaimState, Method, level_of
from dashboard.domain.organisations import Level
from tests.factories import NOW

DAY = timedelta(days=1)


def claim(state: ClaimState = ClaimState.PROVEN, method: Method = Method.DNS, **rest: object) -> Claim:
    known: dict[str, object] = {"id": 1, "organisation": "lyon", "challenge": "", "evidence": "", "opened_at": NOW, "person_id": 1, **rest}
    return Claim(method=method, state=state, **known)  # type: ignore[arg-type]


def becomes(one: Claim, *, member: bool = True, belongs: bool = True, holds: bool = True, after: timedelta = timedelta(0)) -> ClaimState:
    return fate(one, member=member, belongs=belongs, holds=holds, now=NOW + after)


@pytest.mark.parametrize("method", Method)
def test_what_is_proven_stays_so_while_nothing_changes(method: Method) -> None:
    assert becomes(claim(method=method), after=1_000 * DAY) is ClaimState.PROVEN


@pytest.mark.parametrize("method", [Method.MAIL, Method.SIRET])
@pytest.mark.parametrize(("member", "holds"), [(False, True), (True, False)])
def test_what_one_person_is_counts_while_they_are_it_and_in_the_team(method: Method, member: bool, holds: bool) -> None:
    assert becomes(claim(method=method), member=member, holds=holds) is ClaimState.NOTICE
    missing = claim(ClaimState.NOTICE, method, lost_at=NOW)
    assert becomes(missing, member=member, holds=holds, after=NOTICE - timedelta(seconds=1)) is ClaimState.NOTICE
    assert becomes(missing, member=member, holds=holds, after=NOTICE) is ClaimState.LOST
    assert becomes(missing, after=NOTICE) is ClaimState.PROVEN


@pytest.mark.parametrize("method", [Method.DNS, Method.FILE, Method.BLUESKY, Method.MASTODON, Method.REVIEW])
def test_what_the_institution_shows_outlives_whoever_proved_it(method: Method) -> None:
    assert becomes(claim(method=method, person_id=None), member=False) is ClaimState.PROVEN


def test_a_notice_runs_out_after_seven_days() -> None:
    missing = claim(ClaimState.NOTICE, lost_at=NOW)
    assert missing.lowers_at == NOW + 7 * DAY
    assert becomes(missing, after=7 * DAY - timedelta(seconds=1)) is ClaimState.NOTICE
    assert becomes(missing, after=7 * DAY) is ClaimState.LOST


@pytest.mark.parametrize("state", [ClaimState.WAITING, ClaimState.PROVEN, ClaimState.NOTICE])
def test_a_proof_of_something_else_is_lost_at_once(state: ClaimState) -> None:
    assert becomes(claim(state, lost_at=NOW), belongs=False) is ClaimState.LOST


def test_who_waits_counts_once_they_are_in_the_team_but_no_team_confirms_itself() -> None:
    assert becomes(claim(ClaimState.WAITING), member=False) is ClaimState.WAITING
    assert becomes(claim(ClaimState.WAITING), member=True) is ClaimState.PROVEN
    assert becomes(claim(ClaimState.WAITING, Method.REVIEW), member=True) is ClaimState.WAITING


@pytest.mark.parametrize("state", [ClaimState.OPEN, ClaimState.WAITING])
def test_what_was_pending_goes_with_its_claimant(state: ClaimState) -> None:
    assert becomes(claim(state, person_id=None), member=False) is ClaimState.WITHDRAWN


FLAGS = st.booleans()


@given(st.sampled_from(ClaimState), st.sampled_from(Method), FLAGS, FLAGS, FLAGS, FLAGS, st.integers(0, 30))
def test_time_alone_never_makes_anything_count_that_was_never_found(
    state: ClaimState, method: Method, member: bool, belongs: bool, holds: bool, erased: bool, days: int
) -> None:
    one = claim(state, method, lost_at=NOW, person_id=None if erased else 1)
    after = fate(one, member=member and not erased, belongs=belongs, holds=holds, now=NOW + days * DAY)
    if state in (ClaimState.OPEN, ClaimState.LOST, ClaimState.REFUSED, ClaimState.WITHDRAWN):
        assert after not in COUNTS
    if not belongs:
        assert after not in COUNTS


@pytest.mark.parametrize(("state", "days"), [(ClaimState.PROVEN, 7), (ClaimState.WAITING, 7), (ClaimState.NOTICE, 1)])
@pytest.mark.parametrize("key", [1, 2, 1_000])
def test_a_proof_is_due_within_a_week_and_a_missing_one_every_day(state: ClaimState, days: int, key: int) -> None:
    one = claim(state, id=key, checked_at=NOW)
    assert is_due(one, NOW + days * DAY)
    assert not is_due(one, NOW + (days - 1) * DAY - timedelta(seconds=1))


@pytest.mark.parametrize(
    "one",
    [
        claim(method=Method.MAIL, checked_at=NOW),
        claim(method=Method.SIRET, checked_at=NOW),
        claim(method=Method.REVIEW, checked_at=NOW),
        claim(ClaimState.OPEN, checked_at=NOW),
        claim(ClaimState.LOST, checked_at=NOW),
        claim(),
    ],
)
def test_nothing_else_is_ever_due(one: Claim) -> None:
    assert not is_due(one, NOW + 1_000 * DAY)


def test_nobody_answering_counts_as_missing_after_thirty_days() -> None:
    assert not gone_silent(claim(checked_at=NOW), NOW + 30 * DAY - timedelta(seconds=1))
    assert gone_silent(claim(checked_at=NOW), NOW + 30 * DAY)
    assert gone_silent(claim(), NOW)


def test_the_level_is_that_of_the_strongest_proof_that_counts() -> None:
    assert level_of([]) is Level.L0
    for method in Method:
        assert level_of([claim(method=method)]) is LEVELS[method]
        assert level_of([claim(ClaimState.NOTICE, method)]) is LEVELS[method]
        for state in set(ClaimState) - COUNTS:
            assert level_of([claim(state, method)]) is Level.L0
    both = [claim(method=Method.MAIL), claim(ClaimState.LOST, Method.DNS), claim(ClaimState.WAITING, Method.REVIEW)]
    assert level_of(both) is Level.L1
