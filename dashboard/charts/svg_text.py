"""Texts and numbers of an SVG. Every text goes through ``said``: what came from elsewhere is shown, never obeyed."""

import functools
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


# Colours, months and words such as "at least" are in each of thousands of drawings.
@functools.lru_cache(maxsize=2_000)
def said(text: str) -> str:
    """A text from anywhere as XML."""
    return html.escape(legal(text))


def n(value: float) -> str:
    """A number with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text[-1] == "0" else text


def written(
    text: str, x: float, y: float, *, anchor: str = "left", fill: str = "", size: int = LABEL_SIZE, bold: bool = False, halo: str = ""
) -> str:
    """One line of text, its foot at ``y``; ``halo``: the colour of the ground, for what stands over lines."""
    return f'<text x="{n(x)}" y="{n(y)}"{_style(anchor, fill, size, halo, bold)}>{said(text)}</text>'


def alike(texts: Sequence[tuple[str, float, float]], fill: str, size: int, *, anchor: str = "left", halo: str = "") -> str:
    """Many of the same kind, each with its place."""
    if not texts:
        return ""
    each = "".join([f'<text x="{n(x)}" y="{n(y)}">{said(text)}</text>' for text, x, y in texts])
    return f"<g{_style(anchor, fill, size, halo, False)}>{each}</g>"


def label(one: Label, plane: Plane, theme: Theme) -> str:
    """A label, line by line."""
    lines, place, y, colour, anchor, shift, above, halo = one
    notes = lines[0][0].small and all([text.small for line in lines for text in line])
    height, size = (SMALL_LINE, AXIS_SIZE) if notes else (LINE_HEIGHT, LABEL_SIZE)
    after = len(lines) - 1
    last = y - 4 if above else y + FOOT * size + height * after / 2
    ground = "" if not halo or theme.transparent else theme.surface
    x = n(plane.place(place) + shift)
    parts = []
    for row, texts in enumerate(lines):
        if len(texts) == 1:
            plain, own, bold, small = texts[0]
            style, inside = _style(anchor, own or colour, AXIS_SIZE if small else size, ground, bold), said(plain)
        else:
            style, inside = _style(anchor, colour, size, ground, False), " ".join(map(_span, texts))
        parts.append(f'<text x="{x}" y="{n(last - height * (after - row))}"{style}>{inside}</text>')
    return "".join(parts)


def _span(text: Text) -> str:
    fill = f' fill="{said(text.colour)}"' if text.colour else ""
    return f"<tspan{fill}{BOLD if text.bold else ''}>{said(text.plain)}</tspan>"


# Few ways for thousands of texts.
@functools.lru_cache(maxsize=1_000)
def _style(anchor: str, fill: str, size: int, halo: str, bold: bool) -> str:
    parts = []
    if anchor != "left":
        parts.append(f' text-anchor="{_ANCHORS[anchor]}"')
    if fill:
        parts.append(f' fill="{said(fill)}"')
    if size != LABEL_SIZE:
        parts.append(f' font-size="{size}"')
    if halo:
        parts.append(f' paint-order="stroke" stroke="{said(halo)}" stroke-width="{HALO}" stroke-linejoin="round"')
    if bold:
        parts.append(BOLD)
    return "".join(parts)
