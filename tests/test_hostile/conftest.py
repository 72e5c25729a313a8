"""The hostile register, once a module: nothing here changes it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from db.engine import Database
from db.migrate import upgrade
from tests.people import make_essaim
from tests.test_hostile.world import make_hostile


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essaim]:
    """An Essaim on the hostile register."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        upgrade(db)
        make_hostile(db)
        yield make_essaim(db, Settings(data_dir=folder))
