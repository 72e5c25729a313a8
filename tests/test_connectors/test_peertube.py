"""What is particular to PeerTube: channels and accounts, and counts that only the home server knows."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import httpx
import pytest

from connectors.base import ConnectorError, Outcome, Remedy, Target
from connectors.peertube import BATCH
from dashboard.domain.accounts import AccountState
from tests.network.peertube_fake import PeertubeFake
from tests.test_connectors.stages import PeertubeStage, failed, found

CHANNELS, ACCOUNTS = "/api/v1/video-channels", "/api/v1/accounts"


@pytest.fixture
def stage(peertube_fake: PeertubeFake) -> Iterator[PeertubeStage]:
    with closing(PeertubeStage(peertube_fake)) as stage:
        yield stage


def read(stage: PeertubeStage, *targets: Target) -> dict[int, Outcome]:
    return stage.connector().read(list(targets))


def test_a_channel_is_looked_for_first(stage: PeertubeStage) -> None:
    stage.add("lyon")
    profile = stage.connector().look_up(stage.handle("lyon"))
    assert (profile.remote_id, profile.url) == ("channel-40", f"{stage.fake.url}/video-channels/lyon")
    assert stage.fake.calls == {f"{CHANNELS}/lyon": 1}


def test_an_account_of_that_name_is_found_where_there_is_no_channel(stage: PeertubeStage) -> None:
    identifier = stage.fake.add("besancon", 2_000, "accounts")
    profile = stage.connector().look_up(stage.handle("besancon"))
    assert (profile.remote_id, profile.followers, profile.opened_on) == (identifier, 2_000, date(2022, 11, 5))
    assert profile.url == f"{stage.fake.url}/accounts/besancon"
    assert stage.fake.calls == {f"{CHANNELS}/besancon": 1, f"{ACCOUNTS}/besancon": 1}


def test_what_is_known_is_asked_for_at_its_own_address(stage: PeertubeStage) -> None:
    lyon = stage.add("lyon", 1)
    besancon = Target(2, stage.handle("besancon"), stage.fake.add("besancon", 2_000, "accounts"), stage.fake.host)
    outcomes = read(stage, lyon, besancon)
    assert (found(outcomes[1]).followers, found(outcomes[2]).followers) == (12_345, 2_000)
    assert stage.fake.calls == {f"{CHANNELS}/lyon": 1, f"{ACCOUNTS}/besancon": 1}


def test_a_figure_can_be_checked_by_anybody(stage: PeertubeStage) -> None:
    profile = found(read(stage, stage.add("lyon"))[1])
    assert profile.source == f"{stage.fake.url}{CHANNELS}/lyon"
    assert httpx.get(profile.source).json()["followersCount"] == profile.followers


def test_a_name_that_another_channel_took_over_gives_no_count(stage: PeertubeStage) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", id=99)
    outcome = failed(read(stage, lyon)[1])
    assert (outcome.remedy, outcome.state) == (Remedy.FIX_HANDLE, AccountState.GONE)
    assert "another account now" in str(outcome)


def test_an_account_does_not_stand_for_a_channel_that_went_away(stage: PeertubeStage) -> None:
    lyon = stage.add("lyon")
    stage.remove("lyon")
    stage.fake.add("lyon", 3, "accounts")
    assert failed(read(stage, lyon)[1]).state is AccountState.GONE


def test_a_channel_of_another_server_is_not_counted_here(stage: PeertubeStage) -> None:
    stage.add("lyon")
    stage.fake.set("lyon", host="video.example", isLocal=False)
    with pytest.raises(ConnectorError, match=r"lives on video\.example") as failure:
        stage.connector().look_up(stage.handle("lyon"))
    assert failure.value.remedy is Remedy.FIX_HANDLE


@pytest.mark.parametrize(
    "entity",
    [{"id": "40"}, {"id": None}, {"id": -1}, {"id": True}, {"id": 10**20}, {"name": "autre"}, {"name": ...}, {"name": ["lyon"]}],
    ids=repr,
)
def test_what_is_not_named_properly_is_not_believed(stage: PeertubeStage, entity: dict[str, object]) -> None:
    stage.add("lyon")
    stage.fake.set("lyon", **entity)
    with pytest.raises(ConnectorError) as failure:
        stage.connector().look_up(stage.handle("lyon"))
    assert failure.value.remedy is Remedy.RETRY_LATER


@pytest.mark.parametrize("host", [..., None, 5, "no host"])
def test_a_host_that_is_missing_is_the_one_that_was_asked(stage: PeertubeStage, host: object) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", host=host)
    assert found(read(stage, lyon)[1]).host == stage.fake.host


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://evil.example/c/lyon", "//x", None, ...])
def test_an_address_on_another_server_is_not_passed_on(stage: PeertubeStage, url: object) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", url=url)
    assert found(read(stage, lyon)[1]).url == f"{stage.fake.url}/c/lyon"


@pytest.mark.parametrize(
    ("fault", "state", "remedy"),
    [
        ("gone", AccountState.GONE, Remedy.FIX_HANDLE),
        ("gone410", AccountState.GONE, Remedy.FIX_HANDLE),
        ("unauthorised", AccountState.UNREACHABLE, Remedy.RECONNECT),
        ("forbidden", AccountState.UNREACHABLE, Remedy.GIVE_UP),
        ("unprocessable", AccountState.UNREACHABLE, Remedy.GIVE_UP),
        ("broken", AccountState.UNREACHABLE, Remedy.RETRY_LATER),
        ("html", AccountState.UNREACHABLE, Remedy.RETRY_LATER),
        ("huge", AccountState.UNREACHABLE, Remedy.GIVE_UP),
    ],
)
def test_one_bad_channel_harms_no_other(stage: PeertubeStage, fault: str, state: AccountState, remedy: Remedy) -> None:
    lyon, bad, besancon = stage.add("lyon", 1), stage.add("bad", 2), stage.add("besancon", 3)
    stage.fake.actors["bad"].fault = fault
    outcomes = read(stage, lyon, bad, besancon)
    assert found(outcomes[1]).followers == found(outcomes[3]).followers == 12_345
    assert (failed(outcomes[2]).state, failed(outcomes[2]).remedy) == (state, remedy)


@pytest.mark.parametrize("identifier", ["../../admin?x=1", "40", "109000000000000000", "channel-0", ""])
def test_an_identifier_that_is_none_is_not_used(stage: PeertubeStage, identifier: str) -> None:
    stage.add("lyon")
    assert found(read(stage, Target(1, stage.handle("lyon"), identifier, stage.fake.host))[1]).remote_id == "channel-40"
    assert list(stage.fake.calls) == [f"{CHANNELS}/lyon"]


def test_batches_go_to_one_server(stage: PeertubeStage) -> None:
    here = [Target(number, f"ville{number}@video.example") for number in range(BATCH + 1)]
    there = [Target(100, "lyon@autre.example", "channel-1"), Target(101, "besancon@Autre.Example", "account-2", "autre.example")]
    batches = stage.connector().batches([*here, *there])
    assert sorted(len(batch) for batch in batches) == [1, 2, BATCH]
    assert [target.key for batch in batches for target in batch if len(batch) == 2] == [100, 101]


def test_a_server_that_is_down_does_not_hold_up_the_round(stage: PeertubeStage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(8)]
    connector = stage.connector()
    stage.fake.fault = "down"
    stage.time.woken = lambda: setattr(stage.time, "now", stage.time.now + timedelta(seconds=24))
    outcomes = connector.read(targets)
    assert {failed(outcome).remedy for outcome in outcomes.values()} == {Remedy.RETRY_LATER}
    assert sum(stage.fake.calls.values()) == 3 * 2, "after a minute of failures the rest was not tried"


def test_a_server_that_nobody_trusts_is_not_asked_on_this_machine(stage: PeertubeStage) -> None:
    stage.add("lyon")
    with pytest.raises(ConnectorError, match="not on the public internet") as failure:
        stage.connector().look_up(stage.handle("lyon").replace("localhost", "127.0.0.1"))
    assert failure.value.remedy is Remedy.GIVE_UP
    assert stage.fake.calls == {}
