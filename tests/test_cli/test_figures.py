"""``essaim import figures``, and figures as they were written."""

from pathlib import Path

import pytest

from tests.test_cli.conftest import CommandLine

HEADER = "organisation,network,date,followers,source,precision\n"
LYON = "lyon,x,2025-01-20,2.2 M,Le Progrès,\n"


@pytest.fixture
def file(tmp_path: Path, essaim: CommandLine) -> Path:
    """A file with two lines that can be taken and one that cannot."""
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    made = tmp_path / "figures.csv"
    made.write_text(HEADER + LYON + "lyon,linkedin,2025-02-01,48 210,seen,\n", encoding="utf-8")
    return made


def test_a_dry_run_says_line_by_line_what_would_happen(essaim: CommandLine, file: Path) -> None:
    said = essaim.ok("import", "figures", str(file), "--dry-run")
    assert "Line 2: lyon: about 2,200,000 (to the nearest 100,000) followers on X on 20" in said.replace("\u00a0", " ")
    assert "2 new, 0 replace another, 0 unchanged, 0 refused." in said and "nothing was stored" in said
    assert essaim.json("series", "lyon") == []


def test_a_file_is_stored_and_says_how_to_take_it_back(essaim: CommandLine, file: Path) -> None:
    said = essaim.ok("import", "figures", str(file))
    assert "2 new" in said and "essaim import undo 1 --yes" in said
    assert [(one["followers"], one["rounded_to"]) for one in essaim.json("series", "lyon")] == [(2_200_000, 100_000), (48_210, None)]
    essaim.ok("import", "undo", "1", "--yes")
    assert essaim.json("series", "lyon") == []


def test_refused_lines_are_said_and_the_command_fails(essaim: CommandLine, file: Path) -> None:
    file.write_text(HEADER + LYON + "nobody,x,2025-01-20,9,x,\nlyon,x,soon,9,x,\n", encoding="utf-8")
    result = essaim.run("import", "figures", str(file))
    assert result.exit_code == 1
    assert "Line 3: refused: No institution of the register is called “nobody”." in result.stdout
    assert "Line 4: refused: date: “soon” is not a day." in result.stdout
    assert len(essaim.json("series", "lyon")) == 1


def test_lines_that_name_none_are_of_the_institution_that_is_named(essaim: CommandLine, file: Path) -> None:
    file.write_text("network,date,followers,source\nx,2025-01-20,9,x\n", encoding="utf-8")
    assert "The institution is missing" in essaim.run("import", "figures", str(file)).stdout
    essaim.ok("import", "figures", str(file), "--organisation", "lyon")
    assert [one["followers"] for one in essaim.json("series", "lyon")] == [9]


def test_a_file_that_is_not_there_or_too_large_is_refused(essaim: CommandLine, tmp_path: Path) -> None:
    assert "There is no file" in essaim.refused("import", "figures", str(tmp_path / "none.csv"))
    large = tmp_path / "large.csv"
    with large.open("wb") as hole:
        hole.truncate(1024**3)
    assert "larger than 20 MB" in essaim.refused("import", "figures", str(large))
    assert "larger than 20 MB" in essaim.refused("organisation", "import", str(large))


@pytest.mark.parametrize(
    ("written", "flags", "stored"),
    [
        ("2.2 M", [], (2_200_000, "rounded", 100_000)),
        ("48210", [], (48_210, "exact", None)),
        ("48000", ["--rounded"], (48_000, "rounded", 1_000)),
        ("about 48,213", [], (48_213, "rounded", None)),
    ],
)
def test_a_figure_is_typed_as_it_was_written(
    essaim: CommandLine, written: str, flags: list[str], stored: tuple[int, str, int | None]
) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    essaim.ok("account", "figure", "lyon", "x", "--on", "2025-01-20", "--followers", written, "--source", "me", *flags)
    (one,) = essaim.json("series", "lyon")
    assert (one["followers"], one["precision"], one["rounded_to"]) == stored
