"""Many figures at once, as a CSV: its template, what it would do, and the button that stores it."""

import streamlit as st

from dashboard.domain.errors import EssaimError
from dashboard.domain.figure_plan import FigurePlan, Outcome
from dashboard.domain.figure_words import HEADERS
from dashboard.domain.people import Act
from dashboard.services.imports.figures import apply_figures, plan_figures
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.figure_plan import show_plan, stored_said
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_error, show_notice
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

KEPT = "figures.plan"


def show_csv(visit: Visit, shown: OrganisationView) -> None:
    """From the template to the figures."""
    words = visit.words
    own = words("Lines that name no institution are of {name}; those of others are refused.", name=shown.organisation.name)
    text = words("For many figures: fill in the template with a spreadsheet and save it as CSV. Nothing is stored before you have seen it.")
    whose = words("You may bring figures of every institution of the register.") if visit.may(Act.MODERATE) else own
    show("section", words, title=words("As a CSV"), text=f"{text} {whose}")
    name = words("dated-figures") + ".csv"
    st.download_button(
        words("Download the template"), template(words.language), name, "text/csv", key="figures.template", on_click="ignore"
    )
    file = st.file_uploader(words("CSV of dated figures"), type=["csv"], key=fresh("figures.file"))
    if file is None:
        return
    data = file.getvalue()
    try:
        plan = _plan(visit, shown, data, file.file_id)
    except EssaimError as problem:
        show_error(words, problem)
        return
    show_plan(words, plan, of_file=True)
    if not plan.storing:
        if not plan.count(Outcome.REFUSED):
            show_notice(words, words("Nothing of this file is new. There is nothing to store."))
        return
    label = words.plural("Store this {n} figure", "Store these {n} figures", plan.storing)
    if st.button(label, key=fresh("figures.csv.store"), type="primary"):
        with st.spinner(words.plural("Storing {n} figure…", "Storing {n} figures…", plan.storing)):
            save(visit, lambda: _store(visit, shown, data))


def template(language: str) -> bytes:
    """The first line of a file, as spreadsheets of that language open it: with their own separator, and told that it is UTF-8."""
    separator = {"fr": ";", "en": ","}[language]
    return ("\ufeff" + separator.join(HEADERS[language].values()) + "\r\n").encode()


def _plan(visit: Visit, shown: OrganisationView, data: bytes, file_id: str) -> FigurePlan:
    """What the file would do, worked out once for each file: the page is made anew at every press of a button."""
    kept: tuple[tuple[str, str], FigurePlan] | None = st.session_state.get(KEPT)
    key = (file_id, shown.organisation.slug)
    if kept is not None and kept[0] == key:
        return kept[1]
    words = visit.words
    bar = st.progress(0.0, text=words("Reading…"))

    def advance(done: int, total: int) -> None:
        bar.progress(done / total, text=words("{done} of {total} lines read", done=done, total=total))

    try:
        plan = plan_figures(visit.essaim.db, data, by=visit.actor, now=visit.now, slug=shown.organisation.slug, progress=advance)
    finally:
        bar.empty()
    st.session_state[KEPT] = (key, plan)
    return plan


def _store(visit: Visit, shown: OrganisationView, data: bytes) -> str:
    essaim = visit.essaim
    stored = apply_figures(essaim.db, data, by=visit.actor, now=visit.now, holding=essaim.holding, slug=shown.organisation.slug)
    return stored_said(visit.words, stored)
