"""What the open data are made from: long lists by column, since rows as objects would take minutes of a large register."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, not_, select

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from db.chunks import among
from db.tables import AccountRow, AnnotationRow, BaselineRow, DailyRow, MilestoneRow, OrganisationRow, SourceRow, StandingRow


class Span(NamedTuple):
    """First and last day of an account's figures."""

    first: date
    last: date


class Daily(NamedTuple):
    """One daily figure; ``source`` is None where it is the account's own address."""

    account_id: int
    day: date
    followers: int
    at: datetime
    provenance: str
    precision: str
    rounded_to: int | None
    flagged: bool
    role: str | None
    source: str | None


def spans(session: Session) -> list[Span]:
    """First and last day of every account that has figures: two look-ups by key each, however many figures there are."""
    mine = DailyRow.account_id == AccountRow.id
    first, last = (select(end(DailyRow.day)).where(mine).correlate(AccountRow).scalar_subquery() for end in (func.min, func.max))
    days = select(first.label("first"), last.label("last")).select_from(AccountRow).subquery()
    return [Span(*row) for row in session.connection().execute(select(days.c.first, days.c.last).where(days.c.first.is_not(None)))]


def daily(session: Session, account_ids: Sequence[int], first: date, last: date) -> Iterator[Daily]:
    """The daily figures of some accounts between two days, both included, by account and day."""
    query: Any = (
        select(  # type: ignore[call-overload]
            DailyRow.account_id,
            DailyRow.day,
            DailyRow.followers,
            DailyRow.at,
            DailyRow.provenance,
            DailyRow.precision,
            DailyRow.rounded_to,
            DailyRow.flagged,
            DailyRow.role,
            SourceRow.text,
        )
        .join(SourceRow, col(DailyRow.source_id) == SourceRow.id, isouter=True)
        .where(among(session, col(DailyRow.account_id), account_ids), DailyRow.day >= first, DailyRow.day <= last)
        .order_by(col(DailyRow.account_id), col(DailyRow.day))
    )
    return map(Daily._make, session.connection().execute(query))


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


def standings(session: Session) -> list[tuple[OrganisationRow, StandingRow]]:
    """Every organisation with its standing."""
    query = select(OrganisationRow, StandingRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
    return [(organisation, standing) for organisation, standing in session.exec(query)]


def milestones(session: Session) -> Iterator[MilestoneRow]:
    """Every reading at some age."""
    return iter(session.exec(select(MilestoneRow)))


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
