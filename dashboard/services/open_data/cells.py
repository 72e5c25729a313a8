"""Rows as CSV: UTF-8, comma, LF, snake_case, missing empty, no formula (domain.csv_text); and the Table Schema that says so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlmodel import Session

from dashboard.domain.csv_text import Form, formed_rows, safe, truth
from dashboard.domain.metrics import METRICS
from dashboard.i18n import Words
from dashboard.services.open_data.tables import Asked, Column, File, Row, Table, Type

AT_ONCE = 5_000
LINE_END = "\n"
DIALECT = {"delimiter": ",", "lineTerminator": LINE_END, "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "header": True}


def rows_of(session: Session, file: File, today: date) -> Iterator[list[Row]]:
    """The rows of a file, some thousands at a time."""
    rows = file.table.rows(session, Asked(today, file.period))
    while some := list(islice(rows, AT_ONCE)):
        yield some


def header(table: Table) -> str:
    """The line of names."""
    return formed_rows([[column.name for column in table.columns]], [], end=LINE_END)


def as_csv(table: Table, rows: list[Row]) -> str:
    """Rows as lines."""
    return formed_rows(rows, map(_form, table.columns), end=LINE_END)


def _form(column: Column) -> Form | None:
    """What has to be done to the cells of a column; millions of them pass here, and most are as they should be."""
    if column.form is Type.STRING:
        return None if column.members or column.pattern else safe
    if column.form is Type.BOOLEAN:
        return truth
    return _instant if column.form is Type.DATETIME else None


def _instant(value: datetime) -> str:
    at = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"{at.isoformat()[:19]}Z"


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
