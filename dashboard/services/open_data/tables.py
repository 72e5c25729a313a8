"""What a table of the open data is: its columns, its keys, its rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session

Row = Sequence[object]
"""Cells in the order of the columns: str, int, float, bool, date, datetime, or None where nothing is known."""


class Type(StrEnum):
    """Types of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True)
class Column:
    """One column.

    :param about: key of the catalogues; empty for a metric (domain.metrics), which says it better.
    :param members: all that may stand there, of an enumeration.
    """

    name: str
    form: Type
    about: str = ""
    required: bool = False
    unique: bool = False
    members: type[StrEnum] | None = None
    pattern: str = ""
    minimum: int | None = None


@dataclass(frozen=True)
class Period:
    """The days, both included, of which a file holds the figures."""

    first: date
    last: date


@dataclass(frozen=True)
class Asked:
    """What rows are made for.

    :param period: None for tables that are one file whatever the days.
    :param accounts: as figures.listed_accounts gives them, where they are known already.
    """

    today: date
    period: Period | None = None
    accounts: Sequence[Any] | None = None


@dataclass(frozen=True)
class Table:
    """One table. Texts are keys of the catalogues.

    :param key: columns that name a row; ``references``: a column, the table it points to, and the column there.
    :param rows: all of them, sorted so that two exports differ where the data do.
    :param lines: the same as CSV, some at a time, where that is quicker than to form it of rows.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Session, Asked], Iterator[Row]]
    lines: Callable[[Session, Asked], Iterator[list[str]]] | None = None
    key: tuple[str, ...] = ()
    references: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True)
class File:
    """One file of a table: all of it, or the figures of a period."""

    name: str
    table: Table
    period: Period | None = None
