"""Fixtures of the tests of the front door."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.services.people import passwords
from db.engine import Database
from tests.people import make_essaim


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed in no time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def essaim(sqlite_db: Database) -> Essaim:
    """An Essaim on this machine alone."""
    return make_essaim(sqlite_db, Settings())


@pytest.fixture
def essaim_with(sqlite_db: Database) -> Callable[..., Essaim]:
    """An Essaim with settings of one's own: ``essaim_with(public_url="https://essaim.example")``."""

    def make(*, mail: object = None, provider: object = None, clock: object = None, **settings: object) -> Essaim:
        parts = {name: part for name, part in (("mail", mail), ("provider", provider), ("clock", clock)) if part is not None}
        return make_essaim(sqlite_db, Settings(**settings), **parts)  # type: ignore[arg-type]

    return make
