"""A register file is read whatever wrote it, and every line that cannot be taken in says why."""

import csv
import io
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard
from dashboard.domain.departures import Status
from dashboard.domain.errors import Refused
from dashboard.domain.organisations import Kind
from dashboard.domain.register_file import RegisterFile, read_register
from dashboard.domain.register_words import COLUMNS, KIND_OF, STATUS_OF

SHIPPED = Path(dashboard.__file__).parent / "register" / "departures_fr_2025.csv"
HEADER = "name,kind,country,status,announced_on,left_on,x_followers,x_followers_on,source\n"
LYON = "Lyon,city,FR,departed,2025-01-17,2025-01-20,120000,2025-01-17,Le Progrès\n"


def read(text: str, header: str = HEADER) -> RegisterFile:
    return read_register((header + text).encode())


def reasons(text: str, header: str = HEADER) -> list[tuple[int, str | None, str]]:
    """Line, column and sentence of each problem."""
    return [(problem.line_no, problem.column, str(problem.reason)) for problem in read(text, header).problems]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as problem:
        read_register(data)
    return str(problem.value)


def test_the_shipped_register_holds_its_22_facts() -> None:
    register = read_register(SHIPPED.read_bytes(), today=date(2025, 2, 1))
    assert register.problems == [] and register.ignored == []
    assert len(register.lines) == 22
    paris = register.lines[0]
    assert (paris.name, paris.kind, paris.country) == ("Ville de Paris", Kind.CITY, "FR")
    assert paris.events == ((Status.ANNOUNCED, date(2025, 1, 17)), (Status.DEPARTED, date(2025, 1, 20)))
    assert paris.figure == (date(2025, 1, 17), 2_200_000)
    assert all(line.source == "CNews, 17 January 2025" for line in register.lines)
    assert all(line.events == ((Status.ANNOUNCED, date(2025, 1, 17)),) for line in register.lines[1:])
    assert all(line.figure is None for line in register.lines[1:])


def test_a_line_gives_the_fields_the_events_and_the_figure_of_an_organisation() -> None:
    header = HEADER.strip() + ",slug,siren,siret,insee,uai,ror,wikidata,domain,population,students,staff\n"
    line = read(
        LYON.strip() + ",lyon,356000000,35600000000048,69123,0691774D,02en5vm52,Q456,https://www.lyon.fr/,522 250,,8000\n", header
    ).lines[0]
    assert line.line_no == 2
    assert line.slug == "lyon"
    assert line.fields == {
        "name": "Lyon",
        "kind": Kind.CITY,
        "country": "FR",
        "siren": "356000000",
        "siret": "35600000000048",
        "insee": "69123",
        "uai": "0691774D",
        "ror": "02en5vm52",
        "wikidata": "Q456",
        "domain": "lyon.fr",
        "population": 522_250,
        "staff": 8000,
    }
    assert line.events == ((Status.ANNOUNCED, date(2025, 1, 17)), (Status.DEPARTED, date(2025, 1, 20)))
    assert line.figure == (date(2025, 1, 17), 120_000)
    assert line.source == "Le Progrès"


def test_only_the_name_and_the_kind_are_needed() -> None:
    line = read("Les Amis d'Évian,association\n", "name,kind\n").lines[0]
    assert line.fields == {"name": "Les Amis d'Évian", "kind": Kind.ASSOCIATION}
    assert line.events == () and line.figure is None and line.source == ""


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("latin-1", "ISO-8859-1"),
    ],
)
def test_the_encoding_is_found_and_said(encoded: str, encoding: str) -> None:
    register = read_register((HEADER + "Université de Besançon,university,FR,,,,,,\n").encode(encoded))
    assert register.lines[0].name == "Université de Besançon"
    assert register.encoding == encoding


def test_utf_16_is_read_in_either_byte_order() -> None:
    text = "\ufeffname,kind\nÉvian,city\n"
    for order in ("utf-16-le", "utf-16-be"):
        assert read_register(text.encode(order)).lines[0].name == "Évian"


def test_the_encoding_of_windows_is_told_by_its_quotes_and_ligatures() -> None:
    register = read_register("name,kind\nL’Œuvre d’Évian,association\n".encode("cp1252"))
    assert register.lines[0].name == "L’Œuvre d’Évian"
    assert register.encoding == "Windows-1252"


