"""The exit days as lines, for the command line."""

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.services.exit_days.read import read_exit_days, read_standing
from db.engine import Database


@dataclass(frozen=True)
class DayLine:
    """One exit day and where it stands, as everybody may see it; drafts among them.

    :param pledged: how many pledged; ``going``: how many would leave today, or leave. None where that would tell who is hidden.
    :param missing: how many more would bring others along, and ``brings`` how many; None where nobody waits for a number.
    """

    slug: str
    state: str
    title: str
    on: date
    deadline: date
    network: str
    pledged: int | None
    going: int | None
    missing: int | None
    brings: int | None
    reached: bool
    fictional: bool


def list_days(db: Database, *, language: str, now: datetime) -> list[DayLine]:
    """Every day, the next first.

    :param language: of the titles, fr or en.
    """
    lines = []
    for day in read_exit_days(db, drafts=True):
        plan, found = day.plan, read_standing(db, day.slug, now=now, drafts=True)
        curve = found.tipping
        lines.append(
            DayLine(
                slug=day.slug,
                state=day.state.value,
                title=plan.titles[language],
                on=plan.on,
                deadline=plan.deadline,
                network=plan.network.value,
                pledged=found.wall.pledged,
                going=found.going,
                missing=curve.missing if curve else None,
                brings=curve.brought if curve and curve.missing else None,
                reached=found.reached,
                fictional=day.campaign.fictional,
            )
        )
    return lines
