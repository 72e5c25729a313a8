"""Rows as CSV: UTF-8, comma, LF, snake_case, missing empty, no formula (domain.csv_text); and the Table Schema that says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlmodel import Session

from dashboard.domain.csv_text import Form, alike, formed_lines, marks, numbers, texts, truths
from dashboard.domain.metrics import METRICS
from dashboard.i18n import Words
from dashboard.services.open_data.tables import Asked, Column, File, Row, Table, Type

AT_ONCE = 5_000
LINE_END = "\n"
DIALECT = {"delimiter": ",", "lineTerminator": LINE_END, "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "header": True}


def rows_of(session: Session, file: File, today: date, accounts: Sequence[Any] | None = None) -> Iterator[list[Row]]:
    """The rows of a file, some thousands at a time.

    :param accounts: as figures.listed_accounts gives them, where many files of figures are written one after the other.
    """
    rows = file.table.rows(session, Asked(today, file.period, accounts))
    while some := list(islice(rows, AT_ONCE)):
        yield some


def lines_of(session: Session, file: File, today: date, accounts: Sequence[Any] | None = None) -> Iterator[list[str]]:
    """The same as lines of CSV without their ends."""
    if file.table.lines:
        yield from file.table.lines(session, Asked(today, file.period, accounts))
    else:
        for some in rows_of(session, file, today):
            yield lines(file.table.columns, some)


def header(table: Table) -> str:
    """The line of names."""
    return ",".join(column.name for column in table.columns)


def lines(columns: Iterable[Column], rows: Sequence[Row]) -> list[str]:
    """Rows of some columns as lines without their ends."""
    return formed_lines(rows, [_form(column) for column in columns])


def ended(some: list[str]) -> str:
    """Lines as text."""
    return LINE_END.join([*some, ""])


def _form(column: Column) -> Form:
    """How the cells of a column are written."""
    free = column.form is Type.STRING and not (column.members or column.pattern)
    return texts if free else _FORMS[column.form]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


_FORMS: Mapping[Type, Form] = {
    Type.STRING: marks,
    Type.DATE: marks,
    Type.INTEGER: numbers,
    Type.NUMBER: numbers,
    Type.BOOLEAN: truths,
    Type.DATETIME: alike(_instant),
}


def schema(table: Table, words: Words) -> dict[str, Any]:
    """The Table Schema of a table."""
    made: dict[str, Any] = {"fields": [_field(column, words) for column in table.columns], "missingValues": [""]}
    if table.key:
        made["primaryKey"] = list(table.key)
    if table.references:
        made["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [there]}} for name, other, there in table.references
        ]
    return made


def _field(column: Column, words: Words) -> dict[str, Any]:
    metric = None if column.about else METRICS[column.name]
    made: dict[str, Any] = {
        "name": column.name,
        "title": words(metric.title) if metric else column.name,
        "type": column.form.value,
        "format": "default",
        "description": " ".join((words(metric.definition), words(metric.caveat))) if metric else words(column.about),
    }
    if metric:
        made["unit"] = metric.unit.value
    limits: dict[str, Any] = {name: True for name in ("required", "unique") if getattr(column, name)}
    if column.members:
        limits["enum"] = [member.value for member in column.members]
    if column.pattern:
        limits["pattern"] = column.pattern
    if column.minimum is not None:
        limits["minimum"] = column.minimum
    return {**made, "constraints": limits} if limits else made
