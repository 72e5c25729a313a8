"""X's API is asked as documented, and whatever it answers comes to a count, a gap with its reason, or a problem of the token."""

import logging
from datetime import date, timedelta

import pytest

from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.guarded_http import USER_AGENT
from connectors.x_api import XApi
from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from tests.factories import NOW
from tests.network.http_fake import Reply, as_json
from tests.network.x_api_fake import PATH, TOKEN, XApiFake, problem

LYON = Target(1, "VilleDeLyon")
BESANCON = Target(2, "univ_besancon")


def found(outcome: Outcome) -> Profile:
    assert isinstance(outcome, Profile), outcome
    return outcome


def failed(outcome: Outcome | None) -> ConnectorError:
    assert isinstance(outcome, ConnectorError)
    assert str(outcome).endswith(".") and "{" not in str(outcome)
    return outcome


def test_an_account_gives_its_counts(x: XApi, x_fake: XApiFake) -> None:
    identifier = x_fake.add("VilleDeLyon")
    profile = found(x.read(TOKEN, [LYON]).outcomes[1])
    assert (profile.network, profile.handle, profile.remote_id, profile.host) == (Network.X, "VilleDeLyon", identifier, None)
    assert (profile.followers, profile.following, profile.posts) == (12_345, 67, 890)
    assert (profile.state, profile.read_at, profile.opened_on) == (AccountState.ACTIVE, NOW, date(2010, 1, 1))
    assert (profile.url, profile.source, profile.display_name) == ("https://x.com/VilleDeLyon",) * 2 + ("Ville de Lyon",)


def test_a_hundred_accounts_take_one_call_and_nothing_but_names_is_sent(x: XApi, x_fake: XApiFake) -> None:
    targets = [Target(number, f"ville{number}") for number in range(100)]
    for target in targets:
        x_fake.add(target.handle, 1_000 + target.key)
    reading = x.read(TOKEN, targets)
    assert [found(reading.outcomes[number]).followers for number in range(100)] == [1_000 + number for number in range(100)]
    [(path, query, headers)] = x_fake.asked
    assert (path, query["user.fields"]) == (PATH, ["created_at,protected,public_metrics"])
    assert (headers["authorization"], headers["user-agent"]) == (f"Bearer {TOKEN}", USER_AGENT)
    assert "cookie" not in headers


def test_the_handle_stays_as_it_is_known_however_x_writes_it(x: XApi, x_fake: XApiFake) -> None:
    x_fake.add("VILLEdelyon")
    assert found(x.read(TOKEN, [LYON]).outcomes[1]).handle == "VilleDeLyon"


@pytest.mark.parametrize("handle", ["", "ville.example", "a" * 16, "é", "a b", "a,b", "../x", "a&b=c", "x\n"])
def test_what_is_no_handle_is_not_sent(x: XApi, x_fake: XApiFake, handle: str) -> None:
    x_fake.add("univ_besancon")
    assert failed(x.read(TOKEN, [Target(1, handle)]).outcomes[1]).remedy is Remedy.FIX_HANDLE
    assert sum(x_fake.calls.values()) == 0
    outcomes = x.read(TOKEN, [Target(1, handle), BESANCON]).outcomes
    assert (failed(outcomes[1]).remedy, found(outcomes[2]).followers) == (Remedy.FIX_HANDLE, 12_345)
    assert x_fake.batches == [["univ_besancon"]]


def test_an_account_that_is_missing_or_suspended_harms_no_other(x: XApi, x_fake: XApiFake) -> None:
    x_fake.add("univ_besancon")
    x_fake.add("muselee")
    x_fake.suspended.add("muselee")
    reading = x.read(TOKEN, [LYON, BESANCON, Target(3, "muselee")])
    assert (failed(reading.outcomes[1]).state, failed(reading.outcomes[1]).remedy) == (AccountState.GONE, Remedy.FIX_HANDLE)
    assert found(reading.outcomes[2]).followers == 12_345
    assert failed(reading.outcomes[3]).state is AccountState.SUSPENDED
    assert reading.problem is None
    alone = x.read(TOKEN, [LYON])
    assert (alone.problem, failed(alone.outcomes[1]).state) == (None, AccountState.GONE)


