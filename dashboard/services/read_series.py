"""Read the dated counts of one institution a part at a time, each with where it comes from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dashboard.domain.accounts import Account, Origin
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.redistribution import withheld
from dashboard.services.views import SeriesPoint
from db import accounts, organisations, public
from db.engine import Database
from db.tables import SnapshotRow

Key = tuple[int, datetime, str]


@dataclass(frozen=True)
class PublicPoint:
    """One dated count as it may be handed on.

    :param organisation: slug of the one that holds the account today.
    :param withheld: whether the count is known but may not be handed on; ``point.followers`` must then not be shown.
    """

    organisation: str
    fictional: bool
    account: int
    origin: Origin
    point: SeriesPoint
    withheld: bool


def list_series(
    db: Database, slug: str, *, network: Network | None, since: date | None, until: date | None, after: Key | None, limit: int
) -> list[tuple[Key, PublicPoint]]:
    """Every count of the institution's accounts, by account and instant. A day without a figure has no line: gaps are gaps.

    :param since: first day, and ``until`` last day, both included (UTC).
    :raises NotFound: no organisation is called so.
    """
    first = datetime.combine(since, time(), UTC) if since else None
    before = datetime.combine(until + timedelta(days=1), time(), UTC) if until and until < date.max else None
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        rows = accounts.of_organisations(session, [organisation.id or 0])
        mine = {row.id or 0: accounts.as_account(row, organisation.slug) for row in rows}
        asked = [key for key, one in mine.items() if network in (None, one.network)]
        found = public.snapshots_after(session, asked, first, before, after, limit)
        return [
            (
                (row.account_id, row.at, row.provenance),
                PublicPoint(
                    organisation=organisation.slug,
                    fictional=organisation.fictional,
                    account=row.account_id,
                    origin=mine[row.account_id].origin,
                    point=_point(mine[row.account_id], row, source),
                    withheld=withheld(Provenance(row.provenance), mine[row.account_id].network),
                ),
            )
            for row, source in found
        ]


def _point(account: Account, row: SnapshotRow, source: str | None) -> SeriesPoint:
    return SeriesPoint(
        network=account.network,
        handle=account.handle,
        at=row.at,
        followers=row.followers,
        source=source or account.url or "",
        precision=row.precision,
        provenance=row.provenance,
        role=row.role,
        rounded_to=row.rounded_to,
        flagged=row.flagged,
    )
