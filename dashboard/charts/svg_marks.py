"""Marks of a drawing as elements of an SVG."""

from collections.abc import Sequence

from dashboard.charts.drawing import Area, Bars, Curve, Dots, Mark, Marker, Segment, Spans, Stroke, Tips
from dashboard.charts.plane import Pixels, Plane
from dashboard.charts.svg_text import n, written
from dashboard.charts.symbols import is_open, symbol_path
from dashboard.charts.theme import AXIS_SIZE, Theme

CAP = 4


def mark(one: Mark, plane: Plane, theme: Theme) -> str:
    """One mark."""
    if isinstance(one, Curve):
        return _curve(one, plane)
    if isinstance(one, Dots):
        return _dots(one, plane, theme)
    if isinstance(one, Area):
        return _area(one, plane)
    if isinstance(one, Tips):
        return ""
    return _spans(one, plane) if isinstance(one, Spans) else _bars(one, plane)


def segments(some: Sequence[Segment], plane: Plane, theme: Theme) -> str:
    """All thin lines at once."""
    if not some:
        return ""
    ends = [((plane.place(one.x) + one.shift, one.y), (plane.place(two.x) + two.shift, two.y)) for one, two in some]
    return f'<path d="{"".join(_joined(list(pair)) for pair in ends)}" fill="none" stroke="{theme.rule}"/>'


def _curve(one: Curve, plane: Plane) -> str:
    runs = plane.lines(one.xs, one.ys, whole=one.marker is not None)
    path = f'<path d="{"".join(_joined(_stairs(run) if one.steps else run) for run in runs)}" fill="none"{_stroke(one.stroke)}/>'
    return path + (_signs([point for run in runs for point in run], one.marker) if one.marker else "")


def _dots(one: Dots, plane: Plane, theme: Theme) -> str:
    points = plane.points(one.xs, one.ys)
    halo = "" if theme.transparent else theme.surface
    texts = [
        written(text, x, y - one.marker.size, anchor="center", fill=theme.text, size=AXIS_SIZE, halo=halo)
        for (x, y), text in zip(points, one.texts, strict=False)
        if text
    ]
    return _signs(points, one.marker) + "".join(texts)


def _area(one: Area, plane: Plane) -> str:
    paths = []
    for xs, lows, highs in one.runs:
        there, back = plane.line(xs, lows), plane.line(xs, highs)
        paths.append(_joined([*there, *reversed(back)]) + "Z")
    return f'<path d="{"".join(paths)}" fill="{one.colour}"{_opacity("fill", one.opacity)}/>'


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
            middle, half, top = plane.px(day), one.days / 2 * plane.unit, plane.py(value)
            parts.append(f"M{n(middle - half)} {n(plane.height)}V{n(top)}H{n(middle + half)}V{n(plane.height)}Z")
    return f'<path d="{"".join(parts)}" fill="{one.colour}"/>'


def _joined(points: Pixels) -> str:
    """A path through points; one alone is a dot where the ends of lines are round, and nothing elsewhere."""
    return "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in points])


def _stairs(points: Pixels) -> Pixels:
    """Across, then up."""
    stairs = points[:1]
    for x, y in points[1:]:
        stairs += [(x, stairs[-1][1]), (x, y)]
    return stairs


def _signs(points: Pixels, marker: Marker) -> str:
    path, hollow = symbol_path(marker.symbol, marker.size), is_open(marker.symbol)
    colour = f'fill="none" stroke="{marker.colour}" stroke-width="{n(marker.outline or 2)}"' if hollow else f'fill="{marker.colour}"'
    return "".join(f'<path transform="translate({n(x)} {n(y)})" d="{path}" {colour}/>' for x, y in points)


def _stroke(stroke: Stroke) -> str:
    dash = "" if stroke.dash == "solid" else f' stroke-dasharray="{stroke.dash.replace("px", "").replace(",", " ")}"'
    return f' stroke="{stroke.colour}" stroke-width="{stroke.width:g}"{dash}{_opacity("stroke", stroke.opacity)} stroke-linejoin="round"'


def _opacity(what: str, opacity: float) -> str:
    return "" if opacity == 1 else f' {what}-opacity="{opacity:g}"'