def test_a_handle_that_another_account_took_over_gives_no_count(x: XApi, x_fake: XApiFake) -> None:
    identifier = x_fake.add("VilleDeLyon")
    assert found(x.read(TOKEN, [Target(1, "VilleDeLyon", identifier)]).outcomes[1]).followers == 12_345
    outcome = failed(x.read(TOKEN, [Target(1, "VilleDeLyon", "99")]).outcomes[1])
    assert (outcome.remedy, outcome.state) == (Remedy.FIX_HANDLE, AccountState.GONE)
    assert "another account now" in str(outcome)


def test_a_protected_account_shows_its_counts(x: XApi, x_fake: XApiFake) -> None:
    x_fake.add("VilleDeLyon", protected=True)
    assert found(x.read(TOKEN, [LYON]).outcomes[1]).followers == 12_345


@pytest.mark.parametrize("value", [-1, None, "12", True, 12.0, [], 10**15, ...], ids=repr)
def test_a_count_that_is_no_count_is_hidden_and_never_zero(x: XApi, x_fake: XApiFake, value: object) -> None:
    x_fake.add("VilleDeLyon", value)
    profile = found(x.read(TOKEN, [LYON]).outcomes[1])
    assert (profile.followers, profile.state) == (None, AccountState.HIDDEN)


@pytest.mark.parametrize("parts", [{"public_metrics": ...}, {"public_metrics": []}, {"public_metrics": None}])
def test_metrics_that_are_missing_are_hidden(x: XApi, x_fake: XApiFake, parts: dict[str, object]) -> None:
    x_fake.add("VilleDeLyon", **parts)
    assert found(x.read(TOKEN, [LYON]).outcomes[1]).followers is None


def test_no_followers_are_a_count(x: XApi, x_fake: XApiFake) -> None:
    x_fake.add("VilleDeLyon", 0)
    profile = found(x.read(TOKEN, [LYON]).outcomes[1])
    assert (profile.followers, profile.state) == (0, AccountState.ACTIVE)


@pytest.mark.parametrize("identifier", [5, None, "", "x", "1" * 40, ["1"]])
def test_an_account_that_is_not_named_properly_is_not_believed(x: XApi, x_fake: XApiFake, identifier: object) -> None:
    x_fake.add("VilleDeLyon", id=identifier)
    x_fake.add("univ_besancon")
    outcomes = x.read(TOKEN, [LYON, BESANCON]).outcomes
    assert failed(outcomes[1]).remedy is Remedy.RETRY_LATER
    assert found(outcomes[2]).followers == 12_345


@pytest.mark.parametrize(
    "body",
    [
        {"data": [None, 5, {"username": None}, []], "errors": [None, {"value": 5}]},
        {"data": [{"id": "1", "username": "somebody_else"}]},
        {"errors": [{"value": "VilleDeLyon", "detail": ["x"], "type": None}]},
        {"errors": [{"value": "VilleDeLyon", "title": "Authorization Error", "type": "x/not-authorized-for-resource"}]},
    ],
    ids=repr,
)
def test_an_answer_about_something_else_says_nothing_of_the_account(x: XApi, x_fake: XApiFake, body: object) -> None:
    x_fake.instead = as_json(body)
    outcome = failed(x.read(TOKEN, [LYON]).outcomes[1])
    assert (outcome.remedy, outcome.state) == (Remedy.RETRY_LATER, AccountState.UNREACHABLE)


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [
        *((fault, Remedy.RETRY_LATER) for fault in ("html", "empty", "not_json", "null", "list", "object", "deep", "broken", "down")),
        *((fault, Remedy.GIVE_UP) for fault in ("huge", "loop", "gone", "unprocessable")),
        ("unauthorised", Remedy.RECONNECT),
        ("forbidden", Remedy.RECONNECT),
        ("too_many", Remedy.RETRY_LATER),
        ("too_many_html", Remedy.RETRY_LATER),
    ],
)
def test_a_call_that_fails_is_everyones_outcome_and_is_made_once(x: XApi, x_fake: XApiFake, fault: str, remedy: Remedy) -> None:
    x_fake.fault = fault
    reading = x.read(TOKEN, [LYON, BESANCON, Target(3, "no handle")])
    assert failed(reading.problem).remedy is remedy
    assert reading.outcomes[1] is reading.outcomes[2] is reading.problem
    assert failed(reading.outcomes[3]).remedy is Remedy.FIX_HANDLE
    assert sum(x_fake.calls.values()) == 1


