"""Which column is which, in a file whose headers are in another language."""

from collections.abc import Mapping

import streamlit as st

from dashboard.domain.analytics.columns import UnknownColumns, signature
from dashboard.ui.forms import fresh
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

A_LINE = 3


def name_columns(visit: Visit, problem: UnknownColumns, fields: Mapping[str, str], key: str) -> dict[str, str] | None:
    """Ask for the header of each field; None until all of them are named.

    :param fields: what each is called on the page, by field. What was said of the same headers before is chosen already.
    """
    words = visit.words
    title = words("These columns are read as last time. Correct them where they are wrong.") if problem.before else words.error(problem)
    show("section_text", words, text=title)
    headers = [header for header in dict.fromkeys(problem.headers) if header]
    chosen: dict[str, str | None] = {}
    for place, (field, label) in enumerate(fields.items()):
        if place % A_LINE == 0:
            columns = st.columns(A_LINE)
        known = problem.known.get(field)
        chosen[field] = columns[place % A_LINE].selectbox(
            label,
            headers,
            index=headers.index(known) if known in headers else None,
            key=fresh(f"{key}.{field}.{signature(problem.headers)[:8]}"),
            placeholder=words("Choose a column"),
            filter_mode=None,
        )
    named = {field: header for field, header in chosen.items() if header is not None}
    return named if len(named) == len(fields) else None
