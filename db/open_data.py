"""What the open data are made from: long lists by column, since rows as objects would take minutes of a large register."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, not_, select

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from db.chunks import among
from db.standing_made import READING, columns
from db.tables import AccountRow, AnnotationRow, BaselineRow, DailyRow, MilestoneRow, OrganisationRow, StandingRow


class Span(NamedTuple):
    """First and last day of an account's figures."""

    first: date
    last: date


def spans(session: Session) -> list[Span]:
    """First and last day of every account that has figures: two look-ups by key each, however many figures there are."""
    mine = DailyRow.account_id == AccountRow.id
    first, last = (select(end(DailyRow.day)).where(mine).correlate(AccountRow).scalar_subquery() for end in (func.min, func.max))
    days = select(first.label("first"), last.label("last")).select_from(AccountRow).subquery()
    return [Span(*row) for row in session.connection().execute(select(days.c.first, days.c.last).where(days.c.first.is_not(None)))]


def accounts(session: Session, *columns: Any) -> list[Any]:
    """Of every account the slug of its institution, its network, its key and those columns."""
    query: Any = select(OrganisationRow.slug, AccountRow.network, AccountRow.id, *columns)
    query = query.join(AccountRow, col(AccountRow.organisation_id) == OrganisationRow.id)
    return list(session.connection().execute(query))


def count_of(session: Session, provenance: Provenance, network: Network) -> int:
    """How many daily figures of one provenance there are on one network."""
    query = (
        select(func.count())
        .select_from(DailyRow)
        .join(AccountRow, col(AccountRow.id) == DailyRow.account_id)
        .where(AccountRow.network == network.value, DailyRow.provenance == provenance.value)
    )
    return int(session.scalar(query) or 0)


def baselines_of(session: Session, provenance: Provenance, network: Network) -> int:
    """How many events of baselines hold a figure of one provenance on one network."""
    where = (BaselineRow.network == network.value, BaselineRow.provenance == provenance.value)
    return int(session.scalar(select(func.count()).select_from(BaselineRow).where(*where)) or 0)


def holders_of(session: Session, origins: Iterable[tuple[Provenance, Network]]) -> set[int]:
    """The organisations of which some event of the baselines holds a figure of those provenances and networks."""
    wanted = [(provenance.value, network.value) for provenance, network in origins]
    query = select(BaselineRow.organisation_id).where(tuple_(col(BaselineRow.provenance), col(BaselineRow.network)).in_(wanted))
    return set(session.exec(query.distinct()))


def standings(session: Session) -> list[Sequence[Any]]:
    """The key of every organisation with its standing at its latest reading, as standing_made.columns name it."""
    query: Any = select(OrganisationRow.id, *columns(StandingRow))
    query = query.join_from(OrganisationRow, StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return list(session.connection().execute(query))


def milestones(session: Session) -> list[Sequence[Any]]:
    """Every reading at some age: key of the organisation, age, and what standing_made.READING names."""
    query: Any = select(MilestoneRow.organisation_id, MilestoneRow.age, *(getattr(MilestoneRow, name) for name in READING))
    return list(session.connection().execute(query))


def baselines(session: Session, organisation_ids: Iterable[int]) -> list[BaselineRow]:
    """Every event of the baselines of some organisations, in the order in which they happened."""
    query = select(BaselineRow).where(among(session, col(BaselineRow.organisation_id), organisation_ids))
    return list(session.exec(query.order_by(col(BaselineRow.organisation_id), col(BaselineRow.id))))


def account_ids(session: Session, organisation_ids: Iterable[int]) -> set[int]:
    """The accounts of some organisations."""
    query = select(AccountRow.id).where(among(session, col(AccountRow.organisation_id), organisation_ids))
    return {key for key in session.exec(query) if key is not None}


def public_annotations(session: Session) -> list[tuple[AnnotationRow, str | None]]:
    """Every public note that was not withdrawn, with the slug of the organisation it is about."""
    query = (
        select(AnnotationRow, OrganisationRow.slug)
        .join(OrganisationRow, col(OrganisationRow.id) == AnnotationRow.organisation_id, isouter=True)
        .where(col(AnnotationRow.public), col(AnnotationRow.withdrawn_at).is_(None))
    )
    return [(row, slug) for row, slug in session.execute(query)]


def countries(session: Session) -> list[str]:
    """The countries of the register, in order."""
    query = select(OrganisationRow.country).where(col(OrganisationRow.country).is_not(None)).distinct()
    return sorted(code for code in session.exec(query) if code)


def fictional(session: Session) -> tuple[int, int]:
    """How many organisations there are, and how many of them are made up."""
    total = int(session.scalar(select(func.count()).select_from(OrganisationRow)) or 0)
    real = int(session.scalar(select(func.count()).select_from(OrganisationRow).where(not_(col(OrganisationRow.fictional)))) or 0)
    return total, total - real
