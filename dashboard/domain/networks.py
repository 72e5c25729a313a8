"""The networks an institution can leave or join: data, not code."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Network(StrEnum):
    """A social network. The order is the one of charts and tables."""

    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    THREADS = "threads"
    LINKEDIN = "linkedin"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    PEERTUBE = "peertube"
    TIKTOK = "tiktok"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"


@dataclass(frozen=True)
class NetworkFacts:
    """What is known of a network as such.

    :param label: its proper name, the same in every language.
    :param opened_on: first day the public could use it: no count and no departure can be older.
    :param collected: whether a connector reads its counts; otherwise they are dated by hand.
    :param profile_url: pattern of a public profile, with ``{handle}`` and, where accounts live on many servers, ``{host}``.
    """

    label: str
    opened_on: date
    collected: bool
    profile_url: str


FACTS: dict[Network, NetworkFacts] = {
    Network.X: NetworkFacts("X", date(2006, 7, 15), False, "https://x.com/{handle}"),
    Network.BLUESKY: NetworkFacts("Bluesky", date(2023, 2, 17), True, "https://bsky.app/profile/{handle}"),
    Network.MASTODON: NetworkFacts("Mastodon", date(2016, 3, 16), True, "https://{host}/@{handle}"),
    Network.THREADS: NetworkFacts("Threads", date(2023, 7, 5), False, "https://www.threads.net/@{handle}"),
    Network.LINKEDIN: NetworkFacts("LinkedIn", date(2003, 5, 5), False, "https://www.linkedin.com/company/{handle}"),
    Network.INSTAGRAM: NetworkFacts("Instagram", date(2010, 10, 6), False, "https://www.instagram.com/{handle}"),
    Network.FACEBOOK: NetworkFacts("Facebook", date(2004, 2, 4), False, "https://www.facebook.com/{handle}"),
    Network.YOUTUBE: NetworkFacts("YouTube", date(2005, 2, 14), False, "https://www.youtube.com/{handle}"),
    Network.PEERTUBE: NetworkFacts("PeerTube", date(2018, 10, 11), True, "https://{host}/c/{handle}"),
    Network.TIKTOK: NetworkFacts("TikTok", date(2016, 9, 1), False, "https://www.tiktok.com/@{handle}"),
    Network.TELEGRAM: NetworkFacts("Telegram", date(2013, 8, 14), False, "https://t.me/{handle}"),
    Network.WHATSAPP: NetworkFacts("WhatsApp", date(2009, 1, 1), False, "https://whatsapp.com/channel/{handle}"),
}
