"""Accounts of two institutions that are one: which of them are the same account, and how two become one without losing a figure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from dashboard.domain.figures import Provenance, Snapshot
from dashboard.services.links import state
from db import accounts, figures, grants
from db.tables import AccountProofRow, AccountRow, BaselineRow, ClaimRow, FlagRow, ObservationRow, PostRow, ReplacedRow

Fold = tuple[AccountRow, AccountRow]
"""The account that stays, and the one that goes into it."""
Key = tuple[datetime, Provenance]
TICK = timedelta(microseconds=1)
HANGING = (FlagRow, ReplacedRow, BaselineRow)
"""Rows that name a figure by its key."""


def folds(ours: Sequence[AccountRow], theirs: Sequence[AccountRow]) -> list[Fold]:
    """Which account of one side is the same as one of the other.

    The same handle on the same network is the same account, unless the network itself tells them apart. Figures of an account of which
    nobody gave the handle belong to the only one that has a handle there.
    """
    by_network: dict[str, list[AccountRow]] = defaultdict(list)
    for row in (*ours, *theirs):
        by_network[row.network].append(row)
    mine = {row.id for row in ours}
    found = [fold for rows in by_network.values() for fold in _on_one_network(rows)]
    return [(stays, goes) for stays, goes in found if (stays.id in mine) != (goes.id in mine)]


def _on_one_network(rows: Sequence[AccountRow]) -> Iterable[Fold]:
    by_handle: dict[str, list[AccountRow]] = defaultdict(list)
    for row in rows:
        by_handle[row.handle.lower()].append(row)
    nameless = by_handle.pop("", [])
    stay: list[AccountRow] = []
    for same in by_handle.values():
        known = [row for row in same if row.remote_id is not None]
        first = (known or same)[0]
        stay.extend(known or [first])
        yield from ((first, row) for row in same if row is not first and row.remote_id is None)
    if nameless:
        home = stay[0] if len(stay) == 1 else nameless[0]
        yield from ((home, row) for row in nameless if row is not home)


def fold(session: Session, stays: AccountRow, goes: AccountRow) -> int:
    """Bring everything of one account to the other and remove it; returns how many figures came. Standings are the caller's affair.

    Two figures of one instant and provenance both stay: the one that came is dated a microsecond earlier, so that of two equally
    trustworthy ones that of the account that stays stands for the day.
    """
    taken: set[Key] = {(one.at, one.provenance) for one in figures.snapshots(session, [stays.id or 0])}
    address = (goes.url or "") if goes.url != stays.url else ""
    came = []
    for one in figures.snapshots(session, [goes.id or 0]):
        at = _free(one.at, one.provenance, taken)
        came.append(replace(one, account_id=stays.id or 0, at=at, source=one.source or address))
        if at != one.at:
            _follow(session, one, at)
    figures.store(session, came)
    for table in (ObservationRow, ClaimRow, *HANGING, PostRow):
        session.execute(update(table).where(col(table.account_id) == goes.id).values(account_id=stays.id))
    _bring_proofs(session, stays, goes)
    stays.opened_on = stays.opened_on or goes.opened_on
    stays.connected_at = min(stays.connected_at, goes.connected_at)
    session.expire(goes)
    session.delete(goes)
    session.flush()
    return len(came)


def _free(at: datetime, provenance: Provenance, taken: set[Key]) -> datetime:
    """An instant of the same day that no other figure of that provenance has, as near as can be."""
    for step in (-TICK, TICK):
        free = at
        while (free, provenance) in taken and free.date() == at.date():
            free += step
        if free.date() == at.date():
            break
    taken.add((free, provenance))
    return free


def _follow(session: Session, one: Snapshot, at: datetime) -> None:
    """The flags of a figure, what it replaced, and baselines that rest on it, at its new instant."""
    for table in HANGING:
        same = (col(table.account_id) == one.account_id) & (col(table.at) == one.at) & (col(table.provenance) == one.provenance.value)
        session.execute(update(table).where(same).values(at=at))


def _bring_proofs(session: Session, stays: AccountRow, goes: AccountRow) -> None:
    """Proofs by methods that the account has not; an account without a lasting identifier has granted nothing."""
    known = {one.method for one in grants.proofs_of(session, [stays.id or 0])}
    brought = [one for one in grants.proofs_of(session, [goes.id or 0]) if one.method not in known]
    for one in brought:
        session.execute(update(AccountProofRow).where(col(AccountProofRow.id) == one.id).values(account_id=stays.id))
    session.flush()
    if brought:
        state.settle(session, stays)


def adopt(session: Session, row: AccountRow, organisation_id: int) -> None:
    """Give an account to another organisation as it is."""
    if not row.handle:
        row.identity = accounts.nameless(organisation_id)
    row.organisation_id = organisation_id
    session.add(row)
    session.flush()