def test_accents_that_no_encoding_explains_are_refused() -> None:
    assert "CSV UTF-8" in refusal(b"name,kind\n\x81vian,city\n")
    assert "CSV UTF-8" in refusal(b"\xff\xfen\x00a\x00m")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_comma_semicolon_and_tab_are_read_with_any_line_end(separator: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    writer.writerow(["name", "kind", "source"])
    writer.writerow(["Lyon, ville; capitale", "city", 'Le "Progrès"\nde Lyon'])
    register = read_register(out.getvalue().encode())
    assert register.separator == separator
    assert register.problems == []
    assert (register.lines[0].name, register.lines[0].source) == ("Lyon, ville; capitale", 'Le "Progrès" de Lyon')


def test_headers_are_read_without_case_accents_or_spaces_in_french_or_english() -> None:
    header = " NOM ;Type;PAYS;Statut;Annoncé le;Parti  le;Abonnés X;abonnes_x_le;Sources;Code INSEE;Étudiants;Site web\n"
    line = read("Lyon;Ville;fr;Parti;17/01/2025;20/01/2025;120 000;17/1/2025;Le Progrès;69123;;lyon.fr\n", header).lines[0]
    assert line.kind is Kind.CITY
    assert line.events == ((Status.ANNOUNCED, date(2025, 1, 17)), (Status.DEPARTED, date(2025, 1, 20)))
    assert line.figure == (date(2025, 1, 17), 120_000)
    assert (line.insee, line.domain) == ("69123", "lyon.fr")


def test_no_word_of_a_file_means_two_things() -> None:
    aliases = [word for column, others in COLUMNS.items() for word in (column, *others.split())]
    assert len(aliases) == len(set(aliases))
    assert {KIND_OF[kind.value] for kind in Kind} == set(Kind)
    assert {STATUS_OF[status.value] for status in Status} == set(Status)


def test_columns_that_say_nothing_to_us_are_left_aside_and_named() -> None:
    register = read("Lyon,city,Éric\n", "name,kind,contact person\n")
    assert register.ignored == ["contact person"]
    assert register.lines[0].name == "Lyon"


def test_a_missing_column_is_named_with_those_that_were_found() -> None:
    said = refusal(b"Organisme;Ville;Pays\nLyon;Lyon;FR\n")
    assert "no column “name”" in said
    assert "“Organisme”, “Ville”, “Pays”" in said
    assert "no column “kind”" in refusal(b"name,country\nLyon,FR\n")


def test_a_file_of_another_sort_is_not_poured_into_the_message() -> None:
    assert len(refusal(("x" * 10_000 + ",").encode() * 1000)) < 2000


def test_two_columns_of_one_meaning_are_refused() -> None:
    said = refusal(b"name,nom,kind\nLyon,Lyon,city\n")
    assert "“name”, “nom”" in said


@pytest.mark.parametrize("data", [b"", b"\n\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b";;;\n;;;\n", b"\x0b", b'""\n'])
def test_an_empty_file_says_how_to_begin(data: bytes) -> None:
    assert "empty" in refusal(data)


def test_a_file_with_a_header_alone_has_no_lines() -> None:
    register = read("")
    assert register.lines == [] and register.problems == []


def test_a_file_of_more_than_20_megabytes_is_refused_unread() -> None:
    assert "20 MB" in refusal(b"x" * (20 * 1024 * 1024 + 1))


@pytest.mark.parametrize("data", [b"PK\x03\x04workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_told_from_a_table(data: bytes) -> None:
    assert "workbook" in refusal(data)


def test_a_file_of_zeros_is_no_text() -> None:
    assert "not a text file" in refusal("name,kind\nLyon,city\n".encode("utf-16-le"))


def test_a_zero_byte_costs_its_own_line_only() -> None:
    header = HEADER + "Évian,city,FR,,,,,,\n" * 60
    register = read("Ly\x00on,city,FR,,,,,,\n" + LYON, header)
    assert [(problem.line_no, problem.column) for problem in register.problems] == [(62, "name")]
    assert register.lines[-1].name == "Lyon"


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\ufffd"])
def test_signs_that_cannot_be_shown_are_refused(sign: str) -> None:
    assert reasons(f"Ly{sign}on,city,FR,,,,,,\n") == [(2, "name", "This cell holds characters that cannot be shown. Type it again.")]


@pytest.mark.parametrize(
    "name", ["=1+1", "+33 4 72", "-Lyon", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "<b>Évian</b>", "%s {name}"]
)
def test_a_name_that_looks_like_a_formula_stays_text(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    assert read(f"{quoted},city,FR,,,,,,\n").lines[0].name == name


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


def test_a_hundred_thousand_lines_take_seconds() -> None:
    lines = "".join(f"Évian {n},city,FR,announced,2025-01-17,,,,CNews\n" for n in range(100_000))
    began = time.process_time()
    register = read(lines)
    assert len(register.lines) == 100_000
    assert time.process_time() - began < 20


def test_lines_that_all_leave_a_quote_open_are_read_in_time() -> None:
    began = time.process_time()
    register = read('"Évian,city\n' * 50_000 + 'Lyon,"city\n' * 50_000)
    assert register.lines == []
    assert time.process_time() - began < 20


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
