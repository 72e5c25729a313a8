"""Figures frozen for the press: add one, find one by its address, list them."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from dashboard.domain.press import PressFigure
from db.chunks import among
from db.tables import OrganisationRow, PressFigureRow


def add(session: Session, row: PressFigureRow) -> None:
    """Keep one more. There is no way to change one."""
    session.add(row)
    session.flush()


def by_short(session: Session, short: str) -> PressFigure | None:
    """The figure whose digest begins so; the first one, so that an address never leads elsewhere later."""
    query = _query().where(col(PressFigureRow.digest).startswith(short, autoescape=True)).order_by(col(PressFigureRow.id)).limit(1)
    row = session.exec(query).first()
    return _as_figure(*row) if row else None


def of_organisation(session: Session, organisation_id: int) -> list[PressFigure]:
    """The figures of an organisation, newest first."""
    return of_organisations(session, [organisation_id])


def of_organisations(session: Session, organisation_ids: Iterable[int]) -> list[PressFigure]:
    """The figures of some organisations, newest first."""
    mine = among(session, col(PressFigureRow.organisation_id), organisation_ids)
    query = _query().where(mine).order_by(col(PressFigureRow.id).desc())
    return [_as_figure(*row) for row in session.exec(query)]


def every_digest(session: Session) -> Sequence[str]:
    """The digests of all figures, oldest first."""
    return session.exec(select(PressFigureRow.digest).order_by(col(PressFigureRow.id))).all()


def _query() -> Select[PressFigureRow, str]:
    return select(PressFigureRow, OrganisationRow.slug).join(OrganisationRow, col(OrganisationRow.id) == PressFigureRow.organisation_id)


def _as_figure(row: PressFigureRow, slug: str) -> PressFigure:
    return PressFigure(slug, row.content, row.digest, row.frozen_at)
