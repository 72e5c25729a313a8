"""Mastodon: profiles read on their home server, the only one that knows the whole count; up to 40 in a call where it can."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from connectors.asking import Answer, answer_of, ask, refused, unreadable
from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.federated import host_of, one_by_one, parts_of, unknown
from connectors.guarded_http import USER_AGENT, GuardedTransport, as_connector_error
from connectors.mastodon_home import Home
from connectors.mastodon_profile import IDENTIFIER, profile_in
from connectors.pace import Pace
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network

BATCH = 40
TIMEOUT = (5.0, 15.0)
"""Seconds to connect and to read; the guard ends a call earlier."""
NOT_OFFERED = (404, 405)


class MastodonConnector:
    """Profiles of any server.

    :param pace: shared by all threads.
    """

    network = Network.MASTODON

    def __init__(
        self,
        *,
        transport: GuardedTransport,
        pace: Pace,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._home = Home(transport, pace, sleep)
        self._one_by_one: set[str] = set()

    def look_up(self, handle: str) -> Profile:
        """See Connector. The home server is found by WebFinger, since a domain may keep its accounts elsewhere."""
        user, domain = parts_of(handle, "Mastodon")
        return self._by_name(self._home.of(user, domain), user, domain)

    def batches(self, targets: Sequence[Target]) -> list[list[Target]]:
        """See Connector: 40 ids of one server at a time; an account without an id takes a call of its own."""
        known: dict[str | None, list[Target]] = defaultdict(list)
        batches: list[list[Target]] = []
        for target in targets:
            if _has_id(target):
                known[host_of(target)].append(target)
            else:
                batches.append([target])
        for same in known.values():
            batches.extend(same[start : start + BATCH] for start in range(0, len(same), BATCH))
        return batches

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """See Connector. What the call for many leaves out is asked for one by one."""
        outcomes: dict[int, Outcome] = {}
        by_host: dict[str | None, list[Target]] = defaultdict(list)
        for target in batch:
            by_host[host_of(target)].append(target)
        for host, targets in by_host.items():
            if host is None:
                outcomes |= {target.key: unknown(target.handle, "Mastodon") for target in targets}
            else:
                outcomes |= self._read(host, targets)
        return outcomes

    def close(self) -> None:
        """See Connector."""
        self._transport.close()

    def _read(self, host: str, targets: Sequence[Target]) -> dict[int, Outcome]:
        identifiers = [target.remote_id for target in targets if target.remote_id and _has_id(target)]
        many: dict[str, object] = {}
        if len(identifiers) > 1 and host not in self._one_by_one:
            try:
                many = self._many(host, identifiers)
            except ConnectorError as problem:
                return {target.key: problem for target in targets}
        outcomes: dict[int, Outcome] = {}
        for target in targets:
            profile = profile_in(many.get(target.remote_id or ""), target.handle, self._base(host), host, self._clock())
            if profile:
                outcomes[target.key] = profile
        rest = [target for target in targets if target.key not in outcomes]
        return outcomes | one_by_one(rest, lambda target: self._single(target, host), self._clock)

    def _single(self, target: Target, host: str) -> Profile:
        if not _has_id(target):
            return self._by_name(host, *parts_of(target.handle, "Mastodon"))
        identifier = target.remote_id
        # https://docs.joinmastodon.org/methods/accounts/#get
        answer = self._ask(host, lambda sdk: sdk.account(identifier))
        return self._profile(answer, target.handle, host)

    def _by_name(self, host: str, user: str, domain: str) -> Profile:
        # https://docs.joinmastodon.org/methods/accounts/#lookup
        answer = self._ask(host, lambda sdk: sdk.account_lookup(user))
        return self._profile(answer, f"{user}@{domain}", host)

    def _many(self, host: str, identifiers: list[str]) -> dict[str, object]:
        """Raw accounts by id; none if the server cannot give many at once."""
        # https://docs.joinmastodon.org/methods/accounts/#index
        answer = self._ask(host, lambda sdk: sdk.accounts(list(dict.fromkeys(identifiers))))
        if answer.status in (401, 403):
            raise self._problem(answer, "", host)
        if answer.status in NOT_OFFERED:
            self._one_by_one.add(host)
        accounts = answer.body if answer.status == 200 and isinstance(answer.body, list) else []
        return {str(raw["id"]): raw for raw in accounts if isinstance(raw, dict) and "id" in raw}

    def _profile(self, answer: Answer, handle: str, host: str) -> Profile:
        if answer.status != 200:
            raise self._problem(answer, handle, host)
        profile = profile_in(answer.body, handle, self._base(host), host, self._clock())
        if profile is None:
            raise unreadable(host)
        return profile

    def _problem(self, answer: Answer, handle: str, host: str) -> ConnectorError:
        """What it means that an account was not given."""
        if answer.status in (404, 410):
            return unknown(handle, host)
        if answer.status == 401:
            return ConnectorError(
                N_("{host} shows profiles to signed-in readers only. Ask its administrators to open them to everybody."),
                Remedy.RECONNECT,
                host=host,
            )
        return refused(host, answer.status)

    def _ask(self, host: str, question: Callable[[Any], object]) -> Answer:
        return ask(self._pace, host, lambda: self._send(host, question), sleep=self._sleep)

    def _send(self, host: str, question: Callable[[Any], object]) -> Answer:
        """One call through the SDK. It turns ``"12"`` and ``true`` into numbers and drops headers, so the answer itself is read."""
        from mastodon import Mastodon  # a fifth of a second to import, and requests with it

        from connectors.guarded_requests import GuardedSession

        session = GuardedSession(self._transport)
        try:
            sdk = Mastodon(
                api_base_url=self._base(host),
                session=session,
                ratelimit_method="throw",
                request_timeout=TIMEOUT,  # type: ignore[arg-type] # requests takes the pair
                version_check_mode="none",
                user_agent=USER_AGENT,
            )
            question(sdk)
        except Exception as problem:  # the SDK hides errors of its HTTP library in its own, and lets some through
            if session.answer is None or session.answer.is_redirect:
                raise as_connector_error(problem, host) from problem
        if session.answer is None:
            raise unreadable(host)
        return answer_of(session.answer)

    def _base(self, host: str) -> str:
        return self._home.base(host)


def _has_id(target: Target) -> bool:
    return target.remote_id is not None and IDENTIFIER.fullmatch(target.remote_id) is not None
