"""For coordinators, on the page of a day: every pledge, whom to invite, its next step, its plan."""

import streamlit as st

from dashboard.domain.exit_days.days import NEXT, State
from dashboard.domain.exit_days.pledges import Pledge, Strength
from dashboard.i18n import Words
from dashboard.presenters.pledging.conditions import condition_said
from dashboard.services.exit_days.behind import Behind, read_behind
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui import loaders
from dashboard.ui.exit_days.invite import show_invite
from dashboard.ui.exit_days.plan_forms import show_change
from dashboard.ui.exit_days.step_forms import show_steps
from dashboard.ui.exit_days.way_in import COORDINATE
from dashboard.ui.state import organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_behind(visit: Visit, day: ExitDay) -> None:
    """What coordinators see and do; nobody else is shown any of it."""
    words = visit.words
    behind = read_behind(visit.essaim.db, day.slug, by=visit.actor, now=visit.now)
    show("section_anchor", words, anchor=COORDINATE, title=words("For coordinators"), text="")
    if behind.pledges:
        show("pledges", words, rows=pledge_rows(visit, behind))
    else:
        show("section_text", words, text=words("Nobody has pledged yet."))
    if day.state in (State.DRAFT, State.OPEN, State.CONFIRMED):
        show_invite(visit, day, behind)
    if NEXT[day.state]:
        show_steps(visit, day, len(behind.going), reached=loaders.standing(visit, day.slug).reached)
        with st.expander(words("Change the plan"), key="coordinate.change"):
            show_change(visit, day)


def pledge_rows(visit: Visit, behind: Behind) -> list[dict[str, object]]:
    """Each pledge with its condition and what becomes of it as things stand, the oldest first."""
    words = visit.words
    names = {key: one.name for key, one in behind.institutions.items()}
    return [
        {
            "name": names[one.organisation],
            "href": organisation_address(behind.institutions[one.organisation].slug, visit.view),
            "hidden": not (one.shown or one.bound),
            "condition": words("considers it") if one.strength is Strength.CONSIDERING else condition_said(words, one.condition, names),
            "outcome": _outcome(words, one, behind),
            "since": one.made_at.date(),
        }
        for one in behind.pledges
    ]


def _outcome(words: Words, one: Pledge, behind: Behind) -> str:
    if one.strength is Strength.CONSIDERING:
        return words("in no total")
    if one.bound:
        return words("leaves")
    if one.organisation in behind.going:
        return words("would leave")
    if one.organisation in behind.undecided:
        return words("undecided: figures are missing")
    return words("waits")
