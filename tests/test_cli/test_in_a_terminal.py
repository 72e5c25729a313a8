"""The command as it is installed, in processes of its own: what a terminal, a pipe and another process make of it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dashboard.bootstrap import KEY_FILE, Essaim
from dashboard.cli import organisation as organisation_command
from dashboard.cli.terminal import shown
from db import engine
from tests.network.postgres import fresh_database
from tests.test_cli.conftest import REGISTER, CommandLine

SCRIPT = Path(sys.executable).with_name("essaim")


def run(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    environment |= {"ESSAIM_LANGUAGE": "en", **{f"ESSAIM_{name.upper()}": str(value) for name, value in settings.items()}}
    return subprocess.run([str(SCRIPT), *words], env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_everything_works_on_a_postgresql_named_by_its_address_alone(postgres_url: str, tmp_path: Path) -> None:
    with fresh_database(postgres_url) as url:
        assert run("organisation", "import", str(REGISTER), data_dir=tmp_path, database_url=url).returncode == 0
        said = run("leaderboard", "--format", "json", data_dir=tmp_path, database_url=url)
        rows = {row["slug"]: row for row in json.loads(said.stdout)}
        assert (len(rows), rows["ville-de-paris"]["baseline"], rows["ville-de-paris"]["recovery_low"]) == (22, 2_200_000, None)
        again = run("organisation", "import", str(REGISTER), data_dir=tmp_path, database_url=url)
        assert (again.returncode, again.stdout) == (0, "0 created, 0 changed, 22 unchanged, 0 refused.\n")
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    said = run("leaderboard", data_dir=tmp_path / "taken" / "data")
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert str(tmp_path / "taken" / "data") in said.stderr and "ESSAIM_DATA_DIR" in said.stderr


def test_a_file_of_the_jobs_that_is_no_database_is_said_before_anything_is_served(essaim: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "jobs.db").write_text("these are my holiday notes, and no database" * 50)
    line = essaim.refused("serve", "--port", "1")
    assert str(tmp_path / "jobs.db") in line and "file is not a database" in line


def test_while_somebody_else_goes_on_writing_commands_read_and_do_not_write(
    essaim: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PRAGMAS", [*engine.PRAGMAS, "busy_timeout=50"])
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    with closing(sqlite3.connect(tmp_path / "essaim.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [row["slug"] for row in essaim.json("leaderboard")] == ["lyon"]
        line = essaim.refused("organisation", "add", "Évry", "--kind", "city")
    assert "busy" in line and "Try again" in line


def test_a_pipe_that_closes_early_is_no_accident(tmp_path: Path) -> None:
    run("organisation", "import", str(REGISTER), data_dir=tmp_path)
    environment = {**os.environ, "ESSAIM_DATA_DIR": str(tmp_path)}
    words = f"{SCRIPT} leaderboard --format json | head -c 10"
    said = subprocess.run(["bash", "-c", words], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (said.stdout[:1], said.stderr) == ("[", "")


def test_a_register_without_anybody_has_the_same_columns(essaim: CommandLine) -> None:
    for words in (["leaderboard"], ["organisation", "list"]):
        for form in ("csv", "table"):
            headers = []
            for name in (None, f"Ville {words} {form}"):
                if name:
                    essaim.ok("organisation", "add", name, "--kind", "city")
                headers.append(essaim.ok(*words, "--format", form).splitlines()[0].replace(",", " ").split())
            assert headers[0] == headers[1]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Lyon\x1b[2J\x1b]0;owned\x07", "Lyon?[2J?]0;owned?"),
        ("Lyon\u202etxt.exe", "Lyon?txt.exe"),
        ("Ville\nde\tLyon", "Ville?de?Lyon"),
        ("31\u202f% à Évry", "31\u202f% à Évry"),
        ("\ud800", "?"),
    ],
)
def test_text_from_outside_does_not_steer_the_terminal(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_what_nobody_foresaw_is_one_line_and_a_file_for_those_who_repair_it(
    essaim: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: Any, **__: Any) -> Essaim:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(organisation_command, "opened", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    line = essaim.refused("organisation", "list")
    (file,) = tmp_path.glob("essaim-*.txt")
    assert "ZeroDivisionError" in line and str(file) in line
    assert "a fault of ours" in file.read_text() and "Traceback" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
