"""The two doors of the open data: the command line and the addresses under /data/."""

import json
from pathlib import Path

import pytest

from dashboard.config import Settings
from dashboard.web.public.open_data import RESOURCES
from dashboard.web.public.site import live_site
from db.engine import Database
from tests.factories import a_city_that_left
from tests.people import make_essaim
from tests.test_cli.conftest import CommandLine
from tests.test_open_data.reading import descriptor, problems
from tests.test_web.browsing import Browser


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, sqlite_db: Database, tmp_path: Path) -> CommandLine:
    """The command line on Lyon, in English."""
    monkeypatch.setenv("ESSAIM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ESSAIM_LANGUAGE", "en")
    a_city_that_left(sqlite_db)
    return CommandLine()


def test_export_writes_the_package(command: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert command.ok("export", folder).startswith(f"9 tables are in {folder}, ")
    assert problems(folder) == []
    assert command.ok("export", "--parquet", folder).startswith("9 tables are in ")
    assert (folder / "figures_2025.parquet").exists()


def test_the_other_exports_go_on(command: CommandLine) -> None:
    assert command.ok("export", "quickstatements") == ""
    assert "quickstatements" in command.ok("export", "--help")
    assert "Missing argument" in command.refused("export", "--parquet", code=2)


def test_a_folder_of_somebody_else_is_one_sentence(command: CommandLine, tmp_path: Path) -> None:
    assert command.refused("export", tmp_path) == (
        f"{tmp_path} holds essaim.db, which no export wrote. Choose a new folder or an empty one."
    )


@pytest.fixture
def browser(sqlite_db: Database) -> Browser:
    a_city_that_left(sqlite_db)
    return Browser(make_essaim(sqlite_db, Settings(language="en")))


def test_every_file_has_an_address(browser: Browser, tmp_path: Path) -> None:
    (resource,) = RESOURCES
    addresses = list(resource.addresses(live_site(browser.essaim)))
    assert addresses[0] == "/data/datapackage.json" and "/data/figures_2025.csv" in addresses and len(addresses) == 10
    for address in addresses:
        answer = browser.get(address)
        assert answer.status == 200 and answer.headers["access-control-allow-origin"] == "*"
        (tmp_path / address.rpartition("/")[2]).write_bytes(answer.body)
    assert problems(tmp_path) == []
    told = descriptor(tmp_path)
    assert told["homepage"] == "http://127.0.0.1:8501/en/data/" and "hash" not in told["resources"][0]


def test_files_are_kept_under_a_name(browser: Browser) -> None:
    answer = browser.get("/data/organisations.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="essaim-organisations.csv"'
    assert "last-modified" in answer.headers and json.loads(browser.get("/data/datapackage.json").body)["name"] == "essaim"


def test_nothing_else_is_there(browser: Browser) -> None:
    for path in ("organisations", "figures_2025.parquet", "figures.csv", "..%2Fessaim.db", "%00"):
        assert browser.get(f"/data/{path}").status == 404, path
