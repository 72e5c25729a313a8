"""Bluesky: profiles of the public AppView, 25 in a call, by DID so that a renamed handle follows."""

import re
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from connectors.asking import Answer, answer_of, ask, refused, unreadable
from connectors.base import ConnectorError, Outcome, Profile, Remedy, Target
from connectors.guarded_http import MAX_REDIRECTS, GuardedTransport, RememberingTransport, as_connector_error
from connectors.pace import Pace
from connectors.reading import count, day, words
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import N_
from dashboard.domain.handles import profile_url
from dashboard.domain.hostnames import domain_name
from dashboard.domain.networks import Network
from dashboard.domain.profile_pages import DID

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
Question = Callable[[Any, Any], Any]
"""From the SDK's client and models to its response."""
ONE = "app.bsky.actor.getProfile"
MANY = "app.bsky.actor.getProfiles"
BATCH = 25
"""Actors in one call, at most: https://docs.bsky.app/docs/api/app-bsky-actor-get-profiles."""
NO_HANDLE = "handle.invalid"
"""What the AppView says instead of a handle that its domain no longer confirms."""


class BlueskyConnector:
    """Profiles of one AppView.

    :param url: its base, ``https://public.api.bsky.app``.
    :param pace: shared by all threads.
    """

    network = Network.BLUESKY

    def __init__(
        self,
        url: str,
        *,
        transport: GuardedTransport,
        pace: Pace,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = url.rstrip("/")
        self._host = urlsplit(url).netloc.lower()
        self._transport = transport
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._threads = threading.local()

    def look_up(self, handle: str) -> Profile:
        """See Connector. ``handle`` may be a DID."""
        actor = _actor(handle)
        if actor is None:
            raise _unknown(handle)
        return self._one(actor, handle)

    def batches(self, targets: Sequence[Target]) -> list[list[Target]]:
        """See Connector: 25 at a time."""
        return [list(targets[start : start + BATCH]) for start in range(0, len(targets), BATCH)]

    def read(self, batch: Sequence[Target]) -> dict[int, Outcome]:
        """See Connector. An account that cannot be read harms no other."""
        actors = {target.key: _actor(target.remote_id or target.handle) for target in batch}
        asked = list(dict.fromkeys(actor for actor in actors.values() if actor))
        try:
            found, complete = self._profiles(asked) if asked else ({}, True)
        except ConnectorError as problem:
            return {target.key: problem if actors[target.key] else _unknown(target.handle) for target in batch}
        outcomes: dict[int, Outcome] = {}
        for target in batch:
            actor = actors[target.key]
            if actor is None:
                outcomes[target.key] = _unknown(target.handle)
            elif actor in found:
                outcomes[target.key] = self._profile(found[actor], target.handle) or unreadable(self._host)
            else:
                outcomes[target.key] = self._why_left_out(actor, target.handle) if complete else unreadable(self._host)
        return outcomes

    def _why_left_out(self, actor: str, handle: str) -> Outcome:
        """The answer for many leaves out whoever is suspended, deactivated or gone alike: asked for alone, it says which."""
        try:
            return self._one(actor, handle)
        except ConnectorError as problem:
            return problem

    def close(self) -> None:
        """See Connector."""
        self._transport.close()

    def _one(self, actor: str, handle: str) -> Profile:
        """The profile of one actor; ``handle`` is what a problem calls it."""
        # https://docs.bsky.app/docs/api/app-bsky-actor-get-profile
        answer = self._ask(lambda sdk, forms: sdk.invoke_query(ONE, forms.AppBskyActorGetProfile.Params(actor=actor)))
        if answer.status != 200:
            raise self._problem(answer, handle)
        profile = self._profile(answer.body, actor)
        if profile is None:
            raise unreadable(self._host)
        return profile

    def _profiles(self, actors: Sequence[str]) -> tuple[dict[str, object], bool]:
        """Raw profiles by DID and by handle, and whether all that was answered could be told apart."""
        # https://docs.bsky.app/docs/api/app-bsky-actor-get-profiles
        answer = self._ask(lambda sdk, forms: sdk.invoke_query(MANY, forms.AppBskyActorGetProfiles.Params(actors=list(actors))))
        if answer.status != 200:
            raise refused(self._host, answer.status)
        profiles = answer.body.get("profiles") if isinstance(answer.body, dict) else None
        if not isinstance(profiles, list):
            raise unreadable(self._host)
        found: dict[str, object] = {}
        for raw in profiles:
            names = [raw.get("did"), raw.get("handle")] if isinstance(raw, dict) else []
            found.update({name.lower(): raw for name in names if isinstance(name, str)})
        return found, all(isinstance(raw, dict) and isinstance(raw.get("did"), str) for raw in profiles)

    def _profile(self, raw: object, known_as: str) -> Profile | None:
        """What is used of a profile, or None if it does not even say whose it is."""
        did = raw.get("did") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or not isinstance(did, str) or not re.fullmatch(DID, did):
            return None
        handle = _actor(raw.get("handle"))
        if handle is None or handle == NO_HANDLE:
            handle = known_as
        followers = count(raw.get("followersCount"))
        return Profile(
            network=self.network,
            handle=handle,
            remote_id=did,
            host=None,
            display_name=words(raw.get("displayName")),
            url=profile_url(self.network, handle),
            followers=followers,
            following=count(raw.get("followsCount")),
            posts=count(raw.get("postsCount")),
            state=AccountState.HIDDEN if followers is None else AccountState.ACTIVE,
            read_at=self._clock(),
            source=f"{self._url}/xrpc/app.bsky.actor.getProfile?actor={quote(did, safe=':')}",
            opened_on=day(raw.get("createdAt")),
        )

    def _problem(self, answer: Answer, handle: str) -> ConnectorError:
        """What it means that one profile was not given."""
        error = answer.body.get("error") if isinstance(answer.body, dict) else None
        if error == "AccountTakedown":
            sentence = N_("Bluesky has suspended {handle}. Connect the account that is in use.")
            return ConnectorError(sentence, Remedy.FIX_HANDLE, state=AccountState.SUSPENDED, handle=handle)
        if error == "AccountDeactivated":
            sentence = N_("{handle} has been deactivated on Bluesky by its owner. Connect the account that is in use.")
            return ConnectorError(sentence, Remedy.FIX_HANDLE, state=AccountState.GONE, handle=handle)
        if answer.status in (400, 404) and error:
            return _unknown(handle)
        return refused(self._host, answer.status)

    def _ask(self, question: Question) -> Answer:
        return ask(self._pace, self._host, lambda: self._send(question), sleep=self._sleep)

    def _send(self, question: Question) -> Answer:
        """One call through the SDK. It loses a page of 25 on one bad profile, or on one bad character, so the answer itself is read."""
        sdk, forms, transport = self._sdk()
        transport.answer = None
        try:
            with self._transport.guard.operation():
                question(sdk, forms)
        except Exception as problem:  # the SDK lets errors of its HTTP library, of its JSON parser and of its models through
            if transport.answer is None or transport.answer.is_redirect:
                raise as_connector_error(problem, self._host) from problem
        if transport.answer is None:
            raise unreadable(self._host)
        return answer_of(transport.answer)

    def _sdk(self) -> tuple[Any, Any, RememberingTransport]:
        """The SDK's client of this thread, since it makes no promise that threads may share one, its models, and our transport."""
        from atproto import Client, Request, models  # type: ignore[import-untyped, unused-ignore] # a second to import

        if not hasattr(self._threads, "client"):
            transport = self._threads.transport = RememberingTransport(self._transport)
            request = Request(transport=transport, timeout=TIMEOUT, max_redirects=MAX_REDIRECTS, trust_env=False)
            self._threads.client = Client(base_url=self._url, request=request)
        return self._threads.client, models, self._threads.transport


def _actor(text: object) -> str | None:
    """A DID or a handle in the form that the network accepts; anything else would make it refuse the whole call."""
    if not isinstance(text, str) or not text.isascii():
        return None
    if text.startswith("did:"):
        return text if re.fullmatch(DID, text) else None
    try:
        return domain_name(text)
    except ValueError:
        return None


def _unknown(handle: str) -> ConnectorError:
    return ConnectorError(
        N_("Bluesky knows no account {handle}. Check the handle, or connect the account that is in use."),
        Remedy.FIX_HANDLE,
        state=AccountState.GONE,
        handle=words(handle),
    )
