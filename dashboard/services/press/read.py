"""Read figures frozen for the press. They are public."""

import re
from collections.abc import Mapping, Sequence

from dashboard.domain.press import SHORT, PressFigure
from db import organisations, press
from db.engine import Database

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


def press_figures_of_each(db: Database, slugs: Sequence[str]) -> Mapping[str, Sequence[PressFigure]]:
    """The same of several organisations, by slug."""
    found: dict[str, list[PressFigure]] = {slug: [] for slug in slugs}
    with db.reading() as session:
        for one in press.of_organisations(session, [row.id or 0 for row in organisations.of_slugs(session, slugs)]):
            found[one.slug].append(one)
    return found


def every_short(db: Database) -> list[str]:
    """What stands in the addresses of all figures, oldest first."""
    with db.reading() as session:
        return [digest[:SHORT] for digest in press.every_digest(session)]
