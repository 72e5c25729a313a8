"""Imports: write one, list those of an institution, keep what it replaces, take it back layer by layer."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, delete, select

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.figures import Snapshot
from dashboard.domain.imports import Import, Method
from dashboard.domain.people import Role
from db.chunks import among, chunks
from db.figures import roll_up, source_ids
from db.tables import AccountRow, FlagRow, ImportRow, OrganisationRow, PostRow, ReplacedRow, SnapshotRow

Key = tuple[int, datetime, str]
"""Account, instant, provenance: what makes a snapshot one."""
KEPT = ("followers", "following", "posts", "precision", "rounded_to", "source_id", "role", "flagged")


def add(session: Session, method: Method, *, organisation_id: int | None, role: Role, at: datetime) -> ImportRow:
    """A new import, empty as yet."""
    row = ImportRow(organisation_id=organisation_id, method=method.value, role=role.value, at=at)
    session.add(row)
    session.flush()
    return row


def by_id(session: Session, import_id: int) -> ImportRow:
    """The row of an import.

    :raises NotFound: there is none.
    """
    row = session.get(ImportRow, import_id)
    if row is None:
        raise NotFound(N_("There is no such import. Choose one from the list."))
    return row


def as_import(row: ImportRow, slug: str | None) -> Import:
    """The import without its table."""
    return Import(
        id=row.id or 0,
        organisation=slug,
        method=Method(row.method),
        at=row.at,
        role=Role(row.role),
        figures=row.figures,
        first_on=row.first_on,
        last_on=row.last_on,
        details=json.loads(row.details),
        undone_at=row.undone_at,
    )


def of_organisation(session: Session, organisation_id: int) -> list[Import]:
    """Every import of an institution, and those over many that brought it figures, newest first."""
    mine = select(SnapshotRow.import_id).join(AccountRow, col(AccountRow.id) == SnapshotRow.account_id)
    mine = mine.where(AccountRow.organisation_id == organisation_id, col(SnapshotRow.import_id).is_not(None))
    query = (
        select(ImportRow, OrganisationRow.slug)
        .join(OrganisationRow, col(OrganisationRow.id) == ImportRow.organisation_id, isouter=True)
        .where(or_(col(ImportRow.organisation_id) == organisation_id, col(ImportRow.id).in_(mine)))
        .order_by(col(ImportRow.id).desc())
    )
    return [as_import(row, slug) for row, slug in session.exec(query)]


def standing(session: Session, keys: Collection[Key]) -> Mapping[Key, SnapshotRow]:
    """The snapshots that stand under some keys."""
    if not keys:
        return {}
    account_ids, instants, provenances = (set(part) for part in zip(*keys, strict=True))
    found: dict[Key, SnapshotRow] = {}
    for some in chunks(account_ids):
        query = select(SnapshotRow).where(
            col(SnapshotRow.account_id).in_(some),
            SnapshotRow.at >= min(instants),
            SnapshotRow.at <= max(instants),
            col(SnapshotRow.provenance).in_(provenances),
        )
        for row in session.exec(query):
            key = (row.account_id, row.at, row.provenance)
            if key in keys:
                found[key] = row
    return found


def same(session: Session, new: Sequence[Snapshot], old: Mapping[Key, SnapshotRow]) -> set[Key]:
    """Keys under which exactly the new figure stands already, brought in the same capacity: bringing it again changes nothing."""
    if not old:
        return set()
    sources = source_ids(session, {one.source for one in new})
    found = set()
    for one in new:
        key = (one.account_id, one.at, one.provenance.value)
        row = old.get(key)
        if row and (row.followers, row.precision, row.rounded_to, row.role, row.source_id) == (
            one.followers,
            one.precision.value,
            one.rounded_to,
            one.role.value if one.role else None,
            sources.get(one.source),
        ):
            found.add(key)
    return found


def keep(session: Session, import_id: int, replaced: Iterable[SnapshotRow]) -> None:
    """Keep figures that an import is about to replace."""
    session.add_all(
        ReplacedRow(
            import_id=import_id,
            earlier_id=row.import_id,
            account_id=row.account_id,
            at=row.at,
            provenance=row.provenance,
            **{name: getattr(row, name) for name in KEPT},
        )
        for row in replaced
    )
    session.flush()


def take_back(session: Session, import_id: int) -> set[tuple[int, date]]:
    """Remove every figure of an import, and bring back what it had replaced; returns the accounts and days that changed.

    Figures lie on one another like layers. Where a later import covers this one, only the layer between is taken out.
    """
    under = {(row.account_id, row.at, row.provenance): row for row in _replaced(session, ReplacedRow.import_id == import_id)}
    for above in _replaced(session, ReplacedRow.earlier_id == import_id):
        below = under.pop((above.account_id, above.at, above.provenance), None)
        if below is None:
            session.delete(above)
            continue
        above.earlier_id = below.earlier_id
        for name in KEPT:
            setattr(above, name, getattr(below, name))
        session.delete(below)
    changed: set[tuple[int, date]] = set()
    # One by one: the index of imports leads to them, and each says which day it leaves.
    for top in session.exec(select(SnapshotRow).where(SnapshotRow.import_id == import_id)).all():
        key = (top.account_id, top.at, top.provenance)
        changed.add((top.account_id, top.at.date()))
        below = under.pop(key, None)
        _forget_flags(session, key, below.followers if below else None)
        if below is None:
            session.delete(top)
            continue
        top.import_id = below.earlier_id
        for name in KEPT:
            setattr(top, name, getattr(below, name))
        session.delete(below)
    session.execute(delete(PostRow).where(col(PostRow.import_id) == import_id))
    session.flush()
    roll_up(session, changed)
    return changed


def empty_accounts(session: Session, account_ids: Sequence[int]) -> list[AccountRow]:
    """Those among some accounts that hold no figure and no post."""
    query = select(AccountRow).where(among(session, col(AccountRow.id), account_ids))
    for table in (SnapshotRow, PostRow):
        query = query.where(col(AccountRow.id).not_in(select(table.account_id).where(among(session, col(table.account_id), account_ids))))
    return list(session.exec(query))


def _replaced(session: Session, which: Any) -> Sequence[ReplacedRow]:
    return session.exec(select(ReplacedRow).where(which)).all()


def _forget_flags(session: Session, key: Key, followers: int | None) -> None:
    """The flags of a figure that goes; those of the one that comes back stay."""
    account_id, at, provenance = key
    gone = delete(FlagRow).where(col(FlagRow.account_id) == account_id, col(FlagRow.at) == at, col(FlagRow.provenance) == provenance)
    session.execute(gone if followers is None else gone.where(col(FlagRow.followers) != followers))
