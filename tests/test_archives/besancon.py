"""What the tests of storing share: Université de Besançon, and what its archive says."""

from datetime import date

from sqlmodel import select

from dashboard.domain.figures import Provenance
from dashboard.domain.people import OPERATOR, Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.imports.archive import store_archive
from dashboard.services.imports.run import Taken
from dashboard.services.read_organisation import read_organisation
from db.engine import Database
from db.tables import AccountRow
from tests.archives.contents import ACCOUNT, HANDLE, MADE_AT
from tests.factories import HOLDING, NOW, TODAY

SLUG = "universite-de-besancon"
FACTS = ArchiveFacts(ACCOUNT, HANDLE, MADE_AT, followers=14_211, following=310)


def store(db: Database, facts: ArchiveFacts = FACTS, *, slug: str = SLUG, by: Actor = OPERATOR) -> Taken:
    """Store it as the machine's operator would."""
    return store_archive(db, slug, facts, by=by, now=NOW, holding=HOLDING)


def account(db: Database) -> AccountRow:
    """The only account there is."""
    with db.reading() as session:
        row = session.exec(select(AccountRow)).one()
        session.expunge(row)
        return row


def counts(db: Database) -> dict[date, tuple[int, Provenance]]:
    """Every figure of the university, by day."""
    shown = read_organisation(db, SLUG, today=TODAY, holding=HOLDING)
    return {one.day: (one.followers, one.provenance) for series in shown.series for one in series.figures}
