"""CSV downloads: everything of what a page shows, made when asked for."""

from collections.abc import Callable

import streamlit as st

from dashboard.domain.csv_text import csv_text
from dashboard.domain.leaderboard import Standing
from dashboard.domain.organisations import Organisation
from dashboard.services.export_series import export_series
from dashboard.services.read_leaderboard import all_standings
from dashboard.ui.visit import Visit

SERIES = ("slug", "network", "handle", "at", "followers", "source", "precision", "provenance")
STANDINGS = (
    *("slug", "name", "kind", "size", "size_measure", "level", "status", "departed_on"),
    *("baseline", "baseline_on", "baseline_source", "regained_low", "regained_high", "recovery_low", "recovery_high"),
    *("as_of", "age", "missing", "fictional"),
)


def show_leaderboard_csv(visit: Visit) -> None:
    """Every organisation at the age shown, with or without a rank, within the filters."""
    view = visit.view

    def build() -> str:
        found = all_standings(visit.essaim.db, today=visit.today, age=view.age, holding=visit.essaim.holding)
        kept = [one for one in found if view.kind in (None, one.kind) and view.size in (None, one.size_class)]
        return csv_text(STANDINGS, [_standing_row(one) for one in kept])

    _button(visit, f"essaim-leaderboard-{view.age or 'latest'}.csv", build)


def show_series_csv(visit: Visit, organisations: list[Organisation]) -> None:
    """Every figure of some organisations, each with its source."""

    def build() -> str:
        db = visit.essaim.db
        return csv_text(
            SERIES,
            [
                (
                    one.slug,
                    point.network.value,
                    point.handle,
                    point.at.isoformat(),
                    point.followers,
                    point.source,
                    point.precision,
                    point.provenance,
                )
                for one in organisations
                for point in export_series(db, one.slug)
            ],
        )

    name = organisations[0].slug if len(organisations) == 1 else "comparison"
    _button(visit, f"essaim-{name}.csv", build)


def _standing_row(one: Standing) -> list[object]:
    values = [getattr(one, column) for column in STANDINGS]
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _button(visit: Visit, name: str, build: Callable[[], str]) -> None:
    def marked() -> bytes:
        # The mark at the start tells spreadsheets that accents are UTF-8.
        return build().encode("utf-8-sig")

    st.download_button(
        visit.words("CSV data"), marked, file_name=name, mime="text/csv", on_click="ignore", key=f"csv.{name}", type="primary"
    )
