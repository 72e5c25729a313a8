"""X's account overview is read as X writes it; what a spreadsheet made of it is refused by line and column."""

from datetime import date

import pytest

from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.analytics.overview import Movement, Overview, read_overview
from dashboard.domain.errors import Refused
from tests.test_analytics.cast import BY_DAY, LAST, OVERVIEW, OVERVIEW_FR, OVERVIEW_JA, content, overview, table

TODAY = date(2025, 6, 1)
THREE = ((5, 2), (4, 1), (1, 3))
DAYS = (Movement(date(2025, 1, 18), 1, 3), Movement(date(2025, 1, 19), 4, 1), Movement(LAST, 5, 2))


def read(data: bytes, **mapping: str) -> Overview:
    return read_overview(data, today=TODAY, mapping=mapping or None)


def refused(data: bytes, **mapping: str) -> str:
    with pytest.raises(Refused) as problem:
        read(data, **mapping)
    return str(problem.value)


def test_the_newest_day_comes_first_in_the_file_and_last_in_the_curve() -> None:
    assert read(overview(*THREE)).days == DAYS


def test_the_order_of_lines_and_of_columns_is_of_no_account() -> None:
    lines = [("2025-01-18", 3, 1), ("2025-01-20", 2, 5), ("2025-01-19", 1, 4)]
    assert read(table(("Date", "Unfollows", "New follows"), lines)).days == DAYS


def test_a_mark_at_the_start_and_line_ends_of_windows_are_read() -> None:
    assert read(b"\xef\xbb\xbf" + overview(*THREE).replace(b"\n", b"\r\n")).days == DAYS


def test_a_japanese_export_is_known() -> None:
    assert read(overview(*THREE, headers=OVERVIEW_JA)).days == DAYS


def test_headers_of_another_language_are_asked_about_and_named_by_hand() -> None:
    data = overview(*THREE, headers=OVERVIEW_FR)
    with pytest.raises(UnknownColumns) as problem:
        read(data)
    assert problem.value.headers == OVERVIEW_FR and problem.value.known == {"date": "Date"}
    assert read(data, date="Date", new="Nouveaux abonnements", lost="Désabonnements").days == DAYS


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"date": "Date", "new": "Abonnements", "lost": "Désabonnements"}, "There is no column “Abonnements” in this file."),
        ({"date": "Date", "new": "Désabonnements", "lost": "Désabonnements"}, "One column was named twice."),
        ({"date": "Date", "followers": "Likes"}, "“followers” is none of the columns that are read: date, new, lost."),
        ({"date": "Date", "new": "Nouveaux abonnements"}, "The names of this file’s columns are not known"),
    ],
)
def test_columns_named_by_hand_must_fit_the_file(mapping: dict[str, str], said: str) -> None:
    assert said in refused(overview(*THREE, headers=OVERVIEW_FR), **mapping)


@pytest.mark.parametrize("again", ["19/01/2025", "01/19/2025", "45676", "Jan-19", "19 janv. 2025", "Sun, Feb 30, 2025", "", "=TODAY()"])
def test_another_form_of_date_is_refused_by_line_and_column(again: str) -> None:
    said = refused(overview(*THREE).replace(b"Sun, Jan 19, 2025", again.encode()))
    assert said.startswith(f"Line 3, column “Date”: “{again}” is not a day as X writes it")


def test_quotes_that_an_editor_lost_are_said() -> None:
    assert refused(overview(*THREE).replace(b'"', b"")) == (
        "Line 2, column “Date”: the quotes around the date are lost. Bring the file as X gave it."
    )


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator_is_a_spreadsheet_s(separator: str) -> None:
    assert "Line 1: the columns are not parted by commas" in refused(overview(*THREE, separator=separator))


def test_a_file_whose_lines_became_one_cell_each_is_a_spreadsheet_s() -> None:
    one_cell = table((overview().decode().strip(),), [("x",)])
    assert "Line 1: the columns are not parted by commas" in refused(one_cell)


@pytest.mark.parametrize("count", ["", "-4", "4,5", "4.5", "four", "=1+1", "1E+05", "1000000000000000", "٤", "2000000001"])
def test_what_is_no_count_is_refused_by_line_and_column(count: str) -> None:
    lines = [("2025-01-20", 5, 2), ("2025-01-19", count, 1)]
    assert refused(table(("Date", "New follows", "Unfollows"), lines)).startswith(
        f"Line 3, column “New follows”: “{count}” is not a count."
    )


def test_days_that_are_missing_are_named() -> None:
    lines = [(f"2025-01-{day:02}", 1, 1) for day in (20, 19, 17, 13, 12)]
    said = refused(table(("Date", "New follows", "Unfollows"), lines))
    assert said.startswith("Days are missing: 2025-01-14–2025-01-16, 2025-01-18.")


def test_a_day_that_comes_twice_with_the_same_numbers_counts_once() -> None:
    data = overview(*THREE)
    assert read(data + data.splitlines(keepends=True)[1]).days == DAYS


def test_a_day_that_comes_twice_with_other_numbers_is_refused() -> None:
    data = overview(*THREE) + overview((6, 2)).splitlines(keepends=True)[1]
    assert refused(data) == "Lines 2 and 5 tell of 2025-01-20 with different numbers."


@pytest.mark.parametrize(("on", "said"), [("2025-06-02", "is still to come"), ("2006-07-14", "X opened on 2006-07-15")])
def test_a_day_that_cannot_be_is_refused(on: str, said: str) -> None:
    assert said in refused(table(("Date", "New follows", "Unfollows"), [(on, 1, 1)]))


def test_the_old_export_by_day_is_recognised_with_the_reason_why_it_cannot_serve() -> None:
    said = refused(table(BY_DAY, [("2020-02-10", 1, 2, 3, 4, 5, 6, 7, 8)]))
    assert "old analytics.twitter.com" in said and "no unfollows" in said


def test_a_post_export_is_sent_to_its_place() -> None:
    assert "Choose “X posts CSV” for it." in refused(content((1, LAST, 5, 1, 1, 1)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (table(OVERVIEW, []), "headers and no day"),
        (table(OVERVIEW, [("2025-01-20", 1)]), "Line 2 has 2 cells under 14 headers"),
        (table((*OVERVIEW, "Unfollows"), []), "Two columns mean the same: “Unfollows” and “Unfollows”."),
        (overview(*THREE) + b'"Fri, Jan 17, 2025,1', "Line 5: a quote is opened and not closed."),
        (b"PK\x03\x04" + bytes(100), "This is a workbook"),
    ],
)
def test_what_is_no_overview_is_said(data: bytes, said: str) -> None:
    assert said in refused(data)
