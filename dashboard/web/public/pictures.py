"""Drawings as they stand in a page, and as files that say what they are wherever they go."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from dashboard.charts.caption import Caption
from dashboard.charts.svg import svg
from dashboard.charts.symbols import is_open, symbol_path
from dashboard.charts.theme import LIGHT, PAGE
from dashboard.domain.networks import Network
from dashboard.domain.redistribution import LICENCE
from dashboard.domain.views import Shade
from dashboard.i18n import Words
from dashboard.web.public.shown import file_theme
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site

SIGN = 12
"""Width of a network's sign beside its name, in pixels."""


def inline(site: Site, words: Words, one: Shown, ident: str = "chart") -> dict[str, Markup]:
    """Both drawings for a page, in the page's own colours: the style sheet shows the one that fits.

    The text in them is escaped where it is drawn (dashboard.charts.svg_text).

    :param ident: begins the ids of both; another one for each chart of a page.
    """

    def drawn(size: str) -> Markup:
        drawing = one.draw(PAGE, size == "narrow")
        return Markup(svg(drawing, PAGE, words, title=one.title, description=one.described, ident=f"{ident}-{size}"))

    looked = one.view.seen(Shade.AUTO)
    # A page and its frame show the same two.
    return site.once(("inline", looked, words.language, ident), lambda: {size: drawn(size) for size in ("wide", "narrow")})


def standalone(words: Words, one: Shown, address: str, today: date) -> str:
    """The picture as a file, with its title, finding, sources, day, licence and address inside.

    :param address: where it comes from, as it is printed.
    """
    theme = file_theme(one.view.shade)
    day = one.read_at.date() if one.read_at else today
    made_up = (words("Fictional data."),) if one.fictional else ()
    caption = Caption(
        title=one.sentence,
        subtitle=one.title,
        sources=(*made_up, *one.sources),
        as_of=words("Figures of {day}.", day=day),
        licence=words("Licence: {licence}.", licence=LICENCE.title),
        address=address.removeprefix("https://").removeprefix("http://"),
    )
    return svg(one.draw(theme, False), theme, words, title=one.title, description=one.described, ident="chart", caption=caption)


def network_signs() -> Mapping[Network, tuple[str, bool]]:
    """The sign of each network as a path, and whether it is an outline."""
    return {network: (symbol_path(style.marker, SIGN), is_open(style.marker)) for network, style in LIGHT.networks.items()}
