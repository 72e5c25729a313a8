"""What a reading said: a count is stored, a failure is told with its remedy, and none of them is ever a 0."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from connectors.base import ConnectorError, Outcome, Remedy
from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.collect import Summary, collect
from dashboard.services.export_series import export_series
from dashboard.services.read_collection import read_collection
from dashboard.services.schedule import next_slot
from dashboard.services.views import AccountStatus
from db import accounts
from db.engine import Database
from tests.factories import (
    EVERY,
    HOLDING,
    NOW,
    TODAY,
    FakeConnector,
    down,
    make_account,
    make_organisation,
    make_profile,
)

HANDLE = "lyon@social.example"


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon with an account on Mastodon that was never read."""
    make_organisation(db)
    make_account(db, "lyon", Network.MASTODON)


def read(db: Database, *outcomes: int | Outcome | None, now: datetime = NOW) -> Summary:
    """Collect once for every outcome, an hour apart; gives the last summary."""
    for hours, outcome in enumerate(outcomes):
        at = now + timedelta(hours=hours)
        fake = FakeConnector(Network.MASTODON, clock=lambda at=at: at).says(HANDLE, outcome)  # type: ignore[misc]
        summary = collect(db, {Network.MASTODON: fake}, by=OPERATOR, clock=lambda at=at: at, holding=HOLDING, every=EVERY)  # type: ignore[misc]
    return summary


def status(db: Database) -> AccountStatus:
    (one,) = read_collection(db, now=NOW).accounts
    return one


def counts(db: Database, slug: str = "lyon") -> list[int]:
    return [point.followers for point in export_series(db, slug)]


def notes(db: Database) -> list[tuple[str, AccountState]]:
    with db.reading() as session:
        return [(note.message, AccountState(note.state)) for note in accounts.observations(session, [1])]


def profile(followers: int | None = None, **changed: Any) -> Outcome:
    return replace(make_profile(Network.MASTODON, HANDLE, followers), **changed)


def test_a_count_is_stored_with_its_instant_and_its_source(db: Database) -> None:
    summary = read(db, 1_234)
    assert (summary.read, summary.failed, summary.problems) == (1, 0, [])
    (point,) = export_series(db, "lyon")
    assert (point.followers, point.at, point.source, point.provenance) == (1_234, NOW, "https://social.example/@lyon", "api")
    assert (status(db).last_read_at, status(db).account.state, status(db).problem) == (NOW, AccountState.ACTIVE, None)


def test_a_real_zero_is_a_count(db: Database) -> None:
    read(db, 0)
    assert counts(db) == [0]


def test_a_failure_is_never_a_zero(db: Database) -> None:
    summary = read(db, 1_234, down())
    assert (summary.read, summary.failed, [str(one) for one in summary.problems]) == (
        0,
        1,
        ["social.example does not answer. It will be asked again."],
    )
    assert counts(db) == [1_234]
    assert status(db).problem == ("{host} does not answer. It will be asked again.", {"host": "social.example"})
    assert status(db).remedy == "retry_later"


def test_an_account_is_unreachable_since_the_first_failure(db: Database) -> None:
    read(db, 10, down(), down(), down())
    account = status(db).account
    assert (account.state, account.state_since) == (AccountState.UNREACHABLE, NOW + timedelta(hours=1))


def test_an_account_that_answers_again_is_well(db: Database) -> None:
    summary = read(db, 10, down(), down(), 20)
    assert (summary.read, counts(db)) == (1, [10, 20])
    assert (status(db).account.state, status(db).account.state_since) == (AccountState.ACTIVE, NOW + timedelta(hours=3))
    assert (status(db).problem, status(db).remedy) == (None, None)


