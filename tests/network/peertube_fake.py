"""A scripted PeerTube server: real HTTP on this machine, with the documented answers about channels and accounts, and nothing else.

https://docs.joinpeertube.org/api-rest-reference.html: ``VideoChannel``, ``Account``; errors as of RFC 7807. Not covered: videos,
followers one by one, signing in. It is also what a Mastodon client finds there: WebFinger, and no ``accounts/lookup``.
"""

from dataclasses import dataclass, field

from tests.network.http_fake import FAULTS, HttpFake, Query, Reply, as_json

API = "/api/v1"


@dataclass
class Actor:
    """A channel or an account.

    :param kind: ``video-channels`` or ``accounts``.
    :param entity: what replaces parts of its entity; a value of ``...`` leaves the part out.
    :param fault: how calls about it alone misbehave (a key of ``FAULTS``), or empty.
    """

    id: int
    name: str
    kind: str
    entity: dict[str, object] = field(default_factory=dict)
    fault: str = ""


class PeertubeFake(HttpFake):
    """A server. One name is one channel or one account, never both."""

    def __init__(self) -> None:
        super().__init__()
        self.actors: dict[str, Actor] = {}

    def add(self, name: str, followers: object = 12_345, kind: str = "video-channels") -> str:
        """Open a channel or an account; gives its name among all, as the product keeps it."""
        number = 40 + sum(one.kind == kind for one in self.actors.values())
        self.actors[name] = Actor(number, name, kind, {"followersCount": followers})
        return f"{'channel' if kind == 'video-channels' else 'account'}-{number}"

    def handle(self, name: str) -> str:
        """``name@localhost:port``."""
        return f"{name}@{self.host}"

    def set(self, actor: str, /, **entity: object) -> None:
        """Replace parts of an entity (``followersCount=2000``); ``...`` leaves a part out."""
        self.actors[actor].entity.update(entity)

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if path == "/.well-known/webfinger":
            return self._webfinger(query.get("resource", [""])[0])
        if path == f"{API}/accounts/lookup":
            return _problem(404, "Account not found")  # Mastodon's way to look somebody up: to PeerTube, an account of that name
        if query:
            return _problem(400, "Incorrect request parameters")
        for kind in ("video-channels", "accounts"):
            if path.startswith(f"{API}/{kind}/"):
                return self._one(kind, path.removeprefix(f"{API}/{kind}/"), path)
        return _problem(404, "Not found")

    def _webfinger(self, resource: str) -> Reply:
        name = resource.removeprefix("acct:").partition("@")[0]
        if name not in self.actors:
            return _problem(404, "Actor not found")
        href = f"{self.url}/{self.actors[name].kind}/{name}"
        links = [{"rel": "self", "type": "application/activity+json", "href": href}]
        return as_json({"subject": resource, "aliases": [href], "links": links})

    def _one(self, kind: str, asked: str, path: str) -> Reply:
        found = next((one for name, one in self.actors.items() if one.kind == kind and name.lower() == asked.lower()), None)
        if found is None:
            return _problem(404, "Video channel not found" if kind == "video-channels" else "Account not found")
        return FAULTS[found.fault](path) if found.fault else as_json(self._entity(found))

    def _entity(self, actor: Actor) -> dict[str, object]:
        whole: dict[str, object] = {
            "id": actor.id,
            "url": f"{self.url}/{actor.kind}/{actor.name}",
            "name": actor.name,
            "host": self.host,
            "avatars": [],
            "followingCount": 67,
            "followersCount": 12_345,
            "createdAt": "2022-11-05T08:30:00.000Z",
            "updatedAt": "2025-01-19T08:30:00.000Z",
            "displayName": "Ville de Lyon",
            "description": "Chaîne officielle",
        }
        if actor.kind == "video-channels":
            owner = {"id": 3, "name": "root", "host": self.host, "url": f"{self.url}/accounts/root", "displayName": "root", "avatars": []}
            whole |= {"support": None, "isLocal": True, "banners": [], "ownerAccount": owner}
        else:
            whole |= {"hostRedundancyAllowed": None, "userId": 7}
        return {name: value for name, value in (whole | actor.entity).items() if value is not ...}


def _problem(status: int, detail: str) -> Reply:
    body = {"type": "about:blank", "title": "Error", "detail": detail, "error": detail, "status": status}
    return as_json(body, status, Content_Type="application/problem+json; charset=utf-8")
