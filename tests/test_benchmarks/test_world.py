"""What reading a world costs at least."""

import pytest

from benchmarks.world import World, did_of, key_of

HALF_A_SECOND = 0.5


def world(organisations: int, *, bluesky_limit: int = 1_000, mastodon_limit: int = 1_000) -> World:
    """One Mastodon server that gives 40 accounts in a call, in windows of 25 s, answers take half a second."""
    return World(organisations, 1, bluesky_limit, mastodon_limit, window=25.0, latency=HALF_A_SECOND)


@pytest.mark.parametrize(("organisations", "calls"), [(1, 1 + 1), (25, 1 + 1), (26, 2 + 1), (40, 2 + 1), (41, 2 + 2)])
def test_a_call_reads_25_accounts_of_bluesky_and_40_of_mastodon(organisations: int, calls: int) -> None:
    assert world(organisations).least_calls() == calls


def test_an_old_server_takes_a_call_for_each_account() -> None:
    two_old = World(10_000, 40, 1_000, 1_000, 25.0, HALF_A_SECOND)
    assert [server for server in range(1, 41) if two_old.is_old(server)] == [10, 30]
    sizes, calls = two_old.sizes(), two_old.mastodon_calls()
    assert (calls[10], calls[11]) == (sizes[10], -(-sizes[11] // 40))
    assert sum(sizes.values()) == 10_000


@pytest.mark.parametrize(
    ("organisations", "limits", "started", "seconds"),
    [
        (1_000, {}, 0.0, 0.0),
        (1_000, {"bluesky_limit": 40}, 7.0, 0.0),
        (1_000, {"bluesky_limit": 39}, 7.0, 25.0),
        (1_000, {"bluesky_limit": 20}, 7.0, 25.0),
        (1_000, {"bluesky_limit": 19}, 7.0, 50.0),
        (1_000, {"mastodon_limit": 24}, 7.0, 18.0),
        (1_000, {"mastodon_limit": 12}, 57.0, 18.0 + 25.0),
        (1_000, {"bluesky_limit": 20, "mastodon_limit": 24}, 7.0, 25.0),
    ],
    ids=[
        "no limit binds",
        "40 calls fit one window",
        "one call too many",
        "two full windows",
        "three windows",
        "Mastodon's window ends at a multiple of its length",
        "and the next ones last all of it",
        "the slowest server counts",
    ],
)
def test_limits_force_a_time(organisations: int, limits: dict[str, int], started: float, seconds: float) -> None:
    assert world(organisations, **limits).least_seconds(started) == seconds + HALF_A_SECOND


@pytest.mark.parametrize("key", [1, 31, 32, 29_999])
def test_a_did_says_whose_it_is(key: int) -> None:
    assert (len(did_of(key)), key_of(did_of(key))) == (32, key)
