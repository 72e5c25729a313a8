"""The band from "at least" to "at most": an area, its upper edge, and dots where the upper edge was not known."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

BandValues = Sequence[tuple[date, float | None, float | None]]
"""(day, lower end, upper end), one a day, in the unit of the axis; None where unknown."""


def whole_runs(band: BandValues) -> list[list[tuple[date, float, float]]]:
    """Stretches of days on which both ends are known; a missing day ends one as well."""
    runs: list[list[tuple[date, float, float]]] = []
    previous: date | None = None
    for day, low, high in band:
        if low is None or high is None:
            previous = None
            continue
        if previous is None or (day - previous).days > 1:
            runs.append([])
        runs[-1].append((day, low, high))
        previous = day
    return runs


def band_traces(band: BandValues, x: Callable[[date], Any], *, fill: str, edge: str, name: str, hover: str = "") -> list[go.Scatter]:
    """Area, upper edge and dotted joins; nothing at all where an end is unknown, and no join after the last reading.

    :param hover: ``hovertemplate`` of the upper edge, with the lower end in ``customdata``; empty for none.
    """
    runs = whole_runs(band)
    if not runs:
        return []
    area = go.Scatter(name=name, mode="lines", line={"width": 0}, fill="toself", fillcolor=fill, hoverinfo="skip")
    upper = go.Scatter(name=f"{name} edge", mode="lines", line={"width": 1.5, "color": edge}, connectgaps=False)
    upper.update({"hovertemplate": hover} if hover else {"hoverinfo": "skip"})
    around_x: list[Any] = []
    around_y: list[float | None] = []
    edge_x: list[Any] = []
    edge_y: list[float | None] = []
    lows: list[float | None] = []
    for run in runs:
        days = [x(day) for day, _, _ in run]
        around_x += [*days, *reversed(days), None]
        around_y += [*(low for _, low, _ in run), *(high for _, _, high in reversed(run)), None]
        edge_x += [*days, None]
        edge_y += [*(high for _, _, high in run), None]
        lows += [*(low for _, low, _ in run), None]
    area.update(x=around_x, y=around_y)
    upper.update(x=edge_x, y=edge_y, customdata=lows)
    joins = go.Scatter(name=f"{name} unknown", mode="lines", line={"width": 1.5, "color": edge, "dash": "1.5px,4px"}, hoverinfo="skip")
    join_x: list[Any] = []
    join_y: list[float | None] = []
    for before, after in itertools.pairwise(runs):
        join_x += [x(before[-1][0]), x(after[0][0]), None]
        join_y += [before[-1][2], after[0][2], None]
    joins.update(x=join_x, y=join_y)
    return [area, upper, joins] if join_x else [area, upper]
