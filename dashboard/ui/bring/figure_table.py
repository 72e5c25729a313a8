"""Several figures at once, typed into a table."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.domain.figure_words import COLUMNS
from dashboard.domain.networks import FACTS, Network
from dashboard.services.imports.figures import apply_rows, plan_rows
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.figure_plan import column_said, show_plan, stored_said
from dashboard.ui.forms import fresh, save
from dashboard.ui.visit import Visit

EMPTY_ROWS = 3
TYPED = ("network", "date", "followers", "source", "precision", "handle")


def show_table(visit: Visit, shown: OrganisationView) -> None:
    """The table, how its rows are understood, and the button that stores them."""
    words = visit.words
    rows = _typed(visit)
    if not any(any(row.values()) for row in rows):
        return
    slug = shown.organisation.slug
    plan = plan_rows(visit.essaim.db, rows, by=visit.actor, now=visit.now, slug=slug)
    show_plan(words, plan, of_file=False)
    label = words.plural("Store this {n} figure", "Store these {n} figures", plan.storing)
    if plan.storing and st.button(label, key=fresh("figures.store"), type="primary", disabled=bool(plan.refused)):
        save(visit, lambda: _store(visit, slug, rows))


def _typed(visit: Visit) -> list[Mapping[str, str]]:
    """All rows, empty ones as well: each has the number that it has on the screen."""
    words, columns = visit.words, st.column_config
    rows = st.data_editor(
        [dict.fromkeys(TYPED) for _ in range(EMPTY_ROWS)],
        key=fresh("figures.rows"),
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config={
            "network": columns.SelectboxColumn(column_said(words, "network"), options=[FACTS[network].label for network in Network]),
            "date": columns.DateColumn(column_said(words, "date"), format="DD/MM/YYYY"),
            "followers": columns.TextColumn(column_said(words, "followers"), help=words("14289, 14k, 2.2 M, about 48,000")),
            "source": columns.TextColumn(column_said(words, "source"), help=words("An address, or who counted and where"), width="large"),
            "precision": columns.TextColumn(
                column_said(words, "precision"), help=words("Exact, rounded, or what it is rounded to (1000); may stay empty")
            ),
            "handle": columns.TextColumn(column_said(words, "handle"), help=words("Only where there are several on this network")),
        },
    )
    return [{column: _text(row.get(column)) for column in COLUMNS} for row in rows]


def _text(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell)


def _store(visit: Visit, slug: str, rows: list[Mapping[str, str]]) -> str:
    essaim = visit.essaim
    stored = apply_rows(essaim.db, rows, by=visit.actor, now=visit.now, holding=essaim.holding, slug=slug)
    return stored_said(visit.words, stored)
