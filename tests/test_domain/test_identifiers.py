"""Identifiers are stored in one form, or refused with a sentence a person can act on."""

from collections.abc import Callable

import pytest
from babel import Locale
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.domain import identifiers
from dashboard.domain.countries import COUNTRIES
from dashboard.domain.errors import Refused

CHECKS: dict[str, Callable[[str], object]] = {
    name: getattr(identifiers, name)
    for name in ("siren", "siret", "insee", "uai", "ror", "wikidata", "country", "domain", "count", "head_count")
}


def reason(check: Callable[[str], object], text: str) -> str:
    """The sentence with which a text is refused."""
    with pytest.raises(Refused) as problem:
        check(text)
    return str(problem.value)


@pytest.mark.parametrize("text", ["356000000", "356 000 000", "356.000.000", " 356\u00a0000\u202f000 "])
def test_a_siren_is_nine_digits_however_they_are_spaced(text: str) -> None:
    assert identifiers.siren(text) == "356000000"


def test_a_siren_with_a_mistyped_digit_is_refused() -> None:
    assert "check digit" in reason(identifiers.siren, "356000001")


@pytest.mark.parametrize("text", ["", "35600000", "3560000000", "35600000X", "3,56E+08", "-356000000", "³56000000"])
def test_a_siren_of_another_form_is_refused(text: str) -> None:
    assert "9 digits" in reason(identifiers.siren, text)


def test_zeros_are_no_siren_although_their_check_digit_is_right() -> None:
    assert "zeros" in reason(identifiers.siren, "000000000")
    assert "zeros" in reason(identifiers.siret, "00000000000000")


@pytest.mark.parametrize("text", ["73282932000074", "732 829 320 00074", "35600000000048"])
def test_a_siret_is_fourteen_digits(text: str) -> None:
    assert identifiers.siret(text) == text.replace(" ", "")


def test_the_establishments_of_la_poste_follow_their_own_rule() -> None:
    assert identifiers.siret("35600000049837") == "35600000049837"
    assert "check digit" in reason(identifiers.siret, "35600000049838")


def test_a_siret_starts_with_the_siren_of_the_same_institution() -> None:
    assert identifiers.siret("73282932000074", "732829320") == "73282932000074"
    with pytest.raises(Refused, match="does not start with the SIREN 356000000"):
        identifiers.siret("73282932000074", "356000000")


@pytest.mark.parametrize("text", ["732829320", "7328293200007", "732829320000745", "a3282932000074"])
def test_a_siret_of_another_length_is_refused(text: str) -> None:
    assert "14 digits" in reason(identifiers.siret, text)


@pytest.mark.parametrize("code", ["69123", "01004", "2A004", "2B033", "75056", "95680", "97105", "97411", "97502", "98735", "98818"])
def test_communes_of_the_mainland_corsica_and_overseas_have_a_code(code: str) -> None:
    assert identifiers.insee(code.lower()) == code


@pytest.mark.parametrize(
    "text", ["", "69", "691234", "00123", "20004", "96001", "97999", "98012", "98500", "69000", "97100", "2C001", "٦٩١٢٣"]
)
def test_what_is_no_code_of_a_commune_is_refused(text: str) -> None:
    assert "INSEE" in reason(identifiers.insee, text)


def test_a_leading_zero_eaten_by_a_spreadsheet_is_said() -> None:
    assert "write 01004" in reason(identifiers.insee, "1004")


@pytest.mark.parametrize("code", ["0751717J", "0350936C", "0691774D"])
def test_the_letter_of_a_uai_checks_its_digits(code: str) -> None:
    assert identifiers.uai(code.lower()) == code
    wrong = "A" if code[-1] != "A" else "B"
    assert "letter" in reason(identifiers.uai, code[:-1] + wrong)


@pytest.mark.parametrize("text", ["", "751717J", "07517170", "0751717JJ", "O751717J"])
def test_a_uai_of_another_form_is_refused(text: str) -> None:
    assert "7 digits and a letter" in reason(identifiers.uai, text)


@pytest.mark.parametrize("text", ["02en5vm52", "https://ror.org/02en5vm52", "ROR.org/02EN5VM52", "http://www.ror.org/02en5vm52/"])
def test_a_ror_identifier_is_read_with_or_without_its_address(text: str) -> None:
    assert identifiers.ror(text) == "02en5vm52"


@pytest.mark.parametrize("code", ["02feahw73", "013cjyk83", "05a0dhs15", "03yrm5c26", "00pg6eq24"])
def test_real_ror_identifiers_pass_their_check(code: str) -> None:
    assert identifiers.ror(code) == code
    assert "do not match" in reason(identifiers.ror, code[:-2] + f"{(int(code[-2:]) + 1) % 100:02d}")


@pytest.mark.parametrize(
    "text", ["", "02en5vm5", "12en5vm52", "02en5vi52", "02feahw7\uff13", "https://ror.org/", "https://evil.example/02en5vm52"]
)
def test_a_ror_identifier_of_another_form_is_refused(text: str) -> None:
    assert "02en5vm52" in reason(identifiers.ror, text)


