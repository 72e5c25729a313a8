"""Replace the key that seals secrets: all of them are sealed anew, a few at a time, while everything goes on.

Each batch is one transaction, and what is sealed under the new key is not looked at again: it may be interrupted at any moment, and
goes on where it was. Whatever is written meanwhile is under the new key already.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.domain.audit import Deed
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import sealed
from db.engine import Database
from db.vault import Vault

BATCH = 200
Progress = Callable[[int, int], None]


class KeyState(StrEnum):
    """What a key does."""

    SEALS = "seals"  # the first of ESSAIM_SECRET_KEYS
    OPENS = "opens"  # another of them
    MISSING = "missing"  # none of them: what it sealed cannot be opened


@dataclass(frozen=True)
class Standing:
    """What depends on one key.

    :param secrets: sealed under it; ``codes``: recovery codes that work only while it is in force; ``pairs``: people who agreed to be
        found, whose list has to be imported anew for the key that seals; ``passing``: links and counted attempts, which expire by
        themselves within days.
    """

    key: str
    state: KeyState
    secrets: int
    codes: int
    pairs: int
    passing: int


@dataclass(frozen=True)
class Rotated:
    """What a rotation did.

    :param stuck: could not be opened, by the name of their key.
    """

    done: int
    stuck: Mapping[str, int]


def rotate(
    db: Database, vault: Vault, *, by: Actor, now: datetime, progress: Progress = lambda done, all_: None, batch: int = BATCH
) -> Rotated:
    """Seal everything under the first key.

    :param progress: called after each batch with how many are done and how many there are.
    :raises NotAllowed: whoever asks may not.
    """
    with db.reading() as session:
        permit(session, by, Act.MANAGE_PEOPLE, now=now)
        total = sum(sealed.left(session, vault, place) for place in sealed.SEALED)
    progress(0, total)
    done = seen = 0
    for place in sealed.SEALED:
        after = 0
        while (found := _next(db, vault, place, after, by=by, now=now, batch=batch)) is not None:
            after, done, seen = found.last, done + found.done, seen + found.done + found.stuck
            progress(seen, max(total, seen))
    return Rotated(done, _stuck(db, vault, now))


def standings(db: Database, vault: Vault, *, by: Actor, now: datetime) -> list[Standing]:
    """What depends on each key: those in force, the one that seals first, then those that are missing.

    :raises NotAllowed: whoever asks may not.
    """
    with db.reading() as session:
        permit(session, by, Act.MANAGE_PEOPLE, now=now)
        secrets = sum((Counter(sealed.by_key(session, place, now)) for place in sealed.SEALED), Counter[str]())
        codes = sealed.by_key(session, sealed.CODES, now)
        pairs = sealed.by_key(session, sealed.PAIRS, now)
        places = [place for place in sealed.DIGESTS if place not in (sealed.CODES, sealed.PAIRS)]
        passing = sum((Counter(sealed.by_key(session, place, now)) for place in places), Counter[str]())
    missing = sorted({*secrets, *codes, *pairs, *passing} - set(vault.names))
    return [
        Standing(name, _state(vault, name), secrets[name], codes.get(name, 0), pairs.get(name, 0), passing[name])
        for name in (*vault.names, *missing)
    ]


def _state(vault: Vault, name: str) -> KeyState:
    if name == vault.sealing:
        return KeyState.SEALS
    return KeyState.OPENS if name in vault.names else KeyState.MISSING


def _next(db: Database, vault: Vault, place: sealed.Place, after: int, *, by: Actor, now: datetime, batch: int) -> sealed.Batch | None:
    with db.writing() as session:
        leave = permit(session, by, Act.MANAGE_PEOPLE, now=now)
        found = sealed.reseal(session, vault, place, after=after, limit=batch)
        if found is not None and found.done:
            leave.note(Deed.KEYS_ROTATED, f"{place.table.name}:*", key=vault.sealing, secrets=found.done)
        return found


def _stuck(db: Database, vault: Vault, now: datetime) -> Mapping[str, int]:
    with db.reading() as session:
        found = sum((Counter(sealed.by_key(session, place, now)) for place in sealed.SEALED), Counter[str]())
    return {name: count for name, count in found.items() if name != vault.sealing}
