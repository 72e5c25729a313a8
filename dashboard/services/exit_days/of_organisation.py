"""The confirmed exit days on which an institution leaves."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from dashboard.domain.exit_days.days import State
from dashboard.services.exit_days.read import ExitDay, as_exit_day
from db import exit_days, organisations, pledges
from db.engine import Database
from db.tables import OrganisationRow


def read_days_of(db: Database, slug: str) -> Sequence[ExitDay]:
    """Those to which it has been bound since they were confirmed, the next first; what it pledged before that is its own affair.

    :raises NotFound: no such institution.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        return days_of(session, [row])[row.slug]


def days_of(session: Session, rows: Sequence[OrganisationRow]) -> Mapping[str, Sequence[ExitDay]]:
    """The same of several, by slug, in as many queries as of one."""
    slugs = {row.id or 0: row.slug for row in rows}
    bound = [one for one in pledges.of_organisations(session, list(slugs)) if one.bound]
    found: dict[str, list[ExitDay]] = {slug: [] for slug in slugs.values()}
    if not bound:
        return found
    for row in exit_days.exit_days(session, states=(State.CONFIRMED, State.DONE)):
        leaving = [slugs[one.organisation_id] for one in bound if one.exit_day_id == row.id]
        if not leaving:
            continue
        day = as_exit_day(session, row)
        for slug in leaving:
            found[slug].append(day)
    return found
