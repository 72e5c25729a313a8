"""The confirmed exit days on which an institution leaves."""

from collections.abc import Mapping, Sequence

from dashboard.domain.exit_days.days import State
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from db import exit_days, organisations, pledges
from db.engine import Database


def read_days_of(db: Database, slug: str) -> list[ExitDay]:
    """Those to which it has been bound since they were confirmed, the next first; what it pledged before that is its own affair.

    :raises NotFound: no such institution.
    """
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        bound = {row.exit_day_id for row in pledges.of_organisation(session, key) if row.bound}
        if not bound:
            return []
        rows = exit_days.exit_days(session, states=(State.CONFIRMED, State.DONE))
        return [as_exit_day(session, row) for row in rows if row.id in bound]


def read_days_of_each(db: Database, slugs: Sequence[str]) -> Mapping[str, list[ExitDay]]:
    """The same of several, in as many queries as of one; those that are unknown are left out."""
    with db.reading() as session:
        known = {row.id: row.slug for row in organisations.of_slugs(session, slugs)}
        bound: dict[int, list[str]] = {}
        for pledge in pledges.of_organisations(session, [key for key in known if key]):
            if pledge.bound:
                bound.setdefault(pledge.exit_day_id, []).append(known[pledge.organisation_id])
        found: dict[str, list[ExitDay]] = {slug: [] for slug in known.values()}
        rows = exit_days.exit_days(session, states=(State.CONFIRMED, State.DONE)) if bound else ()
        for row in rows:
            for slug in bound.get(row.id or 0, ()):
                found[slug].append(as_exit_day(session, row))
        return found
