"""Marks of a drawing as Plotly's traces: plain dictionaries, validated by nobody but the tests."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from dashboard.charts.drawing import Area, Bars, Curve, Dots, Hover, Mark, Marker, Spans, Stroke, Tips, Value
from dashboard.charts.template import halo
from dashboard.charts.theme import AXIS_SIZE, Theme
from dashboard.i18n import Words

DAY = 86_400_000
"""Milliseconds, in which Plotly tells the width of a bar."""
CAP = 4
"""Pixels of the cap of an error bar, to either side."""


def plain(text: str) -> str:
    """A text from anywhere as Plotly is to show it: neither its small markup nor a place of a hover template."""
    return html.escape(text, quote=False).replace("%{", "%\u200b{")


def translucent(colour: str, opacity: float) -> str:
    """``#RRGGBB`` as an ``rgba()`` of that opacity."""
    if opacity == 1:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def traces(mark: Mark, theme: Theme, words: Words) -> list[dict[str, Any]]:
    """One mark as one trace, an area with an edge as two."""
    if isinstance(mark, Area) and mark.edge:
        return [_area(mark), _curve(_edge(mark, mark.edge), words)]
    return [_trace(mark, theme, words)]


def _trace(mark: Mark, theme: Theme, words: Words) -> dict[str, Any]:
    if isinstance(mark, Curve):
        return _curve(mark, words)
    if isinstance(mark, Dots):
        return _dots(mark, theme, words)
    if isinstance(mark, Area):
        return _area(mark)
    if isinstance(mark, Tips):
        return _tips(mark, words)
    return _spans(mark) if isinstance(mark, Spans) else _bars(mark, words)


def _curve(mark: Curve, words: Words) -> dict[str, Any]:
    shape = {"shape": "hv"} if mark.steps else {}
    dotted = {"marker": _marker(mark.marker), "cliponaxis": False} if mark.marker else {}
    return {
        "type": "scatter",
        "name": mark.name,
        "x": list(mark.xs),
        "y": list(mark.ys),
        "mode": "lines+markers" if mark.marker else "lines",
        "connectgaps": False,
        "line": {**_line(mark.stroke), **shape},
        **dotted,
        **_hover(mark.hover, mark.notes and mark.notes(words)),
    }


def _dots(mark: Dots, theme: Theme, words: Words) -> dict[str, Any]:
    font = {"size": AXIS_SIZE, "color": theme.text, "shadow": halo(theme)}
    texts = {"text": [plain(text) for text in mark.texts], "textposition": "top center", "textfont": font} if any(mark.texts) else {}
    return {
        "type": "scatter",
        "name": mark.name,
        "x": list(mark.xs),
        "y": list(mark.ys),
        "mode": "markers+text" if texts else "markers",
        "marker": _marker(mark.marker),
        "cliponaxis": False,
        **texts,
        **_hover(mark.hover, mark.notes and mark.notes(words)),
    }


def _area(mark: Area) -> dict[str, Any]:
    xs: list[Any] = []
    ys: list[float | None] = []
    for days, lows, highs in mark.runs:
        if xs:
            xs.append(None)
            ys.append(None)
        xs += [*days, *reversed(days)]
        ys += [*lows, *reversed(highs)]
    return {
        "type": "scatter",
        "name": mark.name,
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": translucent(mark.colour, mark.opacity),
        "hoverinfo": "skip",
    }


def _edge(mark: Area, stroke: Stroke) -> Curve:
    xs = [x for days, _, _ in mark.runs for x in (*days, None)]
    return Curve(f"{mark.name} edge", xs, [y for _, _, highs in mark.runs for y in (*highs, None)], stroke)


def _spans(mark: Spans) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": mark.name,
        "x": list(mark.xs),
        "y": list(mark.ys),
        "error_y": {"type": "data", "array": list(mark.errors), "color": mark.colour, "thickness": 1.5, "width": CAP},
        "mode": "markers",
        "marker": {"opacity": 0},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _tips(mark: Tips, words: Words) -> dict[str, Any]:
    told = mark.told(words)
    return {
        "type": "scatter",
        "name": mark.name,
        "x": [x for x, _, _ in told],
        "y": [y for _, y, _ in told],
        "mode": "markers",
        "marker": {"color": mark.colour, "opacity": 0},
        "cliponaxis": False,
        **_hover(mark.hover, [note for _, _, note in told]),
    }


def _bars(mark: Bars, words: Words) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": mark.name,
        "x": list(mark.xs),
        "y": list(mark.ys),
        "width": DAY * mark.days,
        "marker": {"color": mark.colour},
        **_hover(mark.hover, mark.notes and mark.notes(words)),
    }


def _line(stroke: Stroke) -> dict[str, Any]:
    return {"color": translucent(stroke.colour, stroke.opacity), "width": stroke.width, "dash": stroke.dash}


def _marker(marker: Marker) -> dict[str, Any]:
    line = {"color": marker.colour, "width": marker.outline}
    return {"symbol": marker.symbol, "size": marker.size, "color": marker.colour, "line": line}


def _hover(hover: Hover, notes: Sequence[str | None] | None) -> dict[str, Any]:
    if not hover:
        return {"hoverinfo": "skip"}
    told = {"customdata": [None if text is None else plain(text) for text in notes]} if notes else {}
    return {**told, "hovertemplate": "".join(map(_part, hover)) + "<extra></extra>"}


def _part(part: Any) -> str:
    if isinstance(part, str):
        return plain(part).replace("\n", "<br>")
    place = f"%{{y:,.{part.digits}f}}{part.sign}" if isinstance(part, Value) else "%{customdata}"
    return f"<b>{place}</b>" if part.strong else place


def each(convert: Callable[[Any], Any], traces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The traces with every place on the horizontal axis converted."""
    return [{**one, "x": list(map(partial(_unless_none, convert), one["x"]))} for one in traces]


def _unless_none(convert: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else convert(value)
