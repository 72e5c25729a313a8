"""A scripted API of X: real HTTP on this machine, as strict as the documented one, and nothing of it but the look-up by name.

https://docs.x.com/x-api/users/get-users-by-usernames: what it does not document is refused, so that a mistake of ours is noticed.
"""

import re
import time

from tests.network.http_fake import HttpFake, Query, Reply, as_json

PATH = "/2/users/by"
TOKEN = "AAAAAAAAAAAAAAAAAAAAAESSAIM%2Bcanary%3DLyonQuitteX0123456789abcdefghij"
FIELDS = {"created_at", "description", "entities", "location", "name", "protected", "public_metrics", "url", "username", "verified"}
PROBLEMS = "https://api.twitter.com/2/problems"


class XApiFake(HttpFake):
    """The API.

    :param tokens: those that it accepts; ``forbidden``: those whose contract covers no reading.
    :param left: calls that remain in the window, or None for many; ``ends_in``: seconds to its end.
    :param instead: what it answers to everything, if not None.
    :param batches: the names that were asked for in each call.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tokens = {TOKEN}
        self.forbidden: set[str] = set()
        self.users: dict[str, dict[str, object]] = {}
        self.suspended: set[str] = set()
        self.left: int | None = None
        self.ends_in = 600
        self.instead: Reply | None = None
        self.batches: list[list[str]] = []

    def add(self, username: str, followers: object = 12_345, **parts: object) -> str:
        """Open an account, or change it; gives its id. ``...`` leaves a part out."""
        identifier = str(self.users.get(username, {}).get("id") or 1_400_000_000_000_000_000 + len(self.users))
        metrics = {"followers_count": followers, "following_count": 67, "tweet_count": 890, "listed_count": 5}
        whole: dict[str, object] = {
            "id": identifier,
            "name": "Ville de Lyon",
            "username": username,
            "created_at": "2010-01-01T00:00:00.000Z",
            "protected": False,
            "public_metrics": {name: value for name, value in metrics.items() if value is not ...},
            **parts,
        }
        self.users[username] = {name: value for name, value in whole.items() if value is not ...}
        return identifier

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if self.instead is not None:
            return self.instead
        if path != PATH:
            return problem(404, "Not Found")
        token = self.header("authorization").removeprefix("Bearer ")
        if token in self.forbidden:
            return problem(403, "Client Forbidden", reason="client-not-enrolled")
        if token not in self.tokens:
            return problem(401, "Unauthorized")
        if self.left == 0:
            return self._counted(problem(429, "Too Many Requests"))
        if set(query) - {"usernames", "user.fields"} or not self._well_asked(query):
            return problem(400, "Invalid Request")
        names = query["usernames"][0].split(",")
        self.batches.append(names)
        if self.left is not None:
            self.left -= 1
        return self._counted(self._users(names, set(query.get("user.fields", [""])[0].split(","))))

    def _well_asked(self, query: Query) -> bool:
        names, fields = query.get("usernames", [""])[0].split(","), query.get("user.fields", ["name"])[0].split(",")
        return 1 <= len(names) <= 100 and all(re.fullmatch(r"[A-Za-z0-9_]{1,15}", name) for name in names) and set(fields) <= FIELDS

    def _users(self, names: list[str], fields: set[str]) -> Reply:
        known = {name.lower(): user for name, user in self.users.items()}
        found = [known[name.lower()] for name in names if name.lower() in known and name not in self.suspended]
        data = [{name: value for name, value in user.items() if name in fields | {"id", "name", "username"}} for user in found]
        errors = [self._error(name) for name in names if name.lower() not in known or name in self.suspended]
        return as_json(({"data": data} if data else {}) | ({"errors": errors} if errors else {}))

    def _error(self, name: str) -> dict[str, object]:
        suspended = name in self.suspended
        detail = f"User has been suspended: [{name}]." if suspended else f"Could not find user with usernames: [{name}]."
        return {
            "value": name,
            "detail": detail,
            "title": "Forbidden" if suspended else "Not Found Error",
            "resource_type": "user",
            "parameter": "usernames",
            "resource_id": name,
            "type": f"{PROBLEMS}/resource-not-found",
        }

    def _counted(self, answer: Reply) -> Reply:
        if self.left is not None:
            ends_at = int(time.time()) + self.ends_in
            answer.headers |= {"x-rate-limit-limit": "300", "x-rate-limit-remaining": str(self.left), "x-rate-limit-reset": str(ends_at)}
        return answer


def problem(status: int, title: str, **more: object) -> Reply:
    return as_json({"title": title, "detail": title, "type": "about:blank", "status": status, **more}, status)
