"""``essaim import archive``: asks nothing, stores the baseline or says in one line why not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.domain.x_archive import MANIFEST
from tests.archives import BY_NAME
from tests.archives.contents import HANDLE
from tests.test_cli.conftest import CommandLine

SLUG = "universite-de-besancon"


@pytest.fixture
def besancon(essaim: CommandLine) -> CommandLine:
    """The command line, with the university registered."""
    essaim.ok("organisation", "add", "Université de Besançon", "--kind", "university")
    return essaim


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a case of the corpus, and says where."""

    def write(name: str) -> Path:
        path = tmp_path / "twitter-2025.zip"
        BY_NAME[name].write(path)
        return path

    return write


def test_the_baseline_is_stored_and_shown_with_its_source(besancon: CommandLine, archive: Callable[[str], Path]) -> None:
    said = besancon.ok("import", "archive", SLUG, archive("three parts"))
    assert said == f"@{HANDLE} had 6 followers on 22 January 2025: stored as import 1.\n"
    (figure,) = besancon.json("series", SLUG)
    assert (figure["network"], figure["handle"], figure["followers"]) == ("x", HANDLE, 6)
    assert (figure["provenance"], figure["source"]) == ("archive_manifest", "X archive 1400000000000000001 2025-01-22")


def test_the_same_archive_again_says_that_the_figure_stood(besancon: CommandLine, archive: Callable[[str], Path]) -> None:
    besancon.ok("import", "archive", SLUG, archive("plain"))
    assert "that figure stood already" in besancon.ok("import", "archive", SLUG, archive("leading folder"))
    assert len(besancon.json("series", SLUG)) == 1


def test_an_import_of_an_archive_is_undone(besancon: CommandLine, archive: Callable[[str], Path]) -> None:
    besancon.ok("import", "archive", SLUG, archive("plain"))
    besancon.ok("import", "undo", 1, "--yes")
    assert besancon.json("series", SLUG) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("PDF", "This file is not a ZIP."),
        ("bomb", f"In this ZIP, {MANIFEST} is larger than in any archive of X."),
        ("Grailbird", "Archives made before 2019 hold posts and no list of followers."),
        ("middle part missing", "The manifest names data/follower-part1.js, and this ZIP does not hold it."),
        ("made in the future", "which is still to come"),
    ],
)
def test_an_archive_that_gives_no_count_is_refused_in_one_line(
    besancon: CommandLine, archive: Callable[[str], Path], name: str, sentence: str
) -> None:
    assert sentence in besancon.refused("import", "archive", SLUG, archive(name))
    assert besancon.json("series", SLUG) == []


def test_an_archive_newer_than_the_departure_is_refused_with_its_count(besancon: CommandLine, archive: Callable[[str], Path]) -> None:
    besancon.ok("departure", "log", SLUG, "--status", "departed", "--on", "2025-01-20")
    said = besancon.refused("import", "archive", SLUG, archive("three parts"))
    assert "22 January 2025" in said and "20 January 2025" in said and "its count of 6 is no baseline" in said
    assert "as a dated figure of 22 January 2025" in said


def test_a_file_that_is_not_there_and_a_folder_are_refused(besancon: CommandLine, tmp_path: Path) -> None:
    assert "There is no file" in besancon.refused("import", "archive", SLUG, tmp_path / "none.zip")
    assert "cannot be read" in besancon.refused("import", "archive", SLUG, tmp_path)


def test_an_unknown_institution_is_refused(besancon: CommandLine, archive: Callable[[str], Path]) -> None:
    assert "nowhere" in besancon.refused("import", "archive", "nowhere", archive("plain"))
