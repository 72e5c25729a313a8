"""Second factors and recovery codes."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, func, select, update

from db.tables import FactorKind, FactorRow, RecoveryCodeRow


def of_person(session: Session, person_id: int, kind: str | None = None) -> Sequence[FactorRow]:
    """Somebody's factors that work, the oldest first; of one kind, or all."""
    query = select(FactorRow).where(FactorRow.person_id == person_id, col(FactorRow.confirmed))
    if kind is not None:
        query = query.where(FactorRow.kind == kind)
    return session.exec(query.order_by(col(FactorRow.id))).all()


def own(session: Session, person_id: int, factor_id: int, *, confirmed: bool) -> FactorRow | None:
    """A factor of somebody's, working or still to be confirmed; None if the number is another person's."""
    query = select(FactorRow).where(FactorRow.id == factor_id, FactorRow.person_id == person_id, col(FactorRow.confirmed) == confirmed)
    return session.exec(query).first()


def by_credential(session: Session, credential_id: str) -> FactorRow | None:
    """The passkey of that credential, whosever it is."""
    return session.exec(select(FactorRow).where(FactorRow.credential_id == credential_id)).first()


def drop_begun(session: Session, person_id: int) -> None:
    """Delete code generators that somebody began to add and never confirmed."""
    session.execute(delete(FactorRow).where(col(FactorRow.person_id) == person_id, ~col(FactorRow.confirmed)))


def drop_all(session: Session, person_id: int) -> None:
    """Delete all of somebody's factors and recovery codes."""
    session.execute(delete(FactorRow).where(col(FactorRow.person_id) == person_id))
    drop_codes(session, person_id)


def forget_begun(session: Session, before: datetime) -> None:
    """Delete code generators that nobody confirmed, begun before that instant."""
    old = (col(FactorRow.kind) == FactorKind.TOTP, ~col(FactorRow.confirmed), col(FactorRow.added_at) < before)
    session.execute(delete(FactorRow).where(*old))


def add_codes(session: Session, person_id: int, digests: Sequence[str]) -> None:
    """Store recovery codes."""
    session.add_all([RecoveryCodeRow(person_id=person_id, digest=one) for one in digests])
    session.flush()


def drop_codes(session: Session, person_id: int) -> None:
    """Delete all of somebody's recovery codes."""
    session.execute(delete(RecoveryCodeRow).where(col(RecoveryCodeRow.person_id) == person_id))


def codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes somebody can still use."""
    query = select(func.count()).where(RecoveryCodeRow.person_id == person_id, col(RecoveryCodeRow.used_at).is_(None))
    return session.exec(query).one()


def use_code(session: Session, person_id: int, digests: Sequence[str], now: datetime) -> bool:
    """Use the recovery code of one of these digests; False if there is none, or it was used before."""
    free = (
        col(RecoveryCodeRow.person_id) == person_id,
        col(RecoveryCodeRow.digest).in_(digests),
        col(RecoveryCodeRow.used_at).is_(None),
    )
    return bool(session.execute(update(RecoveryCodeRow).where(*free).values(used_at=now)).rowcount == 1)  # type: ignore[attr-defined]
