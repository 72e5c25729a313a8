"""Comparisons that were kept: counts, and nothing else."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from dashboard.domain.comparison import Comparison, Counts
from dashboard.domain.errors import N_, NotFound
from dashboard.domain.people import Role
from db.tables import ComparisonRow


def add(
    session: Session, organisation_id: int, *, at: datetime, followers: int, compared: int, counts: Counts, pairs: int, role: Role
) -> Comparison:
    """Keep one."""
    row = ComparisonRow(
        organisation_id=organisation_id,
        at=at,
        followers=followers,
        compared=compared,
        anywhere=counts.anywhere,
        bluesky=counts.bluesky,
        mastodon=counts.mastodon,
        pairs=pairs,
        role=role.value,
    )
    session.add(row)
    session.flush()
    return _comparison(row)


def by_id(session: Session, comparison_id: int) -> ComparisonRow:
    """The row of a comparison.

    :raises NotFound: there is none.
    """
    row = session.get(ComparisonRow, comparison_id)
    if row is None:
        raise NotFound(N_("There is no such comparison. Choose one from the list."))
    return row


def of_organisation(session: Session, organisation_id: int) -> Sequence[Comparison]:
    """Those of an institution, newest first."""
    query = select(ComparisonRow).where(ComparisonRow.organisation_id == organisation_id)
    return [_comparison(row) for row in session.exec(query.order_by(col(ComparisonRow.at).desc(), col(ComparisonRow.id).desc()))]


def _comparison(row: ComparisonRow) -> Comparison:
    counts = Counts(row.anywhere, row.bluesky, row.mastodon)
    return Comparison(row.id or 0, row.at, row.followers, row.compared, counts, row.pairs, Role(row.role))
