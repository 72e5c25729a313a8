"""How to call each service by which figures come, go, or become the baseline."""

from datetime import date
from typing import Any

from dashboard.domain.figures import Provenance, noon
from dashboard.domain.people import Actor
from dashboard.services.baselines import choose
from dashboard.services.imports import read, undo
from tests.factories import HOLDING, NOW
from tests.test_takeover.call import EDITOR, Call
from tests.test_takeover.house import House

HOLD: dict[str, Any] = {"now": NOW, "holding": HOLDING}


def _choose(house: House, by: Actor, slug: str) -> object:
    of_x = house.accounts["x"], noon(date(2025, 1, 20)), Provenance.DECLARED
    return choose.choose_baseline(house.db, slug, *of_x, reason="x", by=by, **HOLD)


FIGURES = (
    Call("imports.undo.undo_import", EDITOR, lambda h, by, _: undo.undo_import(h.db, h.brought, by=by, **HOLD)),
    Call("imports.read.imports_of", EDITOR, lambda h, by, s: read.imports_of(h.db, by, s, now=NOW)),
    Call("baselines.choose.choose_baseline", EDITOR, _choose),
)
