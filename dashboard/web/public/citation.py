"""How to name a chart or a page in an article or a paper: one line that says who, what, of when, under which licence, and where."""

from datetime import date, datetime

from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.web.public.chart_links import page_of
from dashboard.web.public.shown_chart import Shown, day_of
from dashboard.web.public.site import Site


def citation(site: Site, words: Words, one: Shown) -> str:
    """The line for one chart, as it is looked at."""
    return _line(site, words, one.title, day_of(one, site.today), page_of(site, words.language, one.view))


def page_citation(site: Site, words: Words, title: str, read_at: datetime | None, address: str) -> str:
    """The line for a page of figures.

    :param read_at: instant of the newest of them; None if nothing was read: they are of today.
    """
    return _line(site, words, title, read_at.date() if read_at else site.today, address)


def _line(site: Site, words: Words, title: str, day: date, address: str) -> str:
    return words(
        "{publisher}, “{title}”, figures of {day}, {licence}, {address}",
        publisher=site.essaim.settings.publisher.partition(",")[0] or "Essaim",
        title=title,
        day=day,
        licence=LICENCE.title,
        address=site.absolute(address),
    )
