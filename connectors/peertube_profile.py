"""What is used of a PeerTube channel or account: https://docs.joinpeertube.org/api-rest-reference.html#tag/Video-Channels."""

import re
from collections.abc import Mapping
from datetime import datetime

from connectors.base import ConnectorError, Profile, Remedy
from connectors.federated import somebody_else
from connectors.reading import count, day, page, words
from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import N_
from dashboard.domain.hostnames import server
from dashboard.domain.networks import Network

KINDS: Mapping[str, str] = {"channel": "video-channels", "account": "accounts"}
"""What may bear a name, and under which address it is asked for. A server never gives one name to both."""
IDENTIFIER = re.compile(r"(channel|account)-[1-9][0-9]{0,17}")
"""The server counts channels and accounts apart: only both together say which one is meant."""


def profile_in(
    raw: object, kind: str, handle: str, host: str, source: str, read_at: datetime, remote_id: str | None = None
) -> Profile | None:
    """The profile in an answer, or None if it is none.

    :param kind: a key of KINDS: what was asked for.
    :param host: name of the server that answered; ``source``: the address that was asked.
    :param remote_id: the only one it may be, or None.
    :raises ConnectorError: FIX_HANDLE, it lives on another server, or is not the one that is known.
    """
    if not isinstance(raw, dict):
        return None
    number, name = raw.get("id"), raw.get("name")
    identifier = f"{kind}-{number}" if type(number) is int else ""
    user, _, domain = handle.partition("@")
    if not IDENTIFIER.fullmatch(identifier) or not isinstance(name, str) or name.lower() != user.lower():
        return None
    home = _server(raw.get("host")) or host
    if home != host:
        raise _lives_on(handle, home, host)
    if remote_id not in (None, identifier):
        raise somebody_else(handle, host)
    followers = count(raw.get("followersCount"))
    return Profile(
        network=Network.PEERTUBE,
        handle=f"{name}@{domain}",
        remote_id=identifier,
        host=host,
        display_name=words(raw.get("displayName")),
        url=page(raw.get("url"), host) or f"{source.partition('/api/')[0]}/{kind[0]}/{name}",
        followers=followers,
        following=count(raw.get("followingCount")),
        posts=None,
        state=AccountState.HIDDEN if followers is None else AccountState.ACTIVE,
        read_at=read_at,
        source=source,
        opened_on=day(raw.get("createdAt")),
    )


def _server(name: object) -> str | None:
    try:
        return server(name) if isinstance(name, str) else None
    except ValueError:
        return None


def _lives_on(handle: str, home: str, host: str) -> ConnectorError:
    return ConnectorError(
        N_("{host} says that {handle} lives on {home}, where alone the whole count is known. Connect the account of that server."),
        Remedy.FIX_HANDLE,
        handle=handle,
        home=home,
        host=host,
    )
