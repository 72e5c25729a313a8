"""``essaim account``: connected after asking the network, listed by a figure, removed when it was a mistake."""

import pytest

from tests.network.bluesky_fake import BlueskyFake
from tests.network.mastodon_fake import MastodonFake
from tests.test_cli.conftest import CommandLine

Networks = tuple[MastodonFake, BlueskyFake]


def test_an_account_on_mastodon_is_connected_with_its_first_count(essaim: CommandLine, networks: Networks) -> None:
    mastodon, _ = networks
    mastodon.add("lyon", 4_321)
    said = essaim.ok("account", "connect", "lyon", mastodon.handle("lyon"))
    assert said == f"{mastodon.handle('lyon')} on Mastodon is connected: 4,321 followers.\n"
    (figure,) = essaim.json("series", "lyon")
    assert (figure["network"], figure["handle"], figure["followers"]) == ("mastodon", mastodon.handle("lyon"), 4_321)
    assert (figure["precision"], figure["provenance"]) == ("exact", "api")
    assert figure["source"].startswith(mastodon.url)


def test_an_account_on_bluesky_is_connected_with_its_first_count(essaim: CommandLine, networks: Networks) -> None:
    _, bluesky = networks
    bluesky.add("lyon.fr", 12_000)
    assert essaim.ok("account", "connect", "lyon", "@lyon.fr") == "lyon.fr on Bluesky is connected: 12,000 followers.\n"
    (figure,) = essaim.json("series", "lyon")
    assert (figure["network"], figure["handle"], figure["followers"]) == ("bluesky", "lyon.fr", 12_000)


def test_connecting_twice_keeps_one_account(essaim: CommandLine, networks: Networks) -> None:
    _, bluesky = networks
    bluesky.add("lyon.fr", 12_000)
    essaim.ok("account", "connect", "lyon", "lyon.fr")
    essaim.ok("account", "connect", "lyon", "https://bsky.app/profile/lyon.fr")
    assert essaim.ok("collect") == "Accounts read: 1; without a count: 0.\n"


def test_an_account_that_hides_its_count_is_connected_without_a_figure(essaim: CommandLine, networks: Networks) -> None:
    mastodon, _ = networks
    mastodon.add("lyon")
    mastodon.hide("lyon")
    said = essaim.ok("account", "connect", "lyon", mastodon.handle("lyon"))
    assert said == f"{mastodon.handle('lyon')} on Mastodon is connected. It hides its number of followers.\n"
    assert essaim.json("series", "lyon") == []


def test_an_account_dated_by_hand_is_connected_without_asking_anybody(essaim: CommandLine, networks: Networks) -> None:
    said = essaim.ok("account", "connect", "lyon", "https://www.threads.net/@lyon")
    assert said == "lyon on Threads is connected. Its figures are dated by hand.\n"
    assert essaim.json("series", "lyon") == []
    assert not any(fake.calls for fake in networks)


@pytest.mark.parametrize("words", ["nobody.example", "nobody@{mastodon}", "not a handle"])
def test_an_unknown_handle_is_refused_in_one_line(essaim: CommandLine, networks: Networks, words: str) -> None:
    handle = words.format(mastodon=networks[0].host)
    assert handle.partition("@")[0] in essaim.refused("account", "connect", "lyon", handle)
    assert essaim.ok("collect") == "Accounts read: 0; without a count: 0.\n"


def test_a_suspended_account_is_not_connected(essaim: CommandLine, networks: Networks) -> None:
    mastodon, _ = networks
    mastodon.add("lyon")
    mastodon.suspend("lyon")
    assert "is suspended" in essaim.refused("account", "connect", "lyon", mastodon.handle("lyon"))
    assert essaim.json("series", "lyon") == []


