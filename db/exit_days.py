"""Campaigns and exit days: find them, list them, follow their steps."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlmodel import Session, col, select

from dashboard.domain.errors import N_, NotFound
from dashboard.domain.exit_days.days import Goal, Plan, Sector, State
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from db.tables import CampaignRow, ChecklistTickRow, ExitDayEventRow, ExitDayListedRow, ExitDayRow


def campaign(session: Session, slug: str) -> CampaignRow:
    """The campaign of that name.

    :raises NotFound: there is none.
    """
    row = session.exec(select(CampaignRow).where(CampaignRow.slug == slug)).first()
    if row is None:
        raise NotFound(N_("There is no campaign “{slug}”."), slug=slug[:100])
    return row


def campaign_of(session: Session, row: ExitDayRow) -> CampaignRow:
    """The campaign of an exit day."""
    found = session.get(CampaignRow, row.campaign_id)
    assert found is not None  # a foreign key
    return found


def campaigns(session: Session) -> Sequence[CampaignRow]:
    """All of them, the newest first."""
    return session.exec(select(CampaignRow).order_by(col(CampaignRow.id).desc())).all()


def exit_day(session: Session, slug: str) -> ExitDayRow:
    """The exit day of that name.

    :raises NotFound: there is none.
    """
    row = session.exec(select(ExitDayRow).where(ExitDayRow.slug == slug)).first()
    if row is None:
        raise NotFound(N_("There is no exit day “{slug}”."), slug=slug[:100])
    return row


def exit_days(session: Session, *, states: Sequence[State] = tuple(State), campaign_id: int | None = None) -> Sequence[ExitDayRow]:
    """Those in these states, the next first, those that have passed after them.

    :param campaign_id: of one campaign alone.
    """
    query = select(ExitDayRow).where(col(ExitDayRow.state).in_([one.value for one in states]))
    if campaign_id is not None:
        query = query.where(ExitDayRow.campaign_id == campaign_id)
    return session.exec(query.order_by(col(ExitDayRow.starts_at), col(ExitDayRow.id))).all()


def begun(session: Session, now: datetime) -> Sequence[ExitDayRow]:
    """Confirmed days that have begun."""
    query = select(ExitDayRow).where(ExitDayRow.state == State.CONFIRMED.value, col(ExitDayRow.starts_at) <= now)
    return session.exec(query.order_by(col(ExitDayRow.id))).all()


def taken_slugs(session: Session, table: type[CampaignRow] | type[ExitDayRow]) -> set[str]:
    """Slugs in use."""
    return set(session.exec(select(table.slug)).all())


def listed(session: Session, exit_day_id: int) -> frozenset[int]:
    """Keys of the institutions on the list of an exit day."""
    return frozenset(session.exec(select(ExitDayListedRow.organisation_id).where(ExitDayListedRow.exit_day_id == exit_day_id)).all())


def write_listed(session: Session, exit_day_id: int, keys: frozenset[int]) -> None:
    """Make that its list."""
    for row in session.exec(select(ExitDayListedRow).where(ExitDayListedRow.exit_day_id == exit_day_id)).all():
        session.delete(row)
    session.flush()
    session.add_all(ExitDayListedRow(exit_day_id=exit_day_id, organisation_id=key) for key in sorted(keys))
    session.flush()


def steps(session: Session, exit_day_id: int) -> Sequence[ExitDayEventRow]:
    """The steps it took, oldest first."""
    query = select(ExitDayEventRow).where(ExitDayEventRow.exit_day_id == exit_day_id).order_by(col(ExitDayEventRow.id))
    return session.exec(query).all()


def ticks(session: Session, exit_day_id: int, organisation_id: int) -> Sequence[ChecklistTickRow]:
    """What somebody of an institution ticked in its checklist for a day."""
    query = select(ChecklistTickRow).where(ChecklistTickRow.exit_day_id == exit_day_id, ChecklistTickRow.organisation_id == organisation_id)
    return session.exec(query).all()


def write_plan(row: ExitDayRow, plan: Plan, starts_at: datetime) -> None:
    """Put a plan that was checked into its row. The list of institutions is written apart."""
    row.on, row.deadline, row.starts_at = plan.on, plan.deadline, starts_at
    row.at, row.zone, row.second = plan.at.strftime("%H:%M") if plan.at else None, plan.zone, plan.second
    row.kinds = ",".join(sorted(plan.sector.kinds))
    row.region, row.size = plan.sector.region, plan.sector.size
    row.goal_organisations, row.goal_audience = plan.goal.organisations, plan.goal.audience
    row.title_fr, row.title_en = (plan.titles[language].strip() for language in ("fr", "en"))
    row.text_fr, row.text_en = (plan.texts.get(language, "").strip() for language in ("fr", "en"))


def as_plan(row: ExitDayRow, network: str, on_list: frozenset[int]) -> Plan:
    """The row as the domain knows it.

    :param network: of its campaign.
    """
    kinds = frozenset(Kind(one) for one in row.kinds.split(",") if one)
    return Plan(
        on=row.on,
        deadline=row.deadline,
        titles={"fr": row.title_fr, "en": row.title_en},
        texts={"fr": row.text_fr, "en": row.text_en},
        at=time.fromisoformat(row.at) if row.at else None,
        zone=row.zone,
        second=row.second,
        network=Network(network),
        sector=Sector(kinds, row.region, row.size, on_list),
        goal=Goal(row.goal_organisations, row.goal_audience),
    )
