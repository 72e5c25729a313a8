"""``essaim leaderboard`` and ``essaim series``: figures worked out by hand, at one age and at the latest reading."""

import csv
import io

import pytest

from tests.test_cli.conftest import CommandLine

SHOWN = ("baseline", "regained_low", "regained_high", "recovery_low", "recovery_high", "as_of", "age", "missing")


@pytest.fixture(autouse=True)
def lyon(essaim: CommandLine) -> None:
    """Left on 20 January 2025 with 100,000 followers; day 90 is 20 April 2025."""
    institution(essaim, "Lyon", "2025-01-20", 100_000)
    for network, on, followers in (
        ("bluesky", "2025-03-25", 18_000),
        ("bluesky", "2025-04-15", 20_000),
        ("linkedin", "2025-04-20", 10_000),
        ("linkedin", "2025-05-10", 15_000),
    ):
        figure(essaim, "lyon", network, on, followers)


def institution(essaim: CommandLine, name: str, left: str, baseline: int | None) -> None:
    slug = essaim.ok("organisation", "add", name, "--kind", "city").strip()
    essaim.ok("departure", "log", slug, "--status", "departed", "--on", left)
    if baseline is not None:
        figure(essaim, slug, "x", left, baseline)


def figure(essaim: CommandLine, slug: str, network: str, on: str, followers: int, source: str = "the profile") -> None:
    essaim.ok("account", "figure", slug, network, "--on", on, "--followers", followers, "--source", source)


def stands(essaim: CommandLine, slug: str, *words: object) -> tuple[object, ...]:
    (row,) = [row for row in essaim.json("leaderboard", *words) if row["slug"] == slug]
    return tuple(row[name] for name in SHOWN)


def test_at_day_90_the_largest_network_is_the_lower_end_and_the_sum_the_upper(essaim: CommandLine) -> None:
    # Bluesky 20,000 (read on day 85, still holds) and LinkedIn 10,000 (read on day 90), of 100,000.
    assert stands(essaim, "lyon", "--age", 90) == (100_000, 20_000, 30_000, 0.2, 0.3, "2025-04-20", 90, None)


def test_at_the_latest_reading_the_last_figures_count(essaim: CommandLine) -> None:
    # On day 110: Bluesky 20,000, read 25 days before, and LinkedIn 15,000.
    assert stands(essaim, "lyon") == (100_000, 20_000, 35_000, 0.2, 0.35, "2025-05-10", 110, None)


def test_an_age_that_is_no_milestone_is_worked_out_too(essaim: CommandLine) -> None:
    # On day 70, 31 March: Bluesky alone, 18,000.
    assert stands(essaim, "lyon", "--age", 70) == (100_000, 18_000, 18_000, 0.18, 0.18, "2025-03-31", 70, None)


def test_a_figure_declared_by_hand_holds_31_days_and_then_nothing_is_known(essaim: CommandLine) -> None:
    # On day 180, 19 July, the last figure is of 10 May.
    baseline, *curves, _, _, missing = stands(essaim, "lyon", "--age", 180)
    assert (baseline, curves, missing) == (100_000, [None] * 4, "reading")


def test_the_largest_network_unread_leaves_both_ends_unknown_until_somebody_reads_it(essaim: CommandLine) -> None:
    # On 20 May Bluesky was read 35 days before: larger than LinkedIn, and not known any more. The latest reading stays that of 10 May.
    figure(essaim, "lyon", "linkedin", "2025-05-20", 16_000)
    assert stands(essaim, "lyon") == (100_000, 20_000, 35_000, 0.2, 0.35, "2025-05-10", 110, None)


def test_the_best_lower_end_comes_first_and_those_that_cannot_be_compared_last(essaim: CommandLine) -> None:
    institution(essaim, "Évreux", "2025-01-20", 10_000)
    figure(essaim, "evreux", "bluesky", "2025-04-20", 2_500)
    institution(essaim, "Amiens", "2025-01-20", None)
    essaim.ok("organisation", "add", "Bourges", "--kind", "city")
    rows = essaim.json("leaderboard", "--age", 90)
    assert [(row["slug"], row["recovery_low"], row["missing"]) for row in rows] == [
        ("evreux", 0.25, None),
        ("lyon", 0.2, None),
        ("amiens", None, "baseline"),
        ("bourges", None, "departure"),
    ]


def test_the_table_and_the_csv_say_the_same(essaim: CommandLine) -> None:
    (line,) = csv.DictReader(io.StringIO(essaim.ok("leaderboard", "--age", 90, "--format", "csv")))
    (row,) = essaim.json("leaderboard", "--age", 90)
    assert list(line) == list(row)
    assert (line["recovery_high"], line["missing"], line["status"]) == ("0.3", "", "departed")
    table = essaim.ok("leaderboard", "--age", 90).splitlines()
    assert table[1].split() == ["lyon", "city", "departed", "2025-01-20", "100,000", "20,000", "30,000", "20%", "30%", "2025-04-20", "-"]


def test_an_age_below_zero_is_refused(essaim: CommandLine) -> None:
    essaim.refused("leaderboard", "--age", "-1", code=2)


def test_a_series_has_a_line_for_each_figure_and_none_for_the_days_between(essaim: CommandLine) -> None:
    lines = list(csv.DictReader(io.StringIO(essaim.ok("series", "lyon", "--format", "csv"))))
    assert [(line["network"], line["at"][:10], line["followers"]) for line in lines] == [
        ("x", "2025-01-20", "100000"),
        ("bluesky", "2025-03-25", "18000"),
        ("bluesky", "2025-04-15", "20000"),
        ("linkedin", "2025-04-20", "10000"),
        ("linkedin", "2025-05-10", "15000"),
    ]
    rows = essaim.json("series", "lyon")
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows] == lines
    assert {"network", "handle", "at", "followers", "source", "precision"} <= set(rows[0])


def test_a_source_that_looks_like_a_formula_is_only_text_in_csv(essaim: CommandLine) -> None:
    figure(essaim, "lyon", "threads", "2025-04-20", 500, source="=1+1")
    lines = csv.DictReader(io.StringIO(essaim.ok("series", "lyon", "--format", "csv")))
    assert [line["source"] for line in lines if line["network"] == "threads"] == ["'=1+1"]


def test_the_series_of_an_unknown_institution_is_refused(essaim: CommandLine) -> None:
    assert essaim.refused("series", "nowhere") == "No organisation is called “nowhere”. Choose one from the list of organisations."
