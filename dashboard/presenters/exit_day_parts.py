"""The parts of the page of an exit day: key figures, wall, preparation, the figures of the day itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.exit_days.checklist import DAYS, Task
from dashboard.domain.exit_days.days import Plan
from dashboard.domain.exit_days.pledges import FEWEST_SHOWN
from dashboard.domain.organisations import Organisation
from dashboard.i18n import Words
from dashboard.presenters.board import Link
from dashboard.presenters.exit_days import institutions, tips
from dashboard.presenters.organisation_parts import KeyFigure
from dashboard.services.exit_days.afterwards import Held
from dashboard.services.exit_days.on_the_day import OnTheDay
from dashboard.services.exit_days.read import Standing


@dataclass(frozen=True)
class Name:
    """Somebody on the wall; ``about``: its size, or its kind where that is not known."""

    name: str
    href: str
    about: str


def name(words: Words, one: Organisation, link: Link) -> Name:
    """One institution by its name."""
    if one.size is None:
        return Name(one.name, link(one.slug), words.beginning(words.term(one.kind)))
    measure, size = one.size
    return Name(one.name, link(one.slug), words("{n} {people}", n=size, people=measure))


def unnamed(words: Words, found: Standing) -> str:
    """How many pledged and are not named; that there are some, where they are too few to be counted."""
    hidden = found.wall.hidden
    if hidden is None:
        return words("and one or two that are not named")
    return words.plural("and {n} that is not named", "and {n} that are not named", hidden) if hidden else ""


def apart(words: Words, found: Standing) -> list[str]:
    """Those who are in no total: they consider it, or missing figures decide."""
    said = []
    if found.wall.considering:
        said.append(
            words.plural(
                "{n} institution considers it, and is in no total.",
                "{n} institutions consider it, and are in no total.",
                found.wall.considering,
            )
        )
    if found.undecided:
        said.append(
            words.plural(
                "Of {n} institution it cannot be said: its condition rests on figures that are not known.",
                "Of {n} institutions it cannot be said: their conditions rest on figures that are not known.",
                found.undecided,
            )
        )
    return said


def progress(words: Words, plan: Plan, found: Standing, going: int | None, *, binding: bool = False) -> list[KeyFigure]:
    """How far the goal is: who goes, and their audience as far as it is known.

    :param going: how many would go, or are bound; None where it is not told. :param binding: whether the day is confirmed.
    """
    goal, figures = plan.goal, []
    if going is not None:
        wanted = institutions(words, plan, goal.needed)
        if binding:
            figures.append(KeyFigure(words("Leaving"), words.number(going), words("the goal was {n}", n=wanted)))
        else:
            note = words("the goal is {n}; pledges can be withdrawn until the day is confirmed", n=wanted)
            figures.append(KeyFigure(words("Would go today"), words.number(going), note))
    known = (found.going or 0) - (found.unknown or 0)
    if found.audience is not None and known >= FEWEST_SHOWN:
        said = [words("{n} are wanted", n=goal.audience)] if goal.audience else []
        said.append(words.plural("counted of {n} institution", "counted of {n} institutions", known))
        if found.unknown:
            said.append(words.plural("of {n} it is not known", "of {n} it is not known", found.unknown))
        label = words("Followers on {network} of those who go", network=plan.network)
        figures.append(KeyFigure(label, words.number(found.audience), ", ".join(said)))
    return figures


def swarm(words: Words, found: Standing) -> list[tuple[str, int, str]]:
    """(how it is drawn, how many, what they do): who goes in any case, whose condition holds, how many are missing, who would follow.

    Empty where some of these numbers are not told.
    """
    pledged, conditional, going = found.wall.pledged, found.wall.conditional, found.going
    if not pledged or conditional is None or going is None:
        return []
    sure = pledged - conditional
    missing, brought = tips(found) or (0, 0)
    rest = pledged - going - brought
    if found.wall.hidden and any(0 < n < FEWEST_SHOWN for n in (sure, going - sure)):
        # One or two of those who are not named would be counted.
        leave = [("sure", going, words("would leave today"))]
    else:
        leave = [("sure", sure, words("leave without condition")), ("met", going - sure, words("leave: their condition holds already"))]
    rows = [
        *leave,
        ("open", missing, words.plural("place to take", "places to take", missing)),
        ("next", brought, words("would then follow")),
        ("rest", rest, words("wait for more than that")),
    ]
    return [row for row in rows if row[1] > 0]


def preparation(words: Words, plan: Plan, hour: str) -> list[tuple[date, str, str]]:
    """(day, hour or nothing, what to do), in order."""
    return [
        (plan.on + timedelta(days=days), hour if task is Task.LEAVE else "", words.beginning(words.term(task)))
        for task, days in sorted(DAYS.items(), key=lambda pair: pair[1])
    ]


def screen(words: Words, plan: Plan, found: OnTheDay) -> list[KeyFigure]:
    """The figures of the big screen."""
    left = KeyFigure(
        words("have left {network}", network=plan.network),
        words("{n} of {all}", n=len(found.left), all=found.bound),
        words("as far as their departures are logged"),
    )
    unknown = words.plural("of {n} it is not known", "of {n} it is not known", found.unknown) if found.unknown else ""
    audience = KeyFigure(
        words("followers left behind"),
        words("not known") if found.audience is None and found.left else words.number(found.audience or 0),
        unknown,
    )
    grown = found.grown
    if grown is None:
        return [left, audience]
    gained = words("+{n}", n=grown.followers) if grown.followers > 0 else words.number(grown.followers)
    note = words.plural(
        "counted on {n} account, from {first} to {last}",
        "counted on {n} accounts, from {first} to {last}",
        grown.accounts,
        first=grown.first,
        last=grown.last,
    )
    return [left, audience, KeyFigure(words("followers gained by their new accounts around this day"), gained, note)]


def gone(words: Words, one: Held) -> str:
    """Whoever has left by its name, and that it came back."""
    back = one.found.returned_on
    return words("{name} (back since {day})", name=one.organisation.name, day=back) if back else one.organisation.name
