"""Brackets over what was not read, each named where the text covers nothing."""

from dashboard.charts.drawing import End, Label, Segment
from dashboard.charts.ends import network_name
from dashboard.charts.ground import Ground
from dashboard.charts.ink import Ink, clear_place
from dashboard.charts.layout import Box, shorten, text_width
from dashboard.charts.notes import ROW, note
from dashboard.charts.rows import Gap, Line
from dashboard.charts.theme import AXIS_SIZE
from dashboard.charts.view import View


def bracket_gaps(view: View, ground: Ground, ink: Ink) -> tuple[list[Label], list[Segment]]:
    """A bracket over the longest gaps, with what was not read and when; the other gaps show as such."""
    labels: list[Label] = []
    segments: list[Segment] = []
    for line, gap in view.gaps[: 1 if ground.narrow else 2]:
        value = next(point.value for point in reversed(line.points) if point.day < gap.first) / (view.unit(line) or 1)
        left, end = ground.px(gap.first), ground.px(gap.last)
        for texts in _wordings(view, ground, line, gap):
            place = _over(ground.py(value) - 8, left, end, texts, ink, ground.width)
            if place is not None:
                ink.cover([place])
                segments += _bracket(ground, gap, ground.py(value), place.bottom)
                middle = gap.first + (gap.last - gap.first) / 2
                shift = (place.left + place.right - left - end) / 2
                labels.append(note(ground, ground.x(middle), place, texts, anchor="center", shift=shift))
                break
    return labels, segments


def _over(base: float, left: float, end: float, texts: list[str], ink: Ink, plot: float) -> Box | None:
    """Where the texts fit over a gap from ``left`` to ``end`` so that neither they nor the stem below them meet a line."""
    width, height = max(text_width(text, AXIS_SIZE) for text in texts), ROW * len(texts)
    middle = (left + end) / 2
    for lift in range(14, 100, 6):
        if ink.meets(Box(middle - 3, base - lift, middle + 3, base - 2)):
            return None
        centres = [min(max(middle + shift * width, width / 2), plot - width / 2) for shift in (0, -0.45, 0.45)]
        boxes = (Box(m - width / 2, base - lift - height, m + width / 2, base - lift) for m in centres)
        place = clear_place((box for box in boxes if box.top > 0), ink)
        if place is not None:
            return place
    return None


def _wordings(view: View, ground: Ground, line: Line, gap: Gap) -> list[list[str]]:
    """What may be said of a gap, the fullest first."""
    words, name = ground.words, network_name(line, narrow=ground.narrow)
    when = words.period(gap.first, gap.last)
    shorter = [[words("{network} not read", network=name), when], [words("not read")]]
    if ground.narrow:
        return shorter
    why = [shorten(words.term(gap.reason), 40)] if gap.reason else []
    if not why and any(point.high is None and gap.first <= point.day <= gap.last for point in view.band):
        why = [words("hence no upper end")]
    return [[words("{network} not read, {days}", network=name, days=when), *why], *shorter]


def _bracket(ground: Ground, gap: Gap, at: float, top: float) -> list[Segment]:
    """Two short legs, a bar and a stem up to the text; ``at``: pixels down to the line that is broken."""
    left, middle, end = (ground.x(day) for day in (gap.first, gap.first + (gap.last - gap.first) / 2, gap.last))
    corners = (
        (End(left, at - 8), End(left, at - 13)),
        (End(left, at - 13), End(end, at - 13)),
        (End(end, at - 8), End(end, at - 13)),
        (End(middle, at - 13), End(middle, top)),
    )
    return [Segment(*ends) for ends in corners]
