"""The list of people who agreed to be found: take it in and let go of everything but keyed hashes; take people off it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.csv_table import LineProblem
from dashboard.domain.pairs_file import Pair, read_pairs
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from db import pairs
from db.blinding import Digests, Points
from db.engine import Database
from db.vault import Vault

Progress = Callable[[int, int], None]
EVERY = 100
"""People between two signs of progress."""


@dataclass(frozen=True)
class PairsTaken:
    """What an import of the list came to.

    :param changed: were on the list, on other networks.
    :param forgotten: stood under keys that are no longer in force, and were taken off.
    :param problems: lines that were left out; they quote no cell.
    """

    added: int
    changed: int
    unchanged: int
    forgotten: int
    problems: list[LineProblem]


@dataclass(frozen=True)
class PairsRemoved:
    """What a removal came to. ``absent`` were not on the list."""

    removed: int
    absent: int
    problems: list[LineProblem]


def import_pairs(
    db: Database, vault: Vault, data: bytes, *, by: Actor, now: datetime, progress: Progress = lambda done, all_: None
) -> PairsTaken:
    """Add the people of a CSV to the list; who is on it already is then where the file says.

    Who stands on it under an earlier key moves to the one that seals, and whoever stands under a key that is gone is taken off: nobody
    could find them any more. The file is read, and points are computed, before anything is written.

    :param progress: called with how many new people are done, and how many there are.
    :raises Refused: the file as a whole cannot be read. :raises NotAllowed: whoever asks may not.
    """
    people, problems = _gathered(read_pairs(data))
    digests, points = Digests(vault), Points(vault)
    by_digest = {digests.digest(x_id): pair for x_id, pair in people.items()}
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        old = pairs.known(session, list(by_digest))
    new = [digest for digest in by_digest if digest not in old]
    made: dict[str, bytes] = {}
    for done, digest in enumerate(new, 1):
        made[digest] = points.of(by_digest[digest].x_id)
        if done % EVERY == 0 or done == len(new):
            progress(done, len(new))
    earlier = [digest for x_id in people for digest in digests.digests(x_id)[1:]]
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        standing = pairs.known(session, list(by_digest))
        changed = [digest for digest, where in standing.items() if where != _where(by_digest[digest])]
        pairs.remove(session, changed)
        missing = [digest for digest in by_digest if digest not in standing or digest in set(changed)]
        pairs.add(
            session,
            [(digest, made.get(digest) or points.of(by_digest[digest].x_id), *_where(by_digest[digest])) for digest in missing],
            at=now,
        )
        pairs.remove(session, earlier)
        forgotten = pairs.remove_other_keys(session, vault.names)
        added = len(missing) - len(changed)
        leave.note(Deed.PAIRS_IMPORTED, "pair:*", added=added, changed=len(changed), forgotten=forgotten)
    return PairsTaken(added, len(changed), len(by_digest) - len(missing), forgotten, problems)


def remove_pairs(db: Database, vault: Vault, data: bytes, *, by: Actor, now: datetime) -> PairsRemoved:
    """Take the people of a CSV off the list, whatever else it says of them, under whichever key in force they stand.

    :raises Refused: the file as a whole cannot be read. :raises NotAllowed: whoever asks may not.
    """
    people, problems = _gathered(read_pairs(data, removing=True))
    digests = Digests(vault)
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        removed = pairs.remove(session, [digest for x_id in people for digest in digests.digests(x_id)])
        leave.note(Deed.PAIRS_REMOVED, "pair:*", removed=removed)
    return PairsRemoved(removed, len(people) - removed, problems)


def _gathered(lines: Iterable[Pair | LineProblem]) -> tuple[Mapping[int, Pair], list[LineProblem]]:
    """People by their id, two lines about one of them made one; and the lines that are wrong."""
    people: dict[int, Pair] = {}
    problems: list[LineProblem] = []
    for line in lines:
        if isinstance(line, LineProblem):
            problems.append(line)
            continue
        known = people.get(line.x_id, line)
        people[line.x_id] = Pair(line.x_id, known.bluesky or line.bluesky, known.mastodon or line.mastodon)
    return people, problems


def _where(pair: Pair) -> tuple[bool, bool]:
    return pair.bluesky, pair.mastodon
