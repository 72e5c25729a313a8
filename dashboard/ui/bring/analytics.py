"""X's account overview CSV: columns, preview, store."""

from collections.abc import Mapping
from hashlib import sha256

import streamlit as st

from dashboard.charts.rebuilt import rebuilt_chart
from dashboard.charts.rebuilt_rows import RebuiltRows, rebuilt_rows
from dashboard.charts.rebuilt_words import laid_lines, rebuilt_sentence, rebuilt_sources, rebuilt_table, rebuilt_text
from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.errors import EssaimError
from dashboard.services.imports.analytics import AnalyticsPreview, NoAnchor, TypedCount, preview_analytics, store_analytics
from dashboard.services.views import OrganisationView
from dashboard.ui.bring.columns import name_columns
from dashboard.ui.bring.which_account import x_handle
from dashboard.ui.figures import show_figure
from dashboard.ui.forms import day_field, fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """The file, what it needs besides, the curve as it would be, and the button that stores it."""
    words = visit.words
    text = words(
        "The file account_overview_analytics.csv, as X gives it. Read of it: the day, the new follows and the unfollows. The curve is "
        "rebuilt from them and from one count that is known, and shown before anything is stored."
    )
    show("section_text", words, text=text)
    handle = x_handle(visit, shown, "analytics.handle")
    file = st.file_uploader(words("X analytics CSV"), type=["csv"], key=fresh("analytics.file"))
    if file is not None:
        _Bringing(visit, shown, file.getvalue(), handle).go_on()


class _Bringing:
    """One file on its way, with what was said of it on this run."""

    def __init__(self, visit: Visit, shown: OrganisationView, data: bytes, handle: str | None) -> None:
        self.visit, self.shown, self.data, self.handle = visit, shown, data, handle
        self.mapping: Mapping[str, str] | None = None
        self.anchor: TypedCount | None = None

    def go_on(self) -> None:
        """Preview; where something is not known, ask for it and preview with it."""
        words = self.visit.words
        try:
            self._show(self._preview())
        except UnknownColumns as problem:
            fields = {"date": words("Day"), "new": words("New follows"), "lost": words("Unfollows")}
            if self.mapping is None and (named := name_columns(self.visit, problem, fields, "analytics.column")):
                self.mapping = named
                self.go_on()
        except NoAnchor as problem:
            show("notice", words, tone="", title="", text=words.error(problem))
            if self.anchor is None and (typed := _count(self.visit)):
                self.anchor = typed
                self.go_on()
        except EssaimError as problem:
            show_error(words, problem)

    def _preview(self) -> AnalyticsPreview:
        return preview_analytics(
            self.visit.essaim.db,
            self.shown.organisation.slug,
            self.data,
            by=self.visit.actor,
            now=self.visit.now,
            mapping=self.mapping,
            anchor=self.anchor,
            handle=self.handle,
        )

    def _show(self, preview: AnalyticsPreview) -> None:
        words = self.visit.words
        rows = rebuilt_rows(self.shown.organisation.name, preview.curve, preview.anchor, preview.residuals, preview.laid)
        _show_curve(self.visit, rows)
        lines = [*rebuilt_sources(rows, words), *laid_lines(preview.laid, words)]
        if preview.typed:
            lines.append(words("Your count is stored with the curve, as declared by hand."))
        show("source", words, lines=lines)
        show("rebuilt", words, chart=_name(rows), rows=rebuilt_table(rows, words))
        days = len(preview.laid.stored)
        if not days and not preview.typed:
            show("notice", words, tone="", title="", text=words("Nothing of this file is new. There is nothing to store."))
        elif st.button(words.plural("Store this {n} day", "Store these {n} days", days), key=fresh("analytics.store"), type="primary"):
            save(self.visit, self._store)

    def _store(self) -> str:
        essaim, words = self.visit.essaim, self.visit.words
        taken = store_analytics(
            essaim.db,
            self.shown.organisation.slug,
            self.data,
            by=self.visit.actor,
            now=self.visit.now,
            holding=essaim.holding,
            mapping=self.mapping,
            anchor=self.anchor,
            handle=self.handle,
        )
        said = words.plural("{n} figure is stored.", "{n} figures are stored.", taken.stored)
        n = taken.flagged
        waits = words.plural("{n} waits for somebody to look at it.", "{n} wait for somebody to look at them.", n)
        return f"{said} {waits}" if n else said


def _count(visit: Visit) -> TypedCount | None:
    """The small form for a count that is known from elsewhere; None until it is whole."""
    words = visit.words
    left, right = st.columns(2)
    with left:
        on = day_field(words("Day of the count"), "analytics.anchor.on")
    followers = right.number_input(words("Followers on that day, exactly"), step=1, value=None, key=fresh("analytics.anchor.followers"))
    # Each field is read as soon as it is left: once all three are given, the curve appears.
    source = st.text_input(words("Source: an address, or who counted and where"), key=fresh("analytics.anchor.source"))
    return TypedCount(on, followers, source) if on and followers is not None and source else None


def _name(rows: RebuiltRows) -> str:
    return f"rebuilt-{sha256(repr(rows).encode()).hexdigest()[:12]}"


def _show_curve(visit: Visit, rows: RebuiltRows) -> None:
    words = visit.words
    show("section", words, title=rebuilt_sentence(rows, words), text="")
    show_figure(
        visit,
        _name(rows),
        lambda theme, narrow: rebuilt_chart(rows, theme, words, narrow=narrow),
        rebuilt_text(rows, words),
    )
