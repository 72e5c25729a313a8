"""The days to come, the next first, and those that have been."""

from collections.abc import Sequence

from dashboard.domain.exit_days.days import State
from dashboard.exit_day_addresses import all_calendar
from dashboard.presenters.exit_days import COMING, headline, phase, state
from dashboard.services.exit_days.afterwards import bound
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui import loaders
from dashboard.ui.state import day_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def title(visit: Visit, days: Sequence[ExitDay]) -> str:
    """How many are to come, as a sentence."""
    coming = [one for one in days if one.state is not State.DRAFT and phase(one, visit.today) in COMING]
    if not coming:
        return visit.words("No exit day is planned yet")
    return visit.words.plural("{n} exit day to come", "{n} exit days to come", len(coming))


def ahead(visit: Visit, days: Sequence[ExitDay]) -> list[ExitDay]:
    """Those that have not come yet, drafts among them."""
    return [one for one in days if phase(one, visit.today) in COMING]


def show_days(visit: Visit, days: Sequence[ExitDay]) -> None:
    """Each with its state and how it stands."""
    words, coming = visit.words, ahead(visit, days)
    over = [one for one in reversed(days) if one not in coming]
    if coming:
        show("coming", words, events=[row(visit, one) for one in coming])
    else:
        show("section_text", words, text=words("The next one is announced here, and in the calendar of all exit days."))
        show("links", words, links=[(words("Calendar of all exit days"), all_calendar(words.language))])
    if over:
        show("section", words, title=words("Past and cancelled days"), text="")
        show("coming", words, events=[row(visit, one) for one in over])


def row(visit: Visit, day: ExitDay) -> dict[str, object]:
    """One day as the templates list it."""
    return {
        "on": day.plan.on,
        "name": day.plan.titles[visit.words.language],
        "href": day_address(day.slug, visit.view),
        "note": " · ".join((state_said(visit, day), finding(visit, day))),
    }


def finding(visit: Visit, day: ExitDay) -> str:
    """How it stands, in one sentence."""
    held = loaders.afterwards(visit, day.slug)
    return headline(visit.words, day, loaders.standing(visit, day.slug), bound(held), visit.today)


def state_said(visit: Visit, day: ExitDay) -> str:
    """Its state; that of a draft is said to those who see it."""
    if day.state is State.DRAFT:
        return visit.words("a draft: coordinators alone see it")
    return state(visit.words, day, visit.today)
