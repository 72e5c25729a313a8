"""Addresses of profile pages: which network a page belongs to, and whose profile it shows.

One row per network of one site; Mastodon and PeerTube have many sites, and are known by the path alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.networks import Network

Read = Callable[[Sequence[str], Mapping[str, str]], str | None]
"""From the decoded segments of a path and the query to a handle, or None when the page is not a profile."""


@dataclass(frozen=True)
class Site:
    """A network with one site of its own.

    :param hosts: its domains; any subdomain (``m.``, ``fr.``) counts as well.
    :param handle: what a handle looks like there.
    :param read: where a profile's address carries the handle.
    """

    hosts: tuple[str, ...]
    handle: re.Pattern[str]
    read: Read


DID = r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{3,250})"
USER = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?"
"""The part of a Mastodon or PeerTube handle before the ``@``."""

NOT_PROFILES = frozenset(
    {
        *("about", "accounts", "compose", "direct", "download", "events", "explore", "groups", "hashtag", "help", "home", "i"),
        *("intent", "joinchat", "legal", "login", "marketplace", "messages", "notifications", "p", "privacy", "reel", "reels"),
        *("search", "settings", "share", "sharer", "sharer.php", "signup", "stories", "tos", "tv", "watch"),
    }
)
"""First segments that X, Instagram, Facebook and Telegram use for pages of their own."""


def _first(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    return segments[0].removeprefix("@") if segments and segments[0].lower() not in NOT_PROFILES else None


def _x(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    if [segment.lower() for segment in segments] in (["intent", "user"], ["intent", "follow"]):
        return query.get("screen_name")
    return _first(segments, query)


def _at(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    return segments[0][1:] if segments and segments[0].startswith("@") else None


def _after(*markers: str) -> Read:
    def read(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
        return segments[1] if len(segments) > 1 and segments[0].lower() in markers else None

    return read


def _facebook(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    first = segments[0].lower() if segments else ""
    if first == "profile.php":
        return query.get("id")
    if first in ("pages", "people", "p"):  # /pages/Ville-de-Lyon/123, /pages/category/City/Ville-de-Lyon-123, /p/Ville-de-Lyon-123
        found = re.search(r"(?:^|-)(\d{5,})$", segments[-1])
        return found[1] if found else None
    return _first(segments, query)


def _youtube(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    if segments and segments[0].startswith("@"):
        return segments[0][1:]
    first = segments[0].lower() if segments else ""
    return f"{first}/{segments[1]}" if first in ("channel", "c", "user") and len(segments) > 1 else None


def _telegram(segments: Sequence[str], query: Mapping[str, str]) -> str | None:
    return _first(segments[1:] if segments[:1] == ["s"] else segments, query)


SITES: dict[Network, Site] = {
    Network.X: Site(("x.com", "twitter.com"), re.compile(r"[A-Za-z0-9_]{1,15}"), _x),
    Network.BLUESKY: Site(("bsky.app",), re.compile(rf"{DID}|[\w.-]+"), _after("profile")),
    Network.THREADS: Site(("threads.net", "threads.com"), re.compile(r"[A-Za-z0-9._]{1,30}"), _at),
    Network.LINKEDIN: Site(("linkedin.com",), re.compile(r"\w[\w’'&.-]{0,99}"), _after("company", "school", "showcase")),
    Network.INSTAGRAM: Site(("instagram.com",), re.compile(r"[A-Za-z0-9_][A-Za-z0-9._]{0,29}"), _first),
    Network.FACEBOOK: Site(("facebook.com", "fb.com"), re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,49}"), _facebook),
    Network.YOUTUBE: Site(("youtube.com",), re.compile(r"(?:(?:channel|c|user)/)?\w[\w.·-]{0,99}"), _youtube),
    Network.TIKTOK: Site(("tiktok.com",), re.compile(r"[A-Za-z0-9_.]{2,24}"), _at),
    Network.TELEGRAM: Site(("t.me", "telegram.me"), re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}"), _telegram),
    Network.WHATSAPP: Site(("whatsapp.com",), re.compile(r"[A-Za-z0-9]{10,40}"), _after("channel")),
}


def site_of(host: str) -> Network | None:
    """The network whose one site this is, or None."""
    for network, site in SITES.items():
        if any(host == known or host.endswith("." + known) for known in site.hosts):
            return network
    return None


def on_any_server(segments: Sequence[str]) -> tuple[Network, str] | None:
    """Network and user (perhaps ``user@elsewhere``) of a path that Mastodon or PeerTube servers use for profiles, or None."""
    if segments[:1] in (["web"], ["deck"]):
        segments = segments[1:]
    if not segments:
        return None
    if segments[0].startswith("@"):
        return Network.MASTODON, segments[0][1:]
    if len(segments) > 1 and segments[0] == "users":
        return Network.MASTODON, segments[1]
    if len(segments) > 1 and segments[0] in ("c", "a", "video-channels", "accounts"):
        return Network.PEERTUBE, segments[1]
    return None
