"""``essaim collect``: reads every account now, says what failed, and never turns a failure into a count."""

import pytest

from tests.network.bluesky_fake import BlueskyFake
from tests.network.mastodon_fake import MastodonFake
from tests.test_cli.conftest import CommandLine

Networks = tuple[MastodonFake, BlueskyFake]


@pytest.fixture(autouse=True)
def lyon(essaim: CommandLine, networks: Networks) -> None:
    """Lyon has both networks: 1,000 followers on Mastodon, 2,000 on Bluesky."""
    mastodon, bluesky = networks
    mastodon.add("lyon", 1_000)
    bluesky.add("lyon.fr", 2_000)
    essaim.ok("account", "connect", "lyon", mastodon.handle("lyon"))
    essaim.ok("account", "connect", "lyon", "lyon.fr")


def counts(essaim: CommandLine, network: str) -> list[int]:
    return [row["followers"] for row in essaim.json("series", "lyon") if row["network"] == network]


def test_every_account_is_read_and_each_count_is_kept(essaim: CommandLine, networks: Networks) -> None:
    mastodon, bluesky = networks
    mastodon.set("lyon", followers_count=1_100)
    bluesky.set("lyon.fr", followersCount=2_200)
    assert essaim.ok("collect") == "Accounts read: 2; without a count: 0.\n"
    assert counts(essaim, "mastodon") == [1_000, 1_100]
    assert counts(essaim, "bluesky") == [2_000, 2_200]


def test_one_institution_alone_can_be_read(essaim: CommandLine) -> None:
    assert essaim.ok("collect", "universite-de-besancon") == "Accounts read: 0; without a count: 0.\n"
    assert essaim.ok("collect", "lyon") == "Accounts read: 2; without a count: 0.\n"
    assert essaim.refused("collect", "nowhere").startswith("No organisation is called “nowhere”.")


@pytest.mark.parametrize("fault", ["down", "too_many", "html", "not_json", "object", "unauthorised"])
def test_a_server_that_fails_is_a_failure_and_not_a_count(essaim: CommandLine, networks: Networks, fault: str) -> None:
    mastodon, _ = networks
    mastodon.fault = fault
    result = essaim.run("collect")
    assert (result.exit_code, result.stdout) == (1, "Accounts read: 1; without a count: 1.\n")
    assert result.stderr.startswith("1 × ") and result.stderr.count("\n") == 1
    assert counts(essaim, "mastodon") == [1_000]
    assert len(counts(essaim, "bluesky")) == 2


def test_suspended_hidden_and_vanished_accounts_give_no_count(essaim: CommandLine, networks: Networks) -> None:
    mastodon, bluesky = networks
    mastodon.suspend("lyon")
    bluesky.end("lyon.fr", "AccountTakedown")
    result = essaim.run("collect")
    assert (result.exit_code, result.stdout) == (1, "Accounts read: 0; without a count: 2.\n")
    assert len(result.stderr.splitlines()) == 2
    assert "suspended" in result.stderr
    assert (counts(essaim, "mastodon"), counts(essaim, "bluesky")) == ([1_000], [2_000])


def test_a_hidden_count_is_a_gap(essaim: CommandLine, networks: Networks) -> None:
    networks[0].hide("lyon")
    assert "hides its number of followers" in essaim.run("collect").stderr
    assert counts(essaim, "mastodon") == [1_000]


def test_an_account_that_is_back_is_read_again(essaim: CommandLine, networks: Networks) -> None:
    mastodon, _ = networks
    mastodon.fault = "down"
    assert essaim.run("collect").exit_code == 1
    mastodon.fault = ""
    mastodon.set("lyon", followers_count=1_050)
    assert essaim.ok("collect") == "Accounts read: 2; without a count: 0.\n"
    assert counts(essaim, "mastodon") == [1_000, 1_050]


def test_a_true_zero_is_a_count(essaim: CommandLine, networks: Networks) -> None:
    networks[1].set("lyon.fr", followersCount=0)
    essaim.ok("collect")
    assert counts(essaim, "bluesky") == [2_000, 0]


def test_the_same_failure_of_several_accounts_is_said_once(essaim: CommandLine, networks: Networks) -> None:
    mastodon, _ = networks
    mastodon.add("besancon", 500)
    essaim.ok("account", "connect", "universite-de-besancon", mastodon.handle("besancon"))
    mastodon.fault = "down"
    result = essaim.run("collect")
    assert result.stdout == "Accounts read: 1; without a count: 2.\n"
    assert result.stderr.startswith("2 × ") and result.stderr.count("\n") == 1
