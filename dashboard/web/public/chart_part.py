"""The chart as a part of a page: pictures, switches, files, links and the code to embed it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dashboard.addresses import COMPARE
from dashboard.charts.sentences import what_next
from dashboard.domain.views import ChartName, Shade
from dashboard.given_addresses import press_page
from dashboard.i18n import Words
from dashboard.public_addresses import OEMBED, ChartView, organisation
from dashboard.services.press.read import press_figures_of
from dashboard.web.public.chart_links import File, Switch, embed_code, files, switches
from dashboard.web.public.citation import citation
from dashboard.web.public.document import CSV, JSON
from dashboard.web.public.pictures import inline
from dashboard.web.public.shown_chart import Shown, ShownTransfer
from dashboard.web.public.site import Site


class ChartPart(NamedTuple):
    """Everything that the templates of a chart read.

    :param shade: the ground that the address asks for; empty for the page's own.
    :param explored: the chart as Plotly reads it, on a light and on a dark ground; None where the site does not hold it.
    :param buttons: the files that most people come for; ``files``: the others.
    :param links: (name, address), the address ready for a page.
    :param code: to embed it; empty where there is no frame; ``citation``: how to name it elsewhere.
    """

    pictures: dict[str, Markup]
    switches: Sequence[Switch]
    sources: Sequence[str]
    shade: str
    explored: tuple[str, str] | None
    buttons: Sequence[File]
    files: Sequence[File]
    links: Sequence[tuple[str, str]]
    code: str
    citation: str


def chart_part(site: Site, words: Words, one: Shown, address: Callable[[ChartView], str], *, on_its_own: bool) -> ChartPart:
    """The chart for a page.

    :param address: of a view, at this page; ``on_its_own``: whether the page is the chart's, not an organisation's.
    """
    view, language = one.view, words.language
    held = files(site, words, language, view)
    light, dark = (ground.address(language, "plotly.json") for ground in _explored(view))
    return ChartPart(
        pictures=inline(site, words, one),
        switches=switches(site, words, view, address, lambda other: _draws(words, one, other), shades=on_its_own),
        sources=one.sources,
        shade="" if view.shade is Shade.AUTO else view.shade.value,
        explored=(light, dark) if site.has(light) and site.has(dark) else None,
        buttons=[file for file in held if file.button],
        files=[file for file in held if not file.button],
        links=_links(site, words, one, on_its_own=on_its_own),
        code=embed_code(site, language, view, one.title),
        citation=citation(site, words, one),
    )


def chart_alternates(site: Site, words: Words, view: ChartView) -> tuple[tuple[str, str, str], ...]:
    """Other forms of a page with this chart, for its head."""
    found = (
        ("application/json+oembed", view.address(words.language, OEMBED), words("Embed this chart")),
        (CSV, view.address(words.language, "csv"), words("CSV data")),
        (JSON, view.address(words.language, "json"), words("JSON data")),
    )
    return tuple((kind.partition(";")[0], path, name) for kind, path, name in found if site.has(path))


def _draws(words: Words, one: Shown, view: ChartView) -> bool:
    """Whether there is anything to see in another view of the chart: shares and days need a departure and what was left."""
    return not isinstance(one, ShownTransfer) or what_next(one.rows, view.measure, view.axis, words) is None


def _explored(view: ChartView) -> tuple[ChartView, ChartView]:
    """The views whose colours Plotly takes on a light and on a dark page; one where the address asks for a ground."""
    if view.shade in (Shade.LIGHT, Shade.DARK):
        return view, view
    return view.seen(Shade.AUTO), view.seen(Shade.DARK)


def _links(site: Site, words: Words, one: Shown, *, on_its_own: bool) -> list[tuple[str, str]]:
    view, language = one.view, words.language
    found = [] if on_its_own else [(words("Permanent link to this view"), view.address(language))]
    if view.chart is ChartName.TRANSFER:
        found += _signs(site, words, view.subject[0])
    links = [(name, site.link(path)) for name, path in found if site.has(path)]
    if view.chart is ChartName.TRANSFER and site.has_dashboard:
        links.append((words("Compare in the dashboard"), f"{site.dashboard}{COMPARE.address}?o={view.subject[0]}&lang={language}"))
    contact = site.essaim.settings.contact
    if contact:
        links.append((words("Report an error"), contact if "://" in contact else f"mailto:{contact}"))
    return links


def _signs(site: Site, words: Words, slug: str) -> list[tuple[str, str]]:
    """What stands for one organisation elsewhere: badge, square code, feed, and its newest figure frozen for the press."""
    language = words.language
    frozen = site.once(("press", slug), lambda: press_figures_of(site.essaim.db, slug))
    return [
        (words("Badge"), organisation(language, slug, "badge.svg")),
        (words("QR code"), organisation(language, slug, "qr.svg")),
        (words("Atom feed"), organisation(language, slug, "feed.atom")),
        *((words("Figure for the press, {day}", day=one.frozen_at.date()), press_page(language, one.short)) for one in frozen[:1]),
    ]
