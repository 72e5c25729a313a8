"""Read the list of institutions: how many there are of each letter and kind, and a page of them by name."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.domain.leaderboard import Standing
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind
from db import directory
from db.engine import Database

Counts = Mapping[tuple[str, Kind], int]
"""How many institutions, by initial (domain.names.INITIALS) and kind."""
Named = tuple[str, str, Kind]
"""Slug, name and kind of an institution."""


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


def read_everybody(db: Database, *, today: date) -> Sequence[tuple[str, Standing]]:
    """How every institution stands, with its initial, likewise."""
    with db.reading() as session:
        return directory.everybody(session, today)


def list_names(db: Database) -> Sequence[Named]:
    """Every institution, by name."""
    with db.reading() as session:
        return _named(directory.names(session))


def find_names(db: Database, text: str, *, limit: int) -> Sequence[Named]:
    """Those whom somebody may mean who types this: each word begins a word of the name. Whoever is called exactly so stands alone."""
    key = match_key(text)
    if not key:
        return []
    with db.reading() as session:
        found = _named(directory.named(session, key, limit))
    return [one for one in found if match_key(one[1]) == key] or found


def names_of(db: Database, slugs: Sequence[str]) -> Sequence[Named]:
    """Those of them that there are, in the order given."""
    with db.reading() as session:
        found = {one[0]: one for one in _named(directory.of_slugs(session, slugs))}
    return [found[slug] for slug in dict.fromkeys(slugs) if slug in found]


def _named(rows: Sequence[tuple[str, str, str]]) -> list[Named]:
    return [(slug, name, Kind(kind)) for slug, name, kind in rows]
