"""The export: every figure in order, each with where it comes from."""

from datetime import UTC, datetime

import pytest

from dashboard.domain.errors import NotFound
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.services.export_series import export_series
from dashboard.services.views import SeriesPoint
from db.engine import Database
from tests.factories import make_account, make_figures, make_organisation


def test_figures_go_by_network_account_and_instant_each_with_its_source(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.THREADS, {"2025-05-02": 30})
    make_account(db, "lyon", Network.BLUESKY, "b.lyon.fr")
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-02": 20, "2025-05-01": 10})
    make_account(db, "lyon", Network.BLUESKY, "a.lyon.fr", followers=15)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 9_000}, provenance=Provenance.PRESS, precision=Precision.ROUNDED, source="Le Monde")
    points = export_series(db, "lyon")
    assert [(one.network, one.handle, one.followers) for one in points] == [
        (Network.X, "", 9_000),
        (Network.BLUESKY, "a.lyon.fr", 15),
        (Network.BLUESKY, "b.lyon.fr", 10),
        (Network.BLUESKY, "b.lyon.fr", 20),
        (Network.THREADS, "", 30),
    ]
    assert points[0] == SeriesPoint(Network.X, "", datetime(2025, 1, 20, 12, tzinfo=UTC), 9_000, "Le Monde", "rounded", "press", "operator")
    assert points[2].source == "https://bsky.app/profile/b.lyon.fr"
    assert (points[2].at, points[2].provenance, points[2].role) == (datetime(2025, 5, 1, 6, tzinfo=UTC), "api", None)


def test_only_the_figures_of_the_institution_that_was_asked_for(db: Database) -> None:
    for name in ("Lyon", "Éveux"):
        make_organisation(db, name)
    make_figures(db, "lyon", Network.THREADS, {"2025-05-02": 30})
    assert export_series(db, "eveux") == []
    with pytest.raises(NotFound, match="“atlantis”"):
        export_series(db, "atlantis")
