"""The transfer chart: every network of one organisation, before and after its departure."""

from dashboard.charts.axes import time_axis, value_axis
from dashboard.charts.band import BandValues, band_marks
from dashboard.charts.drawing import Curve, Dots, Drawing, Mark, Marker, Note, Stroke, Tips
from dashboard.charts.empty import empty_chart
from dashboard.charts.ends import end_labels
from dashboard.charts.frame import reach
from dashboard.charts.gaps import bracket_gaps
from dashboard.charts.ground import Ground
from dashboard.charts.labels import place_ends, right_margin
from dashboard.charts.marks import Above, mark_events
from dashboard.charts.network_marks import held_marks, line_marks, precision
from dashboard.charts.notes import drawn, tick_boxes
from dashboard.charts.rows import EventMark, TransferRows
from dashboard.charts.sentences import what_next
from dashboard.charts.theme import REFERENCE_DASH, Theme
from dashboard.charts.view import View
from dashboard.domain.transfer import Band
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words


def transfer_chart(rows: TransferRows, measure: Measure, axis: TimeAxis, theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """One line per network, the band from "at least" to "at most" since the departure, the audience left as a reference.

    Nothing is drawn where nothing was read. Without anything to draw the chart says what to do next.

    :param narrow: for a phone: 358 pixels wide, shorter labels.
    """
    view = View(rows, measure, axis, theme, words, narrow)
    empty = what_next(rows, measure, axis, words)
    if empty is not None:
        return empty_chart(empty, view.frame)
    labels = end_labels(view)
    right = right_margin(labels, least=96 if narrow else 150)
    ground = Ground(view.frame, right, view.first, view.last, view.top_value, view.x, theme, words, narrow)
    ink = drawn(view, ground)
    marked = mark_events(ground, ink, tick_boxes(ground, view.ticks), rows.events, _departure(view))
    notes, brackets = bracket_gaps(view, ground, ink, marked.taken)
    ends, leaders = place_ends(labels, theme, view.frame.plot_height)
    lines = [mark for line in view.lines for mark in (*precision(view, line), *line_marks(view, line))]
    held = [mark for line in rows.lines for mark in held_marks(view, line)]
    return Drawing(
        view.frame,
        right,
        time_axis(axis, view.x(view.first), view.x(view.last), words, ground.width),
        value_axis(view.ticks, view.top_value, _unit(view), words, percent=measure is Measure.SHARE),
        (*_band(view), *marked.curves, *lines, *_reference(view), *held, *_band_told(view)),
        (*brackets, *leaders),
        (*marked.labels, *notes, *ends),
        still=narrow,
        reach=reach(ground.day_width),
    )


def _unit(view: View) -> str:
    if view.measure is Measure.SHARE:
        return view.words("of the {network} audience", network=view.rows.network)
    return view.words("(100 at the departure)") if view.measure is Measure.INDEX else view.words("followers")


def _departure(view: View) -> list[Above]:
    """The departure, and the return after it."""
    words, rows = view.words, view.rows
    found = []
    if rows.departed_on is not None:
        label = words("Planned departure") if rows.planned else words("Departure")
        sub = words.date(rows.departed_on, "short" if view.narrow else "long")
        sub = sub if rows.planned or view.narrow else words("{day}, day 0", day=sub)
        found.append(Above(EventMark(rows.departed_on, label, sub, strong=True), solid=not rows.planned))
    if rows.returned_on is not None and rows.returned_on <= rows.as_of:
        back = EventMark(rows.returned_on, words("Return"), words.date(rows.returned_on, "short"), strong=True)
        found.append(Above(back, solid=True))
    return found


def _band(view: View) -> list[Mark]:
    values: BandValues = view.band
    if view.measure is Measure.SHARE:
        values = [(p.day, None if p.low is None else view.total(p.low), None if p.high is None else view.total(p.high)) for p in view.band]
    return band_marks(values, view.x, "band", (view.theme.band, 1), Stroke(view.theme.band_edge, 1.5))


def _band_told(view: View) -> list[Mark]:
    """Both ends in one line of the tooltip; the lower one alone, as such, on days on which the upper one is not known."""
    if not view.band:
        return []
    # Also on days on which both ends stayed: whoever points at a reading is told what it came to.
    read = {point.day for line in view.lines if not line.origin for point in line.points}
    bands = [(day, view.rows.band_on(day)) for day in sorted(read.union(one.day for one in view.band))]
    told = [(day, one, one.low) for day, one in bands if one.low is not None]
    xs, ys = [view.x(day) for day, _, _ in told], [view.total(low) for _, _, low in told]
    hover = (f"{view.words('Together')} ", Note(strong=True))
    return [Tips("band told", xs, ys, view.theme.band_edge, hover, lambda: [_range(view, one) for _, one, _ in told])]


def _range(view: View, one: Band) -> str:
    return view.words.range(one.low, one.high, view.said)


def _reference(view: View) -> list[Mark]:
    """The audience left behind: a cross at the departure, then its level, dashed, for it is no reading."""
    if view.baseline is None or view.rows.departed_on is None:
        return []
    style, start = view.theme.networks[view.rows.network], view.x(view.rows.departed_on)
    level = Curve("baseline", [start, view.x(view.last)], [view.baseline] * 2, Stroke(style.colour, 1.75, REFERENCE_DASH))
    return [level, Dots("departure", [start], [view.baseline], Marker("x-thin", 12, style.colour, 2.5))]
