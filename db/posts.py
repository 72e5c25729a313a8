"""Posts in numbers: write those of one import, read those that count."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from dashboard.domain.post_file import Post
from db.bulk import insert_many
from db.tables import PostRow

COLUMNS = ("account_id", "post_id", "import_id", "on", "impressions", "interactions")


def store(session: Session, account_id: int, import_id: int, posts: Iterable[Post]) -> None:
    """Write what one import says of posts of one account."""
    rows = [(account_id, one.id, import_id, one.on.isoformat(), one.impressions, one.interactions) for one in posts]
    insert_many(session, PostRow, COLUMNS, rows, _nothing)


def _nothing(insert: Any) -> Any:
    return insert.on_conflict_do_nothing()


def of_accounts(session: Session, account_ids: Sequence[int]) -> list[Post]:
    """The posts of some accounts as the last import of each tells them, oldest first."""
    return [post for _, post in with_accounts(session, account_ids)]


def with_accounts(session: Session, account_ids: Sequence[int]) -> list[tuple[int, Post]]:
    """The same, each with its account."""
    newest = (
        select(PostRow.account_id, PostRow.post_id, func.max(PostRow.import_id).label("import_id"))
        .where(col(PostRow.account_id).in_(account_ids))
        .group_by(col(PostRow.account_id), col(PostRow.post_id))
        .subquery()
    )
    same = (
        (col(PostRow.account_id) == newest.c.account_id)
        & (col(PostRow.post_id) == newest.c.post_id)
        & (col(PostRow.import_id) == newest.c.import_id)
    )
    query = select(PostRow).join(newest, same).order_by(col(PostRow.on), col(PostRow.post_id))
    return [(row.account_id, Post(row.post_id, row.on, row.impressions, row.interactions)) for row in session.exec(query)]
