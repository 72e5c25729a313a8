"""One exit day in words: its name, when it is, to whom it is open, and what its state means."""

from datetime import date

from dashboard.domain.exit_days.days import Plan, Sector, State
from dashboard.domain.regions import REGIONS
from dashboard.i18n import Words
from dashboard.services.exit_days.read import ExitDay


def title(words: Words, day: ExitDay) -> str:
    """Its name in the reader’s language."""
    return day.plan.titles[words.language]


def text(words: Words, day: ExitDay) -> str:
    """What its coordinators say about it, in the reader’s language; may be empty."""
    return day.plan.texts[words.language]


def when(words: Words, plan: Plan) -> str:
    """“22 September 2025 at 10:00, Paris time”, or the day alone."""
    if plan.at is None:
        return words("{day}, all day", day=plan.on)
    zone = plan.zone.rsplit("/", 1)[-1].replace("_", " ")
    if plan.second is None:
        return words("{day} at {hour}, {zone} time", day=plan.on, hour=plan.at, zone=zone)
    if plan.second:
        return words("{day} at {hour}, {zone} time, after the clocks are put back", day=plan.on, hour=plan.at, zone=zone)
    return words("{day} at {hour}, {zone} time, before the clocks are put back", day=plan.on, hour=plan.at, zone=zone)


def state_note(words: Words, day: ExitDay, today: date) -> str:
    """What its state means for whoever may join."""
    deadline = day.plan.deadline
    if day.state is State.DRAFT:
        return words("a draft: coordinators alone see it")
    if day.state in (State.OPEN, State.CONFIRMED) and today <= deadline:
        return words("{state}, until {deadline}", state=_taking(words, day), deadline=deadline)
    if day.state is State.OPEN:
        return words("closed to pledges since {deadline}", deadline=deadline)
    return words.term(day.state)


def _taking(words: Words, day: ExitDay) -> str:
    return words("confirmed, still open to pledges") if day.state is State.CONFIRMED else words.term(State.OPEN)


def open_to(words: Words, sector: Sector) -> str:
    """To whom it is open, as a sentence."""
    parts = []
    if sector.kinds:
        parts.append(", ".join(sorted(words.term(kind) for kind in sector.kinds)))
    if sector.region is not None:
        parts.append(words("in {region}", region=REGIONS[sector.region]))
    if sector.size is not None:
        parts.append(words("of at least {n} inhabitants, students or staff", n=sector.size))
    if sector.listed:
        parts.append(words.plural("on a list of {n} institution", "on a list of {n} institutions", len(sector.listed)))
    if not parts:
        return words("Open to every institution of the register.")
    return words("Open to: {whom}.", whom=words.semicolon.join(parts))
