"""What posts on X reached, month by month."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.frame import Frame, empty_chart, lay_out, round_steps
from dashboard.charts.rebuilt_rows import PostMonth
from dashboard.charts.rebuilt_words import said_median
from dashboard.charts.theme import Theme
from dashboard.domain.networks import Network
from dashboard.i18n import Words

WIDE = Frame(width=840, height=260, top=20, bottom=46)
NARROW = Frame(width=358, height=240, top=20, bottom=46)
MOST = {False: 24, True: 9}
"""Months drawn, the newest, by width; the table has them all."""


def posts_chart(months: Sequence[PostMonth], theme: Theme, words: Words, *, narrow: bool = False) -> go.Figure:
    """One bar a month: the median of impressions. A month that does not say it has none."""
    shown = list(months)[-MOST[narrow] :]
    highest = max((one.impressions for one in shown if one.impressions is not None), default=None)
    if highest is None:
        return empty_chart(words("Too few posts in any month for a median: it takes five."), theme, words)
    frame = NARROW if narrow else WIDE
    ticks = round_steps(highest)
    figure = go.Figure()
    figure.add_bar(
        name="impressions",
        x=[one.month for one in shown],
        y=[one.impressions for one in shown],
        customdata=[[said_median(words, one.impressions), words.plural("{n} post", "{n} posts", one.posts)] for one in shown],
        marker={"color": theme.networks[Network.X].colour},
        width=86_400_000 * 22,
        hovertemplate="<b>%{customdata[0]}</b> · %{customdata[1]}<extra></extra>",
    )
    return lay_out(
        figure,
        frame,
        theme,
        words,
        right=8,
        xaxis={"type": "date", "tickformat": "%b\n%Y", "fixedrange": True, "unifiedhovertitle": {"text": "%{x|%B %Y}"}},
        yaxis=value_axis(ticks, frame.top_value(ticks), words("impressions, median of a month"), theme, words),
        still=narrow,
    )
