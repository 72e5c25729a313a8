"""Read the public notes on charts with whose they are."""

from datetime import date

from dashboard.domain.annotations import Annotation
from dashboard.services.annotations.read import read_all_annotations, read_annotations
from db import public
from db.engine import Database


def list_notes(db: Database, slug: str | None, *, since: date | None, until: date | None) -> list[tuple[Annotation, bool]]:
    """The public notes by day, each with whether its institution is fictional.

    :param slug: of the institution whose notes are wanted, beside those on the whole movement; None for all there are.
    :param since: first day, and ``until`` last day, both included.
    :raises NotFound: no organisation is called so.
    """
    found = read_all_annotations(db) if slug is None else read_annotations(db, slug)
    wanted = [one for one in found if (since is None or one.on >= since) and (until is None or one.on <= until)]
    with db.reading() as session:
        fictional = public.fictional_among(session, {one.organisation for one in wanted if one.organisation})
    return [(one, one.organisation in fictional) for one in wanted]
