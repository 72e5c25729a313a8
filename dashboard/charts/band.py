"""The band from "at least" to "at most": an area, its upper edge, and dots where the upper edge was not known."""

import itertools
from collections.abc import Callable, Sequence
from datetime import date

from dashboard.charts.drawing import Area, Curve, Mark, Stroke, X

BandValues = Sequence[tuple[date, float | None, float | None]]
"""(day, lower end, upper end) in the unit of the axis, each day or the days between which nothing changes; None where unknown."""
DOTS = "1.5px,4px"
_Whole = tuple[date, float, float]


def whole_runs(band: BandValues) -> list[list[_Whole]]:
    """Stretches on which both ends are known."""
    runs: list[list[_Whole]] = []
    known = False
    for day, low, high in band:
        if low is None or high is None:
            known = False
            continue
        if not known:
            runs.append([])
        runs[-1].append((day, low, high))
        known = True
    return runs


def band_marks(band: BandValues, x: Callable[[date], X], name: str, fill: tuple[str, float], edge: Stroke) -> list[Mark]:
    """Area, upper edge and dotted joins; nothing at all where an end is unknown, and no join after the last reading.

    :param fill: colour and opacity of the area.
    """
    runs = whole_runs(band)
    if not runs:
        return []
    areas = tuple(([x(day) for day, _, _ in run], [low for _, low, _ in run], [high for _, _, high in run]) for run in runs)
    join_x: list[X | None] = []
    join_y: list[float | None] = []
    for before, after in itertools.pairwise(runs):
        join_x += [x(before[-1][0]), x(after[0][0]), None]
        join_y += [before[-1][2], after[0][2], None]
    dotted = Stroke(edge.colour, edge.width, DOTS, edge.opacity)
    joins = [Curve(f"{name} unknown", join_x, join_y, dotted)] if join_x else []
    return [Area(name, areas, *fill, edge), *joins]