def test_a_redirect_is_not_followed_and_the_token_goes_nowhere_else(x: XApi, x_fake: XApiFake) -> None:
    x_fake.instead = Reply(302, b"", {"Location": f"{x_fake.url}/elsewhere"})
    assert failed(x.read(TOKEN, [LYON]).problem).remedy is Remedy.GIVE_UP
    assert list(x_fake.calls) == [PATH]


def test_a_contract_that_is_used_up_says_so(x: XApi, x_fake: XApiFake) -> None:
    x_fake.instead = problem(402, "Payment Required")
    assert "your contract with X" in str(failed(x.read(TOKEN, [LYON]).problem))


def test_a_server_that_is_not_there_is_asked_again_later(x: XApi, x_fake: XApiFake) -> None:
    x_fake.__exit__()
    assert failed(x.read(TOKEN, [LYON]).problem).remedy is Remedy.RETRY_LATER


def test_a_limit_says_until_when(x: XApi, x_fake: XApiFake) -> None:
    x_fake.add("VilleDeLyon")
    x_fake.left, x_fake.ends_in = 2, 600
    first, last, refused = (x.read(TOKEN, [LYON]) for _ in range(3))
    assert (first.resume_at, first.problem, last.problem) == (None, None, None)
    for until in (last.resume_at, refused.resume_at, failed(refused.problem).retry_at):
        assert until is not None
        assert abs(until - (NOW + timedelta(minutes=10))) <= timedelta(seconds=2), "by our own clock, whatever X's says"


def test_a_limit_without_an_end_is_left_alone_for_a_quarter_of_an_hour(x: XApi, x_fake: XApiFake) -> None:
    x_fake.fault = "too_many_html"
    assert x.read(TOKEN, [LYON]).resume_at == NOW + timedelta(minutes=15)


@pytest.mark.parametrize("token", ["", "short", "é" * 30, f"{TOKEN}\r\nX-More: 1", f"{TOKEN} {TOKEN}", "a" * 600])
def test_what_cannot_be_a_token_is_not_sent(x: XApi, x_fake: XApiFake, token: str) -> None:
    assert failed(x.read(token, [LYON]).problem).remedy is Remedy.RECONNECT
    assert sum(x_fake.calls.values()) == 0


@pytest.mark.parametrize("fault", ["", "unauthorised", "forbidden", "too_many", "html", "huge", "broken", "loop"])
def test_the_token_is_in_no_error_no_repr_and_no_log(x: XApi, x_fake: XApiFake, caplog: pytest.LogCaptureFixture, fault: str) -> None:
    x_fake.add("VilleDeLyon")
    x_fake.fault = fault
    with caplog.at_level(logging.DEBUG):
        reading = x.read(TOKEN, [LYON])
    said = [repr(reading), repr(x), repr(vars(x)), caplog.text]
    told: BaseException | None = reading.problem
    while told is not None:
        said += [str(told), repr(told), repr(vars(told))]
        told = told.__cause__ or told.__context__
    assert "send_request_headers" in caplog.text, "the libraries do say what they do"
    assert [text for text in said if TOKEN in text or "canary" in text] == []
