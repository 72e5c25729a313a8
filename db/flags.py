"""Flags: raise them, read those that wait, write what was decided."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, delete, func, insert, select, update

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.flags import Decision, Flag, Reason, Verdict
from dashboard.domain.plausibility.go_on import STEPS
from db.chunks import among, chunks
from db.tables import AccountRow, FlagRow, ImportRow, OrganisationRow, SnapshotRow, SourceRow

Key = tuple[int, datetime, str]
"""Account, instant, provenance: what makes a snapshot one."""
OF_THE_FIGURE = (
    (col(SnapshotRow.account_id) == FlagRow.account_id)
    & (col(SnapshotRow.at) == FlagRow.at)
    & (col(SnapshotRow.provenance) == FlagRow.provenance)
    & (col(SnapshotRow.followers) == FlagRow.followers)
)
"""A flag speaks of one count: another one under the same key is another figure."""
NOT_CLEARED = or_(col(FlagRow.verdict).is_(None), col(FlagRow.verdict) != Verdict.CLEARED.value)


def as_flag(row: FlagRow) -> Flag:
    """The flag without its table."""
    return Flag(Reason(row.reason), json.loads(row.details))


def key_of(row: FlagRow) -> Key:
    """The key of the figure it speaks of."""
    return row.account_id, row.at, row.provenance


def of_accounts(session: Session, account_ids: Iterable[int]) -> Mapping[Key, Sequence[FlagRow]]:
    """Every flag of some accounts by figure, decided ones included."""
    found: dict[Key, list[FlagRow]] = {}
    query = select(FlagRow).where(among(session, col(FlagRow.account_id), account_ids)).order_by(col(FlagRow.at), col(FlagRow.id))
    for row in session.exec(query):
        found.setdefault(key_of(row), []).append(row)
    return found


def held_accounts(session: Session) -> set[int]:
    """Accounts of which a figure waits or was set aside: few."""
    return set(session.exec(select(FlagRow.account_id).where(NOT_CLEARED).distinct()))


def last_held(session: Session, account_ids: Iterable[int]) -> Mapping[int, FlagRow]:
    """Of some accounts the newest figure that waits or was set aside because of a step, by account."""
    query = (
        select(FlagRow)
        .join(SnapshotRow, OF_THE_FIGURE)
        .where(among(session, col(FlagRow.account_id), account_ids), NOT_CLEARED, col(SnapshotRow.flagged))
        .where(col(FlagRow.reason).in_([reason.value for reason in STEPS]))
        .order_by(col(FlagRow.at), col(FlagRow.id))
    )
    return {row.account_id: row for row in session.exec(query)}


def raise_many(
    session: Session, raised: Sequence[tuple[Key, int, Flag, Decision | None]], stale: Iterable[FlagRow], *, at: datetime
) -> None:
    """Write flags: key, count, reason, and what was decided before of the same, if anything.

    :param stale: flags of the same figures that these replace.
    """
    for some in chunks(row.id for row in stale):
        session.execute(delete(FlagRow).where(col(FlagRow.id).in_(some)))
    rows = [
        {
            "account_id": account_id,
            "at": instant,
            "provenance": provenance,
            "followers": followers,
            "reason": flag.reason.value,
            "details": json.dumps(dict(flag.details), ensure_ascii=False),
            "raised_at": at,
            "verdict": decision.verdict.value if decision else None,
            "note": decision.note if decision else "",
            "decided_at": decision.at if decision else None,
        }
        for (account_id, instant, provenance), followers, flag, decision in raised
    ]
    if rows:
        session.execute(insert(FlagRow), rows)


def of_ids(session: Session, ids: Sequence[int]) -> list[FlagRow]:
    """The flags of some figures, given by some of their flags: every reason of each.

    :raises NotFound: one of them is not there any more.
    """
    named = list(session.exec(select(FlagRow).where(among(session, col(FlagRow.id), ids))))
    if not named or len(named) < len(set(ids)):
        raise NotFound(N_("That figure waits no longer: it was corrected or taken back. Load the page again."))
    figures = {(*key_of(row), row.followers) for row in named}
    beside = of_accounts(session, {row.account_id for row in named})
    return [row for rows in beside.values() for row in rows if (*key_of(row), row.followers) in figures]


def settle(session: Session, rows: Sequence[FlagRow], decision: Decision, role: str) -> None:
    """Write what was decided, and whether the figures count."""
    for row in rows:
        row.verdict, row.note, row.decided_at, row.decided_role = decision.verdict.value, decision.note, decision.at, role
        session.add(row)
    session.flush()
    out = decision.verdict is not Verdict.CLEARED
    for account_id, at, provenance, followers in {(*key_of(row), row.followers) for row in rows}:
        session.execute(
            update(SnapshotRow)
            .where(col(SnapshotRow.account_id) == account_id, col(SnapshotRow.at) == at, col(SnapshotRow.provenance) == provenance)
            .where(col(SnapshotRow.followers) == followers)
            .values(flagged=out)
        )


def waiting_accounts(session: Session, organisation_id: int | None = None) -> list[int]:
    """Accounts with a figure of which nobody has decided, the one that waits longest first."""
    query = (
        select(FlagRow.account_id)
        .join(SnapshotRow, OF_THE_FIGURE)
        .where(col(FlagRow.verdict).is_(None), col(SnapshotRow.flagged))
        .group_by(col(FlagRow.account_id))
        .order_by(func.min(FlagRow.id))
    )
    if organisation_id is not None:
        mine = select(AccountRow.id).where(AccountRow.organisation_id == organisation_id)
        query = query.where(col(FlagRow.account_id).in_(mine))
    return list(session.exec(query))


class Waiting(NamedTuple):
    """An undecided flag with its figure, where that comes from, its account, whose that is, and the import."""

    flag: FlagRow
    figure: SnapshotRow
    source: str | None
    account: AccountRow
    organisation: OrganisationRow
    brought: ImportRow | None


def waiting(session: Session, account_ids: Iterable[int]) -> list[Waiting]:
    """Every undecided flag of some accounts, by account and instant."""
    query = (
        sa_select(FlagRow, SnapshotRow, col(SourceRow.text), AccountRow, OrganisationRow, ImportRow)
        .join(SnapshotRow, OF_THE_FIGURE)
        .join(SourceRow, col(SourceRow.id) == SnapshotRow.source_id, isouter=True)
        .join(AccountRow, col(AccountRow.id) == FlagRow.account_id)
        .join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
        .join(ImportRow, col(ImportRow.id) == SnapshotRow.import_id, isouter=True)
        .where(among(session, col(FlagRow.account_id), account_ids), col(FlagRow.verdict).is_(None), col(SnapshotRow.flagged))
        .order_by(col(FlagRow.account_id), col(FlagRow.at), col(FlagRow.id))
    )
    return [Waiting(*row) for row in session.execute(query)]
