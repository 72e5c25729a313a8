"""Long lists of keys in pieces that both databases accept as bound parameters."""

from collections.abc import Iterable, Iterator
from itertools import islice

SIZE = 10_000


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in lists of at most 10,000 (SQLite takes 32,766 parameters, PostgreSQL 65,535)."""
    rest = iter(keys)
    while some := list(islice(rest, SIZE)):
        yield some
