"""Read the list of institutions: how many there are of each letter and kind, and a page of them by name."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.domain.leaderboard import Standing
from dashboard.domain.organisations import Kind
from db import directory
from db.engine import Database

Counts = Mapping[tuple[str, Kind], int]
"""How many institutions, by initial (domain.names.INITIALS) and kind."""


def count_names(db: Database) -> Counts:
    """How many there are of each."""
    with db.reading() as session:
        return {(initial, Kind(kind)): n for (initial, kind), n in directory.counts(session).items()}


def read_directory(db: Database, *, today: date, initial: str, kind: Kind | None, offset: int, limit: int) -> list[Standing]:
    """How some of them stand at their latest reading, by name.

    :param initial: one of domain.names.INITIALS, or empty for all; ``kind``: the only one, or None for all.
    """
    with db.reading() as session:
        return directory.page(session, today, initial, kind.value if kind else None, offset, limit)


def list_names(db: Database) -> Sequence[tuple[str, str, Kind]]:
    """(slug, name, kind) of every institution, by name."""
    with db.reading() as session:
        return [(slug, name, Kind(kind)) for slug, name, kind in directory.names(session)]
