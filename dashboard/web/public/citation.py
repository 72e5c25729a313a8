"""How to name a chart in an article or a paper: one line that says who, what, of when, under which licence, and where."""

from dashboard.domain.redistribution import LICENCE
from dashboard.i18n import Words
from dashboard.web.public.shown_chart import Shown, day_of
from dashboard.web.public.site import Site


def citation(site: Site, words: Words, one: Shown) -> str:
    """The line for one chart, as it is looked at."""
    return words(
        "{publisher}, “{title}”, figures of {day}, {licence}, {address}",
        publisher=site.essaim.settings.publisher.partition(",")[0] or "Essaim",
        title=one.title,
        day=day_of(one, site.today),
        licence=LICENCE.title,
        address=site.absolute(one.view.address(words.language)),
    )
