"""Controls of which the address bar is the only memory: their state is set from it before each run, a change writes it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.ui import visit

WIDTH = 230
"""Pixels of a drop-down list: several stand on a line."""
_T = TypeVar("_T")


def line(name: str) -> DeltaGenerator:
    """A line of controls side by side, wrapped where the page is narrow."""
    return st.container(key=name, horizontal=True, vertical_alignment="bottom")


def choose(field: str, label: str, options: Sequence[_T], chosen: _T, form: Callable[[_T], str]) -> None:
    """A drop-down list for one field of the view.

    :param options: None may be one of them; ``form``: how an option reads.
    """
    st.session_state[_key(field)] = options.index(chosen)
    st.selectbox(
        label,
        range(len(options)),
        key=_key(field),
        format_func=lambda place: form(options[place]),
        on_change=_changed,
        args=(field, options),
        filter_mode=None,
        width=WIDTH,
    )


def switch(field: str, label: str, options: Sequence[_T], chosen: _T, form: Callable[[_T], str]) -> None:
    """A row of exclusive choices for one field of the view."""
    st.session_state[_key(field)] = options.index(chosen)
    st.segmented_control(
        label,
        range(len(options)),
        key=_key(field),
        format_func=lambda place: form(options[place]),
        on_change=_changed,
        args=(field, options),
        required=True,
    )


def _key(field: str) -> str:
    return f"view.{field}"


def _changed(field: str, options: Sequence[object]) -> None:
    # A callback runs before the page: the view is read anew, and a changed filter starts again on the first page.
    visit.current().go(**{field: options[st.session_state[_key(field)]], "page": 1})
