"""What one view of one chart shows: read once, said in one language, drawn for whoever asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from dashboard.charts.comparison import comparison_chart
from dashboard.charts.departures import departures_chart
from dashboard.charts.drawing import Drawing
from dashboard.charts.recovery import recovery_chart
from dashboard.charts.rows import DeparturesRows, TransferRows
from dashboard.charts.sentences import gaps_said, transfer_sentence, transfer_text
from dashboard.charts.theme import DARK, LIGHT, Theme, without_ground
from dashboard.charts.transfer import TransferChart
from dashboard.domain.views import ChartName, Shade, TimeAxis
from dashboard.i18n import Words
from dashboard.presenters import comparison, movement, notes
from dashboard.presenters.chart_data import (
    comparison_data,
    departures_data,
    recovery_data,
    transfer_data,
)
from dashboard.presenters.sources import compared_lines, movement_lines, source_lines
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.public_addresses import ChartView
from dashboard.services.annotations.read import read_annotations
from dashboard.services.read_organisation import list_slugs, read_organisation
from dashboard.services.read_overview import read_overview
from dashboard.services.views import OrganisationView, Overview
from dashboard.web.public import everybody, exit_day_charts
from dashboard.web.public.shown_chart import Shown, ShownTransfer
from dashboard.web.public.site import Site


def shown(site: Site, words: Words, view: ChartView) -> Shown:
    """What a view shows.

    :raises NotFound: one of the organisations is unknown.
    """
    return _READERS[view.chart](site, words, view)


def organisation_view(site: Site, slug: str) -> OrganisationView:
    """Everything of one organisation, read once for all its addresses of a published copy."""
    essaim = site.essaim

    def read() -> OrganisationView:
        return read_organisation(essaim.db, slug, today=site.today, holding=essaim.holding, peers=site.peers, comparable=essaim.comparable)

    return site.once(("organisation", slug), read)


def every_slug(site: Site) -> Sequence[str]:
    """Of every organisation: asked for by each kind of page that there is of all of them."""
    return site.once(("slugs",), lambda: list_slugs(site.essaim.db))


def overview(site: Site) -> Overview:
    """The movement as a whole, likewise."""
    return site.once(("overview",), lambda: read_overview(site.essaim.db, today=site.today))


def file_theme(shade: Shade) -> Theme:
    """The colours of a picture that leaves the site: it cannot know on what its reader's device shows it."""
    return {Shade.DARK: DARK, Shade.TRANSPARENT: without_ground(LIGHT)}.get(shade, LIGHT)


def shown_transfer(site: Site, words: Words, view: ChartView) -> ShownTransfer:
    """The chart of one organisation.

    :raises NotFound: it is unknown.
    """
    seen = site.once(("transfer", view.subject, words.language), lambda: _first_seen(site, words, view))
    return seen if view == seen.view else replace(seen, view=view, draw=_drawn(site, words, view, seen.rows))


def _first_seen(site: Site, words: Words, view: ChartView) -> ShownTransfer:
    """All that is the same however the chart is looked at."""
    found = organisation_view(site, view.subject[0])
    rows = site.once(("rows", view.subject), lambda: transfer_rows(found, today=site.today, holding=site.essaim.holding))
    read_from = source_lines(words, found)
    return ShownTransfer(
        view=view,
        title=words("{name}: followers per network, before and after the departure", name=found.organisation.name),
        sentence=transfer_sentence(rows, words),
        described=transfer_text(rows, words),
        sources=[*read_from, *gaps_said(rows, words)],
        draw=_drawn(site, words, view, rows),
        table=lambda: site.once(("data", view.subject), lambda: transfer_data(found, site.today, site.essaim.holding)),
        organisations=(found,),
        notes=found.annotations,
        read_at=found.read_at,
        fictional=found.organisation.fictional,
        rows=rows,
        read_from=read_from,
    )


def _drawn(site: Site, words: Words, view: ChartView, rows: TransferRows) -> Callable[[Theme, bool], Drawing]:
    """Draws it from one chart in each theme, whatever the width and, in a published copy, the language."""
    charts = site.once(
        ("charts", view.subject, view.measure, view.axis), lambda: cache(partial(TransferChart, rows, view.measure, view.axis))
    )
    return lambda theme, narrow: charts(theme).drawing(words, narrow=narrow)


def _comparison(site: Site, words: Words, view: ChartView) -> Shown:
    found = [organisation_view(site, slug) for slug in view.subject]
    drawn = [(one, comparison.recovery_line(words, one, site.today)) for one in found]
    lines = [line for _, line in drawn if line is not None]
    lacking = comparison.without_line(words, [one for one, line in drawn if line is None])
    names = words.semicolon.join(one.organisation.name for one in found)
    on_calendar = view.axis is TimeAxis.CALENDAR
    marks = list(notes.marks(words, notes.of_movement(note for one in found for note in one.annotations) if on_calendar else ()))
    return Shown(
        view=view,
        title=words("Share of the audience left behind that was regained: {names}", names=names),
        sentence=comparison.headline(words, lines),
        described=comparison.described(words, lines, marks),
        sources=[*([lacking] if lacking else []), *compared_lines(words, found)],
        draw=lambda theme, narrow: comparison_chart(lines, theme, words, axis=view.axis, narrow=narrow, marks=marks),
        table=lambda: comparison_data(found, site.today),
        organisations=found,
        notes=list(dict.fromkeys(note for one in found for note in one.annotations)),
        read_at=max((one.read_at for one in found if one.read_at), default=None),
        fictional=any(one.organisation.fictional for one in found),
    )


def _departures(site: Site, words: Words, view: ChartView) -> Shown:
    found = overview(site)
    rows, noted = DeparturesRows(site.today, tuple(found.departures)), read_annotations(site.essaim.db)
    marks = list(notes.marks(words, noted))
    return Shown(
        view=view,
        title=words("How many institutions have left X, day by day"),
        sentence=movement.headline(words, found),
        described=movement.departures_described(words, found, marks),
        sources=movement_lines(words, found, counted=False),
        draw=lambda theme, narrow: departures_chart(rows, theme, words, narrow=narrow, marks=marks),
        table=lambda: departures_data(rows),
        organisations=(),
        notes=noted,
        read_at=found.read_at,
        fictional=everybody.fictional(site),
    )


def _recovery(site: Site, words: Words, view: ChartView) -> Shown:
    found = overview(site)
    spread = movement.spread(found)
    return Shown(
        view=view,
        title=words("The typical recovery, by age"),
        sentence=movement.typical(words, found),
        described=movement.described(words, found),
        sources=movement_lines(words, found, counted=True),
        draw=lambda theme, narrow: recovery_chart(spread, theme, words, narrow=narrow),
        table=lambda: recovery_data(spread),
        organisations=(),
        notes=(),
        read_at=found.read_at,
        fictional=everybody.fictional(site),
    )


_READERS: dict[ChartName, Callable[[Site, Words, ChartView], Shown]] = {
    ChartName.TRANSFER: shown_transfer,
    ChartName.COMPARISON: _comparison,
    ChartName.DEPARTURES: _departures,
    ChartName.RECOVERY: _recovery,
    ChartName.TIPPING: exit_day_charts.tipping,
    ChartName.TOGETHER: exit_day_charts.left_together,
}
