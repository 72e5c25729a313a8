"""What was brought, and how to undo it."""

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.imports import Import, Method
from dashboard.i18n import Words
from dashboard.services.imports.read import imports_of
from dashboard.services.imports.undo import undo_import
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """Every import with its period and its number of figures, undone ones included; the form that undoes one."""
    words = visit.words
    found = imports_of(visit.essaim.db, visit.actor, shown.organisation.slug, now=visit.now)
    show("section_anchor", words, anchor="brought", title=words("What was brought"), text="" if found else words("Nothing yet."))
    if not found:
        return
    show("brought", words, rows=[(one, _amount(words, one), words.term(one.role)) for one in found])
    mine = [one for one in found if one.undone_at is None and one.organisation == shown.organisation.slug]
    if mine:
        _show_form(visit, mine)


def _amount(words: Words, one: Import) -> str:
    if one.method is Method.POSTS:
        return words.plural("{n} post", "{n} posts", one.figures)
    return words.plural("{n} figure", "{n} figures", one.figures)


def _show_form(visit: Visit, mine: list[Import]) -> None:
    words = visit.words
    with st.expander(words("Undo an import")), st.form("undo", border=False):
        chosen = st.selectbox(
            words("Import to undo"),
            mine,
            index=None,
            key=fresh("undo.import"),
            format_func=lambda one: _label(words, one),
            placeholder=words("Choose an import"),
            filter_mode=None,
        )
        meant = st.checkbox(words("Take all its figures away; those it had replaced come back"), key=fresh("undo.meant"))
        wanted = st.form_submit_button(words("Undo this import"))
    if wanted:
        save(visit, lambda: _undo(visit, chosen, meant))


def _label(words: Words, one: Import) -> str:
    return " · ".join((words.term(one.method), words.date(one.at.date()), _amount(words, one)))


def _undo(visit: Visit, chosen: Import | None, meant: bool) -> str:
    if chosen is None:
        raise Refused(N_("Choose the import to undo."))
    if not meant:
        raise Refused(N_("Its figures would go. Tick the box if that is meant."))
    undo_import(visit.essaim.db, chosen.id, by=visit.actor, now=visit.now, holding=visit.essaim.holding)
    return visit.words("Undone: {method}, {amount}.", method=chosen.method, amount=_amount(visit.words, chosen))
