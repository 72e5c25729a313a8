"""What a Mastodon server says of links in a profile: those that it verified itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

from connectors.asking import unreadable
from connectors.federated import unknown
from connectors.guarded_http import GuardedTransport
from connectors.mastodon_profile import IDENTIFIER
from connectors.well_known import Sites

LONGEST = 2_000
"""Characters of a field that are looked at: its server allows 255, and some more of markup."""


@dataclass(frozen=True)
class VerifiedLink:
    """A field of a profile whose page links back, as its home server found.

    :param url: the address in the field; hostile text.
    """

    url: str
    verified_at: datetime


class MastodonIdentity:
    """Profiles as their own home server gives them."""

    def __init__(self, *, transport: GuardedTransport) -> None:
        self._sites = Sites(transport)

    def verified_links(self, handle: str, host: str, remote_id: str) -> list[VerifiedLink]:
        """The verified fields of the account, asked of its home server and of nobody else.

        What another server holds of the account is a copy, and verified by that one: it is not looked at.

        :raises ConnectorError: not found, not reachable.
        """
        if not IDENTIFIER.fullmatch(remote_id):
            raise unknown(handle, host)
        # https://docs.joinmastodon.org/methods/accounts/#get
        text = self._sites.text(host, f"/api/v1/accounts/{remote_id}")
        if text is None:
            raise unknown(handle, host)
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError):
            raise unreadable(host) from None
        if not isinstance(raw, dict) or not isinstance(raw.get("fields"), list):
            raise unreadable(host)
        user = handle.removeprefix("@").partition("@")[0].lower()
        # The name of an account on its own server has no server in it.
        if str(raw.get("id")) != remote_id or str(raw.get("acct")).lower() != user or raw.get("suspended") is True:
            raise unknown(handle, host)
        links = [_verified(field) for field in raw["fields"]]
        return [link for link in links if link is not None]


def _verified(field: object) -> VerifiedLink | None:
    """https://docs.joinmastodon.org/entities/Account/#Field."""
    if not isinstance(field, dict):
        return None
    value, at = field.get("value"), field.get("verified_at")
    if not isinstance(value, str) or not isinstance(at, str):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    url = _address(value[:LONGEST])
    return VerifiedLink(url, moment) if url and moment.tzinfo else None


class _FirstLink(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and self.href is None:
            self.href = dict(attrs).get("href")


def _address(value: str) -> str:
    """Where the field leads: the address behind its text, not the text, which may say another."""
    parser = _FirstLink()
    parser.feed(value)
    parser.close()
    return (parser.href or "").strip()
