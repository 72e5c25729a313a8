"""CSV downloads: everything of what a page shows, made when asked for."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from dashboard.bootstrap import Essaim
from dashboard.domain.csv_text import csv_text
from dashboard.domain.figures import Provenance
from dashboard.domain.leaderboard import Standing
from dashboard.domain.organisations import Organisation
from dashboard.domain.redistribution import WITHHELD_DIGITS, withheld
from dashboard.services.export_series import export_series
from dashboard.services.read_leaderboard import chosen_standings
from dashboard.services.read_public import hidden_among
from dashboard.services.views import SeriesPoint
from dashboard.ui.state import View
from dashboard.ui.visit import Visit

SERIES = ("slug", "network", "handle", "at", "followers", "source", "precision", "rounded_to", "provenance", "role", "flagged")
STANDINGS = (
    *("slug", "name", "kind", "size", "size_measure", "level", "status", "departed_on"),
    *("baseline", "baseline_on", "baseline_source", "regained_low", "regained_high", "recovery_low", "recovery_high"),
    *("as_of", "age", "growth", "per_person", "missing", "fictional"),
)


def leaderboard_csv(essaim: Essaim, view: View) -> str:
    """Every organisation within the filters, at the age and in the order shown: certified, listed, not enough data."""
    found = chosen_standings(essaim.db, today=essaim.today(), age=view.age, kind=view.kind, size_class=view.size, ordered=view.order)
    hidden = hidden_among(essaim.db, [one.slug for one in found])
    return csv_text(STANDINGS, [_standing_row(_without_baseline(one) if one.slug in hidden else one) for one in found])


def series_csv(essaim: Essaim, slugs: Sequence[str]) -> str:
    """Every figure of some organisations that may be handed on, each with its source."""
    points = [(slug, point) for slug in slugs for point in export_series(essaim.db, slug)]
    return csv_text(SERIES, [_series_row(slug, one) for slug, one in points if not withheld(Provenance(one.provenance), one.network)])


def show_leaderboard_csv(visit: Visit) -> None:
    """The button under the leaderboard."""
    _button(
        visit,
        f"essaim-leaderboard-{visit.view.age or 'latest'}-{visit.view.order.value}.csv",
        lambda: leaderboard_csv(visit.essaim, visit.view),
    )


def show_series_csv(visit: Visit, organisations: Sequence[Organisation]) -> None:
    """The button under one institution, or several."""
    slugs = [one.slug for one in organisations]
    name = slugs[0] if len(slugs) == 1 else "comparison"
    _button(visit, f"essaim-{name}.csv", lambda: series_csv(visit.essaim, slugs))


def _without_baseline(one: Standing) -> Standing:
    """Where it may not be handed on; its shares no longer tell it either."""
    low, high = (None if share is None else round(share, WITHHELD_DIGITS) for share in (one.recovery_low, one.recovery_high))
    return one._replace(baseline=None, recovery_low=low, recovery_high=high)


def _series_row(slug: str, point: SeriesPoint) -> list[object]:
    values = [getattr(point, column) for column in SERIES[1:]]
    return [slug, *(value.isoformat() if isinstance(value, datetime) else _cell(value) for value in values)]


def _standing_row(one: Standing) -> list[object]:
    values = [getattr(one, column) for column in STANDINGS]
    return [_cell(value) for value in values]


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _button(visit: Visit, name: str, build: Callable[[], str]) -> None:
    def marked() -> bytes:
        # The mark at the start tells spreadsheets that accents are UTF-8.
        return build().encode("utf-8-sig")

    st.download_button(
        visit.words("CSV data"), marked, file_name=name, mime="text/csv", on_click="ignore", key=f"csv.{name}", type="primary"
    )
