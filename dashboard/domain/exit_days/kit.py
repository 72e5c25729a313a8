"""The announcement kit of an institution: where its texts go, and links by which it sees later who came from where."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dashboard.domain.networks import Network


class Place(StrEnum):
    """Where a text is published."""

    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    LINKEDIN = "linkedin"
    WEB = "web"
    PRESS = "press"
    REPLY = "reply"
    PRINT = "print"  # QR codes on paper; no text goes there


SOCIAL = (Place.X, Place.BLUESKY, Place.MASTODON, Place.LINKEDIN)
TEXTS = (*SOCIAL, Place.WEB, Place.PRESS, Place.REPLY)
"""Places that have a text of their own, in the order in which they are shown."""
NETWORK_OF: Mapping[Place, Network] = MappingProxyType({place: Network(place.value) for place in SOCIAL})
MEDIUM: Mapping[Place, str] = MappingProxyType(
    {
        **dict.fromkeys(SOCIAL, "social"),
        Place.WEB: "referral",
        Place.PRESS: "press",
        Place.REPLY: "message",
        Place.PRINT: "qr",
    }
)
"""``utm_medium`` by place."""


def tagged(address: str, place: Place, campaign: str) -> str:
    """The address with the parameters by which programs that count visits tell where a reader came from.

    :param campaign: slug of the exit day. A parameter of the same name that was there is replaced.
    """
    own = {"utm_source": place.value, "utm_medium": MEDIUM[place], "utm_campaign": campaign}
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in own]
    return urlunsplit(parts._replace(query=urlencode([*asked, *own.items()])))
