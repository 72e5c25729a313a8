"""A scripted Bluesky AppView, for what the real one of the tests cannot be made to say."""

from dataclasses import dataclass, field

from tests.network.http_fake import HttpFake, Query, Reply, as_json

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def did_of(number: int) -> str:
    """The DID of the n-th account."""
    text = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        text = ALPHABET[digit] + text
    return "did:plc:" + text.rjust(24, "a")


@dataclass
class BlueskyAccount:
    """One account.

    :param profile: what replaces parts of its profile, ``followersCount`` for instance; a value of ``...`` leaves the part out.
    :param ended: ``AccountTakedown``, ``AccountDeactivated``, ``gone`` or empty.
    """

    did: str
    handle: str
    profile: dict[str, object] = field(default_factory=dict)
    ended: str = ""

    def view(self) -> dict[str, object]:
        whole = {
            "did": self.did,
            "handle": self.handle,
            "displayName": "Ville de Lyon",
            "description": "Compte officiel",
            "followersCount": 12_345,
            "followsCount": 67,
            "postsCount": 890,
            "createdAt": "2024-11-20T09:30:00.000Z",
            "indexedAt": "2024-11-20T09:30:01.000Z",
            "labels": [],
            **self.profile,
        }
        return {name: value for name, value in whole.items() if value is not ...}


class BlueskyFake(HttpFake):
    """An AppView: ``app.bsky.actor.getProfile`` and ``getProfiles``."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts: dict[str, BlueskyAccount] = {}

    def add(self, handle: str, followers: object = 12_345) -> str:
        """Open an account, and give its DID."""
        did = did_of(len(self.accounts) + 1)
        self.accounts[did] = BlueskyAccount(did, handle, {"followersCount": followers})
        return did

    def account(self, actor: str) -> BlueskyAccount | None:
        """The account with this DID or handle."""
        return next((account for account in self.accounts.values() if actor.lower() in (account.did, account.handle.lower())), None)

    def set(self, actor: str, /, **profile: object) -> None:
        """Replace parts of a profile; ``...`` leaves a part out."""
        account = self.account(actor)
        assert account is not None
        account.profile.update(profile)

    def rename(self, actor: str, handle: str) -> None:
        """Give an account another handle."""
        account = self.account(actor)
        assert account is not None
        account.handle = handle

    def end(self, actor: str, how: str) -> None:
        """End an account: ``AccountTakedown``, ``AccountDeactivated`` or ``gone``."""
        account = self.account(actor)
        assert account is not None
        account.ended = how

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if path == "/xrpc/app.bsky.actor.getProfile":
            account = self.account(query["actor"][0])
            if account is None or account.ended == "gone":
                return as_json({"error": "InvalidRequest", "message": "Profile not found"}, 400)
            if account.ended:
                return as_json({"error": account.ended, "message": "Account has ended"}, 400)
            return as_json(account.view())
        if path == "/xrpc/app.bsky.actor.getProfiles":
            actors = query["actors"]
            if len(actors) > 25:
                return as_json({"error": "InvalidRequest", "message": "actors must not have more than 25 elements"}, 400)
            if not all(actor.startswith("did:") or "." in actor for actor in actors):
                return as_json({"error": "InvalidRequest", "message": "actors must be valid at-identifiers"}, 400)
            found = [self.account(actor) for actor in actors]
            return as_json({"profiles": [account.view() for account in found if account and not account.ended]})
        return as_json({"error": "MethodNotImplemented", "message": "Method Not Implemented"}, 501)
