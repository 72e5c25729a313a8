"""Whatever goes wrong is one line on stderr that names its remedy, without a traceback; in French where French is set."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_cli.conftest import CommandLine

SCRIPT = Path(sys.executable).with_name("essaim")
HEAVY = ("atproto", "mastodon", "streamlit", "plotly", "sqlmodel", "sqlalchemy", "dbos")


def process(*words: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, with these settings alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    environment |= {f"ESSAIM_{name.upper()}": str(value) for name, value in settings.items()}
    return subprocess.run([str(SCRIPT), *words], env=environment, capture_output=True, text=True, timeout=60, check=False)


def said(one: subprocess.CompletedProcess[str]) -> str:
    """The one line it said before it gave up."""
    assert (one.returncode, one.stdout) == (1, ""), one
    assert one.stderr.count("\n") == 1 and "Traceback" not in one.stderr, one.stderr
    return one.stderr


def test_a_file_that_is_not_there_is_named(essaim: CommandLine) -> None:
    assert essaim.refused("organisation", "import", "nowhere.csv") == "There is no file nowhere.csv. Check its name."


def test_a_folder_is_not_a_register(essaim: CommandLine, tmp_path: Path) -> None:
    assert essaim.refused("organisation", "import", tmp_path).startswith(f"{tmp_path} cannot be read: ")


def test_a_file_that_is_no_register_is_refused(essaim: CommandLine, tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"\x00\x01\x02", b"colour,weight\nred,3\n", b"PK\x03\x04" + b"\xff" * 200)):
        file = tmp_path / f"{number}.csv"
        file.write_bytes(data)
        essaim.refused("organisation", "import", file)
    assert essaim.json("organisation", "list") == []


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "essaim.db"
    file.write_text("these are my holiday notes, and no database" * 50)
    before = file.read_bytes()
    assert said(process("organisation", "list", data_dir=tmp_path, language="en")).startswith(f"{file} is not a database.")
    assert file.read_bytes() == before


def test_a_database_server_that_does_not_answer_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://essaim:holiday@127.0.0.1:9/essaim"
    line = said(process("leaderboard", data_dir=tmp_path, language="en", database_url=url))
    assert line.startswith("The database server cannot be used: ") and "ESSAIM_DATABASE_URL" in line
    assert "holiday" not in line


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"colour": "red"}, "ESSAIM_COLOUR is not a setting of Essaim."),
        ({"port": "many"}, "ESSAIM_PORT is “many”, which cannot be used."),
        ({"database_url": "mysql://localhost/essaim"}, "ESSAIM_DATABASE_URL"),
        ({"collect_every_hours": "0"}, "ESSAIM_COLLECT_EVERY_HOURS is “0”"),
    ],
)
def test_a_wrong_setting_is_named(essaim: CommandLine, settings: Callable[..., None], wrong: dict[str, str], named: str) -> None:
    settings(**wrong)
    assert essaim.refused("leaderboard").startswith(named)


def test_a_mistyped_command_points_to_the_help(essaim: CommandLine) -> None:
    assert essaim.refused("leaderbord", code=2).endswith("For help: essaim --help")
    assert essaim.refused("organisation", "lst", code=2).endswith("For help: essaim organisation --help")


def test_the_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys, json; from dashboard.cli import main\n"
        "try: sys.argv = ['essaim', '--help']; main()\n"
        "finally: print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    environment = {**os.environ, "ESSAIM_DATA_DIR": str(tmp_path), "ESSAIM_LANGUAGE": "en"}
    one = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert "leaderboard" in one.stdout
    assert not set(HEAVY) & set(json.loads(one.stderr))
    assert list(tmp_path.iterdir()) == []


def test_french_is_spoken_where_french_is_set(tmp_path: Path) -> None:
    french = {"data_dir": tmp_path, "language": "fr"}
    assert process("organisation", "add", "Lyon", "--kind", "city", **french).stdout == "lyon\n"
    assert said(process("series", "nowhere", **french)).startswith("Aucune institution ne s’appelle")
    assert "Afficher" in process("--help", **french).stdout


def test_french_sentences_come_out_of_every_door(essaim: CommandLine, settings: Callable[..., None]) -> None:
    settings(language="fr")
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    assert essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20").startswith("20 janvier 2025")
    assert "cannot come before" not in essaim.refused("departure", "log", "lyon", "--status", "announced", "--on", "2025-02-20")
    assert "Comptes" in essaim.ok("collect")
