"""A scripted server of Bluesky accounts: identity documents, profiles, and sessions opened with app passwords."""

from tests.network.bluesky_fake import BlueskyFake
from tests.network.http_fake import FAULTS, Query, Reply, as_json

CREATE, DELETE = "/xrpc/com.atproto.server.createSession", "/xrpc/com.atproto.server.deleteSession"


class PdsFake(BlueskyFake):
    """Directory, account server and AppView in one.

    :param passwords: app passwords, by DID.
    :param documents: what replaces the identity document of a DID.
    :param sessions: refresh tokens of the sessions that are open.
    :param secrets: every token it gave out.
    :param signing_out: how it misbehaves when a session is ended, a key of ``FAULTS``, or empty.
    """

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[str, str] = {}
        self.documents: dict[str, object] = {}
        self.sessions: set[str] = set()
        self.secrets: list[str] = []
        self.signing_out = ""
        self.names: str | None = None

    def document(self, did: str) -> object:
        """Its identity document."""
        server = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.url}
        account = self.account(did)
        named = [f"at://{account.handle}"] if account else []
        return self.documents.get(did, {"id": did, "alsoKnownAs": named, "service": [server]})

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake."""
        if path.startswith("/did:"):
            return as_json(self.document(path[1:])) if self.account(path[1:]) else as_json({"message": "DID not registered"}, 404)
        return super().reply(path, query)

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        """See HttpFake."""
        if path == CREATE:
            return self._sign_in({name: values[0] for name, values in fields.items()})
        if path == DELETE:
            if self.signing_out:
                return FAULTS[self.signing_out](path)
            self.sessions.discard(self.header("authorization").removeprefix("Bearer "))
            return Reply(200)
        return as_json({"error": "MethodNotImplemented"}, 501)

    def _sign_in(self, sent: dict[str, str]) -> Reply:
        account = self.account(sent["identifier"])
        if account is None or self.passwords.get(account.did) != sent["password"]:
            return as_json({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        access, refresh = (f"{kind}-token-{len(self.secrets)}-of-the-test-server" for kind in ("access", "refresh"))
        self.secrets += [access, refresh]
        self.sessions.add(refresh)
        return as_json({"did": self.names or account.did, "handle": account.handle, "accessJwt": access, "refreshJwt": refresh})
