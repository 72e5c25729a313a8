"""The list of people who agreed, as keyed hashes: add to it, take from it, read it."""

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlmodel import Session, col

from dashboard.domain.comparison import Found
from db.chunks import chunks
from db.tables import PairRow

Hashed = tuple[str, bytes, bool, bool]
"""Digest, point, whether on Bluesky, whether on Mastodon."""


def known(session: Session, digests: Sequence[str]) -> dict[str, tuple[bool, bool]]:
    """Of some people, those on the list, and where they are."""
    found: dict[str, tuple[bool, bool]] = {}
    for some in chunks(digests):
        query = select(col(PairRow.digest), col(PairRow.bluesky), col(PairRow.mastodon)).where(col(PairRow.digest).in_(some))
        found |= {digest: (bluesky, mastodon) for digest, bluesky, mastodon in session.connection().execute(query)}
    return found


def add(session: Session, rows: Sequence[Hashed], *, at: datetime) -> None:
    """Add people."""
    if rows:
        known = [
            {"digest": digest, "point": base64.b64encode(point).decode(), "bluesky": bluesky, "mastodon": mastodon, "added_at": at}
            for digest, point, bluesky, mastodon in rows
        ]
        session.connection().execute(insert(PairRow), known)


def remove(session: Session, digests: Sequence[str]) -> int:
    """Take people off the list; returns how many were on it."""
    done = 0
    for some in chunks(digests):
        done += int(session.connection().execute(delete(PairRow).where(col(PairRow.digest).in_(some))).rowcount)
    return done


def remove_other_keys(session: Session, names: Sequence[str]) -> int:
    """Take off whoever stands under none of these keys: nobody can find them any more, not even to take them off; returns how many."""
    others = [col(PairRow.digest).not_like(f"{name}.%") for name in names]
    return int(session.connection().execute(delete(PairRow).where(*others)).rowcount)


def listed(session: Session, key: str) -> Found:
    """How many people stand on the list under a key, by where they are."""
    query = select(col(PairRow.bluesky), col(PairRow.mastodon), func.count()).where(_under(key))
    counted = {
        (bool(b), bool(m)): n for b, m, n in session.connection().execute(query.group_by(col(PairRow.bluesky), col(PairRow.mastodon)))
    }
    return Found(counted.get((True, False), 0), counted.get((False, True), 0), counted.get((True, True), 0))


def digests(session: Session, key: str) -> Iterator[tuple[str, bool, bool]]:
    """Everybody under a key, in the order of their digests: digest, and where they are."""
    query = select(col(PairRow.digest), col(PairRow.bluesky), col(PairRow.mastodon)).where(_under(key)).order_by(col(PairRow.digest))
    for row in session.connection().execution_options(yield_per=1_000).execute(query):
        yield row[0], bool(row[1]), bool(row[2])


def points(session: Session, key: str) -> list[tuple[bytes, bool, bool]]:
    """Everybody under a key: point, and where they are."""
    query = select(col(PairRow.point), col(PairRow.bluesky), col(PairRow.mastodon)).where(_under(key))
    return [(base64.b64decode(point), bool(b), bool(m)) for point, b, m in session.connection().execute(query)]


def _under(key: str) -> ColumnElement[bool]:
    return col(PairRow.digest).like(f"{key}.%")
