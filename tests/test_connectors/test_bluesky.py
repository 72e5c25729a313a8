"""What is particular to Bluesky: DIDs outlive handles, and 25 profiles come in one answer."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import atproto  # type: ignore[import-untyped, unused-ignore]
import httpx
import pytest

from connectors.base import ConnectorError, Profile, Remedy, Target
from connectors.bluesky import BATCH
from dashboard.domain.accounts import AccountState
from tests.network.bluesky_fake import BlueskyFake
from tests.test_connectors.stages import BlueskyStage


@pytest.fixture
def stage(bluesky_fake: BlueskyFake) -> Iterator[BlueskyStage]:
    with closing(BlueskyStage(bluesky_fake)) as stage:
        yield stage


def test_a_renamed_account_is_followed_by_its_did(stage: BlueskyStage) -> None:
    target = stage.add("lyon")
    stage.fake.rename("lyon.test", "villedelyon.test")
    profile = stage.connector().read([target])[1]
    assert isinstance(profile, Profile)
    assert (profile.handle, profile.remote_id) == ("villedelyon.test", target.remote_id)
    assert profile.url == "https://bsky.app/profile/villedelyon.test"


def test_a_handle_that_its_domain_no_longer_confirms_is_not_taken_for_a_new_name(stage: BlueskyStage) -> None:
    target = stage.add("lyon")
    stage.fake.rename("lyon.test", "handle.invalid")
    profile = stage.connector().read([target])[1]
    assert isinstance(profile, Profile) and profile.handle == "lyon.test"
    assert target.remote_id is not None
    assert stage.connector().look_up(target.remote_id).handle == target.remote_id


def test_a_figure_can_be_checked_by_anybody(stage: BlueskyStage) -> None:
    target = stage.add("lyon")
    profile = stage.connector().look_up("Lyon.test")
    assert profile.source == f"{stage.fake.url}/xrpc/app.bsky.actor.getProfile?actor={target.remote_id}"
    assert httpx.get(profile.source).json()["followersCount"] == profile.followers
    assert profile.opened_on == date(2024, 11, 20)


@pytest.mark.parametrize(
    ("how", "state"), [("AccountTakedown", AccountState.SUSPENDED), ("AccountDeactivated", AccountState.GONE), ("gone", AccountState.GONE)]
)
def test_how_an_account_ended_is_told_alone_and_among_many(stage: BlueskyStage, how: str, state: AccountState) -> None:
    target = stage.add("lyon")
    stage.fake.end("lyon.test", how)
    with pytest.raises(ConnectorError) as failure:
        stage.connector().look_up("lyon.test")
    assert (failure.value.state, failure.value.remedy) == (state, Remedy.FIX_HANDLE)
    outcome = stage.connector().read([target])[1]
    assert isinstance(outcome, ConnectorError) and (outcome.state, str(outcome)) == (state, str(failure.value))


def test_a_handle_is_the_same_in_capitals(stage: BlueskyStage) -> None:
    stage.fake.add("Lyon.Test")
    outcome = stage.connector().read([Target(1, "lyon.test")])[1]
    assert isinstance(outcome, Profile) and outcome.handle == "lyon.test"


def test_an_answer_is_never_taken_for_that_of_an_earlier_question(stage: BlueskyStage, monkeypatch: pytest.MonkeyPatch) -> None:
    target = stage.add("lyon")
    connector = stage.connector()
    assert isinstance(connector.read([target])[1], Profile)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(atproto.Client, "invoke_query", broken)
    assert isinstance(connector.read([target])[1], ConnectorError)


def test_accounts_are_read_25_at_a_time(stage: BlueskyStage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(60)]
    connector = stage.connector()
    batches = connector.batches(targets)
    assert [len(batch) for batch in batches] == [25, 25, 10]
    assert BATCH == 25
    outcomes = [outcome for batch in batches for outcome in connector.read(batch).values()]
    assert sum(isinstance(outcome, Profile) for outcome in outcomes) == 60
    assert stage.fake.calls == {"/xrpc/app.bsky.actor.getProfiles": 3}


def test_one_profile_that_cannot_be_read_harms_no_other(stage: BlueskyStage) -> None:
    lyon, besancon = stage.add("lyon", 1), stage.add("besancon", 2)
    stage.fake.set("lyon.test", did=7, handle=None, displayName="\ud800", labels="no list", createdAt="never")
    outcomes = stage.connector().read([lyon, besancon])
    assert isinstance(outcomes[2], Profile) and outcomes[2].followers == 12_345
    assert isinstance(outcomes[1], ConnectorError)
    assert outcomes[1].state is AccountState.UNREACHABLE, "it was there, but unreadable: not gone"


@pytest.mark.parametrize("created", ["never", None, 5, "2024-13-01T00:00:00Z", "9999-12-31T23:59:59-12:00", ...])
def test_a_day_of_opening_that_is_no_day_is_unknown(stage: BlueskyStage, created: object) -> None:
    stage.add("lyon")
    stage.fake.set("lyon.test", createdAt=created)
    assert stage.connector().look_up("lyon.test").opened_on is None


def test_a_target_that_is_no_account_does_not_spoil_the_call(stage: BlueskyStage) -> None:
    lyon = stage.add("lyon", 1)
    outcomes = stage.connector().read([lyon, Target(2, "not a handle"), Target(3, "lyon.test", "did:plc:short"), Target(4, "lyon.test")])
    assert isinstance(outcomes[1], Profile) and isinstance(outcomes[4], Profile)
    for key in (2, 3):
        outcome = outcomes[key]
        assert isinstance(outcome, ConnectorError) and outcome.remedy is Remedy.FIX_HANDLE
    assert sum(stage.fake.calls.values()) == 1


def test_the_library_waits_no_longer_than_it_was_told(stage: BlueskyStage, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[dict[str, object]] = []

    class Noted(atproto.Request):  # type: ignore[misc, unused-ignore]
        def __init__(self, **options: object) -> None:
            built.append(options)
            super().__init__(**options)

    monkeypatch.setattr(atproto, "Request", Noted)
    target = stage.add("lyon")
    connector = stage.connector()
    connector.read([target])
    connector.read([target])
    [options] = built
    assert options["timeout"] == httpx.Timeout(15, connect=5)
    assert (options["trust_env"], options["max_redirects"]) == (False, 2)


def test_no_library_of_a_network_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys; from connectors.registry import build_connectors; "
        "build_connectors(bluesky_url='https://public.api.bsky.app', clock=lambda: None); "
        "print([name for name in ('atproto', 'atproto_client', 'mastodon', 'requests') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
