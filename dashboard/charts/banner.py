"""Banners and profile pictures for the accounts of an institution that leaves: a swarm, what happens, where it is found next.

Everything that is said keeps clear of the lower left corner, which networks cover with the profile picture, and of the edges, which
telephones cut off; on a square it stays within the circle to which networks cut it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.charts.layout import text_width
from dashboard.charts.png import LAST_LATIN
from dashboard.charts.svg_text import n, said, written
from dashboard.charts.theme import FONT, LIGHT

GOLDEN = math.pi * (3 - math.sqrt(5))
"""Between two dots of the swarm, as seeds grow: no two stand behind one another."""
DOTS = 180
BOLD = 1.04
"""How much wider the heavier weight is than what text_width measures."""
FOREIGN = 1.05
"""Width in ems that is reserved for a sign of another script."""
LINE = 1.18
GAP = 0.5
"""Between the headline and what stands around it, in heights of the small type."""
SMALLEST, LARGEST, STEPS = 0.06, 0.17, 22
"""Size of the headline in heights of the picture."""
LEAST_HEADLINE, LEAST_SMALL = 17, 12
"""In pixels, whatever the picture's height."""
SMALL, SMALL_SHARE = 0.5, 0.042
"""Of the other lines: in sizes of the headline, and at least in heights of the picture."""
MOST_LINES = 6
ASPECT_OF_SQUARE = 1.2


@dataclass(frozen=True)
class Banner:
    """What stands on a picture.

    :param kicker: a few words over the headline. :param short: stands for a headline that is too long for the picture.
    :param lines: accounts, one each; one that does not fit whole is left out. :param foot: an address, likewise.
    """

    kicker: str
    headline: str
    short: str
    lines: Sequence[str]
    foot: str


@dataclass(frozen=True)
class _Line:
    """One line; ``before``: empty pixels above it."""

    text: str
    size: int
    bold: bool = False
    faint: bool = False
    before: float = 0.0

    @property
    def high(self) -> float:
        return self.before + self.size * LINE


@dataclass(frozen=True)
class _Room:
    left: float
    width: float
    height: float
    centred: bool


def banner_svg(shown: Banner, width: int, height: int) -> str:
    """The picture as SVG, in pixels of its own."""
    if width < ASPECT_OF_SQUARE * height:
        room = _Room(width / 2, width * 0.66, height * 0.62, centred=True)
        swarm = _swarm(width / 2, height / 2, width * 0.71, inner=0.62)
    else:
        room = _Room(width * 0.36, width * 0.6, height * 0.8, centred=False)
        swarm = _swarm(width * 0.16, height * 0.5, min(height * 0.62, width * 0.19))
    lines = _set(shown, room, height)
    y = (height - _height(lines)) / 2
    drawn = []
    for one in lines:
        y += one.high
        drawn.append(
            written(
                one.text,
                room.left,
                y - one.size * (LINE - 1) * 1.4,
                anchor="center" if room.centred else "left",
                fill=LIGHT.band if one.faint else LIGHT.on_accent,
                size=one.size,
                bold=one.bold,
            )
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{said(shown.headline)}" font-family="{said(FONT)}">'
        f'<rect width="{width}" height="{height}" fill="{LIGHT.accent}"/>'
        f'<g fill="{LIGHT.band}">{swarm}</g>{"".join(drawn)}</svg>'
    )


def _swarm(x: float, y: float, reach: float, *, inner: float = 0.0) -> str:
    """Dots around a centre, dense in the middle and faint towards the edge; none nearer than ``inner`` (as a share of the reach)."""
    found = []
    for at in range(1, DOTS + 1):
        far = inner + (1 - inner) * math.sqrt(at / DOTS)
        angle = at * GOLDEN
        size = reach * (0.022 - 0.012 * far)
        found.append(
            f'<circle cx="{n(x + reach * far * math.cos(angle))}" cy="{n(y + reach * far * math.sin(angle))}" r="{n(size)}"'
            f' fill-opacity="{0.9 - 0.72 * far:.2f}"/>'
        )
    return "".join(found)


def _set(shown: Banner, room: _Room, height: int) -> list[_Line]:
    """The lines in the largest type in which all of them have room."""
    for text in (shown.headline, shown.short):
        for size in _sizes(height):
            folded = _fold(text, room.width, size * BOLD)
            lines = _lines(shown, room, folded, size, height)
            if len(folded) <= MOST_LINES and _height(lines) <= room.height:
                return lines
    return [_Line(line, size, bold=True) for line in folded]


def _sizes(height: int) -> Iterator[int]:
    for step in range(STEPS + 1):
        yield max(round(height * (LARGEST - (LARGEST - SMALLEST) * step / STEPS)), LEAST_HEADLINE)


def _lines(shown: Banner, room: _Room, headline: Sequence[str], size: int, height: int) -> list[_Line]:
    small = min(max(round(size * SMALL), round(height * SMALL_SHARE), LEAST_SMALL), size)
    gap = small * GAP
    kicker = _cut(shown.kicker, room.width, small)
    fitting = [text for text in shown.lines if _wide(text, small) <= room.width]
    foot = [shown.foot] if shown.foot and _wide(shown.foot, small) <= room.width else []
    return [
        *([_Line(kicker, small, faint=True)] if kicker else []),
        *(_Line(text, size, bold=True, before=0 if place else gap * bool(kicker)) for place, text in enumerate(headline)),
        *(_Line(text, small, before=0 if place else gap) for place, text in enumerate(fitting)),
        *(_Line(text, small, faint=True, before=gap) for text in foot),
    ]


def _height(lines: Sequence[_Line]) -> float:
    return sum(one.high for one in lines)


def _wide(text: str, size: float) -> float:
    foreign = sum(ord(sign) > LAST_LATIN and sign not in _PUNCTUATION for sign in text)
    return text_width(text, size) + foreign * size * (FOREIGN - 0.55)


_PUNCTUATION = frozenset("’‘“”–—…\u202f\u00a0«»·")


def _fold(text: str, width: float, size: float) -> list[str]:
    """The text on as many lines as it takes, broken at spaces; a word wider than a line is broken anywhere."""
    lines = [""]
    for word in text.split(" "):
        if _wide(f"{lines[-1]} {word}".strip(), size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and _wide(lines[-1] + sign, size) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def _cut(text: str, width: float, size: float) -> str:
    if _wide(text, size) <= width:
        return text
    while text and _wide(f"{text}…", size) > width:
        text = text[:-1].rstrip()
    return f"{text}…" if text else ""
