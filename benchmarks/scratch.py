"""Databases to measure on: made for the occasion, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engine import Database
from db.migrate import upgrade


@contextmanager
def databases(dialect: str, n: int) -> Iterator[list[Database]]:
    """Empty databases with the current tables.

    :param dialect: ``sqlite`` (files in a temporary folder) or ``postgresql`` (a cluster of its own, see tests.network.postgres).
    """
    if dialect == "sqlite":
        with tempfile.TemporaryDirectory(prefix="essaim-benchmark-") as folder:
            yield from _opened([f"sqlite:///{Path(folder) / f'{number}.db'}" for number in range(n)])
        return
    from tests.network.postgres import cluster, fresh_database

    with cluster() as url:
        if n == 1:
            with fresh_database(url) as one:
                yield from _opened([one])
        else:
            with fresh_database(url) as one, fresh_database(url) as two:
                yield from _opened([one, two])


def _opened(urls: list[str]) -> Iterator[list[Database]]:
    found = [Database(url.replace("postgresql://", "postgresql+psycopg://")) for url in urls]
    try:
        for db in found:
            upgrade(db)
        yield found
    finally:
        for db in found:
            db.close()
