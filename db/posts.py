"""Posts in numbers: write those of one import, read those that count."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from dashboard.domain.networks import Network
from dashboard.domain.post_file import Post
from db.bulk import insert_many
from db.chunks import among
from db.tables import AccountRow, PostRow

COLUMNS = ("account_id", "post_id", "import_id", "on", "impressions", "interactions")


def store(session: Session, account_id: int, import_id: int, posts: Iterable[Post]) -> None:
    """Write what one import says of posts of one account."""
    rows = [(account_id, one.id, import_id, one.on.isoformat(), one.impressions, one.interactions) for one in posts]
    insert_many(session, PostRow, COLUMNS, rows, _nothing)


def _nothing(insert: Any) -> Any:
    return insert.on_conflict_do_nothing()


def of_accounts(session: Session, account_ids: Sequence[int]) -> list[Post]:
    """The posts of some accounts as the last import of each tells them, oldest first."""
    return [post for _, post in _read(session, col(PostRow.account_id).in_(account_ids))]


def of_organisations(session: Session, organisation_ids: Iterable[int], network: Network) -> list[tuple[int, Post]]:
    """The same of the accounts of some organisations on a network, each with its organisation."""
    # Asked within for one network only, SQLite would walk through every account on it.
    theirs = select(AccountRow.id).where(among(session, col(AccountRow.organisation_id), organisation_ids))
    return _read(session, col(PostRow.account_id).in_(theirs), col(AccountRow.network) == network.value)


def _read(session: Session, wanted: ColumnElement[bool], *of_account: ColumnElement[bool]) -> list[tuple[int, Post]]:
    newest = (
        select(PostRow.account_id, PostRow.post_id, func.max(PostRow.import_id).label("import_id"))
        .where(wanted)
        .group_by(col(PostRow.account_id), col(PostRow.post_id))
        .subquery()
    )
    same = (
        (col(PostRow.account_id) == newest.c.account_id)
        & (col(PostRow.post_id) == newest.c.post_id)
        & (col(PostRow.import_id) == newest.c.import_id)
    )
    columns: list[Any] = [PostRow.post_id, PostRow.on, PostRow.impressions, PostRow.interactions]
    query: Any = select(col(AccountRow.organisation_id), *columns).join(PostRow, col(PostRow.account_id) == AccountRow.id)
    query = query.join(newest, same).where(*of_account).order_by(col(PostRow.on), col(PostRow.post_id))
    return [(key, Post(*post)) for key, *post in session.execute(query)]
