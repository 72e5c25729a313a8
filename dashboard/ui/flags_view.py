"""Figures that wait for the collective: each with its reasons, where it comes from, its account around it, and two buttons."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts.held import held_chart
from dashboard.charts.rows import Line, Point
from dashboard.domain.flags import Verdict
from dashboard.i18n import Words
from dashboard.presenters.chart_tables import held_table
from dashboard.services.plausibility.decide import decide
from dashboard.services.plausibility.read import HeldAccount, HeldBack, HeldFigure
from dashboard.ui.figures import show_figure
from dashboard.ui.flag_words import why
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_notice
from dashboard.ui.state import organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

MOST_TOLD = 4
"""Figures of one account told one by one; the rest is counted."""


def show_held(visit: Visit, back: HeldBack) -> None:
    """All that waits, account by account."""
    words = visit.words
    text = words("They did not fit what is known of their account. Until somebody has looked at them they count nowhere.")
    show("section", words, title=words("Figures to look at"), text=text)
    if not back.accounts:
        show("section_text", words, text=words("None: every figure fits its curve, or somebody has looked at it."))
    for one in back.accounts:
        _show_one(visit, one)
    if back.total > len(back.accounts):
        rest = back.total - len(back.accounts)
        show("section_text", words, text=words.plural("{n} more account comes after these.", "{n} more accounts come after these.", rest))


def _show_one(visit: Visit, one: HeldAccount) -> None:
    words, key = visit.words, one.held[0].flag_id
    told = [(figure, why(words, figure)) for figure in one.held[:MOST_TOLD]]
    href = organisation_address(one.account.organisation, visit.view)
    show("held", words, one=one, told=told, more=len(one.held) - len(told), href=href)
    line = _line(words, one)
    holding = visit.essaim.holding
    show_figure(
        visit,
        f"held-{key}",
        lambda theme, narrow: held_chart(line, holding, theme, words, narrow=narrow),
        _alt(words, one),
        held_table(words, line),
    )
    with st.expander(words("Decide")), st.form(f"held.{key}", border=False):
        note = st.text_area(
            words("What you looked at, and what you found. The team reads it in the audit."), key=fresh(f"held.{key}.note"), max_chars=500
        )
        with st.container(horizontal=True):
            counts = st.form_submit_button(words.either("It counts", "They count", len(one.held)), type="primary")
            out = st.form_submit_button(words.either("Leave it out", "Leave them out", len(one.held)))
    if counts or out:
        save(visit, lambda: _decide(visit, one, Verdict.CLEARED if counts else Verdict.SET_ASIDE, note))


def _decide(visit: Visit, one: HeldAccount, verdict: Verdict, note: str) -> str:
    words, essaim = visit.words, visit.essaim
    ids = [figure.flag_id for figure in one.held]
    n = decide(essaim.db, ids, verdict, note, by=visit.actor, now=visit.now, holding=essaim.holding)
    if verdict is Verdict.CLEARED:
        return words.plural("{n} figure of {name} counts now.", "{n} figures of {name} count now.", n, name=one.name)
    return words.plural("{n} figure of {name} stays out.", "{n} figures of {name} stay out.", n, name=one.name)


def _line(words: Words, one: HeldAccount) -> Line:
    counted = tuple(Point(each.day, each.followers, each.provenance) for each in one.around if not each.flagged)
    held = tuple(Point(each.at.date(), each.followers, each.provenance) for each in one.held)
    return Line(one.account.network, words.term(one.account.network), one.account.handle, counted, held=held)


def _alt(words: Words, one: HeldAccount) -> str:
    figures = ", ".join(words("{n} on {day}", n=each.followers, day=each.at.date()) for each in one.held[:MOST_TOLD])
    counted = [each for each in one.around if not each.flagged]
    said = words("{name} on {network}: {figures} wait for a look.", name=one.name, network=one.account.network, figures=figures)
    if not counted:
        return said
    last = counted[-1]
    return f"{said} " + words("Last figure that counts: {n} on {day}.", n=last.followers, day=last.day)


def show_own(visit: Visit, back: Sequence[HeldAccount]) -> None:
    """For the team: what waits of its own, and why."""
    words = visit.words
    for one in back:
        title = words.plural(
            "{network}: {n} figure waits for a look by the collective",
            "{network}: {n} figures wait for a look by the collective",
            len(one.held),
            network=one.account.network,
        )
        show_notice(words, title, " ".join([_which(words, one.held[-1]), *why(words, one.held[-1])]))


def _which(words: Words, one: HeldFigure) -> str:
    return words("{n} followers on {day} count nowhere until then.", n=one.followers, day=one.at.date())
