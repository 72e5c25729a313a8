"""Marks of a drawing as elements of an SVG."""

import functools
from collections.abc import Sequence

import numpy as np

from dashboard.charts.drawing import Area, Bars, Curve, Dots, Mark, Marker, Segment, Spans, Stroke
from dashboard.charts.plane import Line, Pixels, Plane
from dashboard.charts.svg_text import alike, n
from dashboard.charts.symbols import is_open, symbol_path
from dashboard.charts.theme import AXIS_SIZE, Theme

CAP = 4
LINED = (Curve, Area)
KEPT = (*LINED, Dots)


def marks(some: Sequence[Mark], plane: Plane, theme: Theme) -> str:
    """Marks in the order in which they are given; what several drawings share is made once."""
    key = (plane.key, theme)
    new = [(one, _lines(one, plane)) for one in some if isinstance(one, LINED) and key not in one.drawn]
    written = iter(plane.written([line for _, lines in new for line in lines]))
    for line, lines in new:
        paths = [next(written) for _ in lines]
        line.drawn[key] = _curve(line, paths, plane) if isinstance(line, Curve) else _area(line, paths)
    parts = []
    for one in some:
        if isinstance(one, Dots) and key not in one.drawn:
            one.drawn[key] = _dots(one, plane, theme)
        if isinstance(one, KEPT):
            parts.append(one.drawn[key])
        elif isinstance(one, Spans):
            parts.append(_spans(one, plane))
        elif isinstance(one, Bars):
            parts.append(_bars(one, plane))
    return "".join(parts)


def segments(some: Sequence[Segment], plane: Plane, theme: Theme) -> str:
    """All thin lines at once."""
    if not some:
        return ""
    ends = [((plane.place(one.x) + one.shift, one.y), (plane.place(two.x) + two.shift, two.y)) for one, two in some]
    path = "".join([f"M{n(x0)} {n(y0)} {n(x1)} {n(y1)}" for (x0, y0), (x1, y1) in ends])
    return f'<path d="{path}" fill="none" stroke="{theme.rule}"/>'


def _lines(one: Curve | Area, plane: Plane) -> list[Line]:
    """All lines that a mark is drawn with, as few points of each as show."""
    whole = one.drawn.get(plane.across.number)
    if whole is None:
        whole = one.drawn[plane.across.number] = _whole(one, plane)
    if isinstance(one, Curve) and one.marker is not None:
        return whole
    shown = list(map(plane.thinned, whole))
    if isinstance(one, Curve):
        return list(map(_stairs, shown)) if one.steps else shown
    return [line for low, high in zip(shown[::2], shown[1::2], strict=True) for line in (low, high[:, ::-1], high)]


def _whole(one: Curve | Area, plane: Plane) -> list[Line]:
    """Lines as they are, whatever the width."""
    if isinstance(one, Curve):
        return plane.lines(one.xs, one.ys)
    return [plane.line(xs, ends) for xs, lows, highs in one.runs for ends in (lows, highs)]


def _curve(one: Curve, paths: Sequence[str], plane: Plane) -> str:
    # One point alone is a dot where the ends of lines are round, and nothing elsewhere.
    line = _line("".join([f"M{path}" for path in paths]), one.stroke)
    if one.marker is None:
        return line
    known = [(x, y) for x, y in zip(one.xs, one.ys, strict=True) if x is not None and y is not None]
    return line + _signs(plane.points([x for x, _ in known], [y for _, y in known]), one.marker)


def _dots(one: Dots, plane: Plane, theme: Theme) -> str:
    points = plane.points(one.xs, one.ys)
    halo = "" if theme.transparent else theme.surface
    texts = [(text, x, y - one.marker.size) for (x, y), text in zip(points, one.texts, strict=False) if text]
    return _signs(points, one.marker) + alike(texts, theme.text, AXIS_SIZE, anchor="center", halo=halo)


def _area(one: Area, paths: Sequence[str]) -> str:
    stretches = "".join([f"M{there} {back}Z" for there, back in zip(paths[::3], paths[1::3], strict=True)])
    area = f'<path d="{stretches}" fill="{one.colour}"{_opacity("fill", one.opacity)}/>'
    return area + (_line("".join([f"M{edge}" for edge in paths[2::3]]), one.edge) if one.edge else "")


def _spans(one: Spans, plane: Plane) -> str:
    parts = []
    for x, y, error in zip(one.xs, one.ys, one.errors, strict=True):
        at, top, foot = plane.px(x), n(plane.py(y + error)), n(plane.py(y - error))
        left, right = n(at - CAP), n(at + CAP)
        parts.append(f"M{left} {top}H{right}M{n(at)} {top}V{foot}M{left} {foot}H{right}")
    return f'<path d="{"".join(parts)}" fill="none" stroke="{one.colour}" stroke-width="1.5"/>'


def _bars(one: Bars, plane: Plane) -> str:
    parts = []
    for day, value in zip(one.xs, one.ys, strict=True):
        if value is not None:
            middle, half, top = plane.px(day), one.days / 2 * plane.across.unit, plane.py(value)
            parts.append(f"M{n(middle - half)} {n(plane.height)}V{n(top)}H{n(middle + half)}V{n(plane.height)}Z")
    return f'<path d="{"".join(parts)}" fill="{one.colour}"/>'


def _stairs(line: Line) -> Line:
    """Across, then up."""
    twice = np.repeat(line, 2, axis=1)
    return np.stack((twice[0, 1:], twice[1, :-1]))


def _signs(points: Pixels, marker: Marker) -> str:
    sign = _sign(marker)
    return "".join([f'<path transform="translate({n(x)} {n(y)})" {sign}/>' for x, y in points])


# Few ways for thousands of lines and signs.
@functools.lru_cache(maxsize=1_000)
def _sign(marker: Marker) -> str:
    path, hollow = symbol_path(marker.symbol, marker.size), is_open(marker.symbol)
    colour = f'fill="none" stroke="{marker.colour}" stroke-width="{n(marker.outline or 2)}"' if hollow else f'fill="{marker.colour}"'
    return f'd="{path}" {colour}'


def _line(path: str, stroke: Stroke) -> str:
    return f'<path d="{path}" fill="none"{_stroke(stroke)}/>'


@functools.lru_cache(maxsize=1_000)
def _stroke(stroke: Stroke) -> str:
    dash = "" if stroke.dash == "solid" else f' stroke-dasharray="{stroke.dash.replace("px", "").replace(",", " ")}"'
    return f' stroke="{stroke.colour}" stroke-width="{stroke.width:g}"{dash}{_opacity("stroke", stroke.opacity)} stroke-linejoin="round"'


def _opacity(what: str, opacity: float) -> str:
    return "" if opacity == 1 else f' {what}-opacity="{opacity:g}"'
