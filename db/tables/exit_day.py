"""Campaigns, their exit days, and the pledges to them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, false, text
from sqlmodel import Field, SQLModel

from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from db.tables.base import one_of
from db.types import UtcDateTime


class CampaignRow(SQLModel, table=True):
    """One campaign: a network to be left, with a name and a text in each language. ``revision`` counts the edits."""

    __tablename__ = "campaign"
    __table_args__ = (one_of("network", Network), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=100)
    network: str = Field(max_length=16)
    title_fr: str = Field(max_length=80)
    title_en: str = Field(max_length=80)
    text_fr: str = Field(default="", sa_type=Text)
    text_en: str = Field(default="", sa_type=Text)
    revision: int = 1
    fictional: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    role: str = Field(max_length=16)
    made_at: datetime = Field(sa_type=UtcDateTime)


class ExitDayRow(SQLModel, table=True):
    """One exit day (domain.exit_days.days). ``revision`` counts the edits, of which a calendar is told.

    ``at`` is the hour as ``10:00`` on the clocks of ``zone``, None for the whole day; ``kinds``: of the sector, with commas.
    """

    __tablename__ = "exit_day"
    __table_args__ = (one_of("state", State), Index(None, "state", "starts_at"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", ondelete="RESTRICT", index=True)
    slug: str = Field(unique=True, max_length=100)
    state: str = Field(default=State.DRAFT.value, max_length=16)
    on: date
    at: str | None = Field(default=None, max_length=5)
    zone: str = Field(max_length=64)
    second: bool | None = None
    starts_at: datetime = Field(sa_type=UtcDateTime)
    deadline: date
    kinds: str = Field(default="", max_length=400)
    region: str | None = Field(default=None, max_length=6)
    size: int | None = Field(default=None, sa_type=BigInteger)
    goal_organisations: int | None = None
    goal_audience: int | None = Field(default=None, sa_type=BigInteger)
    title_fr: str = Field(max_length=80)
    title_en: str = Field(max_length=80)
    text_fr: str = Field(default="", sa_type=Text)
    text_en: str = Field(default="", sa_type=Text)
    revision: int = 1
    role: str = Field(max_length=16)
    made_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class ExitDayListedRow(SQLModel, table=True):
    """One institution on the list of an exit day."""

    __tablename__ = "exit_day_listed"

    exit_day_id: int = Field(foreign_key="exit_day.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True, index=True)


class ExitDayEventRow(SQLModel, table=True):
    """A step of an exit day, dated; ``reason`` in the words of whoever took it. Appended, never changed."""

    __tablename__ = "exit_day_event"
    __table_args__ = (one_of("state", State), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    exit_day_id: int = Field(foreign_key="exit_day.id", ondelete="CASCADE", index=True)
    state: str = Field(max_length=16)
    reason: str = Field(default="", max_length=300)
    role: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcDateTime)


class PledgeRow(SQLModel, table=True):
    """One pledge. Another one of the same institution ends it; a withdrawn one stays, with its instant.

    The columns after ``shown`` are its condition (domain.exit_days.conditions). ``bound``: went when the day was confirmed.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        one_of("strength", Strength),
        Index(
            "uq_pledge_in_force",
            *("exit_day_id", "organisation_id"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    exit_day_id: int = Field(foreign_key="exit_day.id", ondelete="RESTRICT")
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", index=True)
    strength: str = Field(max_length=16)
    shown: bool = False
    organisations: int | None = None
    audience: int | None = Field(default=None, sa_type=BigInteger)
    of_kind: int | None = None
    of_region: int | None = None
    bound: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    role: str = Field(max_length=16)
    made_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class PledgeNamedRow(SQLModel, table=True):
    """One institution that a pledge waits for."""

    __tablename__ = "pledge_named"

    pledge_id: int = Field(foreign_key="pledge.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True, index=True)


class ChecklistTickRow(SQLModel, table=True):
    """Something of the checklist that somebody of an institution ticked."""

    __tablename__ = "checklist_tick"
    __table_args__ = (one_of("task", Task),)

    exit_day_id: int = Field(foreign_key="exit_day.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True, index=True)
    task: str = Field(max_length=20, primary_key=True)
    role: str = Field(max_length=16)
    ticked_at: datetime = Field(sa_type=UtcDateTime)


class ReminderRow(SQLModel, table=True):
    """A message to one person about one task of one institution: there is never another one.

    :param claimed_at: when all of it but its last line was with the mail server: from then on it counts as sent, whatever happens.
    :param sent_at: when the server took it; None if it never said. ``failed_at``: when it refused it for good.
    """

    __tablename__ = "reminder"
    __table_args__ = (one_of("task", Task), Index(None, "claimed_at"))

    exit_day_id: int = Field(foreign_key="exit_day.id", ondelete="CASCADE", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", ondelete="CASCADE", primary_key=True, index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True, index=True)
    task: str = Field(max_length=20, primary_key=True)
    claimed_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
