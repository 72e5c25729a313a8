"""What every connector promises of accounts, whatever its network."""

from datetime import date

import pytest

from connectors.base import ConnectorError, Remedy, Target
from connectors.guarded_http import USER_AGENT
from dashboard.domain.accounts import AccountState
from tests.test_connectors.stages import NOW, Stage, failed, found, one


def test_an_account_is_found_by_its_handle(stage: Stage) -> None:
    target = stage.add("lyon")
    profile = stage.connector().look_up(stage.handle("lyon"))
    assert profile.network is stage.network
    assert (profile.handle, profile.remote_id, profile.host) == (target.handle, target.remote_id, target.host)
    assert (profile.followers, profile.following, profile.posts) == (12_345, 67, stage.posts)
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


def test_many_accounts_take_one_call_where_the_network_can(stage: Stage) -> None:
    targets = [stage.add(f"ville{number}", number) for number in range(20)]
    connector = stage.connector()
    [batch] = connector.batches(targets)
    outcomes = connector.read(batch)
    assert set(outcomes) == set(range(20))
    assert {found(outcome).followers for outcome in outcomes.values()} == {12_345}
    assert sum(stage.fake.calls.values()) == (1 if stage.at_once else 20)


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


def test_it_says_who_asks(stage: Stage) -> None:
    one(stage.connector(), stage.add("lyon"))
    assert {headers["user-agent"] for _, _, headers in stage.fake.asked} == {USER_AGENT}


def test_nothing_is_read_of_nothing(stage: Stage) -> None:
    connector = stage.connector()
    assert connector.batches([]) == []
    assert connector.read([]) == {}
    connector.close()
