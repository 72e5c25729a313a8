"""What Wikidata knows, proposed for review."""

import streamlit as st

from dashboard.domain.errors import EssaimError
from dashboard.domain.wikidata import Asked, asked_for
from dashboard.domain.wikidata_proposals import Proposals
from dashboard.i18n import Words
from dashboard.services.imports.look_up_wikidata import look_up, usual
from dashboard.services.imports.wikidata import accept
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.wikidata_review import choose, show_standing
from dashboard.ui.forms import save
from dashboard.ui.messages import show_error, show_notice
from dashboard.ui.plain import plain
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

FOUND = "wikidata.found"


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Ask, look at what was found line by line, take what is right."""
    words, slug = visit.words, shown.organisation.slug
    lede = words("Anybody can edit Wikidata: look at each line before you take it.")
    show("section_text", words, text=lede)
    with st.form("wikidata", border=False):
        known = usual(visit.essaim.db, slug)
        typed = st.text_input(
            words("Wikidata item, username on X, or SIREN"),
            value=str(known) if known else "",
            key=f"wikidata.typed.{slug}",
            placeholder="Q456 · @Ville · 123456782",
        )
        wanted = st.form_submit_button(words("Look it up"))
    if wanted:
        st.session_state.pop(FOUND, None)
        _look_up(visit, slug, typed)
    found: tuple[str, list[Proposals]] | None = st.session_state.get(FOUND)
    if found is not None and found[0] == slug:
        _review(visit, shown, _which(words, found[1]))


def _look_up(visit: Visit, slug: str, typed: str) -> None:
    essaim, words = visit.essaim, visit.words
    try:
        asked: Asked = asked_for(typed)
        with st.spinner(words("Asking Wikidata…")):
            found = look_up(essaim.db, essaim.sources.wikidata, slug, asked, by=visit.actor, now=visit.now)
        st.session_state[FOUND] = (slug, found)
    except EssaimError as problem:
        show_error(words, problem)


def _which(words: Words, found: list[Proposals]) -> Proposals:
    """The one item, or the one that somebody chose among several."""
    if len(found) == 1:
        return found[0]
    items = [one.item for one in found]
    chosen = st.radio(
        words("Wikidata has several items for this. Which one is the institution?"),
        range(len(found)),
        key="wikidata.which",
        format_func=lambda place: plain(f"{items[place].label} ({items[place].item})"),
    )
    return found[chosen or 0]


def _review(visit: Visit, shown: OrganisationView, found: Proposals) -> None:
    words = visit.words
    show("wikidata_item", words, item=found.item, name=shown.organisation.name)
    if name := found.is_anothers:
        text = words("Look up the right item, or tell the collective.")
        show_notice(words, words("This item is that of another institution: {name}.", name=name), text, "error")
        return
    wanted, chosen = False, set[str]()
    if found.new:
        with st.form("wikidata.review", border=False):
            chosen = choose(words, found)
            wanted = st.form_submit_button(words("Take these"), type="primary")
    else:
        show("section_text", words, text=words("Everything of it that can be used is here already."))
    show_standing(words, found)
    if wanted:
        save(visit, lambda: _take(visit, shown, found, chosen))


def _take(visit: Visit, shown: OrganisationView, found: Proposals, chosen: set[str]) -> str:
    essaim, words = visit.essaim, visit.words
    taken = accept(essaim.db, shown.organisation.slug, found, chosen, by=visit.actor, now=visit.now, holding=essaim.holding)
    st.session_state.pop(FOUND, None)
    said = words.plural("Taken from Wikidata, with {n} dated count.", "Taken from Wikidata, with {n} dated counts.", taken.stored)
    if not taken.flagged:
        return said
    waiting = words.plural("{n} waits for somebody to look at it.", "{n} wait for somebody to look at them.", taken.flagged)
    return f"{said} {waiting}"
