"""``essaim organisation``: the register goes in once, is listed in three forms, and a dry run stores nothing."""

import csv
import io
from pathlib import Path

import pytest

from tests.test_cli.conftest import REGISTER, CommandLine

CURVES = ("regained_low", "regained_high", "recovery_low", "recovery_high")


def last_line(said: str) -> str:
    return said.splitlines()[-1]


def test_the_shipped_register_goes_in_once(essaim: CommandLine) -> None:
    first = essaim.ok("organisation", "import", REGISTER)
    assert last_line(first) == "22 created, 0 changed, 0 unchanged, 0 refused."
    assert "Line 2: Ville de Paris (ville-de-paris) created" in first
    assert essaim.ok("organisation", "import", REGISTER) == "0 created, 0 changed, 22 unchanged, 0 refused.\n"
    assert len(essaim.json("organisation", "list")) == 22


def test_a_dry_run_says_every_line_and_stores_nothing(essaim: CommandLine) -> None:
    said = essaim.ok("organisation", "import", REGISTER, "--dry-run").splitlines()
    assert said[-2:] == ["22 created, 0 changed, 0 unchanged, 0 refused.", "Dry run: nothing was stored."]
    assert len(said) == 24
    assert essaim.json("organisation", "list") == []


def test_a_dry_run_says_what_stays_too(essaim: CommandLine) -> None:
    essaim.ok("organisation", "import", REGISTER)
    said = essaim.ok("organisation", "import", REGISTER, "--dry-run").splitlines()
    assert [line.rpartition(" ")[2] for line in said[:22]] == ["unchanged"] * 22


def test_nobody_of_the_shipped_register_is_compared_before_they_are_read(essaim: CommandLine) -> None:
    essaim.ok("organisation", "import", REGISTER)
    for age in ((), ("--age", 90), ("--age", 45)):
        rows = essaim.json("leaderboard", *age)
        assert len(rows) == 22
        assert all(row["missing"] for row in rows)
        assert {row[name] for row in rows for name in CURVES} == {None}


def test_what_the_shipped_register_says_of_paris_is_kept_with_its_source(essaim: CommandLine) -> None:
    essaim.ok("organisation", "import", REGISTER)
    (paris,) = [row for row in essaim.json("leaderboard") if row["slug"] == "ville-de-paris"]
    told = {name: paris[name] for name in ("name", "kind", "status", "departed_on", "baseline", "baseline_on", "missing")}
    assert told == {
        "name": "Ville de Paris",
        "kind": "city",
        "status": "departed",
        "departed_on": "2025-01-20",
        "baseline": 2_200_000,
        "baseline_on": "2025-01-17",
        "missing": "account",
    }
    (figure,) = essaim.json("series", "ville-de-paris")
    assert (figure["network"], figure["followers"], figure["precision"]) == ("x", 2_200_000, "rounded")
    assert figure["source"] == "CNews, 17 January 2025"


def test_a_wrong_line_is_named_and_keeps_no_other_out(essaim: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("name,kind,left_on\nLyon,city,2025-01-20\nÉvreux,castle,2025-01-20\n", encoding="utf-8")
    result = essaim.run("organisation", "import", file)
    assert result.exit_code == 1
    assert result.stderr == "Some lines were refused. Correct them and import the file again: what is in already will not change.\n"
    assert "castle" in next(line for line in result.stdout.splitlines() if line.startswith("Line 3: refused: "))
    assert [row["slug"] for row in essaim.json("organisation", "list")] == ["lyon"]


def test_the_list_is_the_same_in_three_forms(essaim: CommandLine) -> None:
    for name, kind in (("Université de Besançon", "university"), ("Lyon", "city"), ("Évreux", "city")):
        essaim.ok("organisation", "add", name, "--kind", kind)
    rows = essaim.json("organisation", "list")
    table = essaim.ok("organisation", "list").splitlines()
    lines = list(csv.DictReader(io.StringIO(essaim.ok("organisation", "list", "--format", "csv"))))
    assert [row["slug"] for row in rows] == ["evreux", "lyon", "universite-de-besancon"]
    assert [line["slug"] for line in lines] == [row["slug"] for row in rows]
    assert [line.split()[0] for line in table] == ["slug", *(row["slug"] for row in rows)]
    assert list(lines[0]) == list(rows[0])
    assert (rows[0]["population"], lines[0]["population"]) == (None, "")


def test_a_name_that_looks_like_a_formula_is_only_text_in_csv(essaim: CommandLine) -> None:
    slug = essaim.ok("organisation", "add", "=HYPERLINK(1)", "--kind", "association").strip()
    for command in (("organisation", "list"), ("leaderboard",)):
        (line,) = csv.DictReader(io.StringIO(essaim.ok(*command, "--format", "csv")))
        assert (line["slug"], line["name"]) == (slug, "'=HYPERLINK(1)")
        (row,) = essaim.json(*command)
        assert row["name"] == "=HYPERLINK(1)"


def test_adding_prints_the_slug_and_keeps_what_was_given(essaim: CommandLine) -> None:
    added = essaim.ok("organisation", "add", "Lyon", "--kind", "city", "--domain", "lyon.fr", "--population", "520774")
    assert added == "lyon\n"
    (row,) = essaim.json("organisation", "list")
    assert (row["domain"], row["population"], row["level"]) == ("lyon.fr", 520_774, "L0")


@pytest.mark.parametrize("words", [["--kind", "castle"], ["--kind", "city", "--siren", "1"], ["--kind", "city", "--population", "-1"]])
def test_what_cannot_be_right_is_refused_before_anything_is_stored(essaim: CommandLine, words: list[str]) -> None:
    essaim.refused("organisation", "add", "Lyon", *words, code=2 if "castle" in words else 1)
    assert essaim.json("organisation", "list") == []
