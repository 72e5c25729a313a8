"""What an institution has to do for its exit days within a week, or should have done: on its own page."""

from collections.abc import Sequence

from dashboard.services.exit_days.read_reminders import Reminder, read_reminders
from dashboard.ui.state import View, day_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def due_of(visit: Visit, slug: str) -> list[Reminder]:
    """The tasks of one institution, the earliest first."""
    return [one for one in read_reminders(visit.essaim.db, by=visit.actor, now=visit.now) if one.slug == slug]


def show_due(visit: Visit, due: Sequence[Reminder]) -> None:
    """Each with its day, the exit day that it is for, and the way to the checklist."""
    words = visit.words
    text = words("What is due within a week, and what is overdue. What the register shows is ticked by itself.")
    show("section", words, title=words("Exit days"), text=text)
    show("coming", words, events=[_row(visit, one) for one in due])
    days = {one.day: (words("Checklist: {name}", name=one.titles[words.language]), _checklist(visit, one)) for one in due}
    show("links", words, links=list(days.values()))


def _row(visit: Visit, one: Reminder) -> dict[str, object]:
    words = visit.words
    of = words("{name}, {day}", name=one.titles[words.language], day=one.on)
    note = words("overdue") if one.overdue else words("due today") if one.item.due_on == visit.today else ""
    return {
        "on": one.item.due_on,
        "name": words.beginning(words.term(one.item.task)),
        "href": _checklist(visit, one),
        "note": " · ".join(part for part in (of, note) if part),
    }


def _checklist(visit: Visit, one: Reminder) -> str:
    return day_address(one.day, View((one.slug,), language=visit.view.language))
