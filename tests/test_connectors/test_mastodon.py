"""What is particular to Mastodon: states of accounts, and servers that can do more or less."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import httpx
import mastodon
import pytest

from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.guarded_http import USER_AGENT
from connectors.guarded_requests import GuardedSession
from connectors.mastodon import BATCH
from dashboard.domain.accounts import AccountState
from tests.network.mastodon_fake import MastodonFake
from tests.test_connectors.stages import MastodonStage, failed, found

MANY = "/api/v1/accounts"


@pytest.fixture
def stage(mastodon_fake: MastodonFake) -> Iterator[MastodonStage]:
    with closing(MastodonStage(mastodon_fake)) as stage:
        yield stage


def read(stage: MastodonStage, *targets: Target) -> dict[int, Outcome]:
    return stage.connector().read(list(targets))


def test_an_account_that_moved_keeps_its_counts_and_says_where_to(stage: MastodonStage) -> None:
    lyon, besancon = stage.add("lyon", 1), stage.add("besancon", 2)
    stage.fake.move("lyon", "villedelyon@autre.example")
    stage.fake.move("besancon", "universite")
    outcomes = read(stage, lyon, besancon)
    assert (found(outcomes[1]).state, found(outcomes[1]).followers) == (AccountState.MOVED, 12_345)
    assert found(outcomes[1]).moved_to == "villedelyon@autre.example"
    assert found(outcomes[2]).moved_to == stage.handle("universite")


@pytest.mark.parametrize("acct", [None, "", "a b@c", "<b>@autre.example", "x@localhost", ["x"]])
def test_a_move_to_what_is_no_account_leaves_the_place_open(stage: MastodonStage, acct: object) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", moved={"id": "1", "acct": acct})
    profile = found(read(stage, lyon)[1])
    assert (profile.state, profile.moved_to) == (AccountState.MOVED, None)


def test_a_suspended_account_gives_no_count(stage: MastodonStage) -> None:
    lyon, besancon = stage.add("lyon", 1), stage.add("besancon", 2)
    stage.fake.suspend("lyon")
    for profile in (found(read(stage, lyon, besancon)[1]), stage.connector().look_up(stage.handle("lyon"))):
        assert profile.state is AccountState.SUSPENDED
        assert (profile.followers, profile.following, profile.posts) == (None, None, None)


def test_a_limited_account_counts_like_any_other(stage: MastodonStage) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", limited=True, memorial=True)
    assert (found(read(stage, lyon)[1]).state, found(read(stage, lyon)[1]).followers) == (AccountState.ACTIVE, 12_345)


def test_a_figure_can_be_checked_by_anybody(stage: MastodonStage) -> None:
    lyon = stage.add("lyon")
    profile = found(read(stage, lyon)[1])
    assert profile.source == f"{stage.fake.url}/api/v1/accounts/{lyon.remote_id}"
    assert httpx.get(profile.source).json()["followers_count"] == profile.followers
    assert (profile.url, profile.opened_on) == (f"{stage.fake.url}/@lyon", date(2022, 11, 5))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://evil.example/@lyon", "//x", "http://[", None, 5, "https://a b", ...])
def test_an_address_on_another_server_is_not_passed_on(stage: MastodonStage, url: object) -> None:
    lyon = stage.add("lyon")
    stage.fake.set("lyon", url=url)
    assert found(read(stage, lyon)[1]).url == f"{stage.fake.url}/@lyon"


@pytest.mark.parametrize("entity", [{"id": "../../x?y"}, {"id": None}, {"username": "a/b"}, {"username": ...}, {"id": "x" * 99}])
def test_an_account_that_is_not_named_properly_is_not_believed(stage: MastodonStage, entity: dict[str, object]) -> None:
    stage.add("lyon")
    stage.fake.set("lyon", **entity)
    with pytest.raises(ConnectorError) as failure:
        stage.connector().look_up(stage.handle("lyon"))
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_a_server_for_members_only_says_so(stage: MastodonStage) -> None:
    targets = [stage.add("lyon", 1), stage.add("besancon", 2)]
    stage.fake.fault = "unauthorised"
    connector = stage.connector()
    for outcome in [*connector.read(targets[:1]).values(), *connector.read(targets).values()]:
        assert (failed(outcome).remedy, failed(outcome).state) == (Remedy.RECONNECT, AccountState.UNREACHABLE)
        assert "signed-in readers only" in str(outcome)
    assert sum(stage.fake.calls.values()) == 2


@pytest.mark.parametrize(
    ("fault", "state", "remedy"),
    [
        ("gone", AccountState.GONE, Remedy.FIX_HANDLE),
        ("gone410", AccountState.GONE, Remedy.FIX_HANDLE),
        ("unprocessable", AccountState.UNREACHABLE, Remedy.GIVE_UP),
        ("unauthorised", AccountState.UNREACHABLE, Remedy.RECONNECT),
        ("forbidden", AccountState.UNREACHABLE, Remedy.GIVE_UP),
        ("html", AccountState.UNREACHABLE, Remedy.RETRY_LATER),
        ("error200", AccountState.UNREACHABLE, Remedy.RETRY_LATER),
        ("broken", AccountState.UNREACHABLE, Remedy.RETRY_LATER),
        ("huge", AccountState.UNREACHABLE, Remedy.GIVE_UP),
        ("loop", AccountState.UNREACHABLE, Remedy.GIVE_UP),
    ],
)
def test_one_bad_account_harms_no_other(stage: MastodonStage, fault: str, state: AccountState, remedy: Remedy) -> None:
    lyon, bad, besancon = stage.add("lyon", 1), stage.add("bad", 2), stage.add("besancon", 3)
    stage.fake.fail("bad", fault)
    for many in (True, False):
        stage.fake.many = many
        outcomes = read(stage, lyon, bad, besancon)
        assert found(outcomes[1]).followers == found(outcomes[3]).followers == 12_345
        assert (failed(outcomes[2]).state, failed(outcomes[2]).remedy) == (state, remedy)


def test_a_server_before_4_3_is_asked_one_by_one_and_that_is_remembered(stage: MastodonStage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(3)]
    stage.fake.many = False
    connector = stage.connector()
    for _ in range(2):
        assert all(isinstance(outcome, Profile) for outcome in connector.read(targets).values())
    assert stage.fake.calls[MANY] == 1
    assert sum(stage.fake.calls.values()) == 1 + 2 * 3


@pytest.mark.parametrize("fault", ["unprocessable", "html", "error200", "null", "list"])
def test_a_call_for_many_that_fails_once_is_tried_again_the_next_time(stage: MastodonStage, fault: str) -> None:
    targets = [stage.add("lyon", 1), stage.add("besancon", 2)]
    connector = stage.connector()
    stage.fake.many_fault = fault
    assert all(isinstance(outcome, Profile) for outcome in connector.read(targets).values())
    stage.fake.many_fault = ""
    stage.fake.calls.clear()
    assert all(isinstance(outcome, Profile) for outcome in connector.read(targets).values())
    assert stage.fake.calls == {MANY: 1}


def test_one_account_is_asked_for_at_its_own_address(stage: MastodonStage) -> None:
    lyon = stage.add("lyon")
    read(stage, lyon)
    assert stage.fake.calls == {f"{MANY}/{lyon.remote_id}": 1}


def test_what_the_call_for_many_leaves_out_is_asked_for_alone(stage: MastodonStage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(3)]
    stage.remove("ville1")
    outcomes = read(stage, *targets)
    assert failed(outcomes[1]).state is AccountState.GONE
    assert stage.fake.calls == {MANY: 1, f"{MANY}/{targets[1].remote_id}": 1}


def test_batches_go_to_one_server_40_accounts_at_a_time(stage: MastodonStage) -> None:
    here = [Target(number, f"ville{number}@social.example", str(number), "social.example") for number in range(90)]
    there = [Target(100, "lyon@autre.example", "1"), Target(101, "besancon@Autre.Example", "2", "autre.example")]
    nameless = [Target(200, "association@social.example"), Target(201, "ecole@social.example", "../x", "social.example")]
    batches = stage.connector().batches([*nameless, *here, *there])
    assert BATCH == 40
    assert sorted(len(batch) for batch in batches) == [1, 1, 2, 10, 40, 40]
    assert [target.key for batch in batches for target in batch if len(batch) == 2] == [100, 101]


def test_an_identifier_that_is_a_path_is_not_put_into_one(stage: MastodonStage) -> None:
    stage.add("lyon")
    outcome = read(stage, Target(1, stage.handle("lyon"), "../../admin?x=1", stage.fake.host))[1]
    assert found(outcome).followers == 12_345
    assert stage.fake.calls == {f"{MANY}/lookup": 1}


def test_a_server_that_is_down_does_not_hold_up_the_round(stage: MastodonStage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(8)]
    stage.fake.many = False
    connector = stage.connector()
    connector.read(targets)
    stage.fake.calls.clear()
    stage.fake.fault = "down"
    stage.time.woken = lambda: setattr(stage.time, "now", stage.time.now + timedelta(seconds=24))
    outcomes = connector.read(targets)
    assert {failed(outcome).remedy for outcome in outcomes.values()} == {Remedy.RETRY_LATER}
    assert sum(stage.fake.calls.values()) == 3 * 2, "after a minute of failures the rest was not tried"


def test_a_server_that_nobody_trusts_is_not_asked_on_this_machine(stage: MastodonStage) -> None:
    stage.add("lyon")
    handle = stage.handle("lyon").replace("localhost", "127.0.0.1")
    with pytest.raises(ConnectorError, match="not on the public internet") as failure:
        stage.connector().look_up(handle)
    assert failure.value.remedy is Remedy.GIVE_UP
    assert stage.fake.calls == {}


def test_the_library_never_waits_by_itself(stage: MastodonStage, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[dict[str, object]] = []

    class Noted(mastodon.Mastodon):
        def __init__(self, **options: object) -> None:
            built.append(options)
            super().__init__(**options)  # type: ignore[arg-type]

    monkeypatch.setattr(mastodon, "Mastodon", Noted)
    read(stage, stage.add("lyon"))
    [options] = built
    assert isinstance(options.pop("session"), GuardedSession)
    assert options == {
        "api_base_url": stage.fake.url,
        "ratelimit_method": "throw",
        "request_timeout": (5.0, 15.0),
        "version_check_mode": "none",
        "user_agent": USER_AGENT,
    }