def test_an_account_of_another_institution_is_refused_and_stays_there(essaim: CommandLine, networks: Networks) -> None:
    _, bluesky = networks
    bluesky.add("lyon.fr", 12_000)
    essaim.ok("account", "connect", "lyon", "lyon.fr")
    said = essaim.refused("account", "connect", "universite-de-besancon", "lyon.fr")
    assert said == "lyon.fr on Bluesky is already connected to another institution: Lyon. Check the handle, or tell the collective."
    assert essaim.json("series", "universite-de-besancon") == []
    assert len(essaim.json("series", "lyon")) == 1


def test_a_server_on_this_machine_is_not_asked_unless_the_operator_trusts_it(
    essaim: CommandLine, networks: Networks, monkeypatch: pytest.MonkeyPatch
) -> None:
    mastodon, _ = networks
    mastodon.add("lyon")
    monkeypatch.delenv("ESSAIM_TRUSTED_HOSTS")
    essaim.refused("account", "connect", "lyon", mastodon.handle("lyon"))
    assert not mastodon.calls


def test_a_figure_lists_the_account_it_is_of(essaim: CommandLine) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    words = ("--on", "2025-01-20", "--followers", 100_000, "--source", "https://archive.example/lyon", "--handle", "villedelyon")
    assert essaim.ok("account", "figure", "lyon", "x", *words) == "lyon: 100,000 followers on X on 20 January 2025.\n"
    (figure,) = essaim.json("series", "lyon")
    assert figure == {
        "network": "x",
        "handle": "villedelyon",
        "at": "2025-01-20T12:00:00+00:00",
        "followers": 100_000,
        "source": "https://archive.example/lyon",
        "precision": "exact",
        "provenance": "declared",
        "role": "operator",
        "rounded_to": None,
        "flagged": False,
    }


def test_the_same_day_again_replaces_a_figure_and_says_that_it_is_rounded(essaim: CommandLine) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    for followers, more in ((100_000, ()), (101_000, ("--rounded",))):
        words = ("--on", "2025-01-20", "--followers", followers, "--source", "counted on the profile", *more)
        essaim.ok("account", "figure", "lyon", "x", *words)
    (figure,) = essaim.json("series", "lyon")
    assert (figure["followers"], figure["precision"]) == (101_000, "rounded")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--on", "2025-01-20", "--followers", "-1", "--source", "me"], 1),
        (["--on", "2025-01-20", "--followers", "1", "--source", " "], 1),
        (["--on", "2099-01-20", "--followers", "1", "--source", "me"], 1),
        (["--on", "2001-01-20", "--followers", "1", "--source", "me"], 1),
        (["--on", "2025-01-20", "--followers", "many", "--source", "me"], 1),
        (["--on", "2025-01-20", "--followers", "1"], 2),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_lists_no_account(essaim: CommandLine, words: list[str], code: int) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    essaim.refused("account", "figure", "lyon", "x", *words, code=code)
    assert essaim.json("series", "lyon") == []
    assert "has no account" in essaim.refused("account", "disconnect", "lyon", "x", "--yes")


def test_disconnecting_asks_first_then_removes_the_account_with_its_figures(essaim: CommandLine, networks: Networks) -> None:
    _, bluesky = networks
    bluesky.add("lyon.fr", 12_000)
    essaim.ok("account", "connect", "lyon", "lyon.fr")
    assert "Add --yes" in essaim.refused("account", "disconnect", "lyon", "bluesky", "lyon.fr")
    essaim.ok("collect")
    assert len(essaim.json("series", "lyon")) == 2
    assert essaim.ok("account", "disconnect", "lyon", "bluesky", "lyon.fr", "--yes") == "lyon.fr on Bluesky is removed, with 2 figures.\n"
    assert essaim.json("series", "lyon") == []
    essaim.ok("account", "connect", "universite-de-besancon", "lyon.fr")


def test_an_account_of_another_is_not_disconnected(essaim: CommandLine, networks: Networks) -> None:
    _, bluesky = networks
    bluesky.add("lyon.fr", 12_000)
    essaim.ok("account", "connect", "lyon", "lyon.fr")
    essaim.refused("account", "disconnect", "universite-de-besancon", "bluesky", "lyon.fr", "--yes")
    assert len(essaim.json("series", "lyon")) == 1
