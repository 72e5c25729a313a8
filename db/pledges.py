"""Pledges: those in force, those that were withdrawn, and whom they wait for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, SQLModel, col, delete, func, not_, select, update

from dashboard.domain.exit_days.conditions import Condition, Pledger
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pledges import Pledge, Strength
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.regions import region_of
from db.chunks import among
from db.tables import (
    AccountRow,
    ChecklistTickRow,
    DailyRow,
    ExitDayListedRow,
    ExitDayRow,
    OrganisationRow,
    PledgeNamedRow,
    PledgeRow,
    ReminderRow,
    StandingRow,
)


def in_force(session: Session, exit_day_id: int) -> list[Pledge]:
    """The pledges to a day that stand, oldest first."""
    return _read(session, exit_day_id, ended=False)


def withdrawn(session: Session, exit_day_id: int) -> list[Pledge]:
    """Those that bound when the day was confirmed and were withdrawn afterwards, oldest first."""
    return [one for one in _read(session, exit_day_id, ended=True) if one.bound and one.withdrawn_at is not None]


def row_in_force(session: Session, exit_day_id: int, organisation_id: int) -> PledgeRow | None:
    """The pledge of one institution to a day."""
    query = select(PledgeRow).where(
        PledgeRow.exit_day_id == exit_day_id, PledgeRow.organisation_id == organisation_id, col(PledgeRow.ended_at).is_(None)
    )
    return session.exec(query).first()


def bound_between(session: Session, first: date, last: date) -> set[int]:
    """Keys of the institutions that were bound to a day between these two, both included; a cancelled day binds nobody."""
    query = (
        select(PledgeRow.organisation_id)
        .join(ExitDayRow, col(ExitDayRow.id) == col(PledgeRow.exit_day_id))
        .where(col(PledgeRow.bound), ExitDayRow.on >= first, ExitDayRow.on <= last, ExitDayRow.state != State.CANCELLED.value)
    )
    return set(session.exec(query))


def of_organisation(session: Session, organisation_id: int) -> Sequence[PledgeRow]:
    """The pledges of an institution that stand, oldest first."""
    query = select(PledgeRow).where(PledgeRow.organisation_id == organisation_id, col(PledgeRow.ended_at).is_(None))
    return session.exec(query.order_by(col(PledgeRow.id))).all()


def of_organisations(session: Session, organisation_ids: Iterable[int]) -> Sequence[PledgeRow]:
    """The pledges of several institutions that stand, oldest first."""
    query = select(PledgeRow).where(among(session, col(PledgeRow.organisation_id), organisation_ids), col(PledgeRow.ended_at).is_(None))
    return session.exec(query.order_by(col(PledgeRow.id))).all()


def ever_pledged(session: Session) -> Sequence[str]:
    """The slugs of all institutions that ever pledged to any day, whatever became of it."""
    query = select(OrganisationRow.slug).join(PledgeRow, col(PledgeRow.organisation_id) == col(OrganisationRow.id)).distinct()
    return session.exec(query.order_by(col(OrganisationRow.slug))).all()


def any_to(session: Session, exit_day_id: int) -> bool:
    """Whether anybody ever pledged to that day, whatever became of it."""
    return session.exec(select(PledgeRow.id).where(PledgeRow.exit_day_id == exit_day_id).limit(1)).first() is not None


def add(session: Session, row: PledgeRow, named: Iterable[int]) -> None:
    """Store one with those it waits for."""
    session.add(row)
    session.flush()
    session.add_all(PledgeNamedRow(pledge_id=row.id or 0, organisation_id=key) for key in sorted(named))
    session.flush()


def pledgers(session: Session, pledges: Sequence[Pledge], network: Network) -> list[Pledger]:
    """The same with what is known of each institution. Those that only consider are left out."""
    going = [one for one in pledges if one.strength is Strength.GOING]
    known = facts(session, [one.organisation for one in going], network)
    return [Pledger(one.organisation, *known[one.organisation], one.condition) for one in going]


Facts = tuple[Kind, str | None, int | None]
"""Kind, region, and audience on the network to be left (None: not known)."""


def facts(session: Session, keys: Sequence[int], network: Network) -> Mapping[int, Facts]:
    """What a condition counts of these institutions.

    The audience is the baseline of whoever has one, else the last count that is known on that network; of several accounts there the
    largest, since one person may follow them all.
    """
    last = _last_counts(session, keys, network)
    query = (
        select(OrganisationRow, StandingRow.baseline)
        .join(StandingRow, col(StandingRow.organisation_id) == col(OrganisationRow.id), isouter=True)
        .where(among(session, col(OrganisationRow.id), keys))
    )
    return {
        one.id or 0: (Kind(one.kind), region_of(one.insee, one.uai), last.get(one.id or 0) if baseline is None else baseline)
        for one, baseline in session.exec(query)
    }


def bring(session: Session, kept_id: int, gone_id: int, now: datetime) -> None:
    """Give what one institution pledged, ticked, was reminded of and is named in to another; where both have the same it keeps its own."""
    for row in of_organisation(session, gone_id):
        if row_in_force(session, row.exit_day_id, kept_id) is not None:
            row.ended_at = now
    session.flush()
    session.execute(update(PledgeRow).where(col(PledgeRow.organisation_id) == gone_id).values(organisation_id=kept_id))
    of_days = (ExitDayListedRow, ChecklistTickRow, ReminderRow)
    for table, key in ((PledgeNamedRow, "pledge_id"), *((each, "exit_day_id") for each in of_days)):
        _bring_rows(session, table, key, kept_id, gone_id)
    own = select(PledgeRow.id).where(PledgeRow.organisation_id == kept_id)
    session.execute(delete(PledgeNamedRow).where(col(PledgeNamedRow.organisation_id) == kept_id, col(PledgeNamedRow.pledge_id).in_(own)))


def _bring_rows(session: Session, table: type[SQLModel], key: str, kept_id: int, gone_id: int) -> None:
    owner = table.organisation_id  # type: ignore[attr-defined]

    def own(row: SQLModel) -> tuple[object, ...]:
        return getattr(row, key), getattr(row, "task", None), getattr(row, "person_id", None)

    taken = {own(row) for row in session.exec(select(table).where(owner == kept_id))}
    for row in session.exec(select(table).where(owner == gone_id)).all():
        if own(row) in taken:
            session.delete(row)
        else:
            row.organisation_id = kept_id
    session.flush()


def _last_counts(session: Session, keys: Sequence[int], network: Network) -> Mapping[int, int]:
    newest = (
        select(func.max(DailyRow.day)).where(DailyRow.account_id == AccountRow.id, not_(col(DailyRow.flagged))).correlate(AccountRow)
    ).scalar_subquery()
    query = (
        select(AccountRow.organisation_id, func.max(DailyRow.followers))
        .join(AccountRow, col(AccountRow.id) == col(DailyRow.account_id))
        .where(AccountRow.network == network.value, col(DailyRow.day) == newest, among(session, col(AccountRow.organisation_id), keys))
        .group_by(col(AccountRow.organisation_id))
    )
    return dict(session.exec(query).all())


def _read(session: Session, exit_day_id: int, *, ended: bool) -> list[Pledge]:
    over = col(PledgeRow.ended_at).is_not(None) if ended else col(PledgeRow.ended_at).is_(None)
    rows = session.exec(select(PledgeRow).where(PledgeRow.exit_day_id == exit_day_id, over).order_by(col(PledgeRow.id))).all()
    named: dict[int, set[int]] = defaultdict(set)
    own = select(PledgeRow.id).where(PledgeRow.exit_day_id == exit_day_id, over)
    for one in session.exec(select(PledgeNamedRow).where(col(PledgeNamedRow.pledge_id).in_(own))):
        named[one.pledge_id].add(one.organisation_id)
    return [as_pledge(row, named.get(row.id or 0, ())) for row in rows]


def pledge_of(session: Session, row: PledgeRow) -> Pledge:
    """The row with whom it waits for."""
    return as_pledge(row, session.exec(select(PledgeNamedRow.organisation_id).where(PledgeNamedRow.pledge_id == row.id)).all())


def as_pledge(row: PledgeRow, named: Iterable[int]) -> Pledge:
    """The row as the domain knows it."""
    condition = Condition(row.organisations, row.audience, frozenset(named), row.of_kind, row.of_region)
    ended = row.ended_at if row.withdrawn else None
    return Pledge(row.id or 0, row.organisation_id, Strength(row.strength), condition, row.shown, row.made_at, row.bound, ended)
