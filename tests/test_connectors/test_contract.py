"""What every connector promises, whatever its network."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from connectors.base import Connector, ConnectorError, Outcome, Profile, Remedy, Target
from connectors.guarded_http import USER_AGENT
from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from tests.test_connectors.stages import NOW, BlueskyStage, MastodonStage, Stage


@pytest.fixture(params=[Network.BLUESKY, Network.MASTODON], ids=str)
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    kinds: dict[Network, Callable[[], Stage]] = {
        Network.BLUESKY: lambda: BlueskyStage(request.getfixturevalue("bluesky_fake")),
        Network.MASTODON: lambda: MastodonStage(request.getfixturevalue("mastodon_fake")),
    }
    with closing(kinds[request.param]()) as stage:
        yield stage


def one(connector: Connector, target: Target) -> Outcome:
    [outcome] = connector.read([target]).values()
    return outcome


def failed(outcome: Outcome) -> ConnectorError:
    assert isinstance(outcome, ConnectorError)
    assert str(outcome).endswith(".") and "{" not in str(outcome)
    return outcome


def found(outcome: Outcome) -> Profile:
    assert isinstance(outcome, Profile)
    return outcome


def test_an_account_is_found_by_its_handle(stage: Stage) -> None:
    target = stage.add("lyon")
    profile = stage.connector().look_up(stage.handle("lyon"))
    assert profile.network is stage.network
    assert (profile.handle, profile.remote_id, profile.host) == (target.handle, target.remote_id, target.host)
    assert (profile.followers, profile.following, profile.posts) == (12_345, 67, 890)
    assert (profile.state, profile.display_name, profile.moved_to) == (AccountState.ACTIVE, "Ville de Lyon", None)
    assert (profile.read_at, type(profile.opened_on)) == (NOW, date)
    assert "lyon" in profile.url and profile.source.startswith(stage.fake.url)


def test_what_is_looked_up_can_be_read(stage: Stage) -> None:
    stage.add("lyon")
    connector = stage.connector()
    seen = connector.look_up(stage.handle("lyon"))
    assert one(connector, Target(7, seen.handle, seen.remote_id, seen.host)) == seen


def test_an_account_without_identifier_is_read_by_its_handle(stage: Stage) -> None:
    stage.add("lyon")
    assert found(one(stage.connector(), Target(1, stage.handle("lyon")))).followers == 12_345


def test_many_accounts_take_one_call(stage: Stage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(20)]
    connector = stage.connector()
    [batch] = connector.batches(targets)
    outcomes = connector.read(batch)
    assert set(outcomes) == set(range(20))
    assert {found(outcome).followers for outcome in outcomes.values()} == {12_345}
    assert sum(stage.fake.calls.values()) == 1


def test_an_account_that_never_was_is_to_be_corrected(stage: Stage) -> None:
    with pytest.raises(ConnectorError, match="knows no account") as failure:
        stage.connector().look_up(stage.handle("lion"))
    assert (failure.value.remedy, failure.value.state) == (Remedy.FIX_HANDLE, AccountState.GONE)


@pytest.mark.parametrize("handle", ["", "lyon", "@", "lyon@", "a b.test", "../../x", "did:plc:x", "é.test", "lyon@social.example@x"])
def test_what_is_no_handle_is_to_be_corrected_without_asking(stage: Stage, handle: str) -> None:
    connector = stage.connector()
    with pytest.raises(ConnectorError) as failure:
        connector.look_up(handle)
    assert failure.value.remedy is Remedy.FIX_HANDLE
    assert failed(one(connector, Target(1, handle))).remedy is Remedy.FIX_HANDLE
    assert sum(stage.fake.calls.values()) == 0


def test_an_account_that_went_away_is_gone_and_harms_no_other(stage: Stage) -> None:
    lyon, besancon = stage.add("lyon", 1), stage.add("besancon", 2)
    stage.remove("lyon")
    outcomes = stage.connector().read([lyon, besancon])
    assert (failed(outcomes[1]).state, failed(outcomes[1]).remedy) == (AccountState.GONE, Remedy.FIX_HANDLE)
    assert found(outcomes[2]).followers == 12_345


@pytest.mark.parametrize("value", [-1, -2, None, "12", "12k", True, 12.0, [], {}, 10**12, ...], ids=repr)
def test_a_count_that_is_no_count_is_hidden_and_never_zero(stage: Stage, value: object) -> None:
    lyon, besancon = stage.add("lyon", 1), stage.add("besancon", 2)
    stage.set_followers("lyon", value)
    connector = stage.connector()
    for outcomes in (connector.read([lyon]), connector.read([lyon, besancon])):
        assert (found(outcomes[1]).followers, found(outcomes[1]).state) == (None, AccountState.HIDDEN)
    assert found(outcomes[2]).followers == 12_345
    assert connector.look_up(stage.handle("lyon")).followers is None


def test_no_followers_are_a_count(stage: Stage) -> None:
    target = stage.add("association")
    stage.set_followers("association", 0)
    profile = found(one(stage.connector(), target))
    assert (profile.followers, profile.state) == (0, AccountState.ACTIVE)


def test_a_name_comes_without_control_characters(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.set_name("lyon", "  \u202e<b>Lyon</b>\x00\n\ud800" + "é" * 5000)
    name = found(one(stage.connector(), target)).display_name
    assert name.startswith("<b>Lyon</b>") and name.isprintable() and len(name) <= 200
    stage.set_name("lyon", ["no", "text"])
    assert found(one(stage.connector(), target)).display_name == ""


@pytest.mark.parametrize("fault", ["html", "error200", "empty", "not_json", "null", "object", "deep"])
def test_an_answer_that_cannot_be_read_is_asked_again_later(stage: Stage, fault: str) -> None:
    targets = [stage.add("lyon", 1), stage.add("besancon", 2)]
    stage.fake.fault = fault
    connector = stage.connector()
    for batch in (targets[:1], targets):
        for outcome in connector.read(batch).values():
            assert (failed(outcome).remedy, failed(outcome).state) == (Remedy.RETRY_LATER, AccountState.UNREACHABLE)
    with pytest.raises(ConnectorError) as failure:
        connector.look_up(stage.handle("lyon"))
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_a_list_instead_of_an_account_is_not_believed(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.fault = "list"
    assert failed(one(stage.connector(), target)).state is AccountState.UNREACHABLE


@pytest.mark.parametrize("fault", ["huge", "loop", "forbidden"])
def test_a_server_that_misbehaves_is_given_up(stage: Stage, fault: str) -> None:
    target = stage.add("lyon")
    stage.fake.fault = fault
    assert failed(one(stage.connector(), target)).remedy is Remedy.GIVE_UP


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_a_server_that_takes_too_long_is_left_and_asked_once_more(stage: Stage, fault: str) -> None:
    target = stage.add("lyon")
    found(one(stage.connector(), target))  # the library is imported by now
    stage.fake.calls.clear()
    stage.fake.fault = fault
    started = time.monotonic()
    outcome = failed(one(stage.connector(seconds=0.4), target))
    assert 0.8 <= time.monotonic() - started < 2.5
    assert (outcome.remedy, outcome.state) == (Remedy.RETRY_LATER, AccountState.UNREACHABLE)
    assert sum(stage.fake.calls.values()) == 2


@pytest.mark.parametrize("fault", ["broken", "down"])
def test_a_server_in_trouble_is_asked_once_more_and_then_later(stage: Stage, fault: str) -> None:
    target = stage.add("lyon")
    stage.fake.fault = fault
    assert failed(one(stage.connector(), target)).remedy is Remedy.RETRY_LATER
    assert sum(stage.fake.calls.values()) == 2
    assert stage.time.slept == [1.0]


def test_trouble_that_passes_is_not_noticed(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.fault = "down"
    stage.time.woken = lambda: setattr(stage.fake, "fault", "")
    assert found(one(stage.connector(), target)).followers == 12_345


def test_a_server_that_is_not_there_is_asked_again_later(stage: Stage) -> None:
    target = stage.add("lyon")
    connector = stage.connector()
    stage.fake.__exit__()
    assert "cannot be reached" in str(failed(one(connector, target)))
    assert failed(one(connector, target)).remedy is Remedy.RETRY_LATER


def test_a_refusal_says_when_to_ask_again(stage: Stage) -> None:
    targets = [stage.add("lyon", 1), stage.add("besancon", 2)]
    stage.fake.fault = "too_many"
    connector = stage.connector(max_wait=30)
    for outcome in [*connector.read(targets[:1]).values(), *connector.read(targets).values()]:
        assert failed(outcome).remedy is Remedy.RETRY_LATER
        assert failed(outcome).retry_at == NOW + timedelta(seconds=37)
    assert sum(stage.fake.calls.values()) == 1, "once told to wait, it did not ask again"
    assert stage.time.slept == []


def test_a_short_refusal_is_waited_for_twice_at_most(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.fault = "too_many"
    outcome = failed(one(stage.connector(max_wait=40), target))
    assert sum(stage.fake.calls.values()) == 3
    assert outcome.retry_at == NOW + timedelta(seconds=3 * 37)


def test_a_refusal_that_passes_is_not_noticed(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.fault = "too_many"
    stage.time.woken = lambda: setattr(stage.fake, "fault", "")
    assert found(one(stage.connector(max_wait=40), target)).followers == 12_345
    assert sum(stage.time.slept) == pytest.approx(37)


def test_a_refusal_without_explanation_is_not_insisted_on(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.fault = "too_many_html"
    outcome = failed(one(stage.connector(), target))
    assert outcome.retry_at is not None and outcome.retry_at > NOW
    assert sum(stage.fake.calls.values()) == 1


def test_no_call_is_sent_beyond_an_announced_limit(stage: Stage) -> None:
    target = stage.add("lyon")
    stage.fake.limit(5, 86_400)
    connector = stage.connector(max_wait=0)
    outcomes: list[Outcome] = []
    found(one(connector, target))
    threads = [threading.Thread(target=lambda: outcomes.append(one(connector, target))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, Profile) for outcome in outcomes) == 4
    assert sum(stage.fake.calls.values()) == 5


def test_it_says_who_asks(stage: Stage) -> None:
    one(stage.connector(), stage.add("lyon"))
    assert {headers["user-agent"] for _, _, headers in stage.fake.asked} == {USER_AGENT}


def test_nothing_is_read_of_nothing(stage: Stage) -> None:
    connector = stage.connector()
    assert connector.batches([]) == []
    assert connector.read([]) == {}
    connector.close()
