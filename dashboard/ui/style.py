"""The look of the pages: one style sheet, put in once per run."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).with_name("style.css")


def apply_style() -> None:
    """Put the style sheet into the page; Streamlit wraps it in ``<style>`` and it takes no room."""
    st.html(SHEET)
