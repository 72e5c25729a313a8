"""Ways to prove that an account is its institution's, and what a proof has to look like."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from dashboard.domain.accounts import LinkMethod
from dashboard.domain.hostnames import HTTPS, domain_name
from dashboard.domain.networks import Network

WAYS: Mapping[Network, tuple[LinkMethod, ...]] = MappingProxyType(
    {
        Network.BLUESKY: (LinkMethod.DOMAIN_HANDLE, LinkMethod.PROFILE_CODE, LinkMethod.APP_PASSWORD),
        Network.MASTODON: (LinkMethod.OAUTH, LinkMethod.VERIFIED_LINK),
    }
)
"""Ways to prove an account of each network, the one that asks least of people first."""
RECHECKED = frozenset({LinkMethod.DOMAIN_HANDLE, LinkMethod.VERIFIED_LINK})
"""Proofs that stay where anybody can look. A code may be taken out of the profile again, and who signed in once did so."""
CODE = "essaim-"
CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 8
APP_PASSWORD = re.compile(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}")


def within(handle: str, domain: str) -> bool:
    """Whether a handle is the domain or under it. Both are names; ``domain`` is as stored."""
    try:
        name = domain_name(handle)
    except ValueError:
        return False
    return name == domain or name.endswith(f".{domain}")


def leads_to(url: str, domain: str) -> bool:
    """Whether an address is the front page of the official site, with or without ``www``.

    A page further down may be anybody's: a blog, a student's own pages.
    """
    try:
        parts = urlsplit(url)
        name = domain_name(parts.hostname or "")
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, HTTPS) or parts.path not in ("", "/") or parts.query:
        return False
    return name in (domain, f"www.{domain}")


def holds_code(text: str, code: str) -> bool:
    """Whether the code stands in a text as a word of its own."""
    return re.search(rf"(?<![a-z0-9-]){re.escape(code)}(?![a-z0-9-])", text.lower()) is not None
