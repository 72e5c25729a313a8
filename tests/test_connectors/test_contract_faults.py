"""What every connector does when its network misbehaves: one outcome for each account, soon, with a remedy."""

import threading
import time
from datetime import timedelta

import pytest

from connectors.base import ConnectorError, Outcome, Profile, Remedy
from connectors.hosts import in_circles
from dashboard.domain.accounts import AccountState
from tests.test_connectors.stages import NOW, Stage, failed, found, one
from tests.waiting import until


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
    outcome = failed(one(stage.connector(), target))
    assert outcome.remedy is Remedy.GIVE_UP
    assert (outcome.message == in_circles("").message) == (fault == "loop")


@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_a_server_that_takes_too_long_is_left_and_asked_once_more(stage: Stage, fault: str) -> None:
    target = stage.add("lyon")
    found(one(stage.connector(), target))  # the library is imported by now
    stage.fake.calls.clear()
    stage.fake.fault = fault
    started = time.monotonic()
    outcome = failed(one(stage.connector(seconds=0.4), target))
    assert 0.8 <= time.monotonic() - started < 30  # far below the minute that the server would take
    assert (outcome.remedy, outcome.state) == (Remedy.RETRY_LATER, AccountState.UNREACHABLE)
    until(lambda: sum(stage.fake.calls.values()) == 2, "the server has heard both calls")


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
