"""Many rows in one statement, at the driver's own speed.

SQLAlchemy's executemany spends four fifths of its time on a dictionary per row. Here the statement is compiled once; SQLite gets
the rows as they are, and PostgreSQL all of them in one parameter, because a statement per row costs it more than the row.
Instants and days travel as text, as ``UtcDateTime`` and ``Date`` would have written them.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import JSON, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


class Upsert(Protocol):
    """Builds the conflict clause: what to set, and when, from the insert's ``excluded`` row."""

    def __call__(self, insert: Any, /) -> Any: ...


def insert_many(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], on_conflict: Upsert
) -> None:
    """Insert tuples in the order of ``columns``; of two with the same key the later stands.

    :param columns: in the order of the table, its key among them.
    :param on_conflict: receives the insert and returns it with its conflict clause.
    """
    if not rows:
        return
    described: Any = table.__table__  # type: ignore[attr-defined]
    if session.get_bind().dialect.name == "sqlite":
        _row_by_row(session, on_conflict(sqlite.insert(described)), columns, rows)
        return
    sent = cast(bindparam("rows", type_=Text), JSON)
    typed = [column(name, described.c[name].type) for name in columns]
    rows_sent = func.json_to_recordset(sent).table_valued(*typed, name="sent").render_derived(with_types=True)
    insert = on_conflict(postgresql.insert(described).from_select(list(columns), select(rows_sent)))
    compiled = insert.compile(dialect=session.get_bind().dialect)
    key = itemgetter(*(columns.index(one.name) for one in described.primary_key.columns))
    distinct = {key(row): dict(zip(columns, row, strict=True)) for row in rows}  # one statement may not touch a row twice
    session.connection().exec_driver_sql(str(compiled), {**compiled.params, "rows": json.dumps(list(distinct.values()))})


def _row_by_row(session: Session, insert: Any, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    compiled = insert.compile(dialect=session.get_bind().dialect, column_keys=list(columns))
    order = compiled.positiontup
    if list(order[: len(columns)]) != list(columns):
        raise ValueError("columns must come in the order of the table")
    tail = tuple(compiled.params[name] for name in order[len(columns) :])
    session.connection().exec_driver_sql(str(compiled), [row + tail for row in rows] if tail else list(rows))


def moment_for(session: Session) -> Callable[[datetime], str]:
    """How an instant goes to the driver: one text per instant, whatever its zone."""
    return _naive_utc if session.get_bind().dialect.name == "sqlite" else _utc


def _utc(at: datetime) -> str:
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(" ", "microseconds")


def _naive_utc(at: datetime) -> str:
    return _utc(at)[:26]


def day_for(day: date | None) -> str | None:
    """How a day goes to the driver."""
    return None if day is None else day.isoformat()
