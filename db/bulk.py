"""Many rows in one statement, at the driver's own speed.

SQLAlchemy's executemany spends four fifths of its time on a dictionary per row. Here the statement is compiled once for all; SQLite gets
the rows as they are, and PostgreSQL all of them in one parameter, because a statement per row costs it more than the row.
Instants and days travel as text, as ``UtcDateTime`` and ``Date`` would have written them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Dialect, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

Upsert = Callable[[Any], Any]
"""Builds the conflict clause: what to set, and when, from the insert's ``excluded`` row."""


def insert_many(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[Any, ...]], on_conflict: Upsert
) -> None:
    """Insert tuples in the order of ``columns``; of two with the same key the later stands.

    :param columns: in the order of the table, its key among them.
    :param on_conflict: receives the insert and returns it with its conflict clause; always the same function for the same clause.
    """
    if not rows:
        return
    dialect = session.get_bind().dialect
    if dialect.name == "sqlite":
        statement, tail = _row_by_row(dialect, table, tuple(columns), on_conflict)
        session.connection().exec_driver_sql(statement, [row + tail for row in rows] if tail else list(rows))
        return
    statement, besides = _all_at_once(dialect, table, tuple(columns), on_conflict)
    key = itemgetter(*(columns.index(name) for name in _key_of(table)))
    distinct = {key(row): dict(zip(columns, row, strict=True)) for row in rows}  # one statement may not touch a row twice
    session.connection().exec_driver_sql(statement, {**besides, "rows": json.dumps(list(distinct.values()))})


@cache
def replacing(table: type[SQLModel], columns: tuple[str, ...]) -> Upsert:
    """The conflict clause by which these columns are written anew, whatever they held."""
    described: Table = table.__table__  # type: ignore[attr-defined]
    keys = _key_of(table)
    # Whatever is written anew about an organisation moves its revision: what is published then sees that it has changed.
    moved = {"revision": func.coalesce(described.c.revision, 0) + 1} if "revision" in described.c else {}

    def replace(insert: Any) -> Any:
        values = {name: insert.excluded[name] for name in columns if name not in keys}
        return insert.on_conflict_do_update(index_elements=keys, set_=values | moved)

    return replace


def _key_of(table: type[SQLModel]) -> list[str]:
    return [column.name for column in table.__table__.primary_key.columns]  # type: ignore[attr-defined]


@lru_cache(maxsize=64)
def _all_at_once(dialect: Dialect, table: type[SQLModel], columns: tuple[str, ...], on_conflict: Upsert) -> tuple[str, Mapping[str, Any]]:
    """The statement, and its parameters but for the rows."""
    described: Any = table.__table__  # type: ignore[attr-defined]
    sent = cast(bindparam("rows", type_=Text), JSON)
    typed = [column(name, described.c[name].type) for name in columns]
    rows_sent = func.json_to_recordset(sent).table_valued(*typed, name="sent").render_derived(with_types=True)
    insert = on_conflict(postgresql.insert(described).from_select(list(columns), select(rows_sent)))
    compiled = insert.compile(dialect=dialect)
    return str(compiled), compiled.params


@lru_cache(maxsize=64)
def _row_by_row(dialect: Dialect, table: type[SQLModel], columns: tuple[str, ...], on_conflict: Upsert) -> tuple[str, tuple[Any, ...]]:
    """The statement, and its parameters after those of a row."""
    insert: Any = on_conflict(sqlite.insert(table.__table__))  # type: ignore[attr-defined]
    compiled = insert.compile(dialect=dialect, column_keys=list(columns))
    order = compiled.positiontup
    if list(order[: len(columns)]) != list(columns):
        raise ValueError("columns must come in the order of the table")
    return str(compiled), tuple(compiled.params[name] for name in order[len(columns) :])


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
