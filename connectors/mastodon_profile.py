"""What is used of a Mastodon account: https://docs.joinmastodon.org/entities/Account/."""

import re
from datetime import datetime

from connectors.base import Profile
from connectors.reading import count, day, page, words
from dashboard.domain.accounts import AccountState
from dashboard.domain.hostnames import server
from dashboard.domain.networks import Network
from dashboard.domain.profile_pages import USER

IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Account ids become part of an address: nothing else may be in them."""


def profile_in(raw: object, handle: str, base: str, host: str, read_at: datetime) -> Profile | None:
    """The profile in an account entity, or None if it is none.

    :param handle: as it is known; its domain stays, since a server may speak for a domain that is not its own.
    :param base: address of the server that answered, ``host`` its name.
    """
    if not isinstance(raw, dict):
        return None
    given, username = raw.get("id"), raw.get("username")
    identifier = str(given) if type(given) in (str, int) else ""
    if not IDENTIFIER.fullmatch(identifier) or not isinstance(username, str) or not re.fullmatch(USER, username):
        return None
    domain = handle.rpartition("@")[2]
    suspended = raw.get("suspended") is True
    moved = raw.get("moved")
    followers = None if suspended else count(raw.get("followers_count"))
    state = AccountState.HIDDEN if followers is None else AccountState.ACTIVE
    if isinstance(moved, dict):
        state = AccountState.MOVED
    if suspended:
        state = AccountState.SUSPENDED
    return Profile(
        network=Network.MASTODON,
        handle=f"{username}@{domain}",
        remote_id=identifier,
        host=host,
        display_name=words(raw.get("display_name")),
        url=page(raw.get("url"), host, domain) or f"{base}/@{username}",
        followers=followers,
        following=None if suspended else count(raw.get("following_count")),
        posts=None if suspended else count(raw.get("statuses_count")),
        state=state,
        read_at=read_at,
        source=f"{base}/api/v1/accounts/{identifier}",
        opened_on=day(raw.get("created_at")),
        moved_to=_new_handle(moved.get("acct"), domain) if isinstance(moved, dict) else None,
    )


def _new_handle(acct: object, domain: str) -> str | None:
    """``user@server`` of the account moved to; one on the same server is named without it."""
    user, _, elsewhere = acct.partition("@") if isinstance(acct, str) else ("", "", "")
    try:
        return f"{user}@{server(elsewhere or domain)}" if re.fullmatch(USER, user) else None
    except ValueError:
        return None
