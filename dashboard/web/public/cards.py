"""Cards: the picture that stands beside a link when somebody shares it. 1200 x 630, drawn from a template by our own typeface."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.layout import text_width
from dashboard.charts.theme import LIGHT
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.presenters.signs import Bar, Card
from dashboard.web.public.xml import xml

LEFT, RIGHT, WORDMARK = 64, 1136, 930
ROOM = RIGHT - LEFT
BOLD = 1.03
"""How much wider the heavier weight is than what layout.text_width measures."""
SIZES = ((56, 2), (50, 2), (44, 3), (36, 3))
"""Of the headline, each with the most lines that have room."""
MIDDLE = 196
"""Where the headline stands: the foot of its only line, or of the middle of several."""
FIRST_ROW, LAST_ROW = 304, 552
GAP = 20


@dataclass(frozen=True)
class _Headline:
    lines: tuple[str, ...]
    size: int
    top: int
    height: int


@dataclass(frozen=True)
class _Row:
    """One bar in its place; lengths in pixels, None where nothing is known. ``reference``: what was left, not what was regained."""

    bar: Bar
    top: int
    height: int
    low: float | None
    high: float | None
    note: str
    reference: bool


def card_svg(words: Words, card: Card, address: str) -> str:
    """The card as SVG.

    :param address: of the page, as people read it.
    """
    kicker = _cut(card.kicker, WORDMARK - LEFT, 29 * BOLD)
    beside_at = LEFT + text_width(kicker, 29 * BOLD) + GAP
    foot = [words("Fictional data.")] if card.fictional else []
    if card.read_on is not None:
        foot.append(words("Read on {day}.", day=card.read_on))
    return xml(
        "card.svg",
        said=card.headline,
        kicker=kicker,
        beside=_cut(card.beside, WORDMARK - beside_at, 23) if card.beside else "",
        beside_at=round(beside_at),
        headline=_headline(card.headline),
        rows=_rows(card.bars),
        left_colour=LIGHT.networks[Network.X].colour,
        foot=_cut(" ".join((*foot, address)), ROOM, 20),
    )


def _headline(text: str) -> _Headline:
    for size, most in SIZES:
        lines = _lines(text, size * BOLD)
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), ROOM, size * BOLD)]
    height = round(size * 1.18)
    return _Headline(tuple(lines), size, MIDDLE - (len(lines) - 1) * height // 2, height)


def _lines(text: str, size: float) -> list[str]:
    """The text broken at its spaces; a word that is wider than the card is cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= ROOM:
            lines[-1] = longer
        else:
            lines.append(_cut(word, ROOM, size))
    return [line for line in lines if line]


def _rows(bars: Sequence[Bar]) -> list[_Row]:
    step = (LAST_ROW - FIRST_ROW) // max(2, len(bars))
    height = 36 if len(bars) <= 2 else 18
    return [
        _Row(
            bar=Bar(_cut(bar.label, ROOM - GAP - text_width(bar.value, 25 * BOLD), 25), bar.value),
            top=FIRST_ROW + place * step,
            height=height,
            low=None if bar.low is None else round(bar.low * ROOM, 1),
            high=None if bar.high is None else round(bar.high * ROOM, 1),
            note=_cut(bar.note, ROOM, 20),
            reference=not bar.regained,
        )
        for place, bar in enumerate(bars)
    ]


def _cut(text: str, width: float, size: float) -> str:
    """As much of the text as has room, the last sign an ellipsis if something was cut."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1].rstrip()
    return f"{text}…" if text else ""
