"""The public pages lead to the packs that are published, and to no other."""

from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.accounts import AccountState
from dashboard.domain.exit_days.pack import PackSector
from db.engine import Database
from tests.network.repository_fake import HANDLE, RepositoryFake
from tests.people import make_essaim
from tests.test_exit_days.cast import DAY, planned, pledges
from tests.test_starter_pack.cast import CITIES, becomes, members, publish
from tests.test_web.browsing import Browser

ALL, ONE = "/en/exit-days/", f"/en/exit-days/{DAY}/"
OF_DAY = PackSector(day=DAY)


@pytest.fixture
def essaim(sqlite_db: Database, tmp_path: Path) -> Essaim:
    """A public site, on which Lyon pledged with its name."""
    planned(sqlite_db)
    members(sqlite_db, "Lyon")
    pledges(sqlite_db, "lyon", shown=True)
    return make_essaim(sqlite_db, Settings(data_dir=tmp_path))


def href(sector: PackSector) -> str:
    return f'href="https://bsky.app/starter-pack/{HANDLE}/{sector.key(1, "pack")}" rel="noopener noreferrer"'


def test_a_pack_is_linked_once_it_is_published_and_until_it_is_removed(essaim: Essaim) -> None:
    visitor, own = Browser(essaim), RepositoryFake().opened()
    assert "bsky.app/starter-pack" not in visitor.get(ONE).html + visitor.get(ALL).html
    for sector in (OF_DAY, CITIES):
        publish(essaim.db, own, sector)
    essaim.changes.add()
    assert f"{href(OF_DAY)}>Follow them all on Bluesky (starter pack)</a>" in visitor.get(ONE).html
    assert f"{href(CITIES)}>Cities on Bluesky</a>" in visitor.get(ALL).html and "starter packs of Bluesky" in visitor.get(ALL).html
    becomes(essaim.db, "lyon", state=AccountState.GONE)
    publish(essaim.db, own, OF_DAY)
    essaim.changes.add()
    assert href(OF_DAY) not in visitor.get(ONE).html
