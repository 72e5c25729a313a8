"""Every chart: its permalink, its picture, its data."""

from collections.abc import Iterable, Mapping

from dashboard.comparison_addresses import choosing, looked_at
from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.domain.views import ChartName, Shade
from dashboard.exit_day_addresses import exit_day
from dashboard.i18n import Words
from dashboard.presenters import comparison, movement
from dashboard.presenters.chart_tables import departures_table, recovery_table
from dashboard.presenters.pledging.curve import curve_table
from dashboard.presenters.pledging.together import table as together_table
from dashboard.presenters.readings import readings, rows_shown
from dashboard.presenters.what_happened import noted
from dashboard.public_addresses import FILES, OEMBED, chart, organisation, parse_chart, site_card
from dashboard.web.public.beside_part import others
from dashboard.web.public.chart_files import chart_file
from dashboard.web.public.chart_part import chart_alternates, chart_part
from dashboard.web.public.document import Document, moved
from dashboard.web.public.exit_day_charts import curves
from dashboard.web.public.exit_day_shown import shown_day, together
from dashboard.web.public.oembed import oembed_document
from dashboard.web.public.organisation import views
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource
from dashboard.web.public.shown import every_slug, overview, shown
from dashboard.web.public.shown_chart import Shown, ShownTransfer
from dashboard.web.public.site import Site, words_of


def _answer(site: Site, places: Mapping[str, str]) -> Document | None:
    found = parse_chart(places["view"])
    if found is None:
        whole = parse_chart(f"{places['view']}/")
        return moved(site.link(whole[0].address(places["language"]))) if whole else None
    view, file = found
    words = words_of(places["language"])
    one = shown(site, words, view)
    if file == OEMBED:
        return oembed_document(site, words, one)
    return chart_file(site, words, one, file) if file else _page(site, words, one)


def _page(site: Site, words: Words, one: Shown) -> Document:
    language = words.language
    return public_page(
        site,
        language,
        "chart",
        _head(site, words, one),
        modified=one.read_at,
        fictional=one.fictional,
        title=one.sentence,
        heading=one.title,
        about=_about(one, language),
        chart=chart_part(site, words, one, lambda other: other.address(language), on_its_own=True),
        notes=sorted(noted(words, one.notes), key=lambda event: event.on, reverse=True),
        most=MOST_COMPARED,
        institutions=INSTITUTIONS,
        **_choosing(site, words, one),
        **_tables(site, words, one),
    )


def _choosing(site: Site, words: Words, one: Shown) -> dict[str, object]:
    """What a comparison may become: by a link each, and by the form that adds one more while there is room."""
    view, language = one.view, words.language
    if view.chart is not ChartName.COMPARISON:
        return {"others": (), "adds": ""}
    room = len(view.subject) < MOST_COMPARED and site.has(choosing(language))
    adds = choosing(language) if room else ""
    return {"others": others(site, words, one), "adds": adds, "slugs": view.subject, "looked": looked_at(view)}


def _about(one: Shown, language: str) -> list[tuple[str, str]]:
    """(name, path) of what the chart is about."""
    if one.view.chart in (ChartName.TIPPING, ChartName.TOGETHER):
        return [(one.title.rpartition(":")[0].strip(), exit_day(language, one.view.subject[0]))]
    return [(each.organisation.name, organisation(language, each.organisation.slug)) for each in one.organisations]


def _head(site: Site, words: Words, one: Shown) -> Head:
    view, language = one.view, words.language
    card = organisation(language, view.subject[0], "card.png") if view.chart is ChartName.TRANSFER else site_card(language)
    first = chart(view.chart, *view.subject)
    return Head(
        one.sentence,
        f"{one.title}. {one.sentence}.",
        view.address,
        card=card if site.has(card) else "",
        card_text=one.sentence,
        alternates=chart_alternates(site, words, view),
        # The organisation's own page shows the same chart, and more.
        indexed=view.chart is not ChartName.COMPARISON,
        canonical=organisation(language, view.subject[0]) if view.chart is ChartName.TRANSFER else first.address(language),
    )


def _tables(site: Site, words: Words, one: Shown) -> dict[str, object]:
    found = one.organisations
    tables: dict[str, object] = {"newest": None, "older": None, "compared": None, "age": None, "plain": None}
    if isinstance(one, ShownTransfer):
        tables["newest"], tables["older"] = readings(words, rows_shown(one.rows))
    elif one.view.chart is ChartName.COMPARISON:
        drawn = [(each, comparison.recovery_line(words, each, site.today)) for each in found]
        tables["age"] = age = comparison.common_age([line for _, line in drawn if line])
        tables["compared"] = [
            comparison.compared_row(words, each, line, age, lambda slug: site.link(organisation(words.language, slug)))
            for each, line in drawn
        ]
    elif one.view.chart is ChartName.DEPARTURES:
        tables["plain"] = departures_table(words, overview(site).departures, site.today)
    elif one.view.chart is ChartName.TIPPING:
        curve = shown_day(site, one.view.subject[0]).standing.tipping
        tables["plain"] = curve_table(words, curve) if curve else None
    elif one.view.chart is ChartName.TOGETHER:
        tables["plain"] = together_table(words, together(site, shown_day(site, one.view.subject[0])))
    else:
        tables["plain"] = recovery_table(words, movement.spread(overview(site)))
    return tables


def _addresses(site: Site) -> Iterable[str]:
    """Everything of the charts of the movement. Of each organisation's the data and what oEmbed says; everything of every view where
    the copy holds them all.
    """
    known = [chart(ChartName.TRANSFER, slug) for slug in every_slug(site)]
    whole = [chart(ChartName.DEPARTURES), chart(ChartName.RECOVERY), *curves(site)]
    if site.every_view:
        whole += [view for one in known for view in views(one.subject[0])]
    for language in LANGUAGES:
        for view in whole:
            yield from (view.address(language, file) for file in ("", *FILES, OEMBED))
            yield view.seen(Shade.DARK).address(language, "plotly.json")
        if not site.every_view:
            yield from (view.address(language, file) for view in known for file in ("csv", OEMBED))


RESOURCES: tuple[Resource, ...] = (Resource("/{language}/charts/{view:path}", _answer, _addresses),)
