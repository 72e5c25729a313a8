"""Column types that SQLite and PostgreSQL share."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in, aware out: SQLite stores naive UTC text, PostgreSQL timestamptz. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive instants; SQLite gets UTC without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs its time zone")
        at = value.astimezone(UTC)
        return at.replace(tzinfo=None) if dialect.name == "sqlite" else at

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, UTC."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite's text is read with its zone at once: to give one to an instant that has none takes four times as long."""
        return instant_of if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


# Accounts that are read together have one instant, as have all figures of which only the day is known.
@functools.lru_cache(maxsize=4096)
def instant_of(value: str | None) -> datetime | None:
    """The instant that SQLite stores as this text."""
    return None if value is None else datetime.fromisoformat(value + "+00:00")
