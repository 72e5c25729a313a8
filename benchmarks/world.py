"""The world that the collection benchmark reads: how large it is, and what it costs at least to read all of it."""

from dataclasses import dataclass

PER_BLUESKY_CALL = 25
PER_MASTODON_CALL = 40
OLD_EVERY = 20
"""Every so many Mastodon servers one is too old to give many accounts in a call."""
BLUESKY_HANDLE = "institution-{key}.bsky.social"
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
DID_LETTERS = 24


@dataclass(frozen=True)
class World:
    """One AppView and ``mastodon_servers`` others, each with its limit in calls per ``window`` seconds.

    :param organisations: each has one account on Bluesky and one on a Mastodon server.
    :param latency: seconds that every answer takes.
    """

    organisations: int
    mastodon_servers: int
    bluesky_limit: int
    mastodon_limit: int
    window: float
    latency: float

    def is_old(self, server: int) -> bool:
        """Whether a Mastodon server (1 is the largest) gives one account a call only."""
        return server % OLD_EVERY == OLD_EVERY // 2

    def sizes(self) -> dict[int, int]:
        """Accounts per Mastodon server: few large ones and many small ones, as they are."""
        servers = range(1, self.mastodon_servers + 1)
        weights = {server: 1 / (server + 9) for server in servers}
        unit = self.organisations / sum(weights.values())
        sizes = {server: int(weights[server] * unit) for server in servers}
        sizes[1] += self.organisations - sum(sizes.values())
        return sizes

    def bluesky_calls(self) -> int:
        """The fewest calls that read every Bluesky account."""
        return -(-self.organisations // PER_BLUESKY_CALL)

    def mastodon_calls(self) -> dict[int, int]:
        """The fewest calls that read every account of each Mastodon server."""
        return {server: n if self.is_old(server) else -(-n // PER_MASTODON_CALL) for server, n in self.sizes().items()}

    def least_calls(self) -> int:
        """The fewest calls that read everything."""
        return self.bluesky_calls() + sum(self.mastodon_calls().values())

    def least_seconds(self, started: float) -> float:
        """The time that the servers' limits force, with nothing between two calls and any number of them at once.

        :param started: seconds since the epoch: Mastodon's windows begin at multiples of their length, an AppView's at the first call.
        """
        forced = (self.bluesky_calls() - 1) // self.bluesky_limit * self.window
        first_end = self.window - started % self.window
        for calls in self.mastodon_calls().values():
            if windows := (calls - 1) // self.mastodon_limit:
                forced = max(forced, first_end + (windows - 1) * self.window)
        return forced + self.latency


def did_of(key: int) -> str:
    """The DID of the n-th account."""
    text = ""
    while key:
        key, digit = divmod(key, len(ALPHABET))
        text = ALPHABET[digit] + text
    return "did:plc:" + text.rjust(DID_LETTERS, ALPHABET[0])


def key_of(did: str) -> int:
    """The number of the account with that DID."""
    key = 0
    for letter in did.removeprefix("did:plc:"):
        key = key * len(ALPHABET) + ALPHABET.index(letter)
    return key


def username_of(key: int) -> str:
    """The name of the n-th account on its Mastodon server."""
    return f"institution_{key}"
