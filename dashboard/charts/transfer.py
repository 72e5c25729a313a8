"""The transfer chart: every network of one organisation, before and after its departure."""

from datetime import timedelta

import plotly.graph_objects as go

from dashboard.charts.axes import time_axis, value_axis
from dashboard.charts.band import band_traces
from dashboard.charts.ends import end_labels
from dashboard.charts.frame import empty_chart, lay_out, reach
from dashboard.charts.gaps import draw_gaps
from dashboard.charts.held import HOLLOW, hollow
from dashboard.charts.labels import draw_ends, right_margin
from dashboard.charts.layout import plain
from dashboard.charts.marks import draw_events
from dashboard.charts.rows import Line, Point, TransferRows
from dashboard.charts.sentences import what_next
from dashboard.charts.theme import REFERENCE_DASH, Theme
from dashboard.charts.view import View
from dashboard.domain.views import Measure, TimeAxis
from dashboard.i18n import Words

MARKER = 10
BEYOND = "arrow-bar-up-open"
"""The sign of a figure that lies above the plot."""


def transfer_chart(rows: TransferRows, measure: Measure, axis: TimeAxis, theme: Theme, words: Words, *, narrow: bool = False) -> go.Figure:
    """One line per network, the band from "at least" to "at most" since the departure, the audience left as a reference.

    Nothing is drawn where nothing was read. Without anything to draw the figure says what to do next.

    :param narrow: for a phone: 358 pixels wide, shorter labels.
    """
    view = View(rows, measure, axis, theme, words, narrow)
    empty = what_next(rows, measure, axis, words)
    if empty is not None:
        return empty_chart(empty, theme, words)
    labels = end_labels(view)
    right = right_margin(labels, least=96 if narrow else 150)
    figure = go.Figure()
    figure.add_traces(_band(view))
    taken = draw_events(figure, view, right)
    for line in view.lines:
        figure.add_traces([*_precision(view, line), *_line(view, line)])
    figure.add_traces(_reference(view))
    figure.add_traces(_held(view))
    draw_gaps(figure, view, right, taken)
    draw_ends(figure, labels, theme, view.frame.plot_height)
    figure.update_layout(hoverdistance=reach(view.px(view.first + timedelta(days=1), right)))
    return lay_out(
        figure,
        view.frame,
        theme,
        words,
        right=right,
        xaxis=time_axis(axis, view.x(view.first), view.x(view.last), words, view.frame.width - right),
        yaxis=value_axis(view.ticks, view.top_value, _unit(view), theme, words, percent=measure is Measure.SHARE),
        still=narrow,
    )


def _unit(view: View) -> str:
    if view.measure is Measure.SHARE:
        return view.words("of the {network} audience", network=view.rows.network)
    return view.words("(100 at the departure)") if view.measure is Measure.INDEX else view.words("followers")


def _number(view: View) -> str:
    """d3 format of a value in a tooltip."""
    return "%{y:,.1f}" + view.words.percent_sign if view.measure is Measure.SHARE else "%{y:,.0f}"


def _band(view: View) -> list[go.Scatter]:
    def unit(n: int | None) -> float | None:
        return None if n is None else view.total(n)

    values = [(point.day, unit(point.low), unit(point.high)) for point in view.band]
    hover = f"{view.words('at most')} {_number(view)}<extra></extra>"
    return band_traces(values, view.x, fill=view.theme.band, edge=view.theme.band_edge, name="band", hover=hover)


