"""Figures typed in, one or several: all of them or none, each an import that can be undone."""

from datetime import date

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import Actor
from dashboard.services.export_series import export_series
from dashboard.services.imports.figures import apply_rows
from dashboard.services.imports.read import imports_of
from dashboard.services.imports.undo import undo_import
from dashboard.services.record_figure import record_figure
from db.engine import Database
from tests.factories import HOLDING, NOW, make_organisation
from tests.people import actor
from tests.test_figures_brought.cast import standing


@pytest.fixture
def editor(db: Database) -> Actor:
    """Somebody in the team of Lyon."""
    make_organisation(db)
    return actor(db, editor_of="lyon")


def test_rows_are_stored_all_or_none(db: Database, editor: Actor) -> None:
    row = {"network": "x", "date": "2025-01-20", "followers": "14k", "source": "me"}
    said = {"by": editor, "now": NOW, "holding": HOLDING, "slug": "lyon"}
    refused = apply_rows(db, [row, {**row, "date": "soon"}], **said)  # type: ignore[arg-type]
    assert refused.done is None and [problem.line_no for problem in refused.plan.refused] == [2]
    assert standing(db) == []
    done = apply_rows(db, [row], **said).done  # type: ignore[arg-type]
    assert done and done.method is Method.EDITOR
    assert [(point.followers, point.rounded_to) for point in export_series(db, "lyon")] == [(14_000, 1_000)]


def test_a_figure_recorded_by_hand_is_an_import_that_can_be_undone(db: Database, editor: Actor) -> None:
    said = {"source": "me", "by": editor, "now": NOW, "holding": HOLDING}
    record_figure(db, "lyon", Network.X, date(2025, 1, 20), 2_200_000, rounded_to=100_000, **said)  # type: ignore[arg-type]
    (point,) = export_series(db, "lyon")
    assert (point.precision, point.rounded_to) == ("rounded", 100_000)
    (done,) = imports_of(db, editor, "lyon", now=NOW)
    undo_import(db, done.id, by=editor, now=NOW, holding=HOLDING)
    assert standing(db) == []


@pytest.mark.parametrize("rounded_to", [1, 300_000, -1])
def test_a_figure_is_rounded_to_what_divides_it(db: Database, editor: Actor, rounded_to: int) -> None:
    with pytest.raises(Refused, match="is not rounded to the nearest"):
        record_figure(
            db, "lyon", Network.X, date(2025, 1, 20), 2_200_000, source="me", by=editor, now=NOW, holding=HOLDING, rounded_to=rounded_to
        )
