"""The checklist of an institution: what is seen in the register is ticked by itself, the rest by its team."""

import streamlit as st

from dashboard.addresses import BRING_FIGURES, CONNECT_ACCOUNTS, LOG_DEPARTURE, Page
from dashboard.domain.exit_days.checklist import Item, Task
from dashboard.i18n import Words
from dashboard.services.exit_days.prepare import read_checklist, tick
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui.forms import fresh, save
from dashboard.ui.plain import plain
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

WHERE: dict[Task, Page] = {Task.TAKE_FIGURES: BRING_FIGURES, Task.OPEN_ACCOUNTS: CONNECT_ACCOUNTS, Task.LEAVE: LOG_DEPARTURE}


def show_checklist(visit: Visit, day: ExitDay, slug: str) -> None:
    """Each task with its day; a link where it is done here."""
    words = visit.words
    items = read_checklist(visit.essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
    show("section", words, title=words("Your checklist"), text=words("What the register shows is ticked by itself."))
    for item in items:
        if item.by_itself:
            show("done", words, done=[{"text": said(words, item), "on": None}])
        else:
            _show_box(visit, day, slug, item)
    here = View((slug,), language=visit.view.language)
    left = [item.task for item in items if not item.done and item.task in WHERE]
    if left:
        show("links", words, links=[(words(WHERE[task].title), address(WHERE[task], here)) for task in left])


def said(words: Words, item: Item) -> str:
    """“By 23 August 2025: fetch the archive”."""
    return words("By {day}: {task}", day=item.due_on, task=item.task)


def next_item(visit: Visit, day: ExitDay, slug: str) -> Item | None:
    """The first task that is not done."""
    items = read_checklist(visit.essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
    return next((item for item in items if not item.done), None)


def _show_box(visit: Visit, day: ExitDay, slug: str, item: Item) -> None:
    key = fresh(f"tick.{day.slug}.{slug}.{item.task.value}")
    ticked = st.checkbox(plain(said(visit.words, item)), value=item.done, key=key)
    if ticked is not item.done:
        save(visit, lambda: _tick(visit, day, slug, item.task, ticked))


def _tick(visit: Visit, day: ExitDay, slug: str, task: Task, done: bool) -> str:
    tick(visit.essaim.db, day.slug, slug, task, done=done, by=visit.actor, now=visit.now)
    return visit.words("Done: {task}.", task=task) if done else visit.words("To do again: {task}.", task=task)
