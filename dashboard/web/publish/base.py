"""Where a published site will stand."""

from urllib.parse import urlsplit

from dashboard.config import Settings
from dashboard.domain.errors import N_, Refused


def base_of(typed: str | None, settings: Settings) -> str:
    """The address with which all addresses of the site begin, without a slash at its end.

    :param typed: as somebody typed it; otherwise that of the settings.
    :raises Refused: it is no such address, or there is none.
    """
    if typed is None:
        if not settings.public_url:
            raise Refused(N_("Nobody said where the site will stand. Give its address with --base-url, or set ESSAIM_PUBLIC_URL."))
        return settings.public_url
    base = typed.strip().rstrip("/")
    try:
        parts = urlsplit(base)
        _ = parts.port
    except ValueError:
        raise _wrong(typed) from None
    plain = parts.scheme in ("https", "http") and parts.hostname and "@" not in parts.netloc and not (parts.query or parts.fragment)
    if not plain or not base.isascii() or any(sign in base for sign in " \"'<>\\") or {"", ".", ".."} & {*parts.path.split("/")[1:]}:
        raise _wrong(typed)
    return base


def _wrong(typed: str) -> Refused:
    said = N_("“{typed}” is not the address of a site. Expected: {expected}.")
    return Refused(said, typed=typed, expected="https://essaim.example, https://example.org/essaim")
