"""A file of dated figures is read whatever wrote it, and every line that cannot be taken says why, and where."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain import figure_file
from dashboard.domain.errors import Refused
from dashboard.domain.figure_file import read_figures, read_rows
from dashboard.domain.figure_words import COLUMNS, HEADERS
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.rounded_counts import Count
from tests.test_figures_brought.cast import HEADER, LYON, TODAY, read, reasons

DAY = date(2025, 1, 20)


def test_a_line_is_one_figure() -> None:
    (line,) = read(
        "Université de Besançon,Mastodon,20/01/2025,2.2 M,https://u.example,,unib@social.example", header=HEADER[:-1] + ",handle\n"
    ).lines
    assert (line.line_no, line.organisation, line.network, line.on) == (2, "Université de Besançon", Network.MASTODON, DAY)
    assert (line.said, line.source) == (Count(2_200_000, 100_000), "https://u.example")
    assert line.handle and line.handle.handle == "unib@social.example"


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_a_spreadsheet_makes_of_it_is_read_alike(language: str, encoding: str, separator: str, end: str) -> None:
    cells = ("Évian", "x", "20/01/2025", "14 000", "Le Progrès’", "", "")
    text = end.join([separator.join(HEADERS[language].values()), separator.join(cells), separator * 6, ""])
    file = read_figures(text.encode(encoding), TODAY)
    assert [(one.organisation, one.on, one.said.value, one.source) for one in file.lines] == [("Évian", DAY, 14_000, "Le Progrès’")]
    assert file.problems == [] and file.ignored == []


@pytest.mark.parametrize("name", [label for facts in FACTS.values() for label in (facts.label, facts.label.upper())] + ["Twitter", "x.com"])
def test_a_network_is_called_by_any_of_its_names(name: str) -> None:
    assert read(f"lyon,{name},2025-01-20,9,x,").problems == []


@pytest.mark.parametrize(
    ("followers", "precision", "count"),
    [
        ("48000", "", Count(48_000)),
        ("48000", "exact", Count(48_000)),
        ("48000", "Exacte", Count(48_000)),
        ("48000", "arrondi", Count(48_000, 1_000)),
        ("48210", "rounded", Count(48_210, about=False, rounded_to=10)),
        ("48213", "rounded", Count(48_213, about=True)),
        ("2200000", "100 000", Count(2_200_000, 100_000)),
        ("2.2 M", "rounded", Count(2_200_000, 100_000)),
        ("2.2 M", "1000", Count(2_200_000, 1_000)),
        ("48000", "1", Count(48_000)),
    ],
)
def test_the_precision_is_the_one_said_or_the_one_written(followers: str, precision: str, count: Count) -> None:
    assert [line.said for line in read(f"lyon,x,2025-01-20,{followers},x,{precision}").lines] == [count]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("lyon,,2025-01-20,9,x,", "network", "The network is missing"),
        ("lyon,myspace,2025-01-20,9,x,", "network", "“myspace” is not a network"),
        ("lyon,x,,9,x,", "date", "The day of the count is missing"),
        ("lyon,x,01/20/2025,9,x,", "date", "is not a day"),
        ("lyon,x,45677,9,x,", "date", "how a spreadsheet counts days"),
        ("lyon,x,2025-06-02,9,x,", "date", "still to come"),
        ("lyon,x,2006-07-14,9,x,", "date", "opened to the public on"),
        ("lyon,bluesky,2022-01-01,9,x,", "date", "Bluesky opened to the public on"),
        ("lyon,x,2025-01-20,,x,", "followers", "is missing"),
        ("lyon,x,2025-01-20,=1+1,x,", "followers", "is a formula"),
        ("lyon,x,2025-01-20,-9,x,", "followers", "below zero"),
        ('lyon,x,2025-01-20,"1,4E+04",x,', "followers", "shortens a number"),
        ("lyon,x,2025-01-20,2000000001,x,", "followers", "cannot be right"),
        ("lyon,x,2025-01-20,1000000000000000,x,", "followers", "cannot be right"),
        ("lyon,x,2025-01-20,9,,", "source", "needs its source"),
        (f"lyon,x,2025-01-20,9,{'x' * 501},", "source", "needs its source"),
        ("lyon,x,2025-01-20,9,the \x00 bell,", "source", "cannot be shown"),
        ("ly\x00on,x,2025-01-20,9,x,", "organisation", "cannot be shown"),
        (f"{'x' * 201},x,2025-01-20,9,x,", "organisation", "longer than 200"),
        ("lyon,x,2025-01-20,2.2 M,x,exact", "precision", "written as a rounded one"),
        ("lyon,x,2025-01-20,48210,x,1000", "precision", "is not rounded to the nearest"),
        ("lyon,x,2025-01-20,48210,x,about right", "precision", "is no precision"),
        ("lyon,x,2025-01-20,9,x,,,1", None, "This line has 8 cells"),
        ('lyon,x,2025-01-20,9,"x,', None, "quotes of this line do not match"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line_and_column(line: str, column: str | None, said: str) -> None:
    file = read(LYON, line, LYON.replace("01-20", "01-21"))
    assert [one.line_no for one in file.lines] == [2, 4]
    ((line_no, where, reason),) = reasons(file)
    assert (line_no, where) == (3, column) and said in reason


def test_all_that_is_wrong_in_a_line_is_said_at_once() -> None:
    assert [column for _, column, _ in reasons(read("lyon,nowhere,soon,many,,"))] == ["network", "date", "followers", "source"]


def test_a_formula_in_a_source_stays_text() -> None:
    assert read('lyon,x,2025-01-20,9,"=HYPERLINK(""https://evil.example"")",').lines[0].source == '=HYPERLINK("https://evil.example")'


@pytest.mark.parametrize("missing", ["network", "date", "followers", "source"])
def test_without_a_column_that_is_needed_the_file_is_refused(missing: str) -> None:
    header = ",".join(column for column in COLUMNS if column != missing) + "\n"
    with pytest.raises(Refused, match=f"There is no column “{missing}”"):
        read("x", header=header)


def test_columns_that_say_nothing_to_us_are_named() -> None:
    file = read("lyon,x,2025-01-20,9,x,,because", header=HEADER[:-1] + ",why\n")
    assert file.ignored == ["why"] and len(file.lines) == 1


def test_reading_stops_where_everything_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_file, "MOST_PROBLEMS", 5)
    file = read(LYON, *["lyon,x,soon,9,x,"] * 9)
    assert (file.stopped_at, len(file.problems), len(file.lines)) == (7, 5, 1)


def test_a_file_of_more_figures_than_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_file, "MOST_FIGURES", 2)
    with pytest.raises(Refused, match="more than 2 figures"):
        read(LYON, LYON, LYON)


def test_rows_that_were_typed_keep_their_numbers() -> None:
    row = {"network": "x", "date": "2025-01-20", "followers": "14k", "source": "me"}
    file = read_rows([{}, row, {column: "" for column in COLUMNS}, {**row, "source": ""}], TODAY)
    assert [line.line_no for line in file.lines] == [2]
    assert [(problem.line_no, problem.column) for problem in file.problems] == [(4, "source")]


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12)), max_size=6), st.sampled_from(",;\t"))
def test_any_cells_are_read_or_refused(cells: list[tuple[str, str, str]], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(COLUMNS)
    writer.writerows([source, "x", day, count, source, "", ""] for source, day, count in cells)
    try:
        file = read_figures(out.getvalue().encode("utf-8", "replace"), TODAY)
    except Refused:
        return
    assert len(file.lines) + len({problem.line_no for problem in file.problems}) <= out.getvalue().count("\n") + out.getvalue().count("\r")
