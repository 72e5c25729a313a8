"""Plan an exit day, and change the plan."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from dashboard.config import LANGUAGES
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.exit_days.days import ALIVE, Plan, State, check_plan
from dashboard.domain.people import Act, Actor
from dashboard.domain.slugs import unique_slug
from dashboard.services.permit import permit
from dashboard.services.typed import one_line, paragraphs
from db import exit_days, organisations
from db.engine import Database
from db.tables import ExitDayEventRow, ExitDayRow


class Overtaken(Conflict):
    """Somebody else changed the day first.

    :param stored: the plan as it is now; ``typed``: as it would have become. :param state: where the day stands now.
    """

    def __init__(self, stored: Plan, typed: Plan, state: State) -> None:
        super().__init__(N_("Somebody else changed this day while you were writing. Look at what it says now, then save."))
        self.stored, self.typed, self.state = stored, typed, state


def plan_exit_day(db: Database, campaign: str, plan: Plan, *, by: Actor, now: datetime, listed: Collection[str] = ()) -> str:
    """Add an exit day as a draft, which coordinators alone see; gives its slug.

    :param campaign: slug of its campaign, whose network it leaves.
    :param listed: slugs of the institutions that it is open to, if it has a list of its own.
    :raises TwiceThere: its hour exists twice on that day. :raises Refused: the plan cannot stand. :raises NotFound: no such campaign or
        institution. :raises NotAllowed: whoever asks is no coordinator.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.CAMPAIGN, now=now)
        of = exit_days.campaign(session, campaign)
        plan = _ready(session, plan, listed)
        starts_at = check_plan(plan, now=now, languages=LANGUAGES)
        slug = unique_slug(plan.titles["fr"], exit_days.taken_slugs(session, ExitDayRow))
        row = ExitDayRow(
            campaign_id=of.id or 0,
            slug=slug,
            on=plan.on,
            zone=plan.zone,
            starts_at=starts_at,
            deadline=plan.deadline,
            title_fr="",
            title_en="",
            role=leave.role.value,
            made_at=now,
            changed_at=now,
        )
        exit_days.write_plan(row, plan, starts_at)
        session.add(row)
        session.flush()
        exit_days.write_listed(session, row.id or 0, plan.sector.listed)
        session.add(ExitDayEventRow(exit_day_id=row.id or 0, state=State.DRAFT.value, role=leave.role.value, at=now))
        leave.note(Deed.EXIT_DAY_PLANNED, f"exit_day:{row.id}", slug=slug, on=plan.on.isoformat())
        return slug


def change_exit_day(db: Database, slug: str, plan: Plan, *, by: Actor, now: datetime, seen: int, listed: Collection[str] = ()) -> int:
    """Change the plan of a day that is not over; gives its new revision, which calendars are told. The same plan again changes nothing.

    :param seen: the revision that whoever asks had before their eyes.
    :raises Overtaken: somebody else changed it meanwhile. :raises Refused: the plan cannot stand, or the day is over or
        cancelled. :raises NotFound: no such day. :raises NotAllowed: whoever asks is no coordinator.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.CAMPAIGN, now=now)
        row = exit_days.exit_day(session, slug)
        if State(row.state) not in (State.DRAFT, *ALIVE):
            raise Refused(N_("“{day}” is {state}: it cannot be changed any more."), day=row.title_en, state=State(row.state))
        before = read_plan(session, row)
        plan = _ready(session, plan, listed)
        if seen != row.revision:
            raise Overtaken(before, plan, State(row.state))
        starts_at = check_plan(plan, now=now, languages=LANGUAGES, again=True)
        if replace(plan, network=before.network) == before:
            return row.revision
        exit_days.write_plan(row, plan, starts_at)
        exit_days.write_listed(session, row.id or 0, plan.sector.listed)
        row.revision += 1
        row.changed_at = now
        session.flush()
        changed = [
            name
            for name in ("on", "at", "zone", "deadline", "titles", "texts", "sector", "goal")
            if getattr(before, name) != getattr(plan, name)
        ]
        leave.note(Deed.EXIT_DAY_CHANGED, f"exit_day:{row.id}", slug=slug, revision=row.revision, changed=", ".join(changed))
        return row.revision


def read_plan(session: Session, row: ExitDayRow) -> Plan:
    """The plan of a day, with its list and the network of its campaign."""
    network = exit_days.campaign_of(session, row).network
    return exit_days.as_plan(row, network, exit_days.listed(session, row.id or 0))


def _ready(session: Session, plan: Plan, listed: Collection[str]) -> Plan:
    """The plan with its titles on one line, and the institutions of its list by their keys."""
    keys = frozenset(organisations.by_slug(session, slug).id or 0 for slug in listed)
    titles = {language: one_line(plan.titles.get(language, "")) for language in LANGUAGES}
    texts = {language: paragraphs(plan.texts.get(language, "")) for language in LANGUAGES}
    return replace(plan, titles=titles, texts=texts, sector=replace(plan.sector, listed=keys))
