"""The pictures of a kit: banners and profile pictures in the sizes of the networks, and QR codes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.charts.banner import Banner, banner_svg
from dashboard.charts.qr_svg import qr_svg
from dashboard.domain.exit_days.kit import Place, tagged
from dashboard.domain.networks import FACTS
from dashboard.i18n import Words
from dashboard.presenters.citations import site_name
from dashboard.presenters.kit import sentences as said
from dashboard.presenters.kit.links import Links, account_address
from dashboard.services.exit_days.kit import Kit

MOST_ACCOUNTS = 3
QR_ZOOM = 3
"""A code on paper is printed at 300 points an inch: three times its size on a screen."""


@dataclass(frozen=True)
class Size:
    """A picture that a network asks for, in pixels."""

    name: str
    width: int
    height: int


BANNERS = (
    Size("x-header", 1500, 500),  # X's help, “How to customize your profile”
    Size("bluesky-banner", 3000, 1000),  # Bluesky keeps 3:1 up to this size, and a million bytes (lexicon app.bsky.actor.profile)
    Size("mastodon-header", 1500, 500),  # Mastodon, app/models/concerns/account/header.rb, HEADER_DIMENSIONS
    Size("linkedin-cover", 1128, 191),  # LinkedIn's help, “Image specifications for your Page”
)
PROFILES = (
    Size("x-profile", 400, 400),  # X's help, the same
    Size("bluesky-avatar", 1000, 1000),  # Bluesky keeps a square up to this size
    Size("mastodon-avatar", 400, 400),  # Mastodon, app/models/concerns/account/avatar.rb, AVATAR_DIMENSIONS
    Size("linkedin-logo", 400, 400),  # LinkedIn's help, the same
)
MOST_BYTES = 1_000_000
"""Of a picture that Bluesky takes, the strictest of all."""


@dataclass(frozen=True)
class Picture:
    """One picture.

    :param name: of its file, without an end. :param svg: the drawing. :param zoom: pixels of the PNG for one of the drawing.
    :param described: what it shows, for those who do not see it.
    """

    name: str
    svg: str
    described: str
    zoom: int = 1


def pictures(words: Words, kit: Kit, base: str) -> Iterator[Picture]:
    """Banners and profile pictures in one language."""
    links = Links(kit, base, words.language)
    title = said.headline(words, kit)
    for size in BANNERS:
        yield _picture(size, _banner(words, kit, links), title)
    network, plan = kit.day.plan.network, kit.day.plan
    short = words("We leave {network}", network=network) if kit.firm else words("We want to leave {network}", network=network)
    lines = [words("Fictional data.")] if kit.organisation.fictional else []
    for size in PROFILES:
        yield _picture(size, Banner(words.date(plan.on, "short"), short, short, lines, ""), words("{text}, {day}", text=short, day=plan.on))


def page_code(words: Words, kit: Kit, base: str) -> Picture:
    """The QR code of the institution's page in one language, for paper."""
    return _code(f"page-{words.language}", Links(kit, base, words.language).from_place(Place.PRINT))


def common_codes(kit: Kit, base: str) -> Iterator[Picture]:
    """The same of what has no language: the web site, each new account."""
    site = Links(kit, base, "").site
    if site is not None:
        yield _code("web-site", tagged(site, Place.PRINT, kit.day.slug))
    seen: Counter[str] = Counter()
    for one in kit.accounts:
        seen[one.network.value] += 1
        yield _code(f"{one.network.value}-{seen[one.network.value]}", account_address(one))


def _banner(words: Words, kit: Kit, links: Links) -> Banner:
    plan = kit.day.plan
    values = {"network": plan.network, "day": plan.on}
    short = words("We leave {network} on {day}", **values) if kit.firm else words("We want to leave {network} on {day}", **values)
    kicker = plan.titles[words.language] if kit.firm else words("Draft: the day is not confirmed")
    lines = [words("{network}: {handle}", network=FACTS[one.network].label, handle=f"@{one.handle}") for one in kit.accounts]
    return Banner(kicker, said.headline(words, kit), short, lines[:MOST_ACCOUNTS], site_name(links.page))


def _picture(size: Size, shown: Banner, described: str) -> Picture:
    name = f"{size.name}-{size.width}x{size.height}"
    return Picture(name, banner_svg(shown, size.width, size.height), described)


def _code(name: str, address: str) -> Picture:
    return Picture(name, qr_svg(address, address), address, QR_ZOOM)
