"""``essaim keys``: make one, put it first, seal everything anew, see that nothing is left under the old one."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from dashboard.config import ROOT
from db.engine import Database
from db.tables import GrantRow
from db.vault import Vault, new_key
from tests.test_cli.conftest import CommandLine
from tests.test_links.test_rotate_keys import grant_tokens, tokens

OLD, NEW = new_key("k1"), new_key("k2")


@pytest.fixture
def lyon(essaim: CommandLine, settings: Callable[..., None]) -> CommandLine:
    """An institution whose secrets are under the old key, which the settings hold."""
    settings(secret_keys=OLD.text)
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    return essaim


def test_a_new_key_is_printed_as_the_settings_hold_it_and_is_another_each_time(essaim: CommandLine) -> None:
    first, second = (essaim.ok("keys", "new", "k2") for _ in range(2))
    assert re.fullmatch(r"k2:[A-Za-z0-9_-]{43}\n", first) and first != second


@pytest.mark.parametrize("name", ["K2", "k 2", "é", "k:2", "x" * 33])
def test_what_cannot_name_a_key_is_refused(essaim: CommandLine, name: str) -> None:
    assert "cannot name a key" in essaim.refused("keys", "new", name)


def test_a_key_can_be_made_before_anything_else_works(essaim: CommandLine, settings: Callable[..., None]) -> None:
    settings(secret_keys="wrong", database_url="sqlite:////nowhere/at/all.db")
    assert essaim.ok("keys", "new", "k1").startswith("k1:")


def test_a_key_is_replaced_from_beginning_to_end(lyon: CommandLine, settings: Callable[..., None], sqlite_db: Database) -> None:
    given = grant_tokens(sqlite_db, Vault([OLD]), 3)
    settings(secret_keys=f"{NEW.text},{OLD.text}")
    rows = lyon.json("keys", "status")
    assert [(row["key"], row["state"], row["secrets"]) for row in rows] == [("k2", "seals", 0), ("k1", "opens", 3)]
    said = lyon.ok("keys", "rotate")
    assert said.startswith("3 secrets were sealed anew under k2.\nNothing is left under another key.")
    assert [(row["key"], row["secrets"]) for row in lyon.json("keys", "status")] == [("k2", 3), ("k1", 0)]
    assert lyon.ok("keys", "rotate").startswith("0 secrets were sealed anew")
    settings(secret_keys=NEW.text)
    assert [(row["key"], row["secrets"]) for row in lyon.json("keys", "status")] == [("k2", 3)]
    assert tokens(sqlite_db, Vault([NEW])) == given


def test_a_key_that_was_taken_away_too_early_is_named(lyon: CommandLine, settings: Callable[..., None], sqlite_db: Database) -> None:
    grant_tokens(sqlite_db, Vault([OLD]), 2)
    settings(secret_keys=NEW.text)
    result = lyon.run("keys", "rotate")
    assert result.exit_code == 1
    assert "2 secrets are left under k1." in result.stdout
    assert "Put the missing keys back into ESSAIM_SECRET_KEYS" in result.stderr
    assert [row["state"] for row in lyon.json("keys", "status")] == ["seals", "missing"]


def test_the_key_file_holds_several_as_well(essaim: CommandLine, sqlite_db: Database, tmp_path: Path) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    file = tmp_path / "secret.keys"
    made = file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    file.write_text(essaim.ok("keys", "new", "k2") + made)
    assert [(row["key"], row["state"]) for row in essaim.json("keys", "status")] == [("k2", "seals"), ("k1", "opens")]


def test_progress_is_shown_on_a_terminal(lyon: CommandLine, settings: Callable[..., None], sqlite_db: Database, tmp_path: Path) -> None:
    grant_tokens(sqlite_db, Vault([OLD]), 250)
    settings(secret_keys=f"{NEW.text},{OLD.text}")
    said = in_terminal("keys", "rotate")
    assert "250 secrets were sealed anew under k2." in said
    assert "100%" in said
    with sqlite_db.reading() as session:
        assert not any(secret in said for row in session.exec(select(GrantRow)) for secret in (row.token, OLD.text, NEW.text))


def in_terminal(*words: str) -> str:
    """What a terminal shows while the command runs."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", *words]
    with subprocess.Popen(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        while piece := _read(ours):
            said += piece
        assert process.wait(60) == 0
    os.close(ours)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is gone
        return b""
