"""Accounts of an organisation on networks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.domain.networks import Network


class Origin(StrEnum):
    """Whether the account is on the network being left or on a new one."""

    ORIGIN = "origin"
    DESTINATION = "destination"


class Link(StrEnum):
    """How sure it is that the account is the organisation's."""

    LISTED = "listed"
    PROVEN = "proven"
    AUTHORISED = "authorised"


class LinkMethod(StrEnum):
    """How an account was proven or authorised."""

    DOMAIN_HANDLE = "domain_handle"  # Bluesky: the handle is the official domain or under it
    PROFILE_CODE = "profile_code"  # Bluesky: a short code in the profile text
    APP_PASSWORD = "app_password"  # Bluesky: signed in once, and thrown away
    VERIFIED_LINK = "verified_link"  # Mastodon: a profile field that its home server verified
    OAUTH = "oauth"  # Mastodon: the account itself agreed


class AccountState(StrEnum):
    """What the last reading said of the account. Only ACTIVE and MOVED carry counts."""

    ACTIVE = "active"
    MOVED = "moved"
    SUSPENDED = "suspended"
    GONE = "gone"
    HIDDEN = "hidden"
    UNREACHABLE = "unreachable"


SURE = (Link.PROVEN, Link.AUTHORISED)
"""Links of accounts that are known to be the organisation's own: others may be led to follow them unseen."""
CURRENT = (AccountState.ACTIVE, AccountState.HIDDEN, AccountState.UNREACHABLE)
"""States of accounts that readers can be sent to: a server that did not answer once is back tomorrow."""


@dataclass(frozen=True)
class Account:
    """One account of one organisation.

    :param handle: as people write it, without a leading ``@``: ``ville.fr``, ``ville@social.example``, ``Paris``.
    :param remote_id: the network's own lasting identifier (DID, server's account id); a renamed handle keeps it.
    :param host: the server that knows its true counts (``social.example`` or ``social.example:8443``), for networks of many servers.
    :param state_since: when the state began: "unreachable since ...".
    :param opened_on: first day of the account, where the network says it.
    :param linked_how: how the link was proven, and ``linked_at`` when; None while it is merely listed.
    """

    id: int
    organisation: str
    network: Network
    handle: str
    origin: Origin
    link: Link = Link.LISTED
    state: AccountState = AccountState.ACTIVE
    state_since: datetime | None = None
    state_detail: str | None = None
    remote_id: str | None = None
    host: str | None = None
    url: str | None = None
    opened_on: date | None = None
    linked_how: LinkMethod | None = None
    linked_at: datetime | None = None
