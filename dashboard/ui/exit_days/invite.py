"""For coordinators: whom to invite, and the invitation of each, ready to be sent."""

from dataclasses import dataclass

import streamlit as st

from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.invitees import Suggestion
from dashboard.exit_day_addresses import exit_day as public_address
from dashboard.i18n import Words, words_in
from dashboard.presenters.pledging.invitation import invitation
from dashboard.services.exit_days.afterwards import bound
from dashboard.services.exit_days.behind import Behind, Invited, read_invited
from dashboard.services.exit_days.read import ExitDay
from dashboard.ui import loaders
from dashboard.ui.exit_days.fields import in_languages
from dashboard.ui.plain import plain
from dashboard.ui.state import organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class _Kept:
    """What was found, and for which pledges and plan: nothing is looked for anew while these are the same."""

    of: tuple[object, ...]
    found: Invited | None


def show_invite(visit: Visit, day: ExitDay, behind: Behind) -> None:
    """The suggestion and what it is worth; an invitation of each institution that it names."""
    words, found = visit.words, _invited(visit, day, behind)
    show("section", words, title=words("Whom to invite"), text=suggestion_said(words, found.suggestion if found else None))
    if found is None:
        return
    show("links", words, links=[(one.name, organisation_address(one.slug, visit.view)) for one in found.institutions])
    if day.state is State.DRAFT:
        show("section_text", words, text=words("Invitations are written once the day is open: only then does its page exist."))
        return
    with st.expander(words("Invite them"), key="coordinate.invite"):
        _show_invitation(visit, day, found)


def suggestion_said(words: Words, found: Suggestion | None) -> str:
    """What the suggestion is worth: whether fewer might do."""
    if found is None:
        return words("No institution that could join would bring others along: nobody waits for them, or too few are left to ask.")
    brings = words.plural("{n} other would come along.", "{n} others would come along.", found.brings)
    n = len(found.invitees)
    if found.exact:
        size = words.plural("One is enough, and this one brings the most.", "This is the smallest set: {n}.", n)
    else:
        size = words("At least {least} are needed; {n} are suggested, and fewer might do.", least=found.at_least, n=n)
    return words("If these pledge in any case, {brings} {size}", brings=brings, size=size)


def _invited(visit: Visit, day: ExitDay, behind: Behind) -> Invited | None:
    """Found once for one state of the pledges, for this coordinator alone: others may not see it."""
    key, of = f"invited.{day.slug}", (tuple(behind.pledges), day.revision, visit.today, visit.essaim.changes.count)
    kept = st.session_state.get(key)
    if not isinstance(kept, _Kept) or kept.of != of:
        with st.spinner(visit.words("Looking for the smallest set of institutions that brings others along"), show_time=True):
            kept = _Kept(of, read_invited(visit.essaim.db, day.slug, by=visit.actor, now=visit.now))
        st.session_state[key] = kept
    return kept.found


def _show_invitation(visit: Visit, day: ExitDay, found: Invited) -> None:
    words, names = visit.words, {one.slug: one.name for one in found.institutions}
    slug = st.selectbox(words("Institution"), list(names), format_func=lambda one: names.get(one, one), key="invite.whom", filter_mode=None)
    text = words("It says only what everybody may see of the day. Whoever opens it in a mail program chooses to whom it goes.")
    show("section_text", words, text=text)
    standing, left = loaders.standing(visit, day.slug), bound(loaders.afterwards(visit, day.slug))
    for place, (language, label) in zip(st.columns(2), in_languages(words), strict=True):
        there = words_in(language)
        page = f"{visit.essaim.settings.base}{public_address(language, day.slug)}"
        made = invitation(there, day, standing, left, address=page, today=visit.today, name=names.get(slug or "", ""))
        with place:
            st.markdown(f"**{plain(made.subject)}**")
            st.code(made.text, language=None, wrap_lines=True)  # with a button that copies it
            show("links", words, links=[(words("Open in a mail program, {language}", language=label), made.mailto)])
