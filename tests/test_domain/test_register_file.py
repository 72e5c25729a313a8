"""A register file is read whatever wrote it, and every line that cannot be taken in says why."""

import csv
import io
from datetime import date

import pytest

from dashboard.domain.departures import Status
from dashboard.domain.organisations import Kind
from dashboard.domain.register_file import read_register
from dashboard.domain.register_words import COLUMNS, KIND_OF, STATUS_OF
from tests.test_domain.register_file_cast import HEADER, LYON, SHIPPED, read, reasons, refusal


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
