"""Exit days with what everybody may see of the pledges, and what became of those that bound."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum

from sqlmodel import Session

from dashboard.domain.errors import N_
from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.exit_days.days import State
from dashboard.services.exit_days.afterwards import Held, bound, held_of
from dashboard.services.exit_days.read import ExitDay, Standing, shown_days, standing_of
from dashboard.services.open_data.accounts import NETWORK, OF
from dashboard.services.open_data.organisations import SLUG
from dashboard.services.open_data.tables import Asked, Column, Row, Table, Type
from db.tables import ExitDayRow

TEXT = Type.STRING
DAY = Column("exit_day", TEXT, N_("Name of the exit day in addresses; it never changes."), True, pattern=SLUG)
FICTIONAL = Column("fictional", Type.BOOLEAN, N_("Whether it is made up, for the demo."), True)


class Shown(StrEnum):
    """The states that everybody sees (domain.exit_days.days.PUBLIC)."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"


def _in_order(session: Session) -> list[tuple[ExitDayRow, ExitDay]]:
    return sorted(shown_days(session), key=lambda pair: (pair[1].plan.on, pair[1].slug))


def _now(asked: Asked) -> datetime:
    """An instant of the day: what is read of exit days asks for the day alone."""
    return datetime.combine(asked.today, time(12), UTC)


def _days(session: Session, asked: Asked) -> Iterator[Row]:
    now = _now(asked)
    for row, day in _in_order(session):
        yield campaign_day(day, standing_of(session, row, now=now), held_of(session, row, now=now))


def campaign_day(day: ExitDay, standing: Standing, held: Sequence[Held]) -> Row:
    """One day, in the order of the columns.

    :param held: those who were bound when it was confirmed; nobody before that.
    """
    plan, wall, curve = day.plan, standing.wall, standing.tipping
    tips = curve if curve is not None and curve.missing else None
    going = bound(held).n if day.state in (State.CONFIRMED, State.DONE) else standing.going
    return (
        *(day.slug, day.campaign.slug, plan.network.value, day.state.value, plan.titles["fr"], plan.titles["en"]),
        *(plan.on, day.starts_at, plan.zone, plan.at is None, plan.deadline, plan.goal.organisations, plan.goal.audience),
        *(wall.pledged, wall.hidden, wall.considering, going, standing.audience),
        *(tips.missing if tips else None, tips.brought if tips else None, standing.reached),
        " ".join(standing.named[key].slug for key in wall.names if key in standing.named) or None,
        *(day.cancelled_because or None, day.campaign.fictional),
    )


EXIT_DAYS = Table(
    "exit_days",
    N_("Exit days"),
    N_(
        "The days on which institutions leave together, with what everybody may see of the pledges: hidden names are nowhere, and one or "
        "two hidden institutions are never counted."
    ),
    (
        Column("exit_day", TEXT, DAY.about, True, True, pattern=SLUG),
        Column("campaign", TEXT, N_("Name of its campaign in addresses."), True, pattern=SLUG),
        NETWORK,
        Column(
            "state",
            TEXT,
            N_("Where it stands: open to pledges, confirmed, done or cancelled; never a draft."),
            True,
            members=Shown,
        ),
        Column("title_fr", TEXT, N_("Its name in French."), True),
        Column("title_en", TEXT, N_("Its name in English."), True),
        Column("day", Type.DATE, N_("Its day, on the clocks of its time zone."), True),
        Column("starts_at", Type.DATETIME, N_("The instant at which it begins."), True),
        Column("zone", TEXT, N_("Time zone of its hour."), True),
        Column("whole_day", Type.BOOLEAN, N_("Whether it has no hour."), True),
        Column("deadline", Type.DATE, N_("Last day on which institutions may pledge."), True),
        Column("goal_organisations", Type.INTEGER, N_("How many institutions its coordinators want."), minimum=1),
        Column("goal_audience", Type.INTEGER, N_("How many followers they want those to have together."), minimum=1),
        Column("pledged", Type.INTEGER, N_("How many pledged to go, named or not; empty if one or two of them are not named."), minimum=0),
        Column("hidden", Type.INTEGER, N_("How many of them are not named; empty if one or two."), minimum=0),
        Column("considering", Type.INTEGER, N_("How many consider it, in no total; empty if one or two."), minimum=0),
        Column(
            "going",
            Type.INTEGER,
            N_("How many would go today, or are bound once it is confirmed; empty while fewer than three would be counted unnamed."),
            minimum=0,
        ),
        Column(
            "audience",
            Type.INTEGER,
            N_(
                "Followers on the network that is left, as far as known: of those who would go today, or go once it is confirmed; empty "
                "where it would tell one institution’s. From the day after it: those that the institutions that left had left behind."
            ),
            minimum=0,
        ),
        Column(
            "missing",
            Type.INTEGER,
            N_("How many more would bring others along; empty where none would, or it is not told."),
            minimum=1,
        ),
        Column("brought", Type.INTEGER, N_("How many others those would bring along."), minimum=1),
        Column("reached", Type.BOOLEAN, N_("Whether the goal is reached; from the day after it, by those that have left."), True),
        Column(
            "named",
            TEXT,
            N_("Names, in addresses, of the institutions that are shown, in the order of their pledges, with spaces between them."),
            pattern=f"{SLUG}( {SLUG})*",
        ),
        Column("cancelled_because", TEXT, N_("Why it does not take place.")),
        FICTIONAL,
    ),
    _days,
    key=("exit_day",),
)


def _pledges(session: Session, asked: Asked) -> Iterator[Row]:
    for row, day in _in_order(session):
        held = held_of(session, row, now=_now(asked)) if day.plan.on <= asked.today else ()
        for one in sorted(held, key=lambda one: one.organisation.slug):
            found = one.found
            withdrawn_on = one.withdrawn_on if found.kept is Kept.WITHDRAWN else None
            yield (
                *(day.slug, one.organisation.slug, found.kept.value, found.left_on, found.returned_on, withdrawn_on),
                *(found.source or None, day.campaign.fictional),
            )


PLEDGES = Table(
    "pledges",
    N_("Kept pledges"),
    N_("What became of each pledge that bound when its exit day was confirmed, from that day on: measured from the departures, not asked."),
    (
        DAY,
        OF,
        Column(
            "became",
            TEXT,
            N_(
                "kept: left by the day or the day after; late: later; broken: not within 30 days; waiting: these are not over; returned: "
                "left and came back; withdrawn: after the day was confirmed."
            ),
            True,
            members=Kept,
        ),
        Column("left_on", Type.DATE, N_("Day of the departure; empty where none is logged.")),
        Column("returned_on", Type.DATE, N_("Day of the return.")),
        Column("withdrawn_on", Type.DATE, N_("Day of the withdrawal, UTC, of whoever took its pledge back and did not leave.")),
        Column("source", TEXT, N_("Where the departure can be checked, or the return of whoever came back.")),
        FICTIONAL,
    ),
    _pledges,
    key=("exit_day", "organisation"),
    references=(("exit_day", "exit_days", "exit_day"), ("organisation", "organisations", "slug")),
)
