"""Fixtures of these tests."""

import pytest

from db.engine import Database
from tests.factories import make_organisation
from tests.people import actor
from tests.test_compared.cast import enlist, ids, thirds
from tests.test_compared.rounds import Browser


@pytest.fixture
def ana(sqlite_db: Database) -> Browser:
    """The browser of Ana, who owns Lyon: 60 people agreed to be found, and 36 of its first 120 followers are among them."""
    make_organisation(sqlite_db)
    enlist(sqlite_db, thirds(ids(36) + ids(24, 990_000_003)))
    return Browser(sqlite_db, actor(sqlite_db, owner_of="lyon"))
