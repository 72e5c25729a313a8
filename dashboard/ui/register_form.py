"""The form that adds an institution to the register: a name and a kind are enough."""

import streamlit as st

from dashboard.domain.organisations import Kind
from dashboard.services.register_organisation import NewOrganisation, register_organisation
from dashboard.ui.forms import fresh, save
from dashboard.ui.visit import Visit


def show_register_form(visit: Visit) -> None:
    """Name, kind, and identifiers for whoever has them at hand."""
    words = visit.words
    with st.form("register", border=False):
        name = st.text_input(words("Name"), key=fresh("register.name"))
        kind = st.selectbox(words("Kind"), list(Kind), key=fresh("register.kind"), format_func=words.term, filter_mode=None)
        with st.expander(words("Identifiers and size (optional): they make comparisons fair and prevent duplicates")):
            left, right = st.columns(2)
            siren = left.text_input("SIREN", key=fresh("register.siren"))
            insee = right.text_input(words("INSEE code of the commune"), key=fresh("register.insee"))
            uai = left.text_input(words("UAI (schools and universities)"), key=fresh("register.uai"))
            ror = right.text_input("ROR", key=fresh("register.ror"))
            wikidata = left.text_input("Wikidata", key=fresh("register.wikidata"), placeholder="Q456")
            domain = right.text_input(words("Official domain"), key=fresh("register.domain"), placeholder="ville.fr")
            population = left.text_input(words("Inhabitants"), key=fresh("register.population"))
            students = right.text_input(words("Students"), key=fresh("register.students"))
            staff = left.text_input(words("Staff"), key=fresh("register.staff"))
            country = right.text_input(words("Country (two letters)"), value="FR", key=fresh("register.country"))
        wanted = st.form_submit_button(words("Register this institution"))
    if wanted and kind:
        new = NewOrganisation(
            name,
            kind,
            country,
            siren=siren,
            insee=insee,
            uai=uai,
            ror=ror,
            wikidata=wikidata,
            domain=domain,
            population=population,
            students=students,
            staff=staff,
        )
        save(visit, lambda: _register(visit, new))


def _register(visit: Visit, new: NewOrganisation) -> str:
    essaim = visit.essaim
    made = register_organisation(essaim.db, new, by=visit.actor, now=visit.now, holding=essaim.holding)
    visit.go(organisations=(made.slug,))
    return visit.words("{name} is in the register. Now log the steps of its departure.", name=made.name)
