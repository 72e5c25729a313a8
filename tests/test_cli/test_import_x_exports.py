"""``essaim import analytics`` and ``essaim import posts``: a dry run shows all and stores nothing."""

from pathlib import Path

import pytest

from tests.test_analytics.cast import LAST, OVERVIEW_FR, content, overview
from tests.test_cli.conftest import CommandLine

THREE = ((5, 2), (4, 1), (1, 3))
ANCHOR = ("--anchor", "2025-01-20=1000")
NAMED = ("--column", "date=Date", "--column", "new=Nouveaux abonnements", "--column", "lost=Désabonnements")


@pytest.fixture(autouse=True)
def lyon(essaim: CommandLine) -> None:
    """An institution to speak of."""
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The account overview of three days."""
    return put(tmp_path, overview(*THREE))


def put(folder: Path, data: bytes) -> Path:
    path = folder / "account_overview_analytics.csv"
    path.write_bytes(data)
    return path


def rebuilt(essaim: CommandLine) -> list[object]:
    return [one["followers"] for one in essaim.json("series", "lyon") if one["provenance"] == "analytics_csv"]


def test_a_dry_run_shows_the_curve_and_stores_nothing(essaim: CommandLine, file: Path) -> None:
    said = essaim.ok("import", "analytics", "lyon", file, *ANCHOR, "--dry-run")
    assert said.splitlines() == [
        "lyon on X: 994 followers on 18 January 2025, 1,000 on 20 January 2025.",
        "Rebuilt day by day from 1,000 followers on 20 January 2025 (declared by hand).",
        "Dry run: nothing was stored.",
    ]
    assert rebuilt(essaim) == []


def test_the_curve_is_stored_with_the_count_that_was_typed(essaim: CommandLine, file: Path) -> None:
    assert essaim.ok("import", "analytics", "lyon", file, *ANCHOR).endswith("\n4 stored, 0 unchanged, 0 to be looked at.\n")
    assert rebuilt(essaim) == [994, 997, 1_000]
    (line,) = essaim.json("import", "list", "lyon")
    assert (line["method"], line["figures"], line["first_on"]) == ("analytics", 4, "2025-01-18")


def test_without_any_count_it_is_refused_in_one_line(essaim: CommandLine, file: Path) -> None:
    said = essaim.refused("import", "analytics", "lyon", file)
    assert said.startswith("No exact count of the X account is known between 18 January 2025 and 20 January 2025.")


def test_a_second_count_says_how_far_it_is(essaim: CommandLine, file: Path) -> None:
    for on, followers in (("2025-01-18", 1_002), ("2025-01-20", 1_000)):
        essaim.ok("account", "figure", "lyon", "x", "--on", on, "--followers", followers, "--source", "seen on the profile")
    said = essaim.ok("import", "analytics", "lyon", file, "--dry-run")
    assert "On 18 January 2025, 1,002 were counted (declared by hand): 8 more than the rebuilt curve says." in said


def test_columns_are_named_once_and_known_the_next_time(essaim: CommandLine, tmp_path: Path) -> None:
    french = put(tmp_path, overview(*THREE, headers=OVERVIEW_FR))
    assert "“Nouveaux abonnements”" in essaim.refused("import", "analytics", "lyon", french, *ANCHOR)
    essaim.ok("import", "analytics", "lyon", french, *ANCHOR, *NAMED)
    assert essaim.ok("import", "analytics", "lyon", french).endswith("\n0 stored, 3 unchanged, 0 to be looked at.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--anchor", "2025-01-20"], "“2025-01-20” is no day with its count. Write it as 2025-01-20=48210."),
        (["--anchor", "20/01/2025=5"], "“20/01/2025=5” is no day with its count."),
        (["--column", "date"], "“date” names no column."),
        ([*ANCHOR, "--handle", "paris"], "Lyon has no account paris on X. Connect it first."),
    ],
)
def test_what_was_mistyped_is_said(essaim: CommandLine, file: Path, words: list[str], said: str) -> None:
    assert essaim.refused("import", "analytics", "lyon", file, *words).startswith(said)


def test_a_file_that_is_not_there_is_named(essaim: CommandLine, tmp_path: Path) -> None:
    for command in ("analytics", "posts"):
        assert "There is no file" in essaim.refused("import", command, "lyon", tmp_path / "nothing.csv")
        assert "cannot be read" in essaim.refused("import", command, "lyon", tmp_path)


def test_posts_are_shown_stored_and_undone(essaim: CommandLine, tmp_path: Path) -> None:
    path = put(tmp_path, content(*((number, LAST, 100 * number, number, 0, 1) for number in range(1, 6))))
    said = "5 posts, 20 January 2025 to 20 January 2025; 0 of them were brought before.\n"
    said += "Half of 5 posts had at least 300 impressions, and half at least 4 interactions.\n"
    assert essaim.ok("import", "posts", "lyon", path, "--dry-run") == said + "Dry run: nothing was stored.\n"
    assert essaim.json("import", "list", "lyon") == []
    assert essaim.ok("import", "posts", "lyon", path) == said
    (line,) = essaim.json("import", "list", "lyon")
    assert (line["method"], line["figures"]) == ("posts", 5)
    essaim.ok("import", "undo", line["id"], "--yes")
    assert "0 of them were brought before." in essaim.ok("import", "posts", "lyon", path, "--dry-run")
