"""A scripted Mastodon server: real HTTP on this machine, with accounts in every state and every fault.

Not covered: signing in, posts, lists of followers. Counts, states and faults are what the product reads.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.network.http_fake import FAULTS, HTML, HttpFake, Query, Reply, as_json


@dataclass
class MastodonAccount:
    """One account.

    :param entity: what replaces parts of its entity; a value of ``...`` leaves the part out.
    :param fault: how calls about this account alone misbehave (a key of ``FAULTS``), or empty.
    """

    id: str
    username: str
    entity: dict[str, object] = field(default_factory=dict)
    fault: str = ""


class MastodonFake(HttpFake):
    """A server: WebFinger, ``lookup``, ``accounts/:id``, ``accounts?id[]``, ``instance``, profile pages.

    :param webfinger: ``here`` (the account is on this server), ``portless`` (the same, named without its port), ``none`` (404),
        or the ``host:port`` of another server that holds the accounts of this domain.
    :param many: whether ``accounts?id[]=`` exists (Mastodon 4.3); ``many_fault`` is how it misbehaves, a key of ``FAULTS``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.webfinger = "here"
        self.many = True
        self.many_fault = ""
        self.accounts: dict[str, MastodonAccount] = {}

    def add(self, username: str, followers: object = 12_345) -> str:
        """Open an account, and give its id."""
        identifier = str(109_000_000_000_000_000 + len(self.accounts))
        self.accounts[username] = MastodonAccount(identifier, username, {"followers_count": followers})
        return identifier

    def handle(self, username: str) -> str:
        """``username@localhost:port``."""
        return f"{username}@{self.host}"

    def set(self, username: str, /, **entity: object) -> None:
        """Replace parts of an entity (``followers_count=2000``); ``...`` leaves a part out."""
        self.accounts[username].entity.update(entity)

    def hide(self, username: str, value: object = -1) -> None:
        """Hide the number of followers, in one of the ways of servers: -1, -2, None, ``"12"``, ``...`` (left out)."""
        self.set(username, followers_count=value)

    def suspend(self, username: str) -> None:
        """Suspend an account: it stays readable, with counts of 0."""
        self.set(username, suspended=True, followers_count=0, following_count=0, statuses_count=0, display_name="")

    def move(self, username: str, acct: str) -> None:
        """Move an account to ``acct``: ``user`` on this server or ``user@elsewhere``."""
        self.set(username, moved=self._entity(MastodonAccount("1", acct.partition("@")[0], {"acct": acct})))

    def fail(self, username: str, fault: str) -> None:
        """Let calls about one account misbehave: a key of ``FAULTS``, or empty for no longer."""
        self.accounts[username].fault = fault

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if path == "/.well-known/webfinger":
            return self._webfinger(query)
        if path == "/api/v2/instance":
            return as_json({"domain": self.host, "title": "Réseau d'essai", "version": "4.5.0" if self.many else "4.2.0"})
        if path == "/api/v1/accounts/lookup":
            return self._one(self._by_name(query.get("acct", [""])[0]), path)
        if path == "/api/v1/accounts" and self.many_fault:
            return FAULTS[self.many_fault](path)
        if path == "/api/v1/accounts" and self.many:
            asked = [self._by_id(identifier) for identifier in query.get("id[]", [])]
            return as_json([self._entity(account) for account in asked if account and not account.fault])
        if path.startswith("/api/v1/accounts/"):
            return self._one(self._by_id(path.removeprefix("/api/v1/accounts/")), path)
        if path.startswith("/@") and (account := self._by_name(path[2:])):
            return Reply(200, f"<!doctype html><title>@{account.username}</title>".encode(), HTML)
        return as_json({"error": "Not Found"}, 404)

    def _webfinger(self, query: Query) -> Reply:
        account = self._by_name(query.get("resource", [""])[0].removeprefix("acct:"))
        if self.webfinger == "none" or (account is None and self.webfinger in ("here", "portless")):
            return Reply(404, b"")
        host = {"here": self.host, "portless": self.host.partition(":")[0]}.get(self.webfinger, self.webfinger)
        user = query["resource"][0].removeprefix("acct:").partition("@")[0]
        links = [
            {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": f"http://{host}/@{user}"},
            {"rel": "self", "type": "application/activity+json", "href": f"http://{host}/users/{user}"},
        ]
        return as_json({"subject": query["resource"][0], "links": links}, Content_Type="application/jrd+json; charset=utf-8")

    def _one(self, account: MastodonAccount | None, path: str) -> Reply:
        if account is None:
            return FAULTS["gone"](path)
        return FAULTS[account.fault](path) if account.fault else as_json(self._entity(account))

    def _by_name(self, acct: str) -> MastodonAccount | None:
        username, _, domain = acct.removeprefix("@").partition("@")
        known = not domain or domain in (self.host, urlsplit(self.url).hostname)
        return next((account for name, account in self.accounts.items() if known and name.lower() == username.lower()), None)

    def _by_id(self, identifier: str) -> MastodonAccount | None:
        return next((account for account in self.accounts.values() if account.id == identifier), None)

    def _entity(self, account: MastodonAccount) -> dict[str, object]:
        whole: dict[str, object] = {
            "id": account.id,
            "username": account.username,
            "acct": account.username,
            "display_name": "Ville de Lyon",
            "locked": False,
            "bot": False,
            "created_at": "2022-11-05T00:00:00.000Z",
            "note": "<p>Compte officiel</p>",
            "url": f"{self.url}/@{account.username}",
            "uri": f"{self.url}/users/{account.username}",
            "followers_count": 12_345,
            "following_count": 67,
            "statuses_count": 890,
            "last_status_at": "2025-01-19",
            "emojis": [],
            "fields": [],
            **account.entity,
        }
        return {name: value for name, value in whole.items() if value is not ...}
