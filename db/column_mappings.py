"""How somebody read the headers of a file in another language, by organisation and by headers."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, select

from dashboard.domain.imports import Method
from db.tables import ColumnMappingRow


def remembered(session: Session, organisation_id: int, method: Method, headers: str) -> dict[str, str] | None:
    """The header of each field as it was said of the same headers, or None.

    :param headers: their signature (domain.analytics.columns).
    """
    row = _row(session, organisation_id, method, headers)
    return json.loads(row.mapping) if row else None


def remember(session: Session, organisation_id: int, method: Method, headers: str, mapping: Mapping[str, str], at: datetime) -> None:
    """Keep it; the last one said of the same headers counts."""
    row = _row(session, organisation_id, method, headers)
    row = row or ColumnMappingRow(organisation_id=organisation_id, method=method.value, headers=headers, mapping="", at=at)
    row.mapping, row.at = json.dumps(dict(mapping), ensure_ascii=False), at
    session.add(row)
    session.flush()


def _row(session: Session, organisation_id: int, method: Method, headers: str) -> ColumnMappingRow | None:
    query = select(ColumnMappingRow).where(
        ColumnMappingRow.organisation_id == organisation_id, ColumnMappingRow.method == method.value, ColumnMappingRow.headers == headers
    )
    return session.exec(query).first()
