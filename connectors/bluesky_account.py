"""A Bluesky account that proves itself: a code in its profile text, or one sign-in that leaves no trace."""

from connectors.asking import Answer, answer_of, refused, unreadable
from connectors.base import ConnectorError, Remedy
from connectors.did_documents import PLC, DidDocuments, nobody
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.hosts import unreachable
from dashboard.domain.errors import N_


class BlueskyAccount:
    """What an account says of itself, and that somebody holds it.

    :param url: AppView, for profile texts.
    :param plc: host of the directory of identities, with a port for trusted ones.
    """

    def __init__(self, url: str, *, transport: GuardedTransport, plc: str = PLC) -> None:
        self._url = url
        self._client = GuardedClient(transport)
        self._documents = DidDocuments(transport, plc)

    def profile_text(self, did: str) -> str:
        """What the account says of itself.

        :raises ConnectorError: not found, not reachable.
        """
        # https://docs.bsky.app/docs/api/app-bsky-actor-get-profile
        answer = answer_of(self._client.get(f"{self._url}/xrpc/app.bsky.actor.getProfile", params={"actor": did}))
        if answer.status == 400:
            raise nobody(did)
        body = _body(answer, self._url)
        if body.get("did") != did:
            raise unreadable(_name(self._url))
        text = body.get("description", "")
        return text if isinstance(text, str) else ""

    def sign_in_once(self, did: str, app_password: str) -> str:
        """Sign in at the account's own server, sign out again, and give the DID that the server names. Nothing is kept.

        :raises ConnectorError: refused (FIX_HANDLE), not reachable.
        """
        server = self._documents.server(did)
        # https://docs.bsky.app/docs/api/com-atproto-server-create-session
        answer = answer_of(
            self._client.post(
                f"{server}/xrpc/com.atproto.server.createSession",
                json={"identifier": did, "password": app_password},
                follow_redirects=False,  # the password goes to the account's own server and nowhere else
            )
        )
        if answer.status in (400, 401, 403):
            raise ConnectorError(
                N_("{host} did not accept the app password. Make a new one in the account’s settings, and type it again."),
                Remedy.FIX_HANDLE,
                host=_name(server),
            )
        body = _body(answer, server)
        self._sign_out(server, body.get("refreshJwt"))
        named = body.get("did")
        if not isinstance(named, str):
            raise unreadable(_name(server))
        return named

    def _sign_out(self, server: str, token: object) -> None:
        """End the session that was just opened; if that fails it ends by itself, and nobody has its token."""
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            return
        # https://docs.bsky.app/docs/api/com-atproto-server-delete-session
        try:
            self._client.post(
                f"{server}/xrpc/com.atproto.server.deleteSession",
                headers={"authorization": f"Bearer {token}"},
                follow_redirects=False,
            )
        except ConnectorError:
            return


def _body(answer: Answer, address: str) -> dict[str, object]:
    host = _name(address)
    if answer.status == 429 or answer.status >= 500:
        raise unreachable(host)
    if answer.status != 200:
        raise refused(host, answer.status)
    if not isinstance(answer.body, dict):
        raise unreadable(host)
    return answer.body


def _name(address: str) -> str:
    return address.partition("://")[2]
