"""``essaim demo``: fictional institutions, once, and never among real ones."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from tests.test_cli.conftest import CommandLine

DEMO = ("demo", "--organisations", 3, "--days", 120, "--seed", 5)


def test_the_demo_fills_an_empty_database_and_says_that_it_is_fiction(essaim: CommandLine) -> None:
    assert essaim.ok(*DEMO) == "3 fictional institutions are in the database; every page says so.\n"
    organisations = essaim.json("organisation", "list")
    assert len(organisations) == 3
    assert all(row["fictional"] for row in organisations)
    assert all(row["fictional"] for row in essaim.json("leaderboard"))
    assert all(essaim.json("series", row["slug"]) for row in organisations)


def test_one_institution_is_said_in_the_singular(essaim: CommandLine) -> None:
    said = essaim.ok("demo", "--organisations", 1, "--days", 60)
    assert said == "1 fictional institution is in the database; every page says so.\n"


def test_the_demo_has_exit_days_in_every_state(essaim: CommandLine) -> None:
    essaim.ok("demo", "--organisations", 44, "--days", 400)
    days = {row["state"]: row for row in essaim.json("exit-days")}
    assert list(days) == ["done", "confirmed", "open", "cancelled"] and all(row["fictional"] for row in days.values())
    assert (days["open"]["going"], days["open"]["missing"], days["open"]["brings"]) == (4, 2, 5)
    assert days["confirmed"]["reached"] and not days["open"]["reached"]
    assert "rentree-d-hiver" in essaim.ok("exit-days")


def test_a_second_demo_is_refused(essaim: CommandLine) -> None:
    essaim.ok(*DEMO)
    before = essaim.json("organisation", "list")
    assert essaim.refused(*DEMO).startswith("The database holds fictional institutions already.")
    assert essaim.json("organisation", "list") == before


def test_the_demo_is_never_mixed_with_real_institutions(essaim: CommandLine) -> None:
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")
    assert essaim.refused(*DEMO).startswith("The database holds real institutions:")
    assert [row["slug"] for row in essaim.json("organisation", "list")] == ["lyon"]


def test_nobody_of_the_demo_is_asked_for_anything(essaim: CommandLine) -> None:
    essaim.ok(*DEMO)
    assert essaim.ok("collect") == "Accounts read: 0; without a count: 0.\n"


def test_a_day_without_a_reading_has_no_line_in_the_demo(essaim: CommandLine) -> None:
    essaim.ok(*DEMO)
    for row in essaim.json("organisation", "list"):
        lines = list(csv.DictReader(io.StringIO(essaim.ok("series", row["slug"], "--format", "csv"))))
        assert all(line["followers"].isdecimal() and line["provenance"] for line in lines)
        assert len({(line["network"], line["handle"], line["at"]) for line in lines}) == len(lines)


def test_the_same_seed_makes_the_same_figures_and_another_makes_others(
    essaim: CommandLine, settings: Callable[..., None], tmp_path: Path
) -> None:
    figures = []
    for number, seed in enumerate((5, 5, 6)):
        settings(data_dir=tmp_path / str(number))
        essaim.ok("demo", "--organisations", 1, "--days", 60, "--seed", seed)
        (one,) = essaim.json("organisation", "list")
        figures.append([row["followers"] for row in essaim.json("series", one["slug"])])
    assert figures[0] == figures[1] != figures[2]


def test_numbers_out_of_range_are_refused(essaim: CommandLine) -> None:
    for words in (("--organisations", 0), ("--organisations", 10_001), ("--days", 59), ("--seed", "five")):
        essaim.refused("demo", *words, code=2)
    assert essaim.json("organisation", "list") == []
