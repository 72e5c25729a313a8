"""The transfer chart: every network of one organisation, before and after its departure."""

from collections.abc import Mapping
from functools import cached_property, partial
from itertools import chain

from dashboard.charts.axes import time_axis, value_axis
from dashboard.charts.band import BandValues, band_marks
from dashboard.charts.drawing import Curve, Dots, Drawing, Mark, Marker, Note, Stroke, Tips, X
from dashboard.charts.empty import empty_chart
from dashboard.charts.ends import end_labels
from dashboard.charts.frame import reach
from dashboard.charts.gaps import bracket_gaps
from dashboard.charts.ground import Ground
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.marks import Above, mark_events
from dashboard.charts.network_marks import held_marks, line_marks, precision
from dashboard.charts.notes import drawn
from dashboard.charts.page import Page
from dashboard.charts.rows import EventMark, TransferRows
from dashboard.charts.sentences import what_next
from dashboard.charts.theme import REFERENCE_DASH, Theme
from dashboard.charts.view import View
from dashboard.config import LANGUAGES
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words, words_in


class TransferChart:
    """The transfer chart of one organisation, laid out once and drawn for every reader.

    A page holds it twice, a published copy four times: in two languages, for wide pages and for phones. What is drawn of the figures is
    the same in all of them, and on wide pages the plot is as wide in every language, so that its lines lie in the same places.
    """

    def __init__(self, rows: TransferRows, measure: Measure, axis: TimeAxis, theme: Theme) -> None:
        self._view = View(rows, measure, axis, theme)
        self._ends: dict[bool, Mapping[str, tuple[list[EndLabel], int]]] = {}

    def drawing(self, words: Words, *, narrow: bool = False) -> Drawing:
        """One line per network, the band from "at least" to "at most" since the departure, the audience left as a reference.

        Nothing is drawn where nothing was read. Without anything to draw the chart says what to do next.

        :param narrow: for a phone: 358 pixels wide, shorter labels.
        """
        view, page = self._view, Page(words, narrow)
        rows, frame, theme = view.rows, page.frame, view.theme
        empty = what_next(rows, view.measure, view.axis, words)
        if empty is not None:
            return empty_chart(empty, frame)
        ends_said, right = self._at_the_end(words, narrow)
        top = frame.top_value(view.ticks)
        ground = Ground(frame, right, view.first, view.last, top, view.x, theme, words, narrow)
        ink = drawn(view, ground)
        marked = mark_events(ground, ink, rows.events, _departure(view, page))
        notes, brackets = bracket_gaps(view, ground, ink)
        ends, leaders = place_ends(ends_said, theme, frame.plot_height)
        held = [mark for line in rows.lines for mark in held_marks(view, line, top, words)]
        return Drawing(
            frame,
            right,
            time_axis(view.axis, view.x(view.first), view.x(view.last), words, ground.width),
            value_axis(view.ticks, top, _unit(view, words), words, percent=view.measure is Measure.SHARE),
            (*self._band, *marked.curves, *self._lines, *held, *_band_told(view, words)),
            (*brackets, *leaders),
            (*marked.labels, *notes, *ends),
            still=narrow,
            reach=reach(ground.day_width),
        )

    def _at_the_end(self, words: Words, narrow: bool) -> tuple[list[EndLabel], int]:
        """The labels, and the pixels beside the plot: on a wide page as many as the language needs that needs most."""
        if narrow not in self._ends:
            labels = {language: end_labels(self._view, Page(words_in(language), narrow)) for language in LANGUAGES}
            if narrow:
                # A phone has none to spare for a language that its reader does not read.
                self._ends[narrow] = {language: (some, right_margin(some, least=96)) for language, some in labels.items()}
            else:
                right = right_margin([*chain.from_iterable(labels.values())], least=150)
                self._ends[narrow] = {language: (some, right) for language, some in labels.items()}
        return self._ends[narrow][words.language]

    @cached_property
    def _band(self) -> list[Mark]:
        view = self._view
        values: BandValues = view.band
        if view.measure is Measure.SHARE:
            values = [(day, view.total(low), view.total(high)) for day, low, high in view.band]
        return band_marks(values, view.x, "band", (view.theme.band, 1), Stroke(view.theme.band_edge, 1.5))

    @cached_property
    def _lines(self) -> list[Mark]:
        lines = [mark for line in self._view.lines for mark in (*precision(self._view, line), *line_marks(self._view, line))]
        return lines + _reference(self._view)


def transfer_chart(rows: TransferRows, measure: Measure, axis: TimeAxis, theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """One drawing of it."""
    return TransferChart(rows, measure, axis, theme).drawing(words, narrow=narrow)


def _unit(view: View, words: Words) -> str:
    if view.measure is Measure.SHARE:
        return words("of the {network} audience", network=view.rows.network)
    return words("(100 at the departure)") if view.measure is Measure.INDEX else words("followers")


def _departure(view: View, page: Page) -> list[Above]:
    """The departure, and the return after it."""
    words, rows = page.words, view.rows
    found = []
    if rows.departed_on is not None:
        label = words("Planned departure") if rows.planned else words("Departure")
        sub = words.date(rows.departed_on, "short" if page.narrow else "long")
        sub = sub if rows.planned or page.narrow else words("{day}, day 0", day=sub)
        found.append(Above(EventMark(rows.departed_on, label, sub, strong=True), solid=not rows.planned))
    if rows.returned_on is not None and rows.returned_on <= rows.as_of:
        back = EventMark(rows.returned_on, words("Return"), strong=True)
        found.append(Above(back, solid=True))
    return found


def _band_told(view: View, words: Words) -> list[Mark]:
    """Both ends in one line of the tooltip; the lower one alone, as such, on days on which the upper one is not known."""
    hover = (f"{words('Together')} ", Note(strong=True))
    return [Tips("band told", view.theme.band_edge, hover, partial(_bands, view))] if view.band else []


def _bands(view: View, words: Words) -> list[tuple[X, float, str]]:
    # Also on days on which both ends stayed: whoever points at a reading is told what it came to.
    read = {point.day for line in view.lines if not line.origin for point in line.points}
    bands = [(day, view.rows.band_on(day)) for day in sorted(read.union(one.day for one in view.band))]
    said = partial(view.said, words=words)
    return [(view.x(day), view.total(one.low), words.range(one.low, one.high, said)) for day, one in bands if one.low is not None]


def _reference(view: View) -> list[Mark]:
    """The audience left behind: a cross at the departure, then its level, dashed, for it is no reading."""
    if view.baseline is None or view.rows.departed_on is None:
        return []
    style, start = view.theme.networks[view.rows.network], view.x(view.rows.departed_on)
    level = Curve("baseline", [start, view.x(view.last)], [view.baseline] * 2, Stroke(style.colour, 1.75, REFERENCE_DASH))
    return [level, Dots("departure", [start], [view.baseline], Marker("x-thin", 12, style.colour, 2.5))]
