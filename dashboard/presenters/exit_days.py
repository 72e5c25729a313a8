"""An exit day in words: where it stands, what is found, when it is. Nothing here knows more than everybody may see."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from dashboard.domain.exit_days.days import Plan, State, lapsed
from dashboard.domain.exit_days.local_time import PARIS
from dashboard.domain.organisations import Kind
from dashboard.domain.regions import REGIONS
from dashboard.i18n import Words
from dashboard.services.exit_days.afterwards import Bound
from dashboard.services.exit_days.read import ExitDay, Standing


class Phase(StrEnum):
    """Where a day stands, seen on one date."""

    OPEN = "open"
    CLOSED = "closed"  # the last day for pledges has passed
    CONFIRMED = "confirmed"
    TODAY = "today"
    OVER = "over"
    LAPSED = "lapsed"  # it came without having been confirmed
    CANCELLED = "cancelled"


BEFORE = (Phase.OPEN, Phase.CLOSED)
"""Before it is decided: pledges bind nobody yet."""
COMING = (*BEFORE, Phase.CONFIRMED, Phase.TODAY)


def phase(day: ExitDay, today: date) -> Phase:
    """Where the day stands; a job may be some minutes late in saying that it is over."""
    if day.state is State.CANCELLED:
        return Phase.CANCELLED
    if day.state is State.DONE:
        return Phase.OVER
    on = day.plan.on
    if day.state is State.CONFIRMED:
        return Phase.TODAY if on == today else Phase.OVER if on < today else Phase.CONFIRMED
    return Phase.LAPSED if lapsed(day.state, on, today) else Phase.CLOSED if day.plan.deadline < today else Phase.OPEN


def institutions(words: Words, plan: Plan, n: int) -> str:
    """“19 cities”; institutions where the day is open to several kinds."""
    if plan.sector.kinds == {Kind.CITY}:
        return words.plural("{n} city", "{n} cities", n)
    if plan.sector.kinds == {Kind.UNIVERSITY}:
        return words.plural("{n} university", "{n} universities", n)
    return words.plural("{n} institution", "{n} institutions", n)


def more(words: Words, plan: Plan, n: int) -> str:
    """“4 more cities”."""
    if plan.sector.kinds == {Kind.CITY}:
        return words.plural("{n} more city", "{n} more cities", n)
    if plan.sector.kinds == {Kind.UNIVERSITY}:
        return words.plural("{n} more university", "{n} more universities", n)
    return words.plural("{n} more institution", "{n} more institutions", n)


def tips(found: Standing) -> tuple[int, int] | None:
    """How many more would bring how many others along; None if nobody waits for a number, or no number would do."""
    curve = found.tipping
    return (curve.missing, curve.brought) if curve is not None and curve.missing and curve.brought > 0 else None


def headline(words: Words, day: ExitDay, found: Standing, bound: Bound, today: date) -> str:
    """What there is to know of the day, in one sentence.

    :param bound: what became of those who were bound; nobody before it was confirmed.
    """
    plan, at = day.plan, phase(day, today)
    named = {"network": plan.network, "day": plan.on}
    if at is Phase.CANCELLED:
        return words("This exit day does not take place")
    if at is Phase.LAPSED:
        return words("This exit day came without being confirmed")
    if at in (Phase.CONFIRMED, Phase.TODAY):
        said = institutions(words, plan, bound.n)
        if at is Phase.TODAY:
            return words.plural("{who} leaves {network} today", "{who} leave {network} together today", bound.n, who=said, **named)
        return words.plural("{who} leaves {network} on {day}", "{who} leave {network} together on {day}", bound.n, who=said, **named)
    if at is Phase.OVER:
        who = institutions(words, plan, bound.n)
        return words.plural(
            "{left} of {who} has left {network}", "{left} of {who} have left {network}", bound.left, left=bound.left, who=who, **named
        )
    return _open_headline(words, day, found)


def _open_headline(words: Words, day: ExitDay, found: Standing) -> str:
    plan, going, tipping = day.plan, found.going, tips(found)
    named = {"network": plan.network, "day": plan.on}
    if going is not None and found.reached:
        who = institutions(words, plan, going)
        return words.plural(
            "The goal is reached: {who} would leave {network}", "The goal is reached: {who} would leave {network}", going, who=who, **named
        )
    if tipping is not None:
        missing, brought = tipping
        others = words.plural("{n} other", "{n} others", brought)
        return words.plural(
            "{more} would bring {others} along",
            "{more} would bring {others} along",
            missing,
            more=more(words, plan, missing),
            others=others,
        )
    if not going:
        return words("Leave {network} together on {day}", **named)
    who = institutions(words, plan, going)
    return words.plural("{who} would leave {network}", "{who} would leave {network} together", going, who=who, **named)


def lede(words: Words, day: ExitDay, found: Standing, bound: Bound, today: date) -> str:
    """What the headline rests on, or why the day does not take place."""
    at, plan = phase(day, today), day.plan
    if at is Phase.CANCELLED:
        return words("Reason: {reason}", reason=day.cancelled_because) if day.cancelled_because else ""
    if at is Phase.LAPSED:
        return words("What was pledged binds nobody.")
    if at in (Phase.CONFIRMED, Phase.TODAY):
        return words("The day is confirmed: those who go are named below.")
    if at is Phase.OVER:
        return words("Measured from the departures of the register; the source is given where there is one.")
    return _open_lede(words, plan, found)


def _open_lede(words: Words, plan: Plan, found: Standing) -> str:
    pledged, going = found.wall.pledged, found.going
    if pledged is None or going is None:
        return words("The first pledges have come in. Their number is told once it names nobody.")
    if not pledged:
        return words("No institution has pledged yet.")
    waiting, tipping = pledged - going, tips(found)
    if not going:
        said = [
            words.plural(
                "Nobody would leave yet: {n} institution waits for others.",
                "Nobody would leave yet: {n} institutions wait for others.",
                waiting,
            )
        ]
    else:
        who = institutions(words, plan, going)
        said = [
            words.plural(
                "Today, {who} would leave {network}.", "Today, {who} would leave {network} together.", going, who=who, network=plan.network
            )
        ]
        if waiting:
            said.append(words.plural("{n} other waits for enough to go.", "{n} others wait for enough to go.", waiting))
    if tipping is not None:
        missing, brought = tipping
        if brought == waiting > 1:
            said.append(
                words.plural(
                    "{n} more pledge would be enough for the conditions of all {brought}.",
                    "{n} more pledges would be enough for the conditions of all {brought}.",
                    missing,
                    brought=brought,
                )
            )
            return " ".join(said)
        said.append(
            words.plural(
                "{n} more pledge would be enough for the conditions of {brought}.",
                "{n} more pledges would be enough for the conditions of {brought}.",
                missing,
                brought=brought,
            )
        )
    return " ".join(said)


def state(words: Words, day: ExitDay, today: date) -> str:
    """“open to pledges until 15 September 2025”."""
    at = phase(day, today)
    if at is Phase.OPEN:
        return words("open to pledges until {day}", day=day.plan.deadline)
    if at is Phase.CLOSED:
        return words("closed to pledges since {day}", day=day.plan.deadline + timedelta(days=1))
    steps = [step.at.date() for step in day.steps if step.state is day.state]
    if at in (Phase.CONFIRMED, Phase.TODAY) and steps:
        return words("confirmed on {day}", day=steps[-1])
    if at is Phase.CANCELLED and steps:
        return words("cancelled on {day}", day=steps[-1])
    return words("not confirmed") if at is Phase.LAPSED else words("over")


def countdown(words: Words, on: date, today: date) -> str:
    """“in 83 days”, by the calendar."""
    days = (on - today).days
    if days == 0:
        return words("today")
    if days == 1:
        return words("tomorrow")
    return words.plural("in {n} day", "in {n} days", days) if days > 0 else words.plural("{n} day ago", "{n} days ago", -days)


def hour(words: Words, plan: Plan) -> str:
    """“at 10:00, Paris time”; empty for a whole day."""
    if plan.at is None:
        return ""
    place = words("Paris time") if plan.zone == PARIS else words("{zone} time", zone=plan.zone.rpartition("/")[2].replace("_", " "))
    return words("at {hour}, {place}", hour=words.hour(plan.at), place=place)


def open_to(words: Words, plan: Plan) -> str:
    """To whom the day is open, in one sentence."""
    sector = plan.sector
    parts = [words.semicolon.join(words.term(kind) for kind in sorted(sector.kinds))] if sector.kinds else []
    if sector.size is not None:
        parts.append(words("of {n} inhabitants, students or staff at least", n=sector.size))
    if sector.region is not None:
        parts.append(REGIONS.get(sector.region, sector.region))
    if sector.listed:
        parts.append(words.plural("on a list of {n}", "on a list of {n}", len(sector.listed)))
    return words("Open to: {whom}.", whom=", ".join(parts)) if parts else words("Open to every institution.")


def paragraphs(plan: Plan, language: str) -> Sequence[str]:
    """What the coordinators say of the day."""
    return [one.strip() for one in plan.texts.get(language, "").splitlines() if one.strip()]
