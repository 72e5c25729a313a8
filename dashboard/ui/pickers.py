"""Choosing organisations: by name, whatever the accents; a long register is narrowed by typing first."""

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard.addresses import OVERVIEW
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Organisation
from dashboard.ui import loaders, visit
from dashboard.ui.state import MOST_COMPARED, View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

MOST_OPTIONS = 300
"""A list longer than this is slow to send and useless to read."""


def pick_one(seen: Visit, label: str, among: Collection[str] | None = None) -> None:
    """A list of which the choice goes into the address bar.

    :param among: the slugs to choose from; None for all of the register.
    """
    if _nobody(seen):
        return
    chosen = seen.view.organisation
    options = _options(seen, label, [chosen] if chosen else [], among)
    names = {one.slug: one.name for one in options}
    st.session_state["view.organisation"] = chosen if chosen in names else None
    st.selectbox(
        label,
        list(names),
        key="view.organisation",
        format_func=lambda slug: names.get(slug, slug),
        placeholder=seen.words("Choose an institution"),
        on_change=_picked_one,
    )


def pick_several(seen: Visit, label: str) -> None:
    """Up to six, in the order of the choice."""
    if _nobody(seen):
        return
    chosen = list(seen.view.organisations)
    options = _options(seen, label, chosen)
    names = {one.slug: one.name for one in options}
    st.session_state["view.organisations"] = [slug for slug in chosen if slug in names]
    st.multiselect(
        label,
        list(names),
        key="view.organisations",
        format_func=lambda slug: names.get(slug, slug),
        placeholder=seen.words("Choose up to {n} institutions", n=MOST_COMPARED),
        max_selections=MOST_COMPARED,
        select_all=False,
        on_change=_picked_several,
    )


def _nobody(seen: Visit) -> bool:
    """Whether there is nobody to choose; says where to begin."""
    if loaders.organisations(seen):
        return False
    begin = address(OVERVIEW, View(language=seen.view.language))
    show("links", seen.words, links=[(seen.words("Nobody is in the register yet: begin here"), begin)])
    return True


def _options(seen: Visit, label: str, chosen: Sequence[str], among: Collection[str] | None = None) -> list[Organisation]:
    """The organisations to choose from, those already chosen among them."""
    everyone = [one for one in loaders.organisations(seen) if among is None or one.slug in among]
    if len(everyone) <= MOST_OPTIONS:
        return everyone
    words = seen.words
    typed = st.text_input(
        words("Part of its name"), key=f"narrow.{label}", help=words("The register holds {n} institutions.", n=len(everyone))
    )
    return [one for one in everyone if one.slug in chosen] + [one for one in matching(everyone, typed) if one.slug not in chosen][
        :MOST_OPTIONS
    ]


def matching(organisations: Sequence[Organisation], typed: str) -> list[Organisation]:
    """Those whose name holds every word typed, whatever the accents and the case."""
    wanted = match_key(typed).split()
    return [one for one in organisations if all(word in match_key(one.name) for word in wanted)]


def _picked_one() -> None:
    slug = st.session_state["view.organisation"]
    visit.current().go(organisations=(slug,) if slug else ())


def _picked_several() -> None:
    visit.current().go(organisations=tuple(st.session_state["view.organisations"]))
