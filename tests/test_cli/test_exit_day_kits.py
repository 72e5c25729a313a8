"""``essaim exit-days kit`` and ``essaim exit-days follow``."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard.domain.exit_days.days import Goal
from db.engine import Database
from tests.test_cli.conftest import CommandLine
from tests.test_exit_days.cast import CITIES, city, planned, pledges
from tests.test_kits.test_follow import proven

DAY = "villes-hiver"


@pytest.fixture
def pledged(sqlite_db: Database) -> Database:
    """A day far ahead of the machine's own clock, to which Lyon pledged with its name shown."""
    ahead = datetime.now(UTC).date() + timedelta(days=60)
    titles = {"fr": "Villes, hiver", "en": "Cities, winter"}
    planned(sqlite_db, **vars(replace(CITIES, on=ahead, deadline=ahead, titles=titles, goal=Goal(2))))
    proven(sqlite_db, city(sqlite_db, "Lyon"))
    pledges(sqlite_db, "lyon", DAY, shown=True)
    return sqlite_db


@pytest.mark.usefixtures("pledged")
def test_the_kit_is_written_and_what_is_missing_is_said(essaim: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "new" / "kit.zip"
    result = essaim.run("exit-days", "kit", DAY, "lyon", "--to", file)
    assert (result.exit_code, result.stdout) == (0, f"The kit of Lyon is in {file}.\n"), result.output
    assert "This is a draft" in result.stderr and "has not set ESSAIM_PUBLIC_URL" in result.stderr
    with ZipFile(file) as archive:
        assert archive.testzip() is None and "en/x.txt" in archive.namelist()


def test_what_cannot_be_written_or_found_is_said(essaim: CommandLine, pledged: Database, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert "cannot be written" in essaim.refused("exit-days", "kit", DAY, "lyon", "--to", tmp_path / "taken" / "kit.zip")
    assert "has not pledged to leave" in essaim.refused("exit-days", "kit", DAY, city(pledged, "Dole"), "--to", tmp_path / "kit.zip")
    assert "There is no" in essaim.refused("exit-days", "kit", "nowhere", "lyon", "--to", tmp_path / "kit.zip")


@pytest.mark.usefixtures("pledged")
def test_the_accounts_of_a_day_and_of_a_sector_are_written(essaim: CommandLine, tmp_path: Path) -> None:
    for option, asked in (("--day", DAY), ("--kind", "city")):
        folder = tmp_path / asked
        assert essaim.ok("exit-days", "follow", option, asked, "--to", folder) == f"1 account to follow is in {folder}.\n"
        with (folder / "following_accounts-1.csv").open(newline="") as file:
            assert [row["Account address"] for row in csv.DictReader(file)] == ["lyon@social.example"]
    assert essaim.ok("exit-days", "follow", "--kind", "museum", "--to", tmp_path / "none").startswith("Nobody to follow: ")
    assert "Give either --day or --kind." in essaim.refused("exit-days", "follow", "--to", tmp_path, code=2)
