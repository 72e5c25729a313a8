"""``essaim exit-days starter-pack``: who would be listed, what would change, publishing it."""

from collections.abc import Callable

import pytest

from dashboard import bootstrap
from dashboard.domain.exit_days.days import Goal
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.steps import confirm_exit_day
from db.engine import Database
from tests.factories import NOW
from tests.network.repository_fake import HANDLE, PASSWORD, RepositoryFake, listed
from tests.test_cli.conftest import CommandLine
from tests.test_exit_days.cast import DAY, planned, pledges
from tests.test_starter_pack.cast import CITIES, members


@pytest.fixture
def fake(settings: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> RepositoryFake:
    """The collective's account, set as the settings have it."""
    fake = RepositoryFake()
    settings(bluesky_account=HANDLE, bluesky_app_password=PASSWORD, public_url="https://essaim.example")
    monkeypatch.setattr(bootstrap, "build_repository", lambda **_: fake.opened())
    monkeypatch.setattr(fake, "close", lambda: None)
    return fake


def test_a_pack_is_listed_tried_and_published_from_the_command_line(essaim: CommandLine, sqlite_db: Database, fake: RepositoryFake) -> None:
    dids = members(sqlite_db, "Lyon", "Évry")
    command = ("exit-days", "starter-pack", "--kind", "city")
    assert [(one["name"], one["handle"]) for one in essaim.json(*command, "--list")] == [("Évry", "evry.fr"), ("Lyon", "lyon.fr")]
    assert fake.log == []
    tried = essaim.ok(*command, "--dry-run")
    assert tried == "2 accounts are proven and listed.\nCome onto the list: Évry; Lyon.\n1 pack would be made.\n"
    assert listed(fake) == {}
    page = f"https://bsky.app/starter-pack/{HANDLE}/{CITIES.key(1, 'pack')}"
    said = essaim.ok(*command)
    assert said == f"2 accounts are proven and listed.\nPublished: 2 accounts are listed; 2 came, 0 went.\n{page}\n"
    assert listed(fake) == {"Cities on Bluesky": sorted(dids)}
    (record,) = fake.records["app.bsky.graph.starterpack"].values()
    assert record["description"].endswith("This list is kept up to date from https://essaim.example")
    assert "Nothing to change: what is on Bluesky is what should be there." in essaim.ok(*command)
    assert "Nothing would change" in essaim.ok(*command, "--dry-run")


def test_the_pack_of_a_day_has_its_name_and_those_who_are_named(essaim: CommandLine, sqlite_db: Database, fake: RepositoryFake) -> None:
    planned(sqlite_db, goal=Goal())
    dids = members(sqlite_db, "Lyon", "Évry", "Brest")
    for slug in ("lyon", "evry"):
        pledges(sqlite_db, slug)
    pledges(sqlite_db, "brest", organisations=9)
    confirm_exit_day(sqlite_db, DAY, by=OPERATOR, now=NOW)
    essaim.ok("exit-days", "starter-pack", "--day", DAY)
    assert listed(fake) == {"Cities, autumn 2025": dids[:2]}
    assert essaim.refused("exit-days", "starter-pack", "--day", "nowhere").startswith("There is no exit day “nowhere”.")


def test_without_an_account_the_settings_that_give_one_are_named(essaim: CommandLine, sqlite_db: Database) -> None:
    members(sqlite_db, "Lyon")
    said = essaim.refused("exit-days", "starter-pack")
    assert "ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_APP_PASSWORD" in said
