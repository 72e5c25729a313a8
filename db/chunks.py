"""Long lists of keys: in pieces that both databases accept as bound parameters, or as one parameter."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ARRAY, ColumnElement, Integer, any_, func, literal
from sqlalchemy import select as sa_select
from sqlmodel import Session

T = TypeVar("T")
SIZE = 10_000


def chunks(keys: Iterable[T]) -> Iterator[list[T]]:
    """The keys in lists of at most 10,000 (SQLite takes 32,766 parameters, PostgreSQL 65,535)."""
    rest = iter(keys)
    while some := list(islice(rest, SIZE)):
        yield some


def among(session: Session, column: Any, keys: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column holds one of any number of keys. They travel as one parameter: a placeholder each costs more than the query."""
    if session.get_bind().dialect.name == "sqlite":
        values = func.json_each(json.dumps(list(keys))).table_valued("value")
        found: ColumnElement[bool] = column.in_(sa_select(values.c.value))
    else:
        found = column == any_(literal(list(keys), ARRAY(Integer)))
    return found
