"""Fields that the forms of exit days share: a number or nothing, an hour as people write it, institutions of the register."""

import re
from collections.abc import Sequence
from datetime import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.domain.errors import N_, Refused
from dashboard.i18n import Words
from dashboard.ui import loaders
from dashboard.ui.forms import fresh
from dashboard.ui.pickers import MOST_OPTIONS, matching
from dashboard.ui.visit import Visit

_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?")


def in_languages(words: Words) -> tuple[tuple[str, str], ...]:
    """Each language with how a label says it."""
    return (("fr", words("in French")), ("en", words("in English")))


def number_field(place: DeltaGenerator, label: str, key: str, before: int | None) -> int | None:
    """A whole number; None where nothing is typed. What makes sense is for the rules to say."""
    typed = place.number_input(label, step=1, value=before, key=fresh(key))
    return None if typed is None else int(typed)


def typed_hour(text: str) -> time | None:
    """An hour as people write it: 10:00, 10 h 30, 10h. None for nothing.

    :raises Refused: it is no hour.
    """
    if not text.strip():
        return None
    found = _HOUR.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise Refused(
            N_("“{hour}” is no hour of the day. Write it like 10:30, or leave the field empty for the whole day."), hour=text[:20]
        )
    return time(hour, minute)


def several_of(visit: Visit, label: str, key: str, before: Sequence[str], *, but: str = "") -> list[str]:
    """Institutions of the register, by name; of a long register those that were chosen, and those whose name matches what is typed.

    :param before: slugs chosen so far. :param but: one that cannot be chosen.
    """
    everyone = [one for one in loaders.organisations(visit) if one.slug != but]
    if len(everyone) > MOST_OPTIONS:
        chosen = {*before, *st.session_state.get(fresh(key), ())}
        about = visit.words("The register holds {n} institutions.", n=len(everyone))
        typed = st.text_input(visit.words("Part of the name of others"), key=f"{key}.find", help=about)
        some = [one for one in matching(everyone, typed) if one.slug not in chosen][:MOST_OPTIONS]
        everyone = [one for one in everyone if one.slug in chosen] + some
    names = {one.slug: one.name for one in everyone}
    return st.multiselect(
        label,
        list(names),
        default=[slug for slug in before if slug in names],
        key=fresh(key),
        format_func=lambda slug: names.get(slug, slug),
        placeholder=visit.words("Choose institutions"),
        select_all=False,
    )
