"""A drawing as a Plotly figure: for the interface as an object, for the public pages as JSON."""

import math
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.drawing import Drawing, End, Label, Scale, Segment, Text, XAxis, YAxis
from dashboard.charts.frame import LEFT
from dashboard.charts.plotly_traces import each, plain, traces
from dashboard.charts.template import halo, plotly_config, template
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE, Theme
from dashboard.i18n import Words

STOPS = [
    {"dtickrange": [None, 86_400_000 * 27], "value": "%-d %b\n%Y"},
    {"dtickrange": [86_400_000 * 27, "M11"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def figure(drawing: Drawing, theme: Theme, words: Words) -> go.Figure:
    """The figure that the interface shows; ``theme`` is the one the drawing was made for."""
    return go.Figure(data=[trace for mark in drawing.marks for trace in traces(mark, theme, words)], layout=_layout(drawing, theme, words))


def figure_json(drawing: Drawing, theme: Theme, words: Words, *, filename: str = "essaim") -> dict[str, Any]:
    """``data``, ``layout`` and ``config`` for Plotly in a browser: nothing but numbers, texts, lists and dictionaries.

    Plotly knows no CSS variables: the drawing must be in real colours, light or dark.

    :param filename: of the image that a reader downloads, without its ending.
    """
    layout = _layout(drawing, theme, words)
    for part in (layout["xaxis"], *layout.get("annotations", ()), *layout.get("shapes", ())):
        part.update({key: _plain_value(value) for key, value in part.items()})
    data = each(_plain_value, [trace for mark in drawing.marks for trace in traces(mark, theme, words)])
    return {"data": data, "layout": layout, "config": plotly_config(words, filename)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain_value(one) for one in value] if isinstance(value, list) else value


def _layout(drawing: Drawing, theme: Theme, words: Words) -> dict[str, Any]:
    frame = drawing.frame
    common = {"template": template(theme, words), "height": frame.height}
    if drawing.x is None or drawing.y is None:
        margin = {"l": LEFT, "r": LEFT, "t": LEFT, "b": LEFT}
        hidden = {"visible": False}
        return {**common, "margin": margin, "annotations": [_sentence(drawing, theme)], "xaxis": hidden, "yaxis": hidden}
    return {
        **common,
        "margin": {"l": LEFT, "r": drawing.right, "t": frame.top, "b": frame.bottom, "pad": 0},
        "dragmode": False if drawing.still else "zoom",
        "xaxis": _x_axis(drawing.x),
        "yaxis": _y_axis(drawing.y, theme),
        "annotations": [_annotation(label, frame.plot_height, theme) for label in drawing.labels],
        "shapes": [_shape(segment, frame.plot_height, theme) for segment in drawing.segments],
        **({"hoverdistance": drawing.reach} if drawing.reach else {}),
    }


def _sentence(drawing: Drawing, theme: Theme) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 0.5, "xanchor": "left", "align": "left", "showarrow": False}
    return {"text": "<br>".join(plain(line) for line in drawing.empty), "font": {"color": theme.muted}, **place}


def _x_axis(axis: XAxis) -> dict[str, Any]:
    ends: list[Any] = [axis.first, axis.last]
    if axis.scale is Scale.LOG:
        ends = list(map(math.log10, ends))
    found: dict[str, Any] = {"type": axis.scale.value, "range": ends}
    if axis.ticks:
        found["tickvals"] = list(axis.ticks)
    if axis.texts:
        found["ticktext"] = [plain(text).replace("\n", "<br>") for text in axis.texts]
        found["ticklabeloverflow"] = "allow"
    if axis.scale is Scale.DATE:
        found["tickformat"] = "%b\n%Y"
        if not axis.ticks:
            found["tickformatstops"] = STOPS
        said = "%{x|%B %Y}" if axis.monthly else "%{x|%-d %B %Y}"
    else:
        said = axis.said.replace("{x}", "%{x}")
    if not axis.centred:
        found["ticklabelposition"] = "outside right"
    if axis.fixed:
        found["fixedrange"] = True
    return {**found, "unifiedhovertitle": {"text": said}}


def _y_axis(axis: YAxis, theme: Theme) -> dict[str, Any]:
    return {
        "range": [axis.low, axis.high],
        "tickvals": list(axis.ticks),
        "ticktext": [plain(text) for text in axis.texts],
        "ticklabelposition": "inside top",
        "ticklabeloverflow": "allow",
        "tickfont": {"size": AXIS_SIZE, "color": theme.muted, "shadow": halo(theme)},
        "gridcolor": theme.line,
    }


def _annotation(label: Label, height: int, theme: Theme) -> dict[str, Any]:
    texts = [text for line in label.lines for text in line]
    small = all(text.small for text in texts)
    font = {"size": AXIS_SIZE if small else LABEL_SIZE, "color": label.colour, **({"shadow": halo(theme)} if label.halo else {})}
    where = {"xref": "paper", "x": 1} if label.x is None else {"x": label.x}
    return {
        "text": "<br>".join(" ".join(_markup(text, small=small) for text in line) for line in label.lines),
        **where,
        "xanchor": label.anchor,
        "xshift": label.shift,
        "align": label.anchor,
        "yref": "paper",
        "y": 1 - label.y / height,
        "yanchor": "bottom" if label.above else "middle",
        "showarrow": False,
        "font": font,
    }


def _markup(text: Text, *, small: bool) -> str:
    """A text in Plotly's small markup, as far as it differs from the rest of its label."""
    said = f"<b>{plain(text.plain)}</b>" if text.bold else plain(text.plain)
    style = ([f"color:{text.colour}"] if text.colour else []) + ([f"font-size:{text.size}px"] if text.small and not small else [])
    return f'<span style="{";".join(style)}">{said}</span>' if style else said


def _shape(segment: Segment, height: int, theme: Theme) -> dict[str, Any]:
    start, end = segment
    sides = {"yref": "paper", "y0": 1 - start.y / height, "y1": 1 - end.y / height}
    return {"type": "line", **_across(start, end), **sides, "line": {"color": theme.rule, "width": 1}}


def _across(start: End, end: End) -> dict[str, Any]:
    if start.x is None:
        return {"xref": "paper", "xsizemode": "pixel", "xanchor": 1, "x0": start.shift, "x1": end.shift}
    return {"x0": start.x, "x1": end.x}
