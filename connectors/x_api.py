"""X's API v2, asked with the token of a team or of the collective: the counts of up to 100 accounts in a call.

Documentation: https://docs.x.com/x-api/users/get-users-by-usernames, https://docs.x.com/x-api/fundamentals/rate-limits
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from connectors.asking import Answer, answer_of, refused, unreadable
from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.federated import somebody_else, unknown
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.hosts import unreachable
from connectors.pace import put_off
from connectors.ratelimits import Limits, read_limits
from connectors.reading import count, day, words
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import N_
from dashboard.domain.handles import profile_url
from dashboard.domain.networks import Network
from dashboard.domain.profile_pages import SITES

BATCH = 100
"""Accounts in one call, at most."""
FIELDS = "created_at,protected,public_metrics"
WINDOW = 900.0
"""Seconds of X's usual window: how long to wait where a refusal does not say until when."""
TOKEN = re.compile(r"[A-Za-z0-9._~+/%-]{20,500}=*")
"""What a bearer token may look like (RFC 6750; X percent-encodes some of its signs)."""
IDENTIFIER = re.compile(r"[0-9]{1,20}")
HANDLE = SITES[Network.X].handle


@dataclass(frozen=True)
class Reading:
    """What one call gave.

    :param outcomes: one per target, by its key.
    :param problem: why the whole call failed, which is then everyone's outcome; None if it did not.
    :param resume_at: instant before which X allows no other call with this token; None if it allows one.
    """

    outcomes: Mapping[int, Outcome]
    problem: ConnectorError | None = None
    resume_at: datetime | None = None


class XApi:
    """The API of X; the token comes with each call and is never kept.

    :param url: ``https://...`` of the API, without ``/2``.
    """

    def __init__(self, url: str, *, transport: GuardedTransport, clock: Callable[[], datetime]) -> None:
        self._url = url.rstrip("/")
        self._transport = transport
        self._client = GuardedClient(transport)
        self._clock = clock

    def read(self, token: str, batch: Sequence[Target]) -> Reading:
        """Read up to 100 accounts by name. One outcome per target, whatever happens: a refused token is RECONNECT, the limit reached
        RETRY_LATER with ``retry_at``; what is no handle is not sent.
        """
        asked = {target.handle.lower(): target.handle for target in batch if HANDLE.fullmatch(target.handle)}
        outcomes: dict[int, Outcome] = {target.key: unknown(target.handle, "X") for target in batch if target.handle.lower() not in asked}
        if not asked:
            return Reading(outcomes)
        targets = [target for target in batch if target.key not in outcomes]
        limits = Limits()
        try:
            answer = self._ask(token, list(asked.values()))
            limits = read_limits(answer.headers, self._clock().timestamp())
            users, errors = self._parts(answer, limits)
        except ConnectorError as problem:
            return Reading(outcomes | dict.fromkeys((target.key for target in targets), problem), problem, problem.retry_at)
        for target in targets:
            try:
                outcomes[target.key] = self._profile(target, users, errors)
            except ConnectorError as problem:
                outcomes[target.key] = problem
        return Reading(outcomes, resume_at=_instant(limits.reset_at) if limits.remaining == 0 else None)

    def close(self) -> None:
        """Close what is open."""
        self._transport.close()

    def _ask(self, token: str, handles: Sequence[str]) -> Answer:
        if not TOKEN.fullmatch(token):
            raise _refused_token()
        query = {"usernames": ",".join(handles), "user.fields": FIELDS}
        headers = {"authorization": f"Bearer {token}"}
        return answer_of(self._client.get(f"{self._url}/2/users/by", params=query, headers=headers, follow_redirects=False))

    def _parts(self, answer: Answer, limits: Limits) -> tuple[dict[str, object], dict[str, object]]:
        """What X says of users, and why it says nothing of others, by handle in lower case."""
        if answer.status == 401:
            raise _refused_token()
        if answer.status == 402:
            raise ConnectorError(
                N_("X asks for payment: what your contract with X covers is used up. Look at it in X’s developer console."),
                Remedy.GIVE_UP,
            )
        if answer.status == 403:
            raise ConnectorError(
                N_("X does not let this token read accounts. Check in X’s developer console what your contract with X covers."),
                Remedy.RECONNECT,
            )
        if answer.status == 429:
            now = self._clock().timestamp()
            raise put_off("X", max(limits.retry_at or 0.0, limits.reset_at or 0.0) or now + WINDOW)
        if answer.status >= 500:
            raise unreachable("X")
        if answer.status != 200:
            raise refused("X", answer.status)
        body = answer.body if isinstance(answer.body, dict) else {}
        users, errors = body.get("data", []), body.get("errors", [])
        if not isinstance(users, list) or not isinstance(errors, list) or not (users or errors):
            raise unreadable("X")
        return _by(users, "username"), _by(errors, "value")

    def _profile(self, target: Target, users: Mapping[str, object], errors: Mapping[str, object]) -> Profile:
        raw = users.get(target.handle.lower())
        if not isinstance(raw, dict):
            raise _missing(target.handle, errors.get(target.handle.lower()))
        identifier = raw.get("id")
        if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
            raise unreadable("X")
        if target.remote_id not in (None, identifier):
            raise somebody_else(target.handle, "X")
        metrics = raw.get("public_metrics")
        counts = metrics if isinstance(metrics, dict) else {}
        followers = count(counts.get("followers_count"))
        page = profile_url(Network.X, target.handle)
        return Profile(
            network=Network.X,
            handle=target.handle,
            remote_id=identifier,
            host=None,
            display_name=words(raw.get("name")),
            url=page,
            followers=followers,
            following=count(counts.get("following_count")),
            posts=count(counts.get("tweet_count")),
            state=AccountState.HIDDEN if followers is None else AccountState.ACTIVE,
            read_at=self._clock(),
            source=page,
            opened_on=day(raw.get("created_at")),
        )


def _by(parts: Sequence[object], name: str) -> dict[str, object]:
    found = {}
    for part in parts:
        value = part.get(name) if isinstance(part, dict) else None
        if isinstance(value, str):
            found[value.lower()] = part
    return found


def _missing(handle: str, said: object) -> ConnectorError:
    """Why X says nothing of an account."""
    reason = said if isinstance(said, dict) else {}
    if "suspended" in words(reason.get("detail")).lower():
        return ConnectorError(
            N_("X has suspended {handle}: no count is taken until it is back."),
            Remedy.FIX_HANDLE,
            state=AccountState.SUSPENDED,
            handle=handle,
        )
    return unknown(handle, "X") if words(reason.get("type")).endswith("/resource-not-found") else unreadable("X")


def _refused_token() -> ConnectorError:
    return ConnectorError(
        N_("X refuses the token: it was revoked, or is not whole. Make another in X’s developer console, and give it here."),
        Remedy.RECONNECT,
    )


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
