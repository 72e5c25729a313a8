"""The band from "at least" to "at most": an area, its upper edge, and dots where the upper edge was not known."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date

from dashboard.charts.drawing import Area, Curve, Hover, Mark, Stroke, X

BandValues = Sequence[tuple[date, float | None, float | None]]
"""(day, lower end, upper end), one a day, in the unit of the axis; None where unknown."""
DOTS = "1.5px,4px"
_Whole = tuple[date, float, float]


def whole_runs(band: BandValues) -> list[list[_Whole]]:
    """Stretches of days on which both ends are known; a missing day ends one as well."""
    runs: list[list[_Whole]] = []
    previous = 0
    for day, low, high in band:
        if low is None or high is None:
            previous = 0
            continue
        ordinal = day.toordinal()
        if ordinal - previous > 1:
            runs.append([])
        runs[-1].append((day, low, high))
        previous = ordinal
    return runs


def band_marks(band: BandValues, x: Callable[[date], X], name: str, fill: tuple[str, float], edge: Stroke, hover: Hover = ()) -> list[Mark]:
    """Area, upper edge and dotted joins; nothing at all where an end is unknown, and no join after the last reading.

    :param fill: colour and opacity of the area; ``hover``: the tooltip of the upper edge.
    """
    runs = [_corners(run) for run in whole_runs(band)]
    if not runs:
        return []
    areas = []
    edge_x: list[X | None] = []
    edge_y: list[float | None] = []
    for run in runs:
        days, highs = [x(day) for day, _, _ in run], [high for _, _, high in run]
        areas.append((days, [low for _, low, _ in run], highs))
        edge_x += [*days, None]
        edge_y += [*highs, None]
    join_x: list[X | None] = []
    join_y: list[float | None] = []
    for before, after in itertools.pairwise(runs):
        join_x += [x(before[-1][0]), x(after[0][0]), None]
        join_y += [before[-1][2], after[0][2], None]
    dotted = Stroke(edge.colour, edge.width, DOTS, edge.opacity)
    joins = [Curve(f"{name} unknown", join_x, join_y, dotted)] if join_x else []
    return [Area(name, tuple(areas), *fill), Curve(f"{name} edge", edge_x, edge_y, edge, hover=hover), *joins]


def _corners(run: Sequence[_Whole]) -> list[_Whole]:
    """A stretch without the days on which nothing changes: the line through the others is the same."""
    inside = (here for before, here, after in zip(run, run[1:], run[2:], strict=False) if not before[1:] == here[1:] == after[1:])
    return [run[0], *inside, *run[1:][-1:]]
