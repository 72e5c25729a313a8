"""The command line as tests run it: on a database of its own, in English, with nothing of the environment around."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.group import essaim as command
from db.engine import Database
from tests.network.bluesky_fake import BlueskyFake
from tests.network.mastodon_fake import MastodonFake

REGISTER = Path(__file__).parents[2] / "dashboard" / "register" / "departures_fr_2025.csv"


def plain(text: str) -> str:
    """The text with the spaces that do not break as ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class CommandLine:
    """``essaim``, run in this process."""

    def run(self, *words: object) -> Result:
        """Whatever it ends with."""
        return CliRunner().invoke(command, [str(word) for word in words], prog_name="essaim")

    def ok(self, *words: object) -> str:
        """What it prints when all goes well; nothing else may be said."""
        result = self.run(*words)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return plain(result.stdout)

    def refused(self, *words: object, code: int = 1) -> str:
        """The one line it says on stderr when it refuses; nothing may be printed as if it had gone well."""
        result = self.run(*words)
        assert (result.exit_code, result.stdout) == (code, ""), result.output
        assert result.stderr.count("\n") == 1 and "Traceback" not in result.stderr, result.stderr
        return plain(result.stderr.strip())

    def json(self, *words: object) -> list[dict[str, Any]]:
        """The rows it prints as JSON."""
        rows: list[dict[str, Any]] = json.loads(self.ok(*words, "--format", "json"))
        return rows


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets settings: a folder of its own and English to begin with, no other."""
    for name in list(os.environ):
        if name.startswith("ESSAIM_"):
            monkeypatch.delenv(name)

    def set_(**values: object) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"ESSAIM_{name.upper()}", str(value))

    set_(data_dir=tmp_path, language="en")
    return set_


@pytest.fixture
def essaim(settings: Callable[..., None], sqlite_db: Database) -> CommandLine:
    """The command line on ``sqlite_db``, empty to begin with."""
    return CommandLine()


@pytest.fixture
def networks(
    essaim: CommandLine, settings: Callable[..., None], mastodon_fake: MastodonFake, bluesky_fake: BlueskyFake
) -> tuple[MastodonFake, BlueskyFake]:
    """A Mastodon server and a Bluesky AppView that the command line asks; Lyon and Université de Besançon are registered."""
    settings(trusted_hosts=mastodon_fake.host, bluesky_url=bluesky_fake.url)
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    essaim.ok("organisation", "add", "Université de Besançon", "--kind", "university")
    return mastodon_fake, bluesky_fake
