"""What the tests of imports share: Lyon's X account, and figures brought for it by one act."""

from collections.abc import Mapping
from datetime import date

from dashboard.domain.figures import Provenance, Snapshot, noon
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Act, Actor
from dashboard.services.imports.run import Brought, Taken, bring
from dashboard.services.imports.undo import undo_import
from dashboard.services.permit import permit
from db import organisations
from db.engine import Database
from tests.factories import HOLDING, NOW, account_id

State = dict[tuple[date, Provenance], int]


def brought(
    db: Database, figures: Mapping[date, int], *, provenance: Provenance = Provenance.DECLARED, by: Actor = OPERATOR, slug: str = "lyon"
) -> Taken:
    """One import of figures of the institution's X account."""
    key = account_id(db, slug, Network.X)
    snapshots = [Snapshot(key, noon(on), count, provenance=provenance, source="a file") for on, count in figures.items()]
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=NOW, organisation_id=organisation.id)
        return bring(
            session, leave, Method.FIGURES, Brought(snapshots), organisation_id=organisation.id, slug=slug, now=NOW, holding=HOLDING
        )


def undone(db: Database, number: int, by: Actor = OPERATOR) -> None:
    """Undo an import."""
    undo_import(db, number, by=by, now=NOW, holding=HOLDING)
