"""The charts of the movement and of an exit day as part of a page: wide and narrow, with their table and their files."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.domain.views import ChartName
from dashboard.i18n import Words
from dashboard.presenters import movement
from dashboard.presenters.chart_tables import ReadTable, departures_table, recovery_table
from dashboard.presenters.pledging.curve import curve_table
from dashboard.presenters.pledging.together import table as together_table
from dashboard.public_addresses import ChartView, chart
from dashboard.services.views import Overview
from dashboard.web.public.exit_day_shown import shown_day, together
from dashboard.web.public.pictures import inline
from dashboard.web.public.shown import shown
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site

FILES = (("SVG", "svg"), ("PNG", "png"), ("CSV", "csv"), ("JSON", "json"))


@dataclass(frozen=True)
class Figure:
    """One chart on a page.

    :param pictures: for ``wide`` and ``narrow`` screens; ``sources``: lines below them.
    :param table: its figures, ready to be read.
    :param links: (label, address) of its page and of its files.
    """

    title: str
    pictures: Mapping[str, Markup]
    sources: tuple[str, ...]
    table: ReadTable
    links: tuple[tuple[str, str], ...]


def departures(site: Site, words: Words, found: Overview) -> Figure:
    """How many have left, day by day, the newest first in its table."""
    return _figure(site, words, ChartName.DEPARTURES, departures_table(words, found.departures, site.today))


def recovery(site: Site, words: Words, found: Overview) -> Figure:
    """The typical recovery at each age."""
    return _figure(site, words, ChartName.RECOVERY, recovery_table(words, movement.spread(found)))


def tipping(site: Site, words: Words, one: Shown) -> Figure:
    """The curve of one exit day, with its steps."""
    curve = shown_day(site, one.view.subject[0]).standing.tipping
    table = curve_table(words, curve) if curve else ReadTable("", (), ())
    return Figure(one.title, inline(site, words, one, one.view.chart.value), tuple(one.sources), table, _links(site, words, one.view))


def left_together(site: Site, words: Words, one: Shown) -> Figure:
    """Those who left together on one exit day beside those who left alone."""
    found = together(site, shown_day(site, one.view.subject[0]))
    pictures = inline(site, words, one, one.view.chart.value)
    return Figure(one.title, pictures, tuple(one.sources), together_table(words, found), _links(site, words, one.view))


def _figure(site: Site, words: Words, name: ChartName, table: ReadTable) -> Figure:
    view = chart(name)
    one = shown(site, words, view)
    return Figure(one.title, inline(site, words, one, name.value), tuple(one.sources), table, _links(site, words, view))


def _links(site: Site, words: Words, view: ChartView) -> tuple[tuple[str, str], ...]:
    found = [(words("This chart, to link, embed or download"), view.address(words.language))]
    found += [(label, view.address(words.language, file)) for label, file in FILES]
    return tuple((label, site.link(path)) for label, path in found if site.has(path))
