"""Dates and instants in the database, as texts and as numbers, and some days later."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, String, cast, func, type_coerce
from sqlmodel import Session

_JULIAN = 1_721_424.5
"""The day before the first day of the year 1, as SQLite counts days."""


def days_after(session: Session, column: Any, days: int) -> ColumnElement[date]:
    """A date column plus some days, in the database's own arithmetic."""
    return _days_after(session.get_bind().dialect.name, column, days)


@lru_cache(maxsize=256)
def _days_after(dialect: str, column: Any, days: int) -> ColumnElement[date]:
    if dialect == "postgresql":
        return type_coerce(column + days, Date)
    return func.date(column, f"{days:+d} days", type_=Date)


def day_number(session: Session, column: Any) -> ColumnElement[int]:
    """The days of a date column as numbers, as ``date.toordinal`` counts them."""
    if session.get_bind().dialect.name == "postgresql":
        return type_coerce(column - date.min, Integer) + 1
    return cast(func.julianday(column) - _JULIAN, Integer)


def day_text(dialect: str, column: Any) -> ColumnElement[str]:
    """The days of a date column as ISO writes them, which is how SQLite stores them."""
    if dialect == "postgresql":
        return func.to_char(column, "YYYY-MM-DD", type_=String)
    return type_coerce(column, String)


def instant_text(dialect: str, column: Any) -> ColumnElement[str]:
    """The instants of a column as SQLite stores them, in UTC (db.types.instant_of)."""
    if dialect == "postgresql":
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US", type_=String)
    return type_coerce(column, String)


@lru_cache(maxsize=4096)  # many accounts are read on the same days
def day_of(text: str) -> date:
    """The day of such a text."""
    return date.fromisoformat(text)
