"""A register in which every text is hostile: written into the rows themselves, as if nothing had been checked on the way in."""

from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.departures import Status
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.local_time import PARIS
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import Role
from db.engine import Database
from db.tables import (
    AccountRow,
    AnnotationRow,
    CampaignRow,
    DailyRow,
    DepartureRow,
    ExitDayEventRow,
    ExitDayRow,
    MilestoneRow,
    OrganisationRow,
    SnapshotRow,
    SourceRow,
    StandingRow,
)
from tests.factories import NOW, TODAY, log, make_account, make_figures, make_organisation
from tests.hostile import RUN, STRINGS

LINK = f"javascript:{RUN}"


def slug_of(number: int) -> str:
    """The organisation that bears the string of this number."""
    return f"ville-{number:02d}"


def make_hostile(db: Database) -> None:
    """One certified institution a string: its name, its handles, its sources and its note are that string."""
    slug = make_organisation(db, "Ville 00", level=Level.L2, population=50_000).slug
    assert slug == slug_of(0)
    make_figures(db, slug, Network.X, {"2025-01-19": 10_000})
    log(db, slug, Status.ANNOUNCED, "2025-01-10", source="Le Progrès")
    log(db, slug, Status.DEPARTED, "2025-01-20", source="Le Progrès")
    make_account(db, slug, Network.BLUESKY, followers=2_000)
    make_figures(db, slug, Network.LINKEDIN, {"2025-05-30": 900}, source="page 0")
    with db.writing() as session:
        first = session.exec(select(OrganisationRow)).one()
        copies = [_copy(session, first, number) for number in range(1, len(STRINGS))]
        for row, text in zip([first, *copies], STRINGS, strict=True):
            _poison(session, row, text)
        _plan(session)


def _plan(session: Session) -> None:
    """An exit day for every fifth string, which is its name; those that follow it are its text and its reason."""
    campaign = CampaignRow(slug="quitter-x", network="x", title_fr=STRINGS[0], title_en=STRINGS[0], role=Role.COLLECTIVE.value, made_at=NOW)
    session.add(campaign)
    session.flush()
    for number, text in list(enumerate(STRINGS))[::5]:
        about = "\n".join(STRINGS[number : number + 5])
        state = (State.OPEN, State.CANCELLED)[number % 2].value
        row = ExitDayRow(
            campaign_id=campaign.id or 0,
            slug=f"jour-de-{slug_of(number)}",
            state=state,
            on=TODAY + timedelta(days=30),
            zone=PARIS,
            starts_at=NOW + timedelta(days=30),
            deadline=TODAY + timedelta(days=20),
            title_fr=text,
            title_en=text,
            text_fr=about,
            text_en=about,
            role=Role.COLLECTIVE.value,
            made_at=NOW,
            changed_at=NOW,
        )
        session.add(row)
        session.flush()
        for step in dict.fromkeys((State.OPEN.value, state)):  # what was never open is never shown
            session.add(ExitDayEventRow(exit_day_id=row.id or 0, state=step, reason=about, role=Role.COLLECTIVE.value, at=NOW))


def _copy(session: Session, first: OrganisationRow, number: int) -> OrganisationRow:
    """The same institution once more: services would take half a minute for all of them."""
    row = OrganisationRow(**{**first.model_dump(exclude={"id"}), "slug": slug_of(number), "match_key": f"ville {number:02d}"})
    session.add(row)
    session.flush()
    for table in (DepartureRow, StandingRow, MilestoneRow):
        for one in session.exec(select(table).where(table.organisation_id == first.id)):
            session.add(table(**{**one.model_dump(exclude={"id"}), "organisation_id": row.id}))
    for account in session.exec(select(AccountRow).where(AccountRow.organisation_id == first.id)).all():
        own = {"organisation_id": row.id, "identity": f"{account.identity}-{number}", "remote_id": f"{account.remote_id}-{number}"}
        other = AccountRow(**{**account.model_dump(exclude={"id"}), **own})
        session.add(other)
        session.flush()
        for kind in (SnapshotRow, DailyRow):
            for one in session.exec(select(kind).where(kind.account_id == account.id)):
                session.add(kind(**{**one.model_dump(exclude={"id"}), "account_id": other.id}))
    return row


def _poison(session: Session, row: OrganisationRow, text: str) -> None:
    row.name = text
    source = SourceRow(text=f"{text} {row.id}")
    session.add(source)
    session.flush()
    for account in session.exec(select(AccountRow).where(AccountRow.organisation_id == row.id)):
        account.handle, account.url = f"{text[:190]}{account.id}", LINK
        for table in (SnapshotRow, DailyRow):
            session.execute(update(table).where(col(table.account_id) == account.id).values(source_id=source.id))
    session.execute(update(DepartureRow).where(col(DepartureRow.organisation_id) == row.id).values(source=text))
    session.execute(update(StandingRow).where(col(StandingRow.organisation_id) == row.id).values(baseline_source=text))
    kind, role = AnnotationKind.PRESS.value, Role.OWNER.value
    note = AnnotationRow(organisation_id=row.id, on=TODAY, kind=kind, text=text[:80], source=LINK, public=True, role=role, logged_at=NOW)
    session.add(note)
