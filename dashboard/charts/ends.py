"""What the transfer chart says at its right end: the audience left behind, at most, at least, and each network."""

from dashboard.charts.drawing import Text
from dashboard.charts.labels import LINE_HEIGHT, EndLabel
from dashboard.charts.layout import shorten, text_width
from dashboard.charts.page import Page
from dashboard.charts.rows import Line
from dashboard.charts.sentences import share
from dashboard.charts.theme import LABEL_SIZE
from dashboard.charts.view import View
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.views import Measure
from dashboard.i18n.count_words import count_said

SHORT = {Network.MASTODON: "Mast.", Network.INSTAGRAM: "Insta.", Network.FACEBOOK: "Faceb."}
NARROW_WIDTH = 92
"""Pixels a label may take on a phone before it is broken in two."""


def end_labels(view: View, page: Page) -> list[EndLabel]:
    """The labels of the transfer chart, in no order."""
    labels = _reference(view, page) + _band(view, page)
    others = [_network(view, page, line) for line in view.lines if not _named_already(view, line)]
    if sum(label.height for label in labels + others) > page.frame.plot_height + LINE_HEIGHT:
        others = [EndLabel((label.lines[0][:1],), label.at) for label in others]
    return labels + others


def network_name(line: Line, *, narrow: bool) -> str:
    """The name of a network as far as there is room for it."""
    if not narrow:
        return shorten(line.label, 24)
    return SHORT.get(line.network, line.label) if line.label == FACTS[line.network].label else shorten(line.label, 10)


def _named_already(view: View, line: Line) -> bool:
    """The largest network is named with the lower end, the network left with the baseline (until a return)."""
    if line.origin:
        return view.baseline is not None and line.points[-1].day <= (view.rows.departed_on or view.rows.as_of)
    largest = view.rows.largest
    named = view.band and view.rows.latest and largest
    return bool(named and largest and (largest.network, largest.handle) == (line.network, line.handle))


def _amount(view: View, page: Page, followers: int, value: float) -> str:
    """A value in the unit of the axis, with its share of the baseline, or its count, where there is room."""
    words, baseline = page.words, view.rows.baseline
    if view.measure is Measure.INDEX:
        return words.number(round(value))
    count = words.number(followers)
    if not baseline or view.rows.departed_on is None or view.rows.planned:
        return count
    first, second = (count, share(words, followers / baseline))
    if view.measure is Measure.SHARE:
        first, second = second, first
    return first if page.narrow else words("{first}, i.e. {second}", first=first, second=second)


def _reference(view: View, page: Page) -> list[EndLabel]:
    if view.baseline is None:
        return []
    words, ink = page.words, view.theme.networks[view.rows.network].ink
    count = count_said(words, view.rows.baseline or 0, about=view.rows.baseline_rounded_to is not None)
    value = words.number(100) if view.measure is Measure.INDEX else count
    if view.measure is Measure.SHARE:
        value = words.percent(1)
    name = Text(f"{words.term(view.rows.network)} {value}", ink, bold=True)
    when = Text(words("at the departure"), view.theme.muted)
    lines = ((name,), (when,)) if page.narrow else ((name, when),)
    return [EndLabel(lines, page.frame.py(view.baseline, view.ticks), shift=LINE_HEIGHT / 2 if page.narrow else 0)]


def _band(view: View, page: Page) -> list[EndLabel]:
    reading = view.rows.latest
    if not view.band or reading is None or reading.low is None:
        return []
    words, theme = page.words, view.theme
    old = () if reading.day == view.rows.as_of else ((Text(words("on {day}", day=reading.day), theme.muted),),)
    labels: list[EndLabel] = []
    low = view.total(reading.low)
    amount = Text(_amount(view, page, reading.low, low), theme.accent, bold=True)
    least: tuple[tuple[Text, ...], ...] = ((Text(words("at least"), theme.accent), amount),)
    if page.narrow:
        least = ((Text(words("at least"), theme.accent),), (amount,))
    largest = view.rows.largest
    if largest is not None:
        name = network_name(largest, narrow=page.narrow)
        ink = theme.networks[largest.network].ink
        note = Text(name if page.narrow else words("{network}, the largest", network=name), ink, bold=page.narrow)
        least = (least[0], (note,), *least[1:]) if page.narrow else (*least, (note,))
    least += old
    labels.append(EndLabel(least, page.frame.py(low, view.ticks), shift=LINE_HEIGHT * len(least) / 2 - 8, joined=False))
    if reading.high is not None:
        high = view.total(reading.high)
        amount = Text(_amount(view, page, reading.high, high), theme.accent, bold=True)
        begun = sum(line.points[0].day <= reading.day for line in view.rows.destinations)
        sum_of = Text(words.plural("sum of {n} network", "sum of the {n} networks", begun), theme.muted)
        most: tuple[tuple[Text, ...], ...] = ((Text(words("at most"), theme.accent), amount), (sum_of,))
        if page.narrow:
            most = ((Text(words("at most"), theme.accent),), (amount,))
        labels.append(EndLabel(most, page.frame.py(high, view.ticks), shift=4 - LINE_HEIGHT * len(most) / 2, joined=False))
    return labels


def _network(view: View, page: Page, line: Line) -> EndLabel:
    words, ink = page.words, view.theme.networks[line.network].ink
    point = line.points[-1]
    value = point.value / (view.unit(line) or 1)
    text = page.words.number(point.value) if view.measure is Measure.VALUES else _amount(view, page, point.value, value)
    alone = len(view.rows.destinations) == 1 and not line.origin
    if alone or view.measure is Measure.SHARE:
        text = _amount(view, page, point.value, value)
    name = Text(network_name(line, narrow=page.narrow), ink, bold=alone or line.origin)
    amount = Text(text, ink, bold=alone or line.origin)
    lines: tuple[tuple[Text, ...], ...] = ((name, amount),)
    if page.narrow and text_width(f"{name.plain} {text}", LABEL_SIZE) > NARROW_WIDTH:
        lines = ((name,), (amount,))
    stale = line.read(view.rows.as_of, view.rows.holding) is None
    if stale and not page.narrow:
        lines += ((Text(words("on {day}", day=point.day), view.theme.muted),),)
    return EndLabel(lines, page.frame.py(value, view.ticks), joined=not stale)
