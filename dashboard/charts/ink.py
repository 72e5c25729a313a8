"""What is drawn already, by columns of the plot, so that a text finds a place where it covers no line."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from dashboard.charts.layout import Box

COLUMN = 8
"""Width of a column in pixels."""
MARGIN = 4
"""Pixels of air around a text."""
STEP = 4
"""Points of a straight line that far apart stand for all of it."""


class Ink:
    """Points and boxes of everything that a note must not cover, in pixels of the plot.

    :param draw: adds them, once somebody asks: many a plot has no note.
    """

    def __init__(self, draw: Callable[["Ink"], None] | None = None) -> None:
        self._columns: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        self._boxes: list[Box] = []
        self._draw = draw

    def cover(self, boxes: Iterable[Box]) -> None:
        """More boxes."""
        self._boxes.extend(boxes)

    def add(self, points: Iterable[tuple[float, float]]) -> None:
        """More points."""
        columns = self._columns
        for x, y in points:
            columns[int(x // COLUMN)].append((x, y))

    def join(self, points: Sequence[tuple[float, float]]) -> None:
        """A line through all of these points, with what lies between them."""
        self.add(points)
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = int(max(abs(x1 - x0), abs(y1 - y0)) / STEP)
            if steps > 1:
                self.add((x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(1, steps))

    def leaves(self, box: Box) -> bool:
        """Whether neither a box nor a point lies in a box."""
        self._ask()
        return not any(box.overlaps(other) for other in self._boxes) and not self.meets(box)

    def meets(self, box: Box) -> bool:
        """Whether any point lies in a box, edges included."""
        self._ask()
        left, top, right, bottom = box
        return any(
            left <= x <= right and top <= y <= bottom
            for column in range(int(left // COLUMN), int(right // COLUMN) + 1)
            if column in self._columns
            for x, y in self._columns[column]
        )

    def _ask(self) -> None:
        if self._draw is not None:
            draw, self._draw = self._draw, None
            draw(self)


def clear_place(boxes: Iterable[Box], ink: Ink, margin: float = MARGIN) -> Box | None:
    """The first of ``boxes`` that covers no ink; None if all do."""
    for box in boxes:
        wide = Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
        if ink.leaves(wide):
            return box
    return None
