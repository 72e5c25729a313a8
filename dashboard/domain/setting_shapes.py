"""What a setting may look like: an origin, an address, a handle, this very machine."""

import ipaddress
import re
from urllib.parse import urlsplit

from dashboard.domain.hostnames import domain_name


def is_site(url: str) -> bool:
    """Whether it is an origin and nothing else: https, or http on this machine."""
    return is_issuer(url) and not urlsplit(url).path


def is_issuer(url: str) -> bool:
    """Whether it is an origin, perhaps with a path: https, or http on this machine."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.netloc))
    return safe and bool(parts.hostname) and "@" not in parts.netloc and not (parts.query or parts.fragment)


def is_mail(text: str) -> bool:
    """Whether it looks like an address of mail, and nothing else."""
    return re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", text) is not None


def is_handle(text: str) -> bool:
    """Whether it may be the handle of a Bluesky account: a domain name."""
    try:
        return bool(domain_name(text))
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Whether a host, with or without a port, is this machine's own."""
    name = host.removeprefix("[").split("]")[0] if "[" in host or host.count(":") > 1 else host.split(":")[0]
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
