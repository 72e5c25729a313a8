"""``essaim audit``: lines, a file, and whether anybody changed it."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import Database
from tests.test_cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def register(essaim: CommandLine) -> None:
    """Two institutions, registered on this machine."""
    for name, kind in (("Lyon", "city"), ("Université de Besançon", "university")):
        essaim.ok("organisation", "add", name, "--kind", kind)


def test_lines_come_newest_first(essaim: CommandLine) -> None:
    lines = essaim.json("audit", "list")
    assert [(one["id"], one["organisation"]) for one in lines] == [(2, "universite-de-besancon"), (1, "lyon")]
    assert (lines[0]["deed"], lines[0]["role"], lines[0]["person"]) == ("organisation.registered", "operator", None)
    assert "organisation.registered" in essaim.ok("audit", "list")


def test_lines_are_chosen(essaim: CommandLine) -> None:
    def numbers(*words: object) -> list[int]:
        return [one["id"] for one in essaim.json("audit", "list", *words)]

    assert numbers("--organisation", "lyon") == [1]
    assert numbers("--before", 2) == [1]
    assert numbers("--limit", 1) == [2]
    assert numbers("--deed", "claim.proven") == numbers("--person", 7) == numbers("--until", "2020-01-01") == []
    assert numbers("--since", "2020-01-01") == [2, 1]
    assert "atlantis" in essaim.refused("audit", "list", "--organisation", "atlantis")


def test_the_export_is_a_file_and_is_noted(essaim: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "audit.csv"
    assert essaim.ok("audit", "export", file) == ""
    with file.open(encoding="utf-8", newline="") as written:
        assert [row["id"] for row in csv.DictReader(written)] == ["2", "1"]
    (row,) = csv.DictReader(io.StringIO(essaim.ok("audit", "export", "--deed", "audit.exported")))
    assert row["details"] == '{"selection": {}}'


def test_a_whole_chain_gives_a_digest_for_the_next_check(essaim: CommandLine) -> None:
    said = essaim.ok("audit", "check")
    assert said.startswith("All 2 lines of the audit follow from each other.")
    digest = said.split()[-1]
    essaim.ok("organisation", "add", "Évreux", "--kind", "city")
    assert essaim.ok("audit", "check", "--noted", digest).startswith("All 3 lines")
    assert "were removed" in essaim.refused("audit", "check", "--noted", "f" * 64)


def test_a_changed_line_is_named(essaim: CommandLine, sqlite_db: Database) -> None:
    with sqlite_db.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_keeps_update"))
        connection.execute(text("UPDATE audit SET role = 'collective' WHERE id = 1"))
    assert "Line 1 of the audit does not follow from the one before" in essaim.refused("audit", "check")
