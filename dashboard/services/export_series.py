"""Export every figure of an organisation, each with where it comes from."""

from dashboard.domain.networks import Network
from dashboard.services.views import SeriesPoint
from db import accounts, figures, organisations
from db.engine import Database


def export_series(db: Database, slug: str) -> list[SeriesPoint]:
    """All snapshots, by network, account and instant. A day without a figure has no line: gaps are gaps."""
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        rows = {row.id: row for row in accounts.of_organisations(session, [organisation.id or 0])}
        points = [
            SeriesPoint(
                network=Network(rows[one.account_id].network),
                handle=rows[one.account_id].handle,
                at=one.at,
                followers=one.followers,
                source=one.source or rows[one.account_id].url or "",
                precision=one.precision.value,
                provenance=one.provenance.value,
                role=one.role.value if one.role else None,
                flagged=one.flagged,
                rounded_to=one.rounded_to,
            )
            for one in figures.snapshots(session, [key for key in rows if key])
        ]
    places = {network: place for place, network in enumerate(Network)}
    return sorted(points, key=lambda point: (places[point.network], point.handle, point.at))
