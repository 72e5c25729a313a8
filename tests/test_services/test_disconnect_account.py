"""Disconnecting an account that was connected by mistake."""

import pytest

from dashboard.domain.errors import NotFound
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.disconnect_account import disconnect_account
from dashboard.services.export_series import export_series
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, make_figures, make_organisation


def test_an_account_connected_by_mistake_takes_its_figures_along(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.LINKEDIN, {"2025-05-20": 900})
    make_figures(db, "lyon", Network.THREADS, {"2025-05-20": 5_000, "2025-05-21": 5_001})
    assert disconnect_account(db, "lyon", Network.THREADS, "", by=OPERATOR, now=NOW, holding=HOLDING) == 2
    assert [point.followers for point in export_series(db, "lyon")] == [900]
    standing = read_organisation(db, "lyon", today=TODAY, holding=HOLDING).standing
    assert (standing.regained_low, standing.regained_high) == (900, 900)


def test_only_its_own_account_can_be_removed_from_an_institution(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_organisation(db, "Éveux")
    make_figures(db, "eveux", Network.THREADS, {"2025-05-20": 5_000})
    with pytest.raises(NotFound, match="Lyon has no account"):
        disconnect_account(db, "lyon", Network.THREADS, "", by=OPERATOR, now=NOW, holding=HOLDING)
    assert len(export_series(db, "eveux")) == 1
