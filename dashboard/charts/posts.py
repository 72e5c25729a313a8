"""What posts on X reached, month by month."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Bars, Drawing, Note, Scale, XAxis
from dashboard.charts.empty import empty_chart
from dashboard.charts.frame import Frame, round_steps
from dashboard.charts.rebuilt_rows import PostMonth
from dashboard.charts.rebuilt_words import said_median
from dashboard.charts.theme import Theme
from dashboard.domain.networks import Network
from dashboard.i18n import Words

WIDE = Frame(width=840, height=260, top=20, bottom=46)
NARROW = Frame(width=358, height=240, top=20, bottom=46)
MOST = {False: 24, True: 9}
"""Months drawn, the newest, by width; the table has them all."""
LABELLED = {False: 14, True: 6}
"""Months up to which each is named, by width."""
HALF_A_MONTH = timedelta(days=16)
BAR = 22
"""Days, the width of a bar."""
NUMBERS = 56
"""Pixels for the numbers of the grid lines."""


def posts_chart(months: Sequence[PostMonth], theme: Theme, words: Words, *, narrow: bool = False) -> Drawing:
    """One bar a month: the median of impressions. A month that does not say it has none."""
    frame = NARROW if narrow else WIDE
    shown = list(months)[-MOST[narrow] :]
    highest = max((one.impressions for one in shown if one.impressions is not None), default=None)
    if highest is None:
        return empty_chart(words("Too few posts in any month for a median: it takes five."), frame)
    ticks = round_steps(highest)
    # The numbers stand on their grid lines, at the left: no bar may begin there.
    room = (shown[-1].month - shown[0].month + 2 * HALF_A_MONTH) * (NUMBERS / (frame.width - NUMBERS))
    bars = Bars(
        "impressions",
        [one.month for one in shown],
        [one.impressions for one in shown],
        BAR,
        theme.networks[Network.X].colour,
        (Note(),),
        lambda words: [f"{said_median(words, one.impressions)} · {words.plural('{n} post', '{n} posts', one.posts)}" for one in shown],
    )
    first, last = shown[0].month - HALF_A_MONTH - room, shown[-1].month + HALF_A_MONTH
    return Drawing(
        frame,
        8,
        XAxis(Scale.DATE, first, last, tuple(_named(shown, LABELLED[narrow])), monthly=True, centred=True, fixed=True),
        value_axis(ticks, frame.top_value(ticks), words("impressions, median of a month"), words),
        (bars,),
        still=narrow,
    )


def _named(shown: Sequence[PostMonth], most: int) -> list[date]:
    """The months to name below the bars: each, or each third where there are many."""
    first, last = shown[0].month, shown[-1].month
    months = [first]
    while months[-1] < last:
        months.append((months[-1] + timedelta(days=31)).replace(day=1))
    return months if len(months) <= most else months[::3]
