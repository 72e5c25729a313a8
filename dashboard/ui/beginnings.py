"""What an empty register offers: fictional institutions, the register that comes with Essaim, or the first institution by hand."""

import streamlit as st

from dashboard.addresses import LOG_DEPARTURE, OVERVIEW
from dashboard.config import ROOT
from dashboard.domain.people import Act
from dashboard.domain.register_compare import Action
from dashboard.services.fill_demo import fill_demo
from dashboard.services.import_register import apply_import
from dashboard.ui.access import sign_in_address
from dashboard.ui.forms import save
from dashboard.ui.messages import show_notice
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

SHIPPED = ROOT / "dashboard" / "register" / "departures_fr_2025.csv"
DEMO = 60
DAYS = 540


def show_beginnings(visit: Visit) -> None:
    """Three ways to begin, for the collective; for anybody else, who can begin."""
    words = visit.words
    if not visit.may(Act.MODERATE):
        _show_who_begins(visit)
        return
    with st.container(key="beginnings"):
        shipped = words(
            "The register that comes with Essaim: French institutions that announced their departure in January 2025, each with its source."
        )
        show("section", words, title=words("The departures that were announced"), text=shipped)
        if st.button(words("Import this register"), type="primary", key="begin.register"):
            save(visit, lambda: _import(visit))
        demo = words(
            "To look around: {n} institutions that do not exist, with {days} days of figures. Every page says so.", n=DEMO, days=DAYS
        )
        show("section", words, title=words("Fictional institutions"), text=demo)
        if st.button(words("Fill with fictional data"), key="begin.demo"):
            save(visit, lambda: _demo(visit))
        own = words("A name, a kind and the date of the departure are enough to begin.")
        show("section", words, title=words("Your own institution"), text=own)
        first = address(LOG_DEPARTURE, View(language=visit.view.language))
        show("links", words, links=[(words("Register the first institution"), first)])


def _show_who_begins(visit: Visit) -> None:
    words, view = visit.words, visit.view
    if visit.person is None:
        title = words("A member of the collective fills the register.")
        text = words("Whoever runs this server finds the link that sets it up in the terminal, where it was started.")
        show("call", words, title=title, text=text, links=[(words("Sign in"), sign_in_address(OVERVIEW, view))])
    elif visit.may(Act.REGISTER):
        show("links", words, links=[(words("Register the first institution"), address(LOG_DEPARTURE, View(language=view.language)))])
    else:
        title = words("The collective fills the register.")
        show_notice(words, title, words("Ask one of its members to register your institution."))


def _import(visit: Visit) -> str:
    essaim = visit.essaim
    plan = apply_import(essaim.db, SHIPPED.read_bytes(), by=visit.actor, now=visit.now, holding=essaim.holding)
    return visit.words.plural("{n} institution is in the register.", "{n} institutions are in the register.", plan.count(Action.CREATED))


def _demo(visit: Visit) -> str:
    essaim, words = visit.essaim, visit.words
    bar = st.progress(0.0, text=words("Making fictional institutions…"))

    def advance(done: int, total: int) -> None:
        if total:
            bar.progress(done / total)

    count = fill_demo(
        essaim.db,
        organisations=DEMO,
        days=DAYS,
        seed=1,
        by=visit.actor,
        now=visit.now,
        holding=essaim.holding,
        progress=advance,
    )
    return words("{n} fictional institutions are in the register.", n=count)
