"""Somebody who is signed in at a running server: their session is made in its database, their cookie put into the browser."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import BrowserContext

from dashboard.domain.people import Actor, Role
from db.engine import Database
from tests.people import come_in, make_person


def arrive(context: BrowserContext, folder: Path, root: str, email: str, *roles: Role, owner_of: str = "", name: str = "") -> Actor:
    """Sign somebody new in, their second factor given.

    :param folder: of the server's data; ``root``: address of its dashboard.
    """
    now = datetime.now(UTC)
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        token, actor = come_in(db, make_person(db, email, *roles, owner_of=owner_of, name=name, now=now), now=now)
    context.add_cookies([{"name": "essaim", "value": token, "url": root}])
    return actor
