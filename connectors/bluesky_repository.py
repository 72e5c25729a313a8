"""The collective's own account of Bluesky, to which Essaim writes: signed in with an app password, for as long as it takes.

https://atproto.com/specs/repository, https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from connectors.asking import Answer, answer_of, ask, refused, unreadable
from connectors.base import ConnectorError, Remedy
from connectors.did_documents import server_in
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.pace import Pace
from dashboard.domain.errors import N_
from dashboard.domain.exit_days.pack_changes import Write

PAGE = 100
"""Records in one answer, at most."""
MOST_PAGES = 1_000
MOST_WRITES = 200
"""Changes in one call, at most: https://docs.bsky.app/docs/api/com-atproto-repo-apply-writes."""
CHANGED = "InvalidSwap"
NO_HANDLE = "handle.invalid"


class BlueskyRepository:
    """One account, written to over its own server.

    :param server: where it signs in, ``https://bsky.social``; trusted, since the operator typed it.
    :param account: its handle. :param app_password: never the password of the account itself.
    """

    def __init__(
        self,
        server: str,
        account: str,
        app_password: str,
        *,
        transport: GuardedTransport,
        pace: Pace,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = server
        self._account = account
        self._app_password = app_password
        self._transport = transport
        self._client = GuardedClient(transport)
        self._pace = pace
        self._sleep = sleep

    @contextmanager
    def signed_in(self) -> Iterator["OpenRepository"]:
        """Sign in, and out again at the end whatever happens. The tokens are kept nowhere else.

        :raises ConnectorError: not let in (RECONNECT), not reachable.
        """
        sent = {"identifier": self._account, "password": self._app_password}
        # https://docs.bsky.app/docs/api/com-atproto-server-create-session
        answer = self._ask(self._server, "POST", "com.atproto.server.createSession", json=sent)
        if answer.status in (400, 401, 403):
            raise ConnectorError(
                N_(
                    "{host} does not let {account} in. Make a new app password in the settings of that account, "
                    "and give it in ESSAIM_BLUESKY_APP_PASSWORD; check ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_SERVER as well."
                ),
                Remedy.RECONNECT,
                host=_host(self._server),
                account=self._account,
            )
        body = _body(answer, self._server)
        did, handle, token, ending = (body.get(name) for name in ("did", "handle", "accessJwt", "refreshJwt"))
        if not isinstance(did, str) or not _is_token(token):
            raise unreadable(_host(self._server))
        server = server_in(body.get("didDoc"), self._transport.guard) or self._server
        known = handle if isinstance(handle, str) and handle != NO_HANDLE else did
        try:
            yield OpenRepository(did, known, lambda *asked, **sent: self._ask(server, *asked, token=str(token), **sent), _host(server))
        finally:
            self._sign_out(server, ending)

    def close(self) -> None:
        """Close what is open."""
        self._transport.close()

    def _sign_out(self, server: str, ending: object) -> None:
        """A session that is not ended ends by itself."""
        if not _is_token(ending):
            return
        try:
            # https://docs.bsky.app/docs/api/com-atproto-server-delete-session
            self._ask(server, "POST", "com.atproto.server.deleteSession", token=str(ending))
        except ConnectorError:
            return

    def _ask(self, server: str, method: str, name: str, *, token: str = "", **sent: Any) -> Answer:
        headers = {"authorization": f"Bearer {token}"} if token else {}

        def send() -> Answer:
            # Neither the password nor a token follows a server that points elsewhere.
            return answer_of(self._client.request(method, f"{server}/xrpc/{name}", headers=headers, follow_redirects=False, **sent))

        # Sign-ins, reads and writes have limits of their own: what one answer says remains holds for its own kind alone.
        return ask(self._pace, f"{_host(server)} {name}", send, sleep=self._sleep)


class OpenRepository:
    """The account while somebody is signed in.

    :param did: whose it is. :param handle: under which people find it; the DID where its domain no longer confirms the handle.
    """

    def __init__(self, did: str, handle: str, ask: Callable[..., Answer], host: str) -> None:
        self.did = did
        self.handle = handle
        self._ask = ask
        self._host = host

    def commit(self) -> str:
        """The state of the account now, by a name that changes with everything that is written to it."""
        # https://docs.bsky.app/docs/api/com-atproto-sync-get-latest-commit
        return self._commit(self._body(self._ask("GET", "com.atproto.sync.getLatestCommit", params={"did": self.did})))

    def records(self, collection: str) -> dict[str, Mapping[str, object]]:
        """Every record of a collection, by its key.

        :raises ConnectorError: not reachable, or not readable.
        """
        found: dict[str, Mapping[str, object]] = {}
        asked: dict[str, str | int] = {"repo": self.did, "collection": collection, "limit": PAGE}
        for _ in range(MOST_PAGES):
            # https://docs.bsky.app/docs/api/com-atproto-repo-list-records
            body = self._body(self._ask("GET", "com.atproto.repo.listRecords", params=asked))
            records, cursor = body.get("records"), body.get("cursor")
            if not isinstance(records, list):
                raise unreadable(self._host)
            for one in records:
                uri, value = (one.get("uri"), one.get("value")) if isinstance(one, dict) else (None, None)
                if not isinstance(uri, str) or not isinstance(value, dict):
                    raise unreadable(self._host)
                found[uri.rpartition("/")[2]] = value
            if not records or not isinstance(cursor, str) or not cursor:
                return found
            asked["cursor"] = cursor
        raise unreadable(self._host)

    def write(self, writes: Sequence[Write], *, onto: str) -> str | None:
        """Change at most 200 records: all of them or none, and only if the account is still in the state ``onto``.

        It may be sent twice if no answer came: the second is then refused, since the first has changed the state.

        :returns: the state afterwards; None if the account was changed meanwhile, and nothing was done.
        :raises ConnectorError: not reachable, refused, or no more changes are accepted for now (``retry_at``).
        """
        sent = {"repo": self.did, "swapCommit": onto, "writes": [_as_sent(one) for one in writes]}
        # https://docs.bsky.app/docs/api/com-atproto-repo-apply-writes
        answer = self._ask("POST", "com.atproto.repo.applyWrites", json=sent)
        if answer.status == 400 and isinstance(answer.body, dict) and answer.body.get("error") == CHANGED:
            return None
        said = self._body(answer).get("commit")
        return self._commit(said) if isinstance(said, dict) else self.commit()

    def _body(self, answer: Answer) -> Mapping[str, object]:
        return _body(answer, f"//{self._host}")

    def _commit(self, said: Mapping[str, object]) -> str:
        name = said.get("cid")
        if not isinstance(name, str):
            raise unreadable(self._host)
        return name


def _as_sent(one: Write) -> dict[str, object]:
    sent: dict[str, object] = {
        "$type": f"com.atproto.repo.applyWrites#{one.action.value}",
        "collection": one.collection,
        "rkey": one.key,
    }
    return sent if one.value is None else {**sent, "value": one.value}


def _body(answer: Answer, address: str) -> Mapping[str, object]:
    if answer.status != 200:
        raise refused(_host(address), answer.status)
    if not isinstance(answer.body, dict):
        raise unreadable(_host(address))
    return answer.body


def _is_token(text: object) -> bool:
    return isinstance(text, str) and text != "" and text.isascii() and text.isprintable()


def _host(address: str) -> str:
    return urlsplit(address).netloc
