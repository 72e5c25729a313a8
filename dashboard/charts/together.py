"""Those who left as they had pledged, and the others who left around that day: what each group regained, at the ages that are compared."""

import math
from collections.abc import Sequence

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Curve, Drawing, Mark, Marker, Note, Scale, Stroke, Text, XAxis
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.labels import EndLabel, place_ends, right_margin
from dashboard.charts.layout import fold
from dashboard.charts.sentences import share
from dashboard.charts.theme import LABEL_SIZE, Theme
from dashboard.domain.exit_days.together import Compared, Side
from dashboard.i18n import Words

WIDE = Frame(width=840, height=360, top=16, bottom=48)
NARROW = Frame(width=358, height=360, top=16, bottom=48)
NUMBERS = 48
"""Pixels that the numbers of the vertical axis take, at its left end."""
ROOM = 110
"""Pixels that a line beside the plot has on a narrow screen."""
ALONE_DASH = "7px,5px"


def together_chart(found: Sequence[Compared], theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """Two curves over age on a logarithmic scale, each broken where fewer than three were read; below each age how many they were."""
    frame = NARROW if narrow else WIDE
    if not any(one.together and one.alone for one in found):
        return empty_chart(
            words("Nothing to compare yet: it takes three institutions of each group that were read at the same age."), frame
        )
    ages = [one.age for one in found]
    ours, theirs = [one.together for one in found], [one.alone for one in found]
    ticks = round_steps(100 * max(side.share for side in (*ours, *theirs) if side))
    ends = [
        _end(words("Pledged"), list(zip(ages, ours, strict=True)), theme.accent, frame, ticks, words),
        _end(words("Without a pledge"), list(zip(ages, theirs, strict=True)), theme.text, frame, ticks, words),
    ]
    labels, leaders = place_ends(ends, theme, frame.plot_height)
    right = right_margin(ends, least=96)
    low, high = math.log10(ages[0]), math.log10(ages[-1])
    far = 0.02 * (high - low) + 0.01
    # Of the width, what the first point keeps from the numbers of the vertical axis, and from the left end what stands below it.
    spare = max(0.05, (high + far - low) * NUMBERS / (frame.width - right - NUMBERS))
    return Drawing(
        frame,
        right,
        XAxis(
            Scale.LOG,
            10 ** (low - spare),
            10 ** (high + far),
            tuple(ages),
            tuple(_age(one, words, first=one is found[0]) for one in found),
            said=words("{n} days after the departure", n="{x}"),
            centred=True,
            fixed=True,
        ),
        value_axis(
            ticks,
            frame.top_value(ticks),
            words("at least") if narrow else words("of the audience left behind, at least"),
            words,
            percent=True,
        ),
        (
            _curve("alone", ages, theirs, Stroke(theme.text, 2, ALONE_DASH), Marker("square", 8, theme.text), words),
            _curve("together", ages, ours, Stroke(theme.accent, 2.5), Marker("circle", 9, theme.accent), words),
        ),
        tuple(leaders),
        tuple(labels),
        still=narrow,
    )


def _curve(name: str, ages: Sequence[int], sides: Sequence[Side | None], stroke: Stroke, marker: Marker, words: Words) -> Mark:
    """Broken at an age at which too few were read."""
    who = words("Pledged") if name == "together" else words("Without a pledge")
    return Curve(
        name,
        [age if side else None for age, side in zip(ages, sides, strict=True)],
        [100 * side.share if side else None for side in sides],
        stroke,
        marker,
        hover=(f"{who} ", Note(strong=True)),
        notes=lambda words: [_said(side, words) if side else None for side in sides],
    )


def _said(side: Side, words: Words) -> str:
    return words("{share} (n\u00a0=\u00a0{n})", share=share(words, side.share), n=side.n)


def _age(one: Compared, words: Words, *, first: bool) -> str:
    age = words("day {n}", n=one.age) if first else words.number(one.age)
    ours, theirs = (words.number(side.n) if side else "–" for side in (one.together, one.alone))
    n = words("{together} / {alone}", together=ours, alone=theirs)
    return f"{age}\n{words('n = {n}', n=n) if first else n}"


def _end(name: str, found: Sequence[tuple[int, Side | None]], colour: str, frame: Frame, ticks: tuple[int, ...], words: Words) -> EndLabel:
    """At the height of the last point, with its age where the curve ends before the other."""
    age, last = next((age, side) for age, side in reversed(found) if side)
    said = words("at least {share}", share=share(words, last.share))
    if age != found[-1][0]:
        said = words("{said} on day {n}", said=said, n=age)
    names, lines = ((fold(one, ROOM, LABEL_SIZE) if frame is NARROW else (one,)) for one in (name, said))
    texts = (*((Text(line, colour, bold=True),) for line in names), *((Text(line, colour),) for line in lines))
    return EndLabel(texts, frame.py(100 * last.share, ticks))
