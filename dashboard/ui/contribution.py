"""On whose behalf somebody contributes: their own institution, or for the collective any of the register."""

import streamlit as st

from dashboard.addresses import MY_ORGANISATION, ORGANISATION
from dashboard.domain.errors import NotFound
from dashboard.domain.people import Act
from dashboard.services.views import OrganisationView
from dashboard.ui import loaders
from dashboard.ui.messages import show_error
from dashboard.ui.pickers import pick_one
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def chosen(visit: Visit) -> str | None:
    """The institution that the address asks for, else one's own where there is only one."""
    return visit.view.organisation or (visit.own[0] if len(visit.own) == 1 else None)


def pick(visit: Visit) -> None:
    """The list of institutions for which this person may contribute; nothing where there is only one to choose."""
    everyone = visit.may(Act.CONTRIBUTE)
    if everyone or len(visit.own) > 1:
        pick_one(visit, visit.words("Institution"), None if everyone else visit.own)


def institution(visit: Visit) -> OrganisationView:
    """The institution chosen, for somebody who may contribute for it; else says why not and ends the page."""
    words, slug = visit.words, chosen(visit)
    if slug is None:
        st.stop()
    try:
        shown = loaders.organisation(visit, slug)
    except NotFound as problem:
        show_error(words, problem)
        st.stop()
    if not visit.may(Act.CONTRIBUTE, slug):
        _show_not_yours(visit, shown)
        st.stop()
    return shown


def _show_not_yours(visit: Visit, shown: OrganisationView) -> None:
    words, name = visit.words, shown.organisation.name
    here = View(organisations=(shown.organisation.slug,), language=visit.view.language)
    if visit.may(Act.REGISTER):
        title = words("The team of {name} goes on from here.", name=name)
        text = words("It logs its own departure and connects its own accounts; the collective can invite it.")
        show("call", words, title=title, text=text, links=[(words("See its page"), address(ORGANISATION, here))])
        return
    title = words("You are not in the team of {name}.", name=name)
    text = words("Ask its team to invite you, or prove that you speak for it.")
    show("call", words, title=title, text=text, links=[(words("Prove that you speak for it"), address(MY_ORGANISATION, here))])
