"""The badge, the square code and the card of an institution, each shown with the lines that put it on another site."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.i18n import Words
from dashboard.presenters.signs import badge_message
from dashboard.public_addresses import organisation
from dashboard.services.views import OrganisationView
from dashboard.web.public.macros import macros
from dashboard.web.public.site import Site


class Snippet(NamedTuple):
    """One picture; ``width`` and ``height`` in pixels as it is shown here, None where it has its own.

    :param alt: what it says, for those who do not see it; ``code``: the lines for another site, as text.
    """

    name: str
    about: str
    path: str
    alt: str
    width: int | None
    height: int | None
    code: str


def snippets(site: Site, words: Words, view: OrganisationView) -> Sequence[Snippet]:
    """Those that this site holds."""
    one, language = view.organisation, words.language
    said = words("{name}: {text}", name=one.name, text=badge_said(site, words, view))
    if one.fictional:
        said = words("{text} (fictional)", text=said)
    page = site.absolute(organisation(language, one.slug))
    code = words("QR code of the page of {name}", name=one.name)
    codes: Any = macros(language, "_codes")
    told = (
        (words("Badge"), words("It follows the figures by itself."), "badge.svg", said, None, 24),
        (words("Card"), words("1,200 × 630 pixels, as social networks show the page."), "card.png", said, 1200, 630),
        (words("QR code"), words("It leads to this page: for paper."), "qr.svg", code, 160, 160),
    )
    return [
        Snippet(name, about, path, alt, width, height, str(codes.sign(page, site.absolute(path), alt, width, height)))
        for name, about, file, alt, width, height in told
        if site.has(path := organisation(language, one.slug, file))
    ]


def badge_said(site: Site, words: Words, view: OrganisationView) -> str:
    """What the badge says, which its picture, its data and the page say too."""
    return site.once(("badge", view.organisation.slug, words.language), lambda: badge_message(words, view))
