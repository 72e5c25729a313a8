"""Room for labels: how wide a text is, how labels are kept apart. Pixels, y downwards."""

import functools
from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

OTHER = 0.55
"""Of all other signs."""


class _Widths(dict[str, float]):
    def __missing__(self, char: str) -> float:
        return OTHER


# Advance widths of Atkinson Hyperlegible Next in ems, tabular figures, by group; enough to reserve room, not to typeset.
_WIDTHS = _Widths(
    {
        **dict.fromkeys(ascii_lowercase, OTHER),
        **dict.fromkeys("0123456789ABCDEFGHKLNOPQRSTUVXYZ", 0.64),
        **dict.fromkeys("mwMW%", 0.88),
        **dict.fromkeys("fijlrtIJ.,;:'’()-–· \u00a0", 0.31),
        "\u202f": 0.15,
    }
)


class Box(NamedTuple):
    """A rectangle that something covers."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share any room."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


# Most labels of thousands of drawings are the same words, networks and days.
@functools.lru_cache(maxsize=2_000)
def text_width(text: str, size: float) -> float:
    """Width of a plain text set in ``size`` pixels at normal weight."""
    return size * sum(map(_WIDTHS.__getitem__, text))


def shorten(text: str, length: int) -> str:
    """At most ``length`` characters, the last one an ellipsis if something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """The text on one line or two, broken at a space; what does not fit on the second one is cut with an ellipsis."""
    first = ""
    words = text.split(" ")
    while words and text_width(f"{first} {words[0]}", size) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        first = words.pop(0)
    rest = " ".join(words)
    while text_width(rest, size) > width:
        rest = rest.rstrip("…")[:-1].rstrip() + "…"
    return (first, rest) if rest else (first,)


def fold(text: str, width: float, size: float) -> tuple[str, ...]:
    """The text on as many lines as it takes, broken at spaces; a word wider than a line is broken anywhere."""
    lines = [""]
    for word in text.split(" "):
        if text_width(f"{lines[-1]} {word}".strip(), size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if text_width(lines[-1] + char, size) > width and lines[-1]:
                lines.append("")
            lines[-1] += char
    return tuple(lines)


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Centres of labels as near as possible to ``wanted``, none over another, in the order given (from top to bottom).

    Labels in each other's way form a cluster centred where its members wish to be, so that they part from the middle outwards.
    If all of them need more than the room from ``top`` to ``bottom``, they go on below it.
    """
    clusters: list[tuple[float, float, int]] = []  # centre, height, number of labels
    for want, height in zip(wanted, heights, strict=True):
        centre, tall, number = max(top + height / 2, min(bottom - height / 2, want)), height, 1
        while clusters and centre - tall / 2 < clusters[-1][0] + clusters[-1][1] / 2 - 1e-9:
            before, high, others = clusters.pop()
            # Wished centre of the merged block: the mean over its labels of where each would put the block.
            wish = (others * (before + tall / 2) + number * (centre - high / 2)) / (others + number)
            tall, number = high + tall, others + number
            centre = max(top + tall / 2, min(bottom - tall / 2, wish))
        clusters.append((centre, tall, number))
    centres: list[float] = []
    at = 0
    for centre, height, number in clusters:
        edge = centre - height / 2
        for one in heights[at : at + number]:
            centres.append(edge + one / 2)
            edge += one
        at += number
    return centres
