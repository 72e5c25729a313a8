"""The data of a chart as a table, and as the lines of a CSV file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeVar, cast

from dashboard.domain.csv_text import Form, rounded
from dashboard.presenters.chart_columns import Column, Sort

Cell = str | int | float | bool | None
Block = Sequence[list[Cell] | Cell]
"""Rows by column: a list of their cells, or the one cell that stands in all of them. One column at least is a list."""
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class ChartTable:
    """Every row of a chart, days as text (2025-07-01).

    :param blocks: of rows, each of all columns; numbers of a column that tells its digits are not rounded yet.
    :param by: the place of the column by which all rows are sorted, which is a list in every block; None: they stay as they come.
    """

    columns: tuple[Column, ...]
    blocks: Sequence[Block]
    by: int | None = None

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The cells of each row, in the order of the columns."""
        return self._sorted([zip(*_cells(block, self.columns), strict=True) for block in self.blocks])

    def lines(self, forms: Mapping[Sort, Form]) -> list[str]:
        """Each row as it stands in a CSV file, without its end.

        :param forms: how the cells of a column are written (domain.csv_text).
        """
        written = [forms[column.sort] if column.digits is None else rounded(column.digits) for column in self.columns]
        return self._sorted([map(",".join, zip(*_written(block, written), strict=True)) for block in self.blocks])

    def _sorted(self, blocks: Sequence[Iterable[_Row]]) -> list[_Row]:
        rows = list(chain.from_iterable(blocks))
        if self.by is None:
            return rows
        keys = [key for block in self.blocks for key in cast(list[str], block[self.by])]
        return [rows[at] for at in sorted(range(len(rows)), key=keys.__getitem__)]


def _length(block: Block) -> int:
    return next(len(cells) for cells in block if isinstance(cells, list))


def _cells(block: Block, columns: Sequence[Column]) -> Iterator[Iterable[Cell]]:
    n = _length(block)
    for cells, column in zip(block, columns, strict=True):
        every, digits = cells if isinstance(cells, list) else repeat(cells, n), column.digits
        yield every if digits is None else [round(one, digits) if isinstance(one, float) else one for one in every]


def _written(block: Block, forms: Sequence[Form]) -> Iterator[Iterable[str]]:
    """Columns as texts; those that stand side by side and are the same in all rows as one."""
    n, same = _length(block), list[str]()
    for cells, form in zip(block, forms, strict=True):
        if not isinstance(cells, list):
            same += form((cells,)) if cells is not None else ("",)
            continue
        if same:
            yield repeat(",".join(same), n)
            same = []
        yield form(cells)
    if same:
        yield repeat(",".join(same), n)
