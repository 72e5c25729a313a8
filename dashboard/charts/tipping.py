"""The tipping point: how many would leave if so many did, where that holds today, and where it would come to rest."""

from itertools import pairwise

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Area, Curve, Dots, Drawing, Label, Mark, Marker, Scale, Stroke, Text, Value, XAxis
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.labels import LINE_HEIGHT
from dashboard.charts.layout import fold, text_width
from dashboard.charts.plane import Plane
from dashboard.charts.theme import AXIS_SIZE, LABEL_SIZE, Theme
from dashboard.domain.exit_days.tipping import Tipping
from dashboard.i18n import Words

WIDE = Frame(width=840, height=488, top=52, bottom=58)
NARROW = Frame(width=358, height=418, top=52, bottom=58)
RIGHT = 20
SPARE = 1.08
"""How much further the axes go than the last place that says anything."""
THREAD = "2px,3px"
MORE = "6px,4px"
TITLE = -26
"""Pixels from the top of the plot to its title: above the topmost number, and above where it would settle in two lines."""
NEAR = 12
"""Pixels between a point and its label."""


def tipping_chart(tipping: Tipping, theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """The curve as steps against the diagonal; dashed, the same with those who are missing.

    Below the curve and above its dashed twin nothing is ever drawn: there stand the labels.
    """
    frame = NARROW if narrow else WIDE
    most = max(tipping.heights[-1] + (tipping.missing or 0), tipping.settles)
    if not most:
        return empty_chart(words("Nobody has pledged on condition yet. The first pledges begin this curve."), frame)
    ticks = round_steps(max(most, 5))
    end = max(SPARE * most, 5.0)
    x = XAxis(
        Scale.LINEAR,
        0.0,
        end,
        tuple(float(tick) for tick in ticks if tick <= end),
        tuple(words.number(tick) if tick else "" for tick in ticks if tick <= end),
        said=words("if {n} leave", n="{x}"),
        centred=True,
        fixed=True,
    )
    y = value_axis(tuple(tick for tick in ticks if tick <= end), end, "", words)
    plane = Plane(x, y, frame.width - RIGHT, frame.plot_height)
    return Drawing(
        frame,
        RIGHT,
        x,
        y,
        tuple(_marks(tipping, end, theme, words)),
        (),
        tuple(_labels(tipping, plane, end, theme, words, narrow=narrow)),
        still=narrow,
    )


def _marks(tipping: Tipping, end: float, theme: Theme, words: Words) -> list[Mark]:
    xs, ys = _steps(tipping, end)
    marks: list[Mark] = [Curve("diagonal", [0.0, end], [0.0, end], Stroke(theme.rule, 1.25))]
    if tipping.missing:
        marks.insert(0, _missing(tipping, xs, ys, theme))
        more = [y + tipping.missing for y in ys]
        marks.append(Curve("with those missing", xs, more, Stroke(theme.accent, 1.75, MORE), steps=True))
        marks.append(_thread("settles down", tipping.settles, theme.accent))
    if tipping.stands:
        marks.append(_thread("stands down", tipping.stands, theme.text))
    said = words("by the pledges made, so many would leave")
    marks.append(Curve("curve", xs, ys, Stroke(theme.text, 2.5), steps=True, hover=(Value(), f" {said}")))
    marks.append(Dots("stands", [float(tipping.stands)], [tipping.stands], Marker("circle", 12, theme.text)))
    if tipping.missing:
        marks.append(Dots("settles", [float(tipping.settles)], [tipping.settles], Marker("circle-open", 13, theme.accent, 2.5)))
    return marks


def _steps(tipping: Tipping, end: float) -> tuple[list[float], list[int]]:
    """The curve as far as the axis goes."""
    shown = [(float(level), height) for level, height in zip(tipping.levels, tipping.heights, strict=True) if level < end]
    return [*(level for level, _ in shown), end], [*(height for _, height in shown), shown[-1][1]]


def _missing(tipping: Tipping, xs: list[float], ys: list[int], theme: Theme) -> Area:
    """Between the curve and the diagonal, from where it stands to where it would settle."""
    first, last = float(tipping.stands), float(tipping.settles)
    corners: list[tuple[float, float]] = [(first, tipping.height(tipping.stands))]
    for place, (level, height) in enumerate(zip(xs, ys, strict=True)):
        if first < level < last:
            corners += [(level, ys[place - 1]), (level, height)]
    corners.append((last, tipping.height(tipping.settles - 1)))
    across = [level for level, _ in corners]
    return Area("missing", ((across, [height for _, height in corners], across),), theme.panel)


def _thread(name: str, at: int, colour: str) -> Curve:
    return Curve(name, [float(at), float(at)], [float(at), 0.0], Stroke(colour, 1.25, THREAD))


def _labels(tipping: Tipping, plane: Plane, end: float, theme: Theme, words: Words, *, narrow: bool) -> list[Label]:
    labels = [
        Label(((Text(words("… so many would leave"), theme.muted, small=True),),), 0.0, TITLE, theme.muted, above=True),
        Label(
            ((Text(words("If so many institutions leave …"), theme.muted, small=True),),),
            end / 2,
            plane.height + 46,
            theme.muted,
            anchor="center",
        ),
        _stands(tipping, plane, theme, words),
    ]
    if tipping.missing:
        labels.append(_settles(tipping, plane, theme, words, room=140 if narrow else 260))
    said = words("just as many")
    at = _free_diagonal(tipping, end)
    if plane.px(at) > text_width(said, AXIS_SIZE) + 2 * NEAR + 30:
        labels.append(
            Label(((Text(said, theme.muted, small=True),),), at, plane.py(at), theme.muted, anchor="right", shift=-NEAR, halo=True)
        )
    return labels


def _stands(tipping: Tipping, plane: Plane, theme: Theme, words: Words) -> Label:
    """Below the curve and to the right; at the foot of the plot above it."""
    said = words.plural("Today: {n} would leave", "Today: {n} would leave", tipping.stands)
    x, y, width = plane.px(tipping.stands), plane.py(tipping.stands), text_width(said, LABEL_SIZE) * 1.05
    texts = ((Text(said, theme.text, bold=True),),)
    if x + width + NEAR > plane.width:
        return Label(texts, float(tipping.stands), y + LINE_HEIGHT, theme.text, anchor="right", shift=-NEAR, halo=True)
    low = y + LINE_HEIGHT + 8 > plane.height
    return Label(texts, float(tipping.stands), y - LINE_HEIGHT if low else y + LINE_HEIGHT, theme.text, shift=NEAR, halo=True)


def _settles(tipping: Tipping, plane: Plane, theme: Theme, words: Words, room: float) -> Label:
    """Above the dashed curve and to the left; to the right where there is no room."""
    more = words.plural("With {n} more:", "With {n} more:", tipping.missing or 0)
    then = words.plural("{n} would leave", "{n} would leave", tipping.settles)
    x, y = plane.px(tipping.settles), plane.py(tipping.settles)
    lines = tuple((Text(line, theme.accent, bold=True),) for line in fold(f"{more} {then}", room, LABEL_SIZE))
    width = max(text_width(text.plain, LABEL_SIZE) for (text,) in lines) * 1.05
    left = x > width + NEAR
    return Label(lines, float(tipping.settles), y - 6, theme.accent, "right" if left else "left", -NEAR if left else NEAR, True, True)


def _free_diagonal(tipping: Tipping, end: float) -> float:
    """The middle of its longest stretch without a point."""
    ends = [0.0, float(tipping.stands), *([float(tipping.settles)] if tipping.missing else []), end]
    first, last = max(pairwise(ends), key=lambda pair: pair[1] - pair[0])
    return (first + last) / 2
