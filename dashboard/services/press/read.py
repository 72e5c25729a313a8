"""Read figures frozen for the press. They are public."""

import re
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from dashboard.domain.press import SHORT, PressFigure
from db import organisations, press
from db.engine import Database
from db.tables import OrganisationRow

_SHORT = re.compile(rf"[0-9a-f]{{{SHORT}}}")


def press_figure(db: Database, short: str) -> PressFigure | None:
    """The figure at an address, or None.

    :param short: the first signs of its digest, as in the address.
    """
    if not _SHORT.fullmatch(short):
        return None
    with db.reading() as session:
        return press.by_short(session, short)


def press_figures_of(db: Database, slug: str) -> list[PressFigure]:
    """The figures of an organisation, newest first.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        return press.of_organisation(session, organisations.by_slug(session, slug).id or 0)


def figures_of(session: Session, rows: Sequence[OrganisationRow]) -> Mapping[str, Sequence[PressFigure]]:
    """The same of several organisations, by slug."""
    found: dict[str, list[PressFigure]] = {row.slug: [] for row in rows}
    for one in press.of_organisations(session, [row.id or 0 for row in rows]):
        found[one.slug].append(one)
    return found


def every_short(db: Database) -> list[str]:
    """What stands in the addresses of all figures, oldest first."""
    with db.reading() as session:
        return [digest[:SHORT] for digest in press.every_digest(session)]
