"""Sharing a comparison by a link: the form, the link that was just made, one's own links and the way to revoke one."""

from collections.abc import Sequence

import streamlit as st

from dashboard.addresses import COMPARE
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Act
from dashboard.domain.shared_views import DAYS, LONGEST_NAME, NewView, SharedView
from dashboard.domain.views import TimeAxis
from dashboard.given_addresses import shared_view
from dashboard.presenters.shared_views import state, until
from dashboard.services.shared.read import my_views
from dashboard.services.shared.share import revoke_view, share_view
from dashboard.ui import loaders
from dashboard.ui.forms import fresh, save
from dashboard.ui.handed_over import keep, show_handed_over
from dashboard.ui.messages import show_success
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

USUAL = 30


def show_sharing(visit: Visit, compared: Sequence[Organisation], axis: TimeAxis) -> None:
    """For anybody who is signed in; nothing for visitors."""
    if not visit.may(Act.SHARE):
        return
    words = visit.words
    text = words("Whoever has the link sees this comparison and nothing else, without an account, until it expires or you revoke it.")
    show("section", words, title=words("Share this comparison by a link"), text=text)
    show_success(words)
    show_handed_over(visit, page=COMPARE.path)
    if compared:
        _show_form(visit, compared, axis)
    views = my_views(visit.essaim.db, visit.actor, now=visit.now)
    if views:
        names = {one.slug: one.name for one in loaders.organisations(visit)}
        rows = [(one, ", ".join(names.get(slug, slug) for slug in one.organisations), state(words, one, visit.today)) for one in views]
        show("shared_links", words, rows=rows)
        _show_revocation(visit, [one for one in views if one.opens(visit.today)])


def _show_form(visit: Visit, compared: Sequence[Organisation], axis: TimeAxis) -> None:
    words = visit.words
    own = {one.slug: one.name for one in compared if visit.may(Act.CONTRIBUTE, one.slug)}
    with st.form("share", border=False):
        left, right = st.columns(2)
        name = left.text_input(words("Name of the view"), key=fresh("share.name"), max_chars=LONGEST_NAME)
        days = right.selectbox(
            words("The link opens"),
            [*DAYS, None],
            index=DAYS.index(USUAL),
            key=fresh("share.days"),
            format_func=lambda one: until(words, one),
            filter_mode=None,
        )
        notes_of = None
        if own:
            notes_of = st.selectbox(
                words("Private notes that it shows"),
                list(own),
                index=None,
                key=fresh("share.notes"),
                format_func=lambda slug: words("those of {name}", name=own[slug]),
                placeholder=words("None"),
                filter_mode=None,
            )
        wanted = st.form_submit_button(words("Make a link"), type="primary")
    if wanted:
        slugs = tuple(one.slug for one in compared)
        save(visit, lambda: _share(visit, NewView(name, slugs, axis, days, notes_of)))


def _share(visit: Visit, typed: NewView) -> str:
    essaim, words = visit.essaim, visit.words
    made = share_view(essaim.db, typed, by=visit.actor, now=visit.now)
    link = essaim.settings.base + shared_view(words.language, made.token)
    keep(link, words("The link to “{name}”:", name=made.view.name), page=COMPARE.path, lasting=True)
    return words("The link is made; it {state}.", state=state(words, made.view, visit.today))


def _show_revocation(visit: Visit, opening: Sequence[SharedView]) -> None:
    words = visit.words
    if not opening:
        return
    with st.expander(words("Revoke a link"), key="share.revoke"), st.form("revoke_view", border=False):
        chosen = st.selectbox(
            words("Link to revoke"),
            opening,
            index=None,
            key=fresh("share.chosen"),
            format_func=lambda one: " · ".join((one.name, words.moment(one.made_at))),
            placeholder=words("Choose a link"),
            filter_mode=None,
        )
        wanted = st.form_submit_button(words("Revoke this link"))
    if wanted:
        save(visit, lambda: _revoke(visit, chosen))


def _revoke(visit: Visit, chosen: SharedView | None) -> str:
    if chosen is None:
        raise Refused(N_("Choose the link to revoke."))
    revoke_view(visit.essaim.db, chosen.id, by=visit.actor, now=visit.now)
    return visit.words("Revoked: the link to “{name}” opens nothing any more.", name=chosen.name)
