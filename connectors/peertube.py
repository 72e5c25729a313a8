"""PeerTube: channels, or accounts, read on their home server, the only one that knows the whole count; one in a call."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from connectors.asking import Answer, answer_of, ask, refused, unreadable
from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.federated import base_of, host_of, one_by_one, parts_of, unknown
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.pace import Pace
from connectors.peertube_profile import IDENTIFIER, KINDS, profile_in
from dashboard.domain.errors import N_
from dashboard.domain.networks import Network

BATCH = 20
"""Accounts of one server that are read one after the other before their counts are stored."""


class PeertubeConnector:
    """Channels and accounts of any server.

    :param pace: shared by all threads.
    """

    network = Network.PEERTUBE

    def __init__(
        self,
        *,
        transport: GuardedTransport,
        pace: Pace,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._client = GuardedClient(transport)
        self._pace = pace
        self._clock = clock
        self._sleep = sleep

    def look_up(self, handle: str) -> Profile:
        """See Connector. A channel is what people follow; an account of that name is found where there is no such channel."""
        user, host = parts_of(handle, "PeerTube")
        return self._first(tuple(KINDS), user, f"{user}@{host}", host)

    def batches(self, targets: Sequence[Target]) -> list[list[Target]]:
        """See Connector: accounts of one server together, so that one that is down costs little; each takes a call of its own."""
        by_host: dict[str | None, list[Target]] = defaultdict(list)
        for target in targets:
            by_host[host_of(target)].append(target)
        return [same[start : start + BATCH] for same in by_host.values() for start in range(0, len(same), BATCH)]

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """See Connector."""
        outcomes: dict[int, Outcome] = {}
        by_host: dict[str | None, list[Target]] = defaultdict(list)
        for target in batch:
            by_host[host_of(target)].append(target)
        for host, targets in by_host.items():
            if host is None:
                outcomes |= {target.key: unknown(target.handle, "PeerTube") for target in targets}
            else:
                outcomes |= self._read(host, targets)
        return outcomes

    def close(self) -> None:
        """See Connector."""
        self._transport.close()

    def _read(self, host: str, targets: Sequence[Target]) -> dict[int, Outcome]:
        return one_by_one(targets, lambda target: self._single(target, host), self._clock)

    def _single(self, target: Target, host: str) -> Profile:
        user, domain = parts_of(target.handle, "PeerTube")
        known = IDENTIFIER.fullmatch(target.remote_id or "")
        if known is None:
            return self._first(tuple(KINDS), user, f"{user}@{domain}", host)
        return self._first((known[1],), user, f"{user}@{domain}", host, target.remote_id)

    def _first(self, kinds: Sequence[str], user: str, handle: str, host: str, remote_id: str | None = None) -> Profile:
        """The first of these kinds that the server has under that name.

        :param remote_id: the only one it may be.
        """
        for kind in kinds:
            # https://docs.joinpeertube.org/api-rest-reference.html#tag/Video-Channels/operation/getVideoChannel
            # https://docs.joinpeertube.org/api-rest-reference.html#tag/Accounts/operation/getAccount
            address = f"{base_of(self._transport.guard, host)}/api/v1/{KINDS[kind]}/{user}"
            answer = self._ask(host, address)
            if answer.status not in (404, 410):
                return self._profile(answer, kind, handle, host, address, remote_id)
        raise unknown(handle, host)

    def _profile(self, answer: Answer, kind: str, handle: str, host: str, address: str, remote_id: str | None) -> Profile:
        if answer.status == 401:
            raise ConnectorError(
                N_("{host} shows profiles to signed-in readers only. Ask its administrators to open them to everybody."),
                Remedy.RECONNECT,
                host=host,
            )
        if answer.status != 200:
            raise refused(host, answer.status)
        profile = profile_in(answer.body, kind, handle, host, address, self._clock(), remote_id)
        if profile is None:
            raise unreadable(host)
        return profile

    def _ask(self, host: str, address: str) -> Answer:
        return ask(self._pace, host, lambda: answer_of(self._client.get(address)), sleep=self._sleep)
