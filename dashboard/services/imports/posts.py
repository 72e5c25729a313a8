"""X's post exports: what each post reached, for the comparison of before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.imports import Import, Method
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.domain.post_file import Post, PostFile, read_post_file
from dashboard.domain.post_medians import PostMedians, by_month, medians
from dashboard.services.imports.x_account import Named, reading, remember, x_account
from dashboard.services.list_account import listed
from dashboard.services.permit import permit
from db import imports, organisations, posts
from db.engine import Database
from db.tables import OrganisationRow


@dataclass(frozen=True)
class PostsPreview:
    """What storing a file would do.

    :param posts: oldest first; ``known``: how many of them an earlier file told of, which this one will count instead of.
    :param overall: medians over the whole file; None for fewer than five posts. ``months``: the same month by month.
    """

    posts: Sequence[Post]
    known: int
    overall: PostMedians | None
    months: Sequence[PostMedians]


def preview_posts(
    db: Database, slug: str, data: bytes, *, by: Actor, now: datetime, mapping: Named = None, handle: str | None = None
) -> PostsPreview:
    """Read a file and store nothing.

    :param mapping: the header of each field where they are not known by name.
    :param handle: which account, where the organisation has several on X.
    :raises UnknownColumns: nobody said which column is which; with what was said of the same headers before.
    :raises Refused: what is wrong with the file, with its line and its column.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        file = _read(session, organisation, data, now, mapping)
        account = x_account(session, organisation, handle)
        known = {one.id for one in posts.of_accounts(session, [account.id])} if account and account.id else set()
        return PostsPreview(file.posts, sum(one.id in known for one in file.posts), medians(file.posts), by_month(file.posts))


def store_posts(
    db: Database, slug: str, data: bytes, *, by: Actor, now: datetime, mapping: Named = None, handle: str | None = None
) -> Import:
    """Store what a file says of each post, as one import; of a post that several imports tell of, the last one counts.

    Parameters and errors as for the preview.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        file = _read(session, organisation, data, now, mapping)
        account = x_account(session, organisation, handle) or listed(session, organisation, Network.X, None, now)
        remember(session, organisation, Method.POSTS, file.headers, mapping, now)
        row = imports.add(session, Method.POSTS, organisation_id=organisation.id or 0, role=leave.role, at=now)
        posts.store(session, account.id or 0, row.id or 0, file.posts)
        row.figures, row.first_on, row.last_on = len(file.posts), file.posts[0].on, file.posts[-1].on
        session.add(row)
        session.flush()
        leave.note(
            Deed.FIGURES_IMPORTED, f"import:{row.id}", organisation_id=organisation.id, method=Method.POSTS.value, figures=row.figures
        )
        return imports.as_import(row, organisation.slug)


def _read(session: Session, organisation: OrganisationRow, data: bytes, now: datetime, mapping: Named) -> PostFile:
    return reading(session, organisation, Method.POSTS, lambda: read_post_file(data, today=now.date(), mapping=mapping))
