"""One network of one organisation as it is drawn: its line, its single readings, how precise they are, and what does not count."""

from collections.abc import Sequence
from functools import partial

from dashboard.charts.drawing import Curve, Dots, Hover, Mark, Marker, Note, Spans, Stroke, Value, X
from dashboard.charts.held import HOLLOW, hollow
from dashboard.charts.rows import Line, Point
from dashboard.charts.view import View
from dashboard.domain.views import Measure
from dashboard.i18n import Words

SIZE = 10
BEYOND = "arrow-bar-up-open"
"""The sign of a figure that lies above the plot."""


def line_marks(view: View, line: Line) -> list[Mark]:
    """The line itself, broken at gaps; a marker at its last reading, and at readings that stand alone: the same in every language."""
    style, unit = view.theme.networks[line.network], view.unit(line) or 1
    # A share is said as everywhere else: rounded to what it means.
    value = () if view.measure is Measure.SHARE else (Value(), " · ")
    hover = (f"{line.label} ", *value, Note())
    outline = 2 if style.marker.endswith(("-open", "-thin")) else 0

    def dots(points: Sequence[Point], size: float, hover: Hover = ()) -> Dots:
        xs, ys = view.xs(points), [point.value / unit for point in points]
        marker = Marker(style.marker, size, style.colour, outline)
        return Dots(line.label, xs, ys, marker, hover, partial(_sources, view, points) if hover else None)

    if line.declared:
        return [dots(line.points, SIZE - 1, hover)]
    xs: list[X | None] = []
    ys: list[float | None] = []
    runs = line.runs(view.rows.holding)
    for run in runs:
        if xs:
            xs.append(None)
            ys.append(None)
        xs += view.xs(run)
        ys += [point.value / unit for point in run]
    stroke = Stroke(style.colour, 2.5, "solid" if line.origin else style.dash)
    marks: list[Mark] = [Curve(line.label, xs, ys, stroke, hover=hover, notes=partial(_said, view, runs))]
    alone = [run[0] for run in runs if len(run) == 1]
    if alone:
        marks.append(dots(alone, SIZE - 3, hover))
    if not line.origin or view.baseline is None:
        marks.append(dots(line.points[-1:], SIZE + 1))
    return marks


def precision(view: View, line: Line) -> list[Mark]:
    """Bars from the least to the most that a rounded figure can stand for."""
    errors, unit = view.errors(line), view.unit(line) or 1
    if not errors:
        return []
    colour = view.theme.networks[line.network].colour
    return [Spans("precision", [view.x(p.day) for p in errors], [p.value / unit for p in errors], list(errors.values()), colour)]


def held_marks(view: View, line: Line, top: float, words: Words) -> list[Mark]:
    """Hollow points for figures that do not count; those far above all others lie at the upper edge, as an arrow.

    :param top: the value there.
    """
    points = view.held(line)
    if not points:
        return []
    colour, said = view.theme.networks[line.network].colour, words("waits for a look by the collective, not counted")
    marks: list[Mark] = []
    for symbol, some in ((HOLLOW, [p for p in points if p[1] <= top]), (BEYOND, [p for p in points if p[1] > top])):
        if some:
            notes = partial(_held_said, view, [point for point, _ in some])
            xs, ys = [view.x(point.day) for point, _ in some], [min(value, top) for _, value in some]
            marks.append(Dots("held", xs, ys, hollow(colour, symbol=symbol), (f"{line.label} ", Note(strong=True), "\n", said), notes))
    return marks


def _held_said(view: View, points: Sequence[Point], words: Words) -> list[str]:
    return [f"{words.number(point.value)} · {_source(view, point, words)}" for point in points]


def _said(view: View, runs: Sequence[Sequence[Point]], words: Words) -> list[str | None]:
    """Where each figure of a broken line comes from, nothing for the breaks."""
    said: list[str | None] = []
    for run in runs:
        said += [None] if said else []
        said += _sources(view, run, words)
    return said


def _sources(view: View, points: Sequence[Point], words: Words) -> list[str]:
    """Where each figure comes from, after its share if that is what is shown; what is the same for many is said once."""
    if view.measure is Measure.SHARE:
        return [f"{view.said(point.value, words)} · {_source(view, point, words)}" for point in points]
    known: dict[tuple[object, ...], str] = {}
    said = []
    for point in points:
        key = (point.provenance, point.rounded_to) if _daily(view, point) else (point,)
        if key not in known:
            known[key] = _source(view, point, words)
        said.append(known[key])
    return said


def _daily(view: View, point: Point) -> bool:
    return view.rows.holding.days(point.provenance) < 7


def _source(view: View, point: Point, words: Words) -> str:
    """Where a figure comes from; with its day if it holds for several, for it may show under another one."""
    source = words.term(point.provenance)
    if point.rounded_to:
        source = words("{source}, to the nearest {place}", source=source, place=point.rounded_to)
    return source if _daily(view, point) else f"{source}, {words.date(point.day, 'short')}"
