"""What both imports of X's exports share: the account that a file is of, and the columns as somebody named them before."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from dashboard.domain.analytics.columns import UnknownColumns, signature
from dashboard.domain.errors import N_, Refused
from dashboard.domain.imports import Method
from dashboard.domain.networks import FACTS, Network
from db import accounts, column_mappings
from db.tables import AccountRow, OrganisationRow

T = TypeVar("T")
Named = Mapping[str, str] | None
"""The header of each field, said by hand; None where nobody had to."""


def x_account(session: Session, organisation: OrganisationRow, handle: str | None) -> AccountRow | None:
    """The organisation's account on X, or None if it has none.

    :param handle: which one, where it has several.
    :raises Refused: it has several and nobody said which, or none of that handle.
    """
    rows = [row for row in accounts.of_organisations(session, [organisation.id or 0]) if row.network == Network.X.value]
    if handle is not None:
        wanted = handle.removeprefix("@").lower()
        rows = [row for row in rows if row.handle.lower() == wanted]
        if not rows:
            raise Refused(N_("{name} has no account {handle} on X. Connect it first."), name=organisation.name, handle=handle)
    if len(rows) > 1:
        raise Refused(
            N_("{name} has several accounts on {network}: {handles}. Say which one."),
            name=organisation.name,
            network=FACTS[Network.X].label,
            handles=", ".join(row.handle for row in rows),
        )
    return rows[0] if rows else None


def reading(session: Session, organisation: OrganisationRow, method: Method, read: Callable[[], T]) -> T:
    """Read a file.

    :raises UnknownColumns: its headers are not known; with what somebody said of the same ones before, to be confirmed.
    """
    try:
        return read()
    except UnknownColumns as problem:
        before = column_mappings.remembered(session, organisation.id or 0, method, signature(problem.headers))
        if before is None:
            raise
        raise UnknownColumns(problem.headers, before, before=True) from problem


def remember(
    session: Session,
    organisation: OrganisationRow,
    method: Method,
    headers: tuple[str, ...],
    mapping: Mapping[str, str] | None,
    now: datetime,
) -> None:
    """Keep what was said by hand for the same headers."""
    if mapping:
        column_mappings.remember(session, organisation.id or 0, method, signature(headers), mapping, now)
