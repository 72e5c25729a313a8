"""Statements are compiled once in a run, not once for each database of a test: that is half of what a small test takes."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, event
from sqlalchemy.util import LRUCache
from sqlmodel import create_engine

import db.engine

STATEMENTS = 4_000


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let all engines of a sort share a dialect, by which SQLAlchemy files what it has compiled, and the place where it files it."""
    dialects: dict[str, Dialect] = {}
    compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)

    def make(*where: Any, **how: Any) -> Engine:
        engine = create_engine(*where, **how)
        if shared := dialects.get(engine.dialect.name):
            engine.dialect = engine.pool._dialect = shared
        else:
            own = engine.dialect
            # A dialect learns what server it speaks to when it first connects.
            event.listen(engine, "connect", lambda *_: dialects.setdefault(own.name, own))
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.engine, "create_engine", make)
        yield
