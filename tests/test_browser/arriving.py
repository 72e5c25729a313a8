"""Somebody who is signed in at a running server: their session is made in its database, their cookie put into the browser."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from dashboard.domain.people import Actor, Role
from db.engine import Database
from tests.people import come_in, make_person
from tests.test_ui.conftest import enrol

COOKIE = "essaim"
"""Its name over http, on one's own machine."""


def sign_in(folder: Path, email: str, *roles: Role, owner_of: str = "", name: str = "") -> tuple[str, Actor]:
    """Somebody new and their session, the second factor given: its token and its actor.

    :param folder: of the server's data.
    """
    now = datetime.now(UTC)
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        person = make_person(db, email, *roles, owner_of=owner_of, name=name, now=now)
        enrol(db, person)
        return come_in(db, person, now=now)


def arrive(context: BrowserContext, root: str, token: str) -> None:
    """Let the browser hold the session from now on.

    :param root: any address of the server.
    """
    context.add_cookies([{"name": COOKIE, "value": token, "domain": urlsplit(root).hostname or "", "path": "/"}])
