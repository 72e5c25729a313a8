"""What accounts have granted and how they are proven: apps at servers, sealed tokens, proofs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from dashboard.domain.accounts import LinkMethod
from db.chunks import chunks
from db.tables import AccountProofRow, AccountRow, GrantRow, MastodonAppRow, OrganisationRow


@dataclass(frozen=True)
class Due:
    """A proof to look at again."""

    account_id: int
    method: LinkMethod
    checked_at: datetime


def app_at(session: Session, host: str, redirect_uri: str) -> MastodonAppRow | None:
    """Our registration at that server for that way back, or None."""
    return session.exec(select(MastodonAppRow).where(MastodonAppRow.host == host, MastodonAppRow.redirect_uri == redirect_uri)).first()


def app_by_id(session: Session, app_id: int) -> MastodonAppRow | None:
    """The registration of that key."""
    return session.get(MastodonAppRow, app_id)


def grant_of(session: Session, account_id: int) -> GrantRow | None:
    """What an account has granted, or None."""
    return session.exec(select(GrantRow).where(GrantRow.account_id == account_id)).first()


def grants_of(session: Session, account_ids: Iterable[int]) -> dict[int, GrantRow]:
    """What some accounts have granted, by account."""
    found: dict[int, GrantRow] = {}
    for some in chunks(account_ids):
        found.update({row.account_id: row for row in session.exec(select(GrantRow).where(col(GrantRow.account_id).in_(some)))})
    return found


def proof(session: Session, account_id: int, method: LinkMethod) -> AccountProofRow | None:
    """The proof of an account by one method, whatever its state; None if it was never begun."""
    query = select(AccountProofRow).where(AccountProofRow.account_id == account_id, AccountProofRow.method == method.value)
    return session.exec(query).first()


def proofs_of(session: Session, account_ids: Iterable[int]) -> Sequence[AccountProofRow]:
    """Every proof of some accounts, begun ones included."""
    found: list[AccountProofRow] = []
    for some in chunks(account_ids):
        found.extend(
            session.exec(select(AccountProofRow).where(col(AccountProofRow.account_id).in_(some)).order_by(col(AccountProofRow.id)))
        )
    return found


def to_recheck(session: Session, methods: Collection[LinkMethod], before: datetime) -> list[Due]:
    """The proofs by these methods that were given once and last looked at before that instant, the longest ago first."""
    query = select(AccountProofRow).where(
        col(AccountProofRow.method).in_([one.value for one in methods]),
        col(AccountProofRow.proven_at).is_not(None),
        col(AccountProofRow.checked_at) <= before,
    )
    rows = session.exec(query.order_by(col(AccountProofRow.checked_at), col(AccountProofRow.id)))
    return [Due(row.account_id, LinkMethod(row.method), row.checked_at) for row in rows if row.checked_at]


def with_owner(session: Session, account_id: int) -> tuple[AccountRow, OrganisationRow] | None:
    """An account and whose it is."""
    query = select(AccountRow, OrganisationRow).join(OrganisationRow, col(OrganisationRow.id) == AccountRow.organisation_id)
    return session.exec(query.where(AccountRow.id == account_id)).first()
