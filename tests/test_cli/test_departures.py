"""``essaim departure log``: planned, corrected, withdrawn, and refused where it cannot stand."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.test_cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def lyon(essaim: CommandLine) -> None:
    """An institution to speak of."""
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")


def standing(essaim: CommandLine) -> dict[str, object]:
    (row,) = essaim.json("leaderboard")
    return row


def test_a_step_is_logged_and_the_ladder_is_said(essaim: CommandLine) -> None:
    essaim.ok("departure", "log", "lyon", "--status", "announced", "--on", "2025-01-06", "--source", "https://lyon.example/x")
    said = essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20")
    assert said == "6 January 2025: departure announced\n20 January 2025: departed\n"
    assert (standing(essaim)["status"], standing(essaim)["departed_on"]) == ("departed", "2025-01-20")


def test_a_planned_departure_is_day_zero_but_not_yet_a_departure(essaim: CommandLine) -> None:
    planned = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    essaim.ok("departure", "log", "lyon", "--status", "announced", "--on", "2025-01-06")
    essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", planned)
    assert (standing(essaim)["status"], standing(essaim)["departed_on"]) == ("announced", planned)


def test_the_same_step_with_another_day_corrects_it(essaim: CommandLine) -> None:
    essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20")
    assert essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-27") == "27 January 2025: departed\n"
    assert standing(essaim)["departed_on"] == "2025-01-27"


def test_a_step_taken_back_did_not_happen(essaim: CommandLine) -> None:
    essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20")
    assert essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20", "--withdraw") == ""
    assert (standing(essaim)["status"], standing(essaim)["departed_on"]) == (None, None)


def test_a_step_out_of_order_is_refused_in_one_line_and_changes_nothing(essaim: CommandLine) -> None:
    essaim.ok("departure", "log", "lyon", "--status", "departed", "--on", "2025-01-20")
    said = essaim.refused("departure", "log", "lyon", "--status", "announced", "--on", "2025-02-20")
    assert said.startswith("“departed” on 20 January 2025 cannot come before “departure announced” on 20 February 2025.")
    assert standing(essaim)["status"] == "departed"


def test_a_return_needs_a_departure(essaim: CommandLine) -> None:
    said = essaim.refused("departure", "log", "lyon", "--status", "returned", "--on", "2025-02-20")
    assert said == "A return on 20 February 2025 needs a departure before it. Log the departure first."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nowhere", "--status", "departed", "--on", "2025-01-20"], 1),
        (["lyon", "--status", "departed", "--on", "1999-01-20"], 1),
        (["lyon", "--status", "departed", "--on", "20/01/2025"], 2),
        (["lyon", "--status", "gone", "--on", "2025-01-20"], 2),
        (["lyon", "--status", "departed"], 2),
        (["lyon", "--on", "2025-01-20"], 2),
    ],
)
def test_what_was_mistyped_is_one_line_on_stderr(essaim: CommandLine, words: list[str], code: int) -> None:
    essaim.refused("departure", "log", *words, code=code)
    assert standing(essaim)["status"] is None
