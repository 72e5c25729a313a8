"""What a picture says of itself when it leaves the page: title, source, date, licence and address, inside the image."""

from dataclasses import dataclass

from dashboard.charts.layout import fold

TITLE, SUBTITLE, SMALL = 23, 16, 13
LINE = 1.35
"""Height of a line, in heights of its type."""
EDGE = 16
"""Pixels around the picture."""


@dataclass(frozen=True)
class Caption:
    """The words of a standalone picture; they are folded to its width.

    :param sources: one sentence each; ``as_of``: of which day the figures are; ``address``: where the picture comes from.
    """

    title: str
    subtitle: str = ""
    sources: tuple[str, ...] = ()
    as_of: str = ""
    licence: str = ""
    address: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a caption: ``y`` pixels from its beginning to the foot of the letters."""

    text: str
    y: float
    size: int
    bold: bool = False
    muted: bool = False


def above(caption: Caption, width: float) -> tuple[list[Row], float]:
    """Title and subtitle, and the pixels they take."""
    rows, y = _rows(fold(caption.title, 0.94 * width, TITLE), 0.0, TITLE, bold=True)
    if caption.subtitle:
        more, y = _rows(fold(caption.subtitle, width, SUBTITLE), y + 2, SUBTITLE, muted=True)
        rows += more
    return rows, y + EDGE


def below(caption: Caption, width: float) -> tuple[list[Row], float]:
    """Sources, date, licence and address, and the pixels they take."""
    said = [*caption.sources, " ".join(part for part in (caption.as_of, caption.licence) if part), caption.address]
    rows: list[Row] = []
    y = 10.0
    for text in said:
        if text:
            more, y = _rows(fold(text, width, SMALL), y, SMALL, muted=True)
            rows += more
    return rows, y


def _rows(lines: tuple[str, ...], y: float, size: int, *, bold: bool = False, muted: bool = False) -> tuple[list[Row], float]:
    rows = [Row(line, y + LINE * size * n + size, size, bold, muted) for n, line in enumerate(lines)]
    return rows, y + LINE * size * len(lines)
