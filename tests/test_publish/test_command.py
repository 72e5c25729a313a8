"""``essaim publish`` as somebody types it."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli.group import essaim as command
from dashboard.config import Settings
from dashboard.domain.errors import Refused
from dashboard.web.publish import publish
from dashboard.web.publish.base import base_of
from dashboard.web.publish.forks import READ_IN
from tests.test_publish.crawling import named_in

BASE = "https://essaim.example"


@pytest.fixture
def essaim(monkeypatch: pytest.MonkeyPatch, two_that_left: Path, tmp_path: Path) -> Path:
    """The register of two, as the command line finds it; gives a folder to publish into."""
    monkeypatch.setenv("ESSAIM_DATABASE_URL", f"sqlite:///{two_that_left}")
    monkeypatch.setenv("ESSAIM_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ESSAIM_LANGUAGE", "en")
    return tmp_path / "site"


def _run(*words: object) -> Result:
    return CliRunner().invoke(command, ["publish", *map(str, words)], prog_name="essaim")


def test_it_says_what_was_written_and_where_and_again_that_nothing_was(essaim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "FEWEST", 0)  # in processes of their own, even for so little
    first = _run(essaim, "--base-url", BASE, "--pictures", "none")
    files = {path for path in essaim.rglob("*") if path.is_file()}
    n = len(files) - 1
    said = f"The site is in {essaim}, to be served at {BASE}.\n"
    assert (first.exit_code, first.output) == (0, f"Files written: {n}; unchanged: 0; removed: 0. {said}")
    again = _run(essaim, "--base-url", BASE, "--pictures", "none")
    assert (again.exit_code, again.output) == (0, f"Files written: 0; unchanged: {n}; removed: 0. {said}")
    pages = {str(path.relative_to(essaim)): path.read_text() for path in files if path.suffix == ".html"}
    assert f'<link rel="canonical" href="{BASE}/fr/organisations/lyon/">' in pages["fr/organisations/lyon/index.html"]
    assert not [written for path in files for _, written in named_in(path) if written.endswith(".png")]


@pytest.mark.parametrize("module", READ_IN)
def test_what_is_read_in_for_all_writers_is_there(module: str) -> None:
    """The server of which they are forked passes over what is not: nothing would tell but the time."""
    assert find_spec(module)


def test_without_an_address_it_asks_for_one(essaim: Path) -> None:
    result = _run(essaim)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Nobody said where the site will stand. Give its address with --base-url, or set ESSAIM_PUBLIC_URL.\n"


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://essaim.example/", BASE),
        (" https://example.org/essaim/ ", "https://example.org/essaim"),
        ("http://localhost:8000", "http://localhost:8000"),
        (None, "https://live.example"),
    ],
)
def test_a_base_is_an_address_perhaps_with_a_folder(typed: str | None, base: str) -> None:
    assert base_of(typed, Settings(public_url="https://live.example")) == base


@pytest.mark.parametrize(
    "typed",
    [
        *("essaim.example", "ftp://essaim.example", "https://", "https://ana@essaim.example", "https://essaim.example/?a=1"),
        *("https://essaim.example/#top", "https://essaim.example/../x", "https://essaim.example//x", "https://[::1", "https://é.example"),
        *('https://essaim.example/"><script>', "https://essaim.example/a b", "https://essaim.example:x"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is not the address of a site"):
        base_of(typed, Settings())