def _line(view: View, line: Line) -> list[go.Scatter]:
    """The line itself, broken at gaps; a marker at its last reading, and at readings that stand alone."""
    style = view.theme.networks[line.network]
    value = dict(zip(line.points, view.values(line), strict=True))
    runs = line.runs(view.rows.holding)
    alone = [run[0] for run in runs if len(run) == 1]
    last = line.points[-1]
    hover = f"{plain(line.label)} <b>{_number(view)}</b> · %{{customdata}}<extra></extra>"
    outline = 2 if style.marker.endswith(("-open", "-thin")) else 0
    marker = {"symbol": style.marker, "color": style.colour, "line": {"color": style.colour, "width": outline}}

    def trace(points: list[Point | None], mode: str, size: float) -> go.Scatter:
        return go.Scatter(
            name=line.label,
            x=[None if p is None else view.x(p.day) for p in points],
            y=[None if p is None else value[p] for p in points],
            customdata=[None if p is None else _source(view, p) for p in points],
            mode=mode,
            connectgaps=False,
            line={"color": style.colour, "width": 2.5, "dash": "solid" if line.origin else style.dash},
            marker={**marker, "size": size},
            hovertemplate=hover,
            cliponaxis=False,
        )

    if line.declared:
        return [trace(list(line.points), "markers", MARKER - 1)]
    broken: list[Point | None] = []
    for run in runs:
        broken += [*run, None]
    traces = [trace(broken[:-1], "lines", MARKER)]
    if alone:
        traces.append(trace(list(alone), "markers", MARKER - 3))
    if not line.origin or view.baseline is None:
        traces.append(trace([last], "markers", MARKER + 1).update(hovertemplate=None, hoverinfo="skip", customdata=None))
    return traces


def _precision(view: View, line: Line) -> list[go.Scatter]:
    """Bars from the least to the most that a rounded figure can stand for."""
    errors = view.errors(line)
    if not errors:
        return []
    value = dict(zip(line.points, view.values(line), strict=True))
    colour = view.theme.networks[line.network].colour
    return [
        go.Scatter(
            name="precision",
            x=[view.x(point.day) for point in errors],
            y=[value[point] for point in errors],
            error_y={"type": "data", "array": list(errors.values()), "color": colour, "thickness": 1.5, "width": 4},
            mode="markers",
            marker={"opacity": 0},
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def _held(view: View) -> list[go.Scatter]:
    """Hollow points for figures that do not count; those far above all others lie at the upper edge, as an arrow."""
    traces = []
    for line in view.rows.lines:
        points = view.held(line)
        if not points:
            continue
        colour, top = view.theme.networks[line.network].colour, view.top_value
        said = view.words("waits for a look by the collective, not counted")
        traces.append(
            go.Scatter(
                name="held",
                x=[view.x(point.day) for point, _ in points],
                y=[min(value, top) for _, value in points],
                customdata=[f"{view.words.number(point.value)} · {_source(view, point)}" for point, _ in points],
                mode="markers",
                marker={**hollow(colour), "symbol": [HOLLOW if value <= top else BEYOND for _, value in points]},
                hovertemplate=f"{plain(line.label)} <b>%{{customdata}}</b><br>{said}<extra></extra>",
                cliponaxis=False,
            )
        )
    return traces


def _source(view: View, point: Point) -> str:
    """Where a figure comes from; with its day if it holds for several, for it may show under another one."""
    source = view.words.term(point.provenance)
    if point.rounded_to:
        source = view.words("{source}, to the nearest {place}", source=source, place=point.rounded_to)
    return source if view.rows.holding.days(point.provenance) < 7 else f"{source}, {view.words.date(point.day, 'short')}"


def _reference(view: View) -> list[go.Scatter]:
    """The audience left behind: a cross at the departure, then its level, dashed, for it is no reading."""
    if view.baseline is None or view.rows.departed_on is None:
        return []
    style, start = view.theme.networks[view.rows.network], view.x(view.rows.departed_on)
    level = go.Scatter(
        name="baseline",
        x=[start, view.x(view.last)],
        y=[view.baseline] * 2,
        mode="lines",
        line={"color": style.colour, "width": 1.75, "dash": REFERENCE_DASH},
        hoverinfo="skip",
    )
    cross = go.Scatter(
        name="departure",
        x=[start],
        y=[view.baseline],
        mode="markers",
        marker={"symbol": "x-thin", "size": 12, "line": {"color": style.colour, "width": 2.5}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return [level, cross]
