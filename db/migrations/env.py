"""Alembic's entry: runs on the connection that ``db.migrate`` hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

import db.tables  # noqa: F401 - registers the tables


def render_item(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Write our own column types in a migration as what the database sees."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        autogenerate.imports.add("from db.types import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
