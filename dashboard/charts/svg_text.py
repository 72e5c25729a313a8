"""Texts and numbers of an SVG. Every text goes through ``said``: what came from elsewhere is shown, never obeyed."""

import html
from collections.abc import Sequence

from dashboard.charts.drawing import Label, Text
from dashboard.charts.labels import LINE_HEIGHT
from dashboard.charts.plane import Plane
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE, Theme
from dashboard.domain.xml_text import legal

HALO = 4
"""Pixels of ground around the letters of a note."""
FOOT = 0.35
"""From the middle of a line to the foot of its letters, in heights of the type."""
SMALL_LINE = 18
BOLD = ' font-weight="600"'
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def said(text: str) -> str:
    """A text from anywhere as XML."""
    return html.escape(legal(text))


def n(value: float) -> str:
    """A number with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def written(
    text: str, x: float, y: float, *, anchor: str = "left", fill: str = "", size: int = LABEL_SIZE, bold: bool = False, halo: str = ""
) -> str:
    """One line of text, its foot at ``y``; ``halo``: the colour of the ground, for what stands over lines."""
    return f"<text{_place(x, y, anchor, fill, size, halo)}{BOLD if bold else ''}>{said(text)}</text>"


def label(one: Label, plane: Plane, theme: Theme) -> str:
    """A label, line by line."""
    small = all(text.small for line in one.lines for text in line)
    height, size = (SMALL_LINE, AXIS_SIZE) if small else (LINE_HEIGHT, LABEL_SIZE)
    last = one.y - 4 if one.above else one.y + FOOT * size + height * (len(one.lines) - 1) / 2
    halo = "" if theme.transparent or not one.halo else theme.surface
    x = plane.place(one.x) + one.shift
    return "".join(_line(line, x, last - height * (len(one.lines) - 1 - place), one, size, halo) for place, line in enumerate(one.lines))


def _line(texts: Sequence[Text], x: float, y: float, one: Label, size: int, halo: str) -> str:
    if len(texts) == 1:
        text = texts[0]
        fill, size = text.colour or one.colour, AXIS_SIZE if text.small else size
        return written(text.plain, x, y, anchor=one.anchor, fill=fill, size=size, bold=text.bold, halo=halo)
    return f"<text{_place(x, y, one.anchor, one.colour, size, halo)}>{' '.join(map(_span, texts))}</text>"


def _span(text: Text) -> str:
    fill = f' fill="{said(text.colour)}"' if text.colour else ""
    return f"<tspan{fill}{BOLD if text.bold else ''}>{said(text.plain)}</tspan>"


def _place(x: float, y: float, anchor: str, fill: str, size: int, halo: str) -> str:
    parts = [f' x="{n(x)}" y="{n(y)}"']
    if anchor != "left":
        parts.append(f' text-anchor="{_ANCHORS[anchor]}"')
    if fill:
        parts.append(f' fill="{said(fill)}"')
    if size != LABEL_SIZE:
        parts.append(f' font-size="{size}"')
    if halo:
        parts.append(f' paint-order="stroke" stroke="{said(halo)}" stroke-width="{HALO}" stroke-linejoin="round"')
    return "".join(parts)
