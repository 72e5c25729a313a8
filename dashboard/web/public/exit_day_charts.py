"""The charts of one exit day: its tipping point, and what leaving together was worth."""

from dashboard.charts.tipping import tipping_chart
from dashboard.charts.together import together_chart
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.views import ChartName
from dashboard.i18n import Words
from dashboard.presenters.chart_data import tipping_data, together_data
from dashboard.presenters.exit_days import BEFORE
from dashboard.presenters.pledging import together as compared
from dashboard.presenters.pledging.curve import described
from dashboard.presenters.sources import curve_lines
from dashboard.public_addresses import ChartView, chart
from dashboard.web.public.exit_day_shown import every_day, headline, shown_day, together
from dashboard.web.public.shown_chart import Shown
from dashboard.web.public.site import Site


def curves(site: Site) -> list[ChartView]:
    """The charts of all exit days that have one: of the tipping point, and of what leaving together was worth."""
    days = [shown_day(site, day.slug) for day in every_day(site)]
    tips = [chart(ChartName.TIPPING, one.day.slug) for one in days if one.standing.tipping and one.phase in BEFORE]
    return tips + [chart(ChartName.TOGETHER, one.day.slug) for one in days if together(site, one)]


def tipping(site: Site, words: Words, view: ChartView) -> Shown:
    """The curve of its pledges, as long as these can change.

    :raises NotFound: no such day, too few pledged to be told, or it is confirmed, cancelled or past.
    """
    one = shown_day(site, view.subject[0])
    curve, pledged = one.standing.tipping, one.standing.wall.pledged
    if one.phase not in BEFORE:
        raise NotFound(N_("“{slug}” takes no pledges any more: its curve is not shown."), slug=view.subject[0])
    if curve is None or pledged is None:
        raise NotFound(N_("Too few have pledged to “{slug}” for its curve to be shown."), slug=view.subject[0])
    return Shown(
        view=view,
        title=words("{name}: how many would leave if so many did", name=one.day.plan.titles[words.language]),
        sentence=headline(words, one, site),
        described=described(words, curve),
        sources=curve_lines(words, one.standing, site.today),
        draw=lambda theme, narrow: tipping_chart(curve, theme, words, narrow=narrow),
        table=lambda: tipping_data(curve),
        organisations=(),
        notes=(),
        read_at=None,
        fictional=one.day.campaign.fictional,
    )


def left_together(site: Site, words: Words, view: ChartView) -> Shown:
    """Those who left together beside those who left alone.

    :raises NotFound: no such day, or too few were read since.
    """
    one = shown_day(site, view.subject[0])
    found = together(site, one)
    if not found:
        raise NotFound(N_("Too few have been read since “{slug}” for a comparison to be shown."), slug=view.subject[0])
    return Shown(
        view=view,
        title=compared.title(words, one.day.plan.titles[words.language]),
        sentence=compared.finding(words, found),
        described=compared.described(words, found),
        sources=compared.lines(words, site.today),
        draw=lambda theme, narrow: together_chart(found, theme, words, narrow=narrow),
        table=lambda: together_data(found),
        organisations=(),
        notes=(),
        read_at=None,
        fictional=one.day.campaign.fictional,
    )
