"""docs/privacy.md names every table, and says of those about people what is kept and for how long, as the code does it."""

import re

import pytest
from click import Context
from sqlmodel import SQLModel

import db.tables
from dashboard.cli.group import essaim
from dashboard.config import ROOT
from dashboard.domain import comparison, curve_points
from dashboard.services.compared import begin, evaluate, rounds
from dashboard.services.people import forget
from dashboard.services.people.privacy import SECRET
from dashboard.services.people.tickets import LIFETIMES
from db import sessions

PAGE = (ROOT / "docs" / "privacy.md").read_text()
ROW = re.compile(r"^\| `(?P<table>\w+)` \| (?P<what>[^|]+) \| (?P<why>[^|]+) \| (?P<long>[^|]+) \|$", re.MULTILINE)
ABOUT_PEOPLE = {row["table"]: row for row in ROW.finditer(PAGE)}
PERSONAL = {"email", "person_id", "made_by", "reviewer_id", "who", "browser", "point"}
"""Columns that are about somebody. A new one is noticed by its name or by its key to ``person``."""
TABLES = SQLModel.metadata.tables


def holds_people(name: str) -> bool:
    table = TABLES[name]
    keys = {key.column.table.name for key in table.foreign_keys}
    return name == "person" or "person" in keys or bool(PERSONAL & set(table.columns.keys()))


def test_every_table_about_people_has_its_line() -> None:
    assert db.tables.PersonRow.__tablename__ == "person"
    assert {name for name in TABLES if holds_people(name)} == set(ABOUT_PEOPLE)


def test_every_other_table_is_named_as_holding_nothing() -> None:
    (others,) = re.findall(r"^The other tables hold nothing about people: (.*?)\. Some", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\w+)`", others)) == set(TABLES) - set(ABOUT_PEOPLE)


@pytest.mark.parametrize("name", sorted(ABOUT_PEOPLE))
def test_each_line_says_what_why_and_how_long(name: str) -> None:
    row = ABOUT_PEOPLE[name]
    assert all(len(row[part].strip()) > 4 for part in ("what", "why", "long"))


def test_the_times_are_those_of_the_code() -> None:
    hours, days = sessions.IDLE.total_seconds() / 3600, sessions.ABSOLUTE.days
    assert f"{hours:.0f} hours without use, {days} days at most" in ABOUT_PEOPLE["session"]["long"]
    shortest, longest = min(LIFETIMES.values()), max(LIFETIMES.values())
    said = f"{shortest.total_seconds() / 60:.0f} minutes to {longest.total_seconds() / 3600:.0f} hours"
    assert said in ABOUT_PEOPLE["ticket"]["long"]
    assert forget.DAY.days == 1
    assert ABOUT_PEOPLE["reminder"]["long"] == f"{forget.REMINDED.days} days"
    assert ABOUT_PEOPLE["attempt"]["long"] == "1 day" and "1 day" in ABOUT_PEOPLE["factor"]["long"]


def test_the_numbers_of_the_comparison_are_those_of_the_code() -> None:
    part = " ".join(PAGE.partition("## Who is there already")[2].split())
    assert comparison.FEW == 10 and "A count under 10 is not told." in part
    assert f"Archives of fewer than {comparison.LEAST_FOLLOWERS} followers are not compared" in part
    assert f"nor are lists of fewer than {comparison.LEAST_PAIRS} people" in part
    assert f"Of more than {comparison.SAMPLE:,} it draws {comparison.SAMPLE:,} at random" in part
    assert begin.PER_DAY == 3 and "three for each institution" in part and rounds.MOST == 8 and "eight in all" in part
    assert f"A request carries {evaluate.CHUNK:,} points".lower() in part.lower() and f"at most {begin.LONGEST_LIST:,}" in part
    assert f"A comparison lasts {rounds.LASTS.total_seconds() / 60:.0f} minutes at most" in part
    assert f'SHA-256("{curve_points.TAG.decode()}", 0, counter' in part


def test_every_secret_column_is_one_that_exists() -> None:
    columns = {column.name for table in TABLES.values() for column in table.c}
    assert columns >= SECRET


def test_the_commands_it_names_exist() -> None:

    for group, command, rest in re.findall(r"(?:`|^ {4})essaim (\w+) (\w+)([^\n`]*)", PAGE, re.MULTILINE):
        found = essaim.get_command(Context(essaim), group)
        assert found is not None and found.get_command(Context(found), command), (group, command)  # type: ignore[attr-defined]
        options = {name for parameter in found.get_command(Context(found), command).params for name in parameter.opts}  # type: ignore[attr-defined]
        assert set(re.findall(r"--\w+", rest)) <= options
