"""Each line of a register file is taken in, or refused with what is wrong and where."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import Status
from dashboard.domain.errors import Refused
from dashboard.domain.organisations import Kind
from dashboard.domain.register_file import read_register
from tests.test_domain.register_file_cast import HEADER, LYON, read, reasons


def test_good_lines_are_kept_beside_bad_ones() -> None:
    register = read("Évian,village,FR,,,,,,\n" + LYON + ",city,FR,,,,,,\n")
    assert [line.name for line in register.lines] == ["Lyon"]
    assert [(problem.line_no, problem.column) for problem in register.problems] == [(2, "kind"), (4, "name")]


def test_everything_wrong_in_a_line_is_said_at_once() -> None:
    assert [(line, column) for line, column, _ in reasons(",village,France,exited,17.01.2025,demain,-1,hier,\n")] == [
        (2, "name"),
        (2, "kind"),
        (2, "country"),
        (2, "announced_on"),
        (2, "left_on"),
        (2, "status"),
        (2, "x_followers"),
        (2, "x_followers_on"),
    ]


def test_an_unknown_kind_is_refused_with_the_list_of_kinds() -> None:
    [(_, column, said)] = reasons("Évian,village,FR,,,,,,\n")
    assert column == "kind"
    assert all(kind.value in said for kind in Kind)


def test_lines_are_numbered_as_a_text_editor_does() -> None:
    text = '"Université\nde Besançon",university,FR,,,,,,\n\n,,,,,,,,\nÉvian,village,FR,,,,,,\n'
    assert [line for line, _, _ in reasons(text)] == [6]


def test_a_line_with_too_many_cells_is_refused() -> None:
    [(line, column, said)] = reasons("Évian,city,FR,,,,,,CNews, 17 January 2025\n" + LYON)
    assert (line, column) == (2, None)
    assert "10 cells" in said and "9" in said


def test_empty_cells_beyond_the_header_and_missing_ones_at_the_end_do_not_matter() -> None:
    assert [line.name for line in read("Évian,city,FR,,,,,,,,,\nLyon,city\n").lines] == ["Évian", "Lyon"]


def test_a_quote_left_open_costs_its_own_line_only() -> None:
    register = read('"Évian,city,FR,,,,,,\n' + LYON * 60)
    assert [(problem.line_no, problem.column) for problem in register.problems] == [(2, None)]
    assert len(register.lines) == 60


def test_a_quote_inside_a_cell_must_be_doubled() -> None:
    [(line, _, said)] = reasons('"Les "Amis" d\'Évian",association,FR,,,,,,\n' + LYON)
    assert line == 2
    assert "quote" in said


def test_a_very_long_cell_is_refused() -> None:
    assert "longer than 200" in reasons("x" * 201 + ",city,FR,,,,,,\n")[0][2]
    assert "longer than 500" in reasons("Évian,city,FR,,,,,," + "x" * 501 + "\n")[0][2]
    assert [line for line, _, _ in reasons('"' + "x" * 200_000 + '",city,FR,,,,,,\n' + LYON)] == [2]


@pytest.mark.parametrize("written", ["2025-01-20", "20/01/2025", "20/1/2025"])
def test_days_are_written_in_either_order(written: str) -> None:
    assert read(f"Évian,city,FR,,,{written},,,\n").lines[0].events == ((Status.DEPARTED, date(2025, 1, 20)),)


@pytest.mark.parametrize("written", ["01/20/2025", "20/01/25", "2025-1-20", "20250120", "2025-02-30", "20 janvier 2025", "٢٠/٠١/٢٠٢٥"])
def test_what_is_no_day_is_refused(written: str) -> None:
    [(_, column, said)] = reasons(f"Évian,city,FR,,,{written},,,\n")
    assert column == "left_on"
    assert "20/01/2025" in said


def test_a_departure_to_come_is_planned_but_not_in_another_century() -> None:
    assert read("Université de Besançon,university,FR,announced,2025-01-17,2031-01-20,,,\n").lines[0].events == (
        (Status.ANNOUNCED, date(2025, 1, 17)),
        (Status.DEPARTED, date(2031, 1, 20)),
    )
    assert "Check the year" in reasons("Évian,city,FR,,,9999-12-31,,,\n")[0][2]


def test_nobody_left_before_the_network_opened() -> None:
    [(_, column, said)] = reasons("Évian,city,FR,,,2005-01-20,,,\n")
    assert column == "left_on"
    assert "opened" in said


def test_a_departure_before_its_announcement_is_refused() -> None:
    [(_, column, said)] = reasons("Évian,city,FR,departed,2025-01-20,2025-01-17,,,\n")
    assert column == "left_on"
    assert "cannot come before" in said


@pytest.mark.parametrize("status", [Status.LAST_POST, Status.DEPARTED, Status.DORMANT, Status.PROTECTED, Status.CLOSED])
def test_the_status_says_which_rung_the_day_of_leaving_stands_for(status: Status) -> None:
    assert read(f"Évian,city,FR,{status},,2025-01-20,,,\n").lines[0].events == ((status, date(2025, 1, 20)),)


@pytest.mark.parametrize("status", [Status.CONSIDERING, Status.PLEDGED, Status.ANNOUNCED])
def test_the_status_says_which_rung_the_day_of_the_announcement_stands_for(status: Status) -> None:
    assert read(f"Évian,city,FR,{status},2025-01-17,,,,\n").lines[0].events == ((status, date(2025, 1, 17)),)


@pytest.mark.parametrize(
    ("status", "column"), [("departed", "left_on"), ("closed", "left_on"), ("announced", "announced_on"), ("pledged", "announced_on")]
)
def test_a_status_without_its_day_is_refused(status: str, column: str) -> None:
    [(_, where, said)] = reasons(f"Évian,city,FR,{status},,,,,\n")
    assert where == column
    assert column in said


def test_a_return_cannot_be_told_in_this_table() -> None:
    assert "return" in reasons("Évian,city,FR,returned,2025-01-17,2025-01-20,,,\n")[0][2]


def test_an_unknown_status_is_refused_with_the_list_of_statuses() -> None:
    said = reasons("Évian,city,FR,gone,2025-01-17,,,,\n")[0][2]
    assert all(status.value in said for status in Status)


def test_no_followers_is_a_count_and_an_empty_cell_is_none() -> None:
    assert read("Évian,city,FR,,,,0,2025-01-17,\n").lines[0].figure == (date(2025, 1, 17), 0)
    assert read("Évian,city,FR,,,,,2025-01-17,\n").lines[0].figure is None


@pytest.mark.parametrize("written", ["-1", "n/a", "2.2M", "2,200,000"])
def test_what_is_no_count_never_becomes_one(written: str) -> None:
    assert [column for _, column, _ in reasons(f'Évian,city,FR,,,,"{written}",2025-01-17,\n')] == ["x_followers"]


def test_a_count_needs_its_day() -> None:
    [(_, column, said)] = reasons("Évian,city,FR,,,2025-01-20,120000,,\n")
    assert column == "x_followers_on"
    assert "needs the day" in said


def test_a_count_is_neither_older_than_the_network_nor_to_come() -> None:
    assert "nothing to count" in reasons("Évian,city,FR,,,,120000,2005-01-17,\n")[0][2]
    data = (HEADER + "Évian,city,FR,,,,120000,2025-01-17,\n").encode()
    assert read_register(data, today=date(2025, 1, 17)).problems == []
    assert "still to come" in str(read_register(data, today=date(2025, 1, 16)).problems[0].reason)


def test_the_siren_and_the_siret_of_a_line_belong_together() -> None:
    [(_, column, said)] = reasons("La Poste,company,732829320,35600000000048\n", "name,kind,siren,siret\n")
    assert column == "siret"
    assert "does not start" in said


def test_a_hundred_thousand_lines_are_read() -> None:
    lines = "".join(f"Évian {n},city,FR,announced,2025-01-17,,,,CNews\n" for n in range(100_000))
    assert len(read(lines).lines) == 100_000


def test_lines_that_all_leave_a_quote_open_are_read_to_the_end() -> None:
    register = read('"Évian,city\n' * 50_000 + 'Lyon,"city\n' * 50_000)
    assert register.lines == []


@given(
    st.binary(max_size=300) | st.text(alphabet='name,kid;\t"\n\r=é\x00 cityFR2025-01', max_size=300).map(lambda text: text.encode("utf-8"))
)
def test_any_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    for prefix in (b"", b"name,kind,x_followers\n"):
        try:
            register = read_register(prefix + data)
        except Refused as problem:
            assert str(problem)
            continue
        assert all(line.name and len(line.name) <= 200 for line in register.lines)
        assert all(str(problem.reason) and problem.line_no >= 2 for problem in register.problems)


@given(
    st.lists(
        st.tuples(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40), st.sampled_from(Kind)),
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, Kind]], separator: str, encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["name", "kind"])
    writer.writerows([name, kind.value] for name, kind in rows)
    register = read_register(out.getvalue().encode(encoding))
    shown = [(name, kind) for name, kind in rows if "\ufffd" not in name]
    assert [(line.name, line.kind) for line in register.lines] == shown
    assert len(register.problems) == len(rows) - len(shown)