def test_a_renamed_account_keeps_its_figures_and_the_change_is_noted(db: Database) -> None:
    read(db, 10, profile(20, handle="ville-lyon@social.example", url="https://social.example/@ville-lyon"))
    account = status(db).account
    assert (account.handle, account.url, account.state) == (
        "ville-lyon@social.example",
        "https://social.example/@ville-lyon",
        AccountState.ACTIVE,
    )
    assert (counts(db), notes(db)) == ([10, 20], [("{old} is now called {new}; the account is the same.", AccountState.ACTIVE)])


def test_an_account_that_moved_is_told_once_and_still_counts(db: Database) -> None:
    moved = profile(20, state=AccountState.MOVED, moved_to="lyon@new.example")
    read(db, 10, moved, moved)
    assert (status(db).account.state, counts(db)) == (AccountState.MOVED, [10, 20, 20])
    assert status(db).problem == (
        "{handle} has moved to {new}. Connect the new account.",
        {"handle": HANDLE, "new": "lyon@new.example"},
    )
    assert len(notes(db)) == 1


def test_an_account_that_moved_and_was_renamed_is_told_to_have_moved(db: Database) -> None:
    read(db, 10, profile(20, state=AccountState.MOVED, moved_to="lyon@new.example", handle="old-lyon@social.example"))
    assert [state for _, state in notes(db)] == [AccountState.MOVED, AccountState.MOVED]
    assert "has moved" in str(status(db).problem)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (AccountState.SUSPENDED, "is suspended on its network"),
        (AccountState.HIDDEN, "hides its number of followers"),
        (AccountState.GONE, "is not there any more"),
        (AccountState.MOVED, "has moved to"),
    ],
)
@pytest.mark.parametrize("followers", [None, 0])
def test_an_account_without_a_count_is_told_with_its_remedy(db: Database, state: AccountState, said: str, followers: int | None) -> None:
    if (state, followers) == (AccountState.MOVED, 0):
        followers = None
    summary = read(db, 10, profile(followers, state=state))
    assert (summary.read, summary.failed, counts(db)) == (0, 1, [10])
    problem = status(db).problem
    assert problem is not None and said in problem[0] and said in str(summary.problems[0])
    assert (status(db).account.state, status(db).remedy) == (state, "fix_handle")


def test_an_active_account_without_a_count_hides_it(db: Database) -> None:
    read(db, profile(None, state=AccountState.ACTIVE))
    assert (status(db).account.state, counts(db)) == (AccountState.HIDDEN, [])


def test_a_suspended_account_is_suspended_since_the_first_time_even_if_it_is_renamed(db: Database) -> None:
    suspended = profile(None, state=AccountState.SUSPENDED)
    read(db, 10, suspended, profile(None, state=AccountState.SUSPENDED, handle="renamed@social.example"))
    assert status(db).account.state_since == NOW + timedelta(hours=1)


def test_a_passing_failure_is_asked_again_soon(db: Database) -> None:
    read(db, down())
    assert status(db).due_at == NOW + EVERY / 12


def test_a_server_is_not_asked_again_before_it_allows(db: Database) -> None:
    allowed = NOW + timedelta(hours=23, minutes=59)
    read(db, down(retry_at=allowed))
    due_at = status(db).due_at
    assert due_at is not None and due_at >= allowed


def test_what_somebody_must_repair_waits_for_its_turn(db: Database) -> None:
    read(db, ConnectorError("{handle} is gone", Remedy.FIX_HANDLE, state=AccountState.GONE, handle=HANDLE))
    assert status(db).due_at == next_slot(1, "social.example", NOW, EVERY)
    assert status(db).account.state is AccountState.GONE


def test_days_and_instants_in_a_failure_can_be_said_in_any_language(db: Database) -> None:
    until = NOW + timedelta(hours=1)
    read(db, ConnectorError("Until {until} and {day}, {network}.", Remedy.RETRY_LATER, until=until, day=TODAY, network=Network.MASTODON))
    problem = status(db).problem
    assert problem == ("Until {until} and {day}, {network}.", {"until": until, "day": TODAY, "network": Network.MASTODON})