@pytest.mark.parametrize(
    "text", ["Q456", "q456", "https://www.wikidata.org/wiki/Q456", "http://www.wikidata.org/entity/Q456", "m.wikidata.org/wiki/Q456"]
)
def test_a_wikidata_item_is_read_with_or_without_its_address(text: str) -> None:
    assert identifiers.wikidata(text) == "Q456"


@pytest.mark.parametrize("text", ["", "456", "Q", "Q0", "Q045", "P2002", "Q1234567890123456", "https://fr.wikipedia.org/wiki/Lyon"])
def test_what_is_no_wikidata_item_is_refused(text: str) -> None:
    assert "Wikidata" in reason(identifiers.wikidata, text)


def test_a_country_is_two_letters_of_the_standard() -> None:
    assert identifiers.country(" fr ") == "FR"
    for text in ("", "FRA", "France", "UK", "EU", "XK", "ZZ", "ſr"):
        assert "FR, BE or CH" in reason(identifiers.country, text)


def test_the_list_of_countries_is_whole() -> None:
    assert len(COUNTRIES) == 249
    assert set(Locale("en").territories) >= COUNTRIES


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("lyon.fr", "lyon.fr"),
        (" WWW.Lyon.FR. ", "lyon.fr"),
        ("https://www.lyon.fr/mairie?a=1#b", "lyon.fr"),
        ("http://univ-besancon.example:8080", "univ-besancon.example"),
        ("www.fr", "www.fr"),
        ("évian.example", "xn--vian-9oa.example"),
        ("E\u0301VIAN.example", "xn--vian-9oa.example"),
        ("https://www.évian.example/é", "xn--vian-9oa.example"),
        ("xn--vian-9oa.example", "xn--vian-9oa.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("ｌｙｏｎ．ｆｒ", "lyon.fr"),
    ],
)
def test_a_domain_is_stored_in_lower_case_and_punycode_without_www(text: str, stored: str) -> None:
    assert identifiers.domain(text) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lyon",
        "localhost",
        ".fr",
        "lyon..fr",
        "-lyon.fr",
        "lyon-.fr",
        "ly_on.fr",
        "ly on.fr",
        "lyon.fr/mairie",
        "lyon.fr:443",
        "mairie@lyon.fr",
        "https://lyon.fr@evil.example/",
        "ftp://lyon.fr",
        "javascript://lyon.fr/%0aalert(1)",
        "https://",
        "http://[::1]/",
        "http://[",
        "127.0.0.1",
        "http://127.1/",
        "http://1.0x7f/",
        "::1",
        "lyon.fr。evil@x",
        "lyon．℀.fr",
        "💙.example",
        "xn--.example",
        "xn--lyon-.example",
        "xn--💙.example",
        "a" * 64 + ".fr",
        "é" * 60 + ".fr",
        ".".join(["a" * 60] * 5),
    ],
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    assert "is not a domain" in reason(identifiers.domain, text)


@pytest.mark.parametrize("text", ["214300", "214 300", "214\u202f300", " 0214300 "])
def test_a_size_is_read_with_the_spaces_of_its_thousands(text: str) -> None:
    assert identifiers.head_count(text) == 214_300


@pytest.mark.parametrize("text", ["", "1,234", "1.234", "12k", "1e3", "env. 300", "²", "٣", "0x10", "+5"])
def test_what_is_not_written_in_digits_is_no_number(text: str) -> None:
    for check in (identifiers.count, identifiers.head_count):
        assert "whole number" in reason(check, text)


@pytest.mark.parametrize("text", ["-1", "\u2212 1", "-0"])
def test_a_count_below_zero_is_no_count(text: str) -> None:
    assert "below zero" in reason(identifiers.count, text)


def test_nobody_is_a_count_but_no_size() -> None:
    assert identifiers.count("0") == 0
    assert "at least 1" in reason(identifiers.head_count, "0")


def test_a_number_that_no_column_holds_is_refused() -> None:
    assert identifiers.count("2147483647") == 2_147_483_647
    assert "larger" in reason(identifiers.count, "2147483648")
    assert "larger" in reason(identifiers.count, "9" * 5000)
    assert identifiers.count("0" * 5000 + "7") == 7


@pytest.mark.parametrize("name", CHECKS)
@given(text=st.text() | st.text(alphabet="0123456789AQqx-./:@ é.nhtpswfr", max_size=30))
@example(text="xn--a-ecp.ru")
@example(text="\u0130.fr")
@example(text="www.www.lyon.fr")
@example(text="ﬀ.\u1e9e\u0345.fr")
def test_anything_typed_is_either_refused_or_given_one_lasting_form(name: str, text: str) -> None:
    try:
        form = CHECKS[name](text)
    except Refused as problem:
        assert text in problem.values.values()
        return
    assert CHECKS[name](str(form)) == form


@given(number=st.integers(0, 9_999_999))
def test_each_seven_digits_have_exactly_one_letter(number: int) -> None:
    accepted = []
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        try:
            accepted.append(identifiers.uai(f"{number:07d}{letter}"))
        except Refused:
            continue
    assert len(accepted) == 1
