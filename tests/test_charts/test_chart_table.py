"""The data of a chart by columns: the same rows as cells and as lines, and none of them lost."""

import pytest

from dashboard.domain import csv_text
from dashboard.presenters.chart_columns import Column, Sort
from dashboard.presenters.chart_table import Block, Cell, ChartTable

FORMS = {Sort.STRING: csv_text.texts, Sort.INTEGER: csv_text.numbers, Sort.NUMBER: csv_text.numbers}
COLUMNS = (Column("name", Sort.STRING), Column("n", Sort.INTEGER), Column("share", Sort.NUMBER, digits=2), Column("note", Sort.STRING))


def test_what_is_the_same_in_all_rows_stands_in_each_of_them() -> None:
    blocks: list[Block] = [["Lyon, =1", [1, 2], [0.126, None], None], [["Pau"], [0], [100.0], "back"]]
    table = ChartTable(COLUMNS, blocks)
    assert table.rows == [("Lyon, =1", 1, 0.13, None), ("Lyon, =1", 2, None, None), ("Pau", 0, 100.0, "back")]
    assert table.lines(FORMS) == ['"Lyon, =1",1,0.13,', '"Lyon, =1",2,,', "Pau,0,100.0,back"]


def test_rows_of_all_blocks_are_sorted_and_stay_in_order_where_they_are_alike() -> None:
    columns = (Column("day", Sort.STRING), Column("n", Sort.INTEGER))
    blocks: list[Block] = [[["2025-02-01", "2025-01-01"], [1, 2]], [["2025-01-01"], 3], [list[Cell](), list[Cell]()]]
    table = ChartTable(columns, blocks, by=0)
    assert table.rows == [("2025-01-01", 2), ("2025-01-01", 3), ("2025-02-01", 1)]
    assert table.lines(FORMS) == ["2025-01-01,2", "2025-01-01,3", "2025-02-01,1"]


@pytest.mark.parametrize("block", [[["a", "b"], [1], 0.5, None], [["a"], [1], 0.5]], ids=["a cell is missing", "a column is missing"])
def test_no_row_and_no_column_is_left_out_silently(block: Block) -> None:
    table = ChartTable(COLUMNS, [block])
    with pytest.raises(ValueError, match=r"shorter|longer"):
        assert table.rows
    with pytest.raises(ValueError, match=r"shorter|longer"):
        table.lines(FORMS)
