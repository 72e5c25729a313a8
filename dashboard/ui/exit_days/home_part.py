"""Exit days elsewhere: the next one on the overview, and what an institution has to do for its own."""

from dashboard.domain.exit_days.days import ALIVE
from dashboard.domain.exit_days.pledges import Strength
from dashboard.presenters.exit_days import COMING, phase
from dashboard.services.exit_days.open_days import days_open_to
from dashboard.services.exit_days.read import ExitDay, own_pledge
from dashboard.ui import loaders
from dashboard.ui.exit_days.checklist_view import next_item, said
from dashboard.ui.exit_days.day_list import finding, row
from dashboard.ui.exit_days.due_part import due_of, show_due
from dashboard.ui.state import View, day_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def next_day(visit: Visit) -> list[dict[str, object]]:
    """The next day that everybody sees, as the overview lists it; nothing where there is none."""
    coming = [one for one in loaders.exit_days(visit) if one.state in ALIVE and phase(one, visit.today) in COMING]
    return [row(visit, one) for one in coming[:1]]


def show_own_day(visit: Visit, slug: str) -> None:
    """What is due for its exit days. Where nothing is: the day to which it pledged with its next task, else the next one that is open to
    it, or nothing where there is none.
    """
    words, due = visit.words, due_of(visit, slug)
    if due:
        show_due(visit, due)
        return
    day = _pledged_to(visit, slug)
    if day is not None:
        item = next_item(visit, day, slug)
        text = words("Next: {task}", task=said(words, item)) if item else words("Everything on your checklist is done.")
        button = words("See the checklist")
    else:
        day = next(iter(days_open_to(visit.essaim.db, slug, now=visit.now)), None)
        if day is None:
            return
        text, button = finding(visit, day), words("Look at it")
    show("section", words, title=words("Exit days"), text="")
    title = words("{name}, {day}", name=day.plan.titles[words.language], day=day.plan.on)
    show("own_day", words, title=title, text=text, button=button, href=day_address(day.slug, View((slug,), language=visit.view.language)))


def _pledged_to(visit: Visit, slug: str) -> ExitDay | None:
    for day in loaders.exit_days(visit):
        if day.state in ALIVE and phase(day, visit.today) in COMING:
            own = own_pledge(visit.essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
            if own is not None and own.strength is Strength.GOING:
                return day
    return None
