"""Where the starter packs of a sector are, as the audit knows it: what was published last."""

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.exit_days.pack import PackSector
from dashboard.domain.organisations import Kind
from db import audit
from db.engine import Database


def read_pages(db: Database, sector: PackSector) -> tuple[str, ...]:
    """The addresses of its packs on Bluesky, for anybody; empty if there are none."""
    with db.reading() as session:
        return last_published(session, sector) or ()


def read_pages_of_kinds(db: Database) -> dict[Kind, tuple[str, ...]]:
    """The same for the packs of each kind of institution; those without are left out."""
    with db.reading() as session:
        if not audit.entries(session, audit.Wanted(deed=Deed.PACK_PUBLISHED), 1):
            return {}
        found = {kind: last_published(session, PackSector(frozenset({kind}))) for kind in Kind}
    return {kind: pages for kind, pages in found.items() if pages}


def last_published(session: Session, sector: PackSector) -> tuple[str, ...] | None:
    """What was published last; None if nothing ever was."""
    wanted = audit.Wanted(deed=Deed.PACK_PUBLISHED, subject=sector.subject)
    for entry in audit.entries(session, wanted, 1):
        return sector.pages(str(entry.details["account"]), int(str(entry.details["packs"])))
    return None


def ever_begun(session: Session, sector: PackSector) -> bool:
    """Whether there may be packs of that sector, even if whoever published them did not come to its end."""
    return bool(audit.entries(session, audit.Wanted(deed=Deed.PACK_BEGUN, subject=sector.subject), 1))
