"""Charts on the page: a wide and a narrow drawing of each, of which the style sheet shows one (limit 900 px) and hides the other
from everybody, screen readers included.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.charts.drawing import Drawing
from dashboard.charts.plotly_figure import figure
from dashboard.charts.template import plotly_config
from dashboard.charts.theme import DARK, LIGHT, Theme
from dashboard.presenters.chart_tables import ReadTable
from dashboard.ui import loaders
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

Draw = Callable[[Theme, bool], Drawing]
"""(theme, narrow) to a drawing."""


def show_figure(visit: Visit, key: str, draw: Draw, alt: str, table: ReadTable | None = None, *, private: bool = False) -> None:
    """Show one chart.

    :param key: names the chart on its page and in the file a reader downloads.
    :param alt: the text read aloud instead of the picture.
    :param table: its figures, folded below it; None where the page shows them anyway, as ``table-<key>``.
    :param private: it shows what not everybody may see: nobody else is given the same drawing.
    """
    for width in ("wide", "narrow"):
        _show(visit, key, draw, alt, width, private=private)
    if table is not None:
        show("chart_table", visit.words, chart=key, table=table)


def show_figure_on_the_side(visit: Visit, key: str, draw: Draw, alt: str, table: ReadTable) -> None:
    """Show the narrow drawing of one chart, beside something else."""
    _show(visit, key, draw, alt, "side")
    show("chart_table", visit.words, chart=key, table=table)


def _show(visit: Visit, key: str, draw: Draw, alt: str, width: str, *, private: bool = False) -> None:
    theme = DARK if visit.dark else LIGHT
    narrow = width != "wide"

    def made() -> Any:
        return figure(draw(theme, narrow), theme, visit.words)

    shown = made() if private else loaders.figure(visit, key, (theme.name, width), made)
    # On a phone the buttons would always be there, over the labels.
    buttons = {"displayModeBar": False} if narrow else {}
    config = {**plotly_config(visit.words, f"essaim-{key}"), **buttons}
    with st.container(key=f"{width}-{key}"):
        st.plotly_chart(shown, theme=None, config=config, alt=alt, key=f"chart.{width}.{key}", width="stretch")
