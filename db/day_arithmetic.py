"""Dates in the database, and some days later."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, func, type_coerce
from sqlmodel import Session


def days_after(session: Session, column: Any, days: int) -> ColumnElement[date]:
    """A date column plus some days, in the database's own arithmetic."""
    return _days_after(session.get_bind().dialect.name, column, days)


@lru_cache(maxsize=256)
def _days_after(dialect: str, column: Any, days: int) -> ColumnElement[date]:
    if dialect == "postgresql":
        return type_coerce(column + days, Date)
    return func.date(column, f"{days:+d} days", type_=Date)
