"""Numbers, dates and sentences in the forms of each language."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.departures import Status
from dashboard.domain.errors import N_, Refused
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.i18n import Words, words_in

FR, EN = words_in("fr"), words_in("en")
WHOLE = st.integers(-(10**12), 10**12)
RATIOS = st.floats(-1, 100, allow_nan=False)
DAYS = st.dates(date(2006, 1, 1), date(2099, 12, 31))


@given(n=WHOLE)
def test_thousands_are_parted_as_in_each_language(n: int) -> None:
    for words, sign in ((FR, "\u202f"), (EN, ",")):
        said = words.number(n)
        assert said.count(sign) == (len(str(abs(n))) - 1) // 3
        assert said.replace(sign, "").replace("−", "-") == str(n)


@given(n=WHOLE, ratio=RATIOS)
def test_whole_numbers_and_percentages_are_written_as_babel_writes_them(n: int, ratio: float) -> None:
    for words in (FR, EN):
        assert words.number(n) == format_decimal(n, locale=words.locale).replace("-", "−")
        by_babel = format_percent(ratio, format="#,##0%", locale=words.locale).replace("-", "−")
        assert words.percent(ratio).removesuffix(words.percent_sign) == by_babel.removesuffix("%")


@given(many=st.lists(WHOLE))
def test_many_whole_numbers_are_written_as_each_of_them(many: list[int]) -> None:
    for words in (FR, EN):
        assert words.whole_numbers(many) == list(map(words.number, many))


def test_a_number_reads_as_people_write_it() -> None:
    assert (FR.number(48_210), EN.number(48_210)) == ("48\u202f210", "48,210")
    assert (FR.number(2.5), EN.number(2.5)) == ("2,5", "2.5")
    assert FR.number(-30) == EN.number(-30) == "−30"


@given(ratio=RATIOS)
def test_the_sign_of_a_percentage_never_leaves_its_number(ratio: float) -> None:
    assert FR.percent(ratio).endswith("\u202f%")
    assert EN.percent(ratio)[-2].isdecimal() and EN.percent(ratio).endswith("%")
    assert " " not in FR.percent(ratio, 1) + EN.percent(ratio, 1)


def test_a_percentage_has_the_decimals_asked_for() -> None:
    assert (FR.percent(0.314), EN.percent(0.314)) == ("31\u202f%", "31%")
    assert (FR.percent(0.0042, 1), EN.percent(0.0042, 1)) == ("0,4\u202f%", "0.4%")
    assert (FR.percent(-0.004, 1), EN.percent(12.345)) == ("−0,4\u202f%", "1,234%")


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2025, 3, 3), "3 mars 2025", "3 March 2025"),
        (date(2025, 7, 1), "1er juillet 2025", "1 July 2025"),
        (date(2025, 8, 11), "11 août 2025", "11 August 2025"),
    ],
)
def test_a_date_is_written_out(day: date, french: str, english: str) -> None:
    assert (FR.date(day).replace("\u00a0", " "), EN.date(day).replace("\u00a0", " ")) == (french, english)


def test_a_short_date_keeps_its_year() -> None:
    assert FR.date(date(2025, 1, 27), "short") == "27\u00a0janv.\u00a02025"
    assert FR.date(date(2025, 2, 1), "short") == "1er\u00a0févr.\u00a02025"
    assert EN.date(date(2025, 9, 1), "short") == "1\u00a0Sept\u00a02025"
    assert (FR.date(date(2025, 7, 1), "month"), EN.date(date(2025, 7, 1), "month")) == ("juil.\u00a02025", "Jul\u00a02025")


@given(day=DAYS)
def test_a_date_is_never_broken_over_two_lines(day: date) -> None:
    for style in ("long", "short", "month"):
        for words in (FR, EN):
            assert " " not in words.date(day, style)
            assert words.date(day, style).endswith(str(day.year))


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2025, 6, 4), date(2025, 6, 15), "du 4 au 15 juin 2025", "4–15 Jun 2025"),
        (date(2025, 6, 1), date(2025, 6, 15), "du 1er au 15 juin 2025", "1–15 Jun 2025"),
        (date(2025, 5, 28), date(2025, 6, 1), "du 28 mai au 1er juin 2025", "28 May – 1 Jun 2025"),
        (date(2024, 12, 28), date(2025, 1, 3), "du 28 déc. 2024 au 3 janv. 2025", "28 Dec 2024 – 3 Jan 2025"),
        (date(2025, 6, 4), date(2025, 6, 4), "le 4 juin 2025", "4 Jun 2025"),
    ],
)
def test_a_period_does_not_repeat_itself(first: date, last: date, french: str, english: str) -> None:
    said = [words.period(first, last).replace("\u00a0", " ").replace("\u2009", " ") for words in (FR, EN)]
    assert said == [french, english]


def test_an_instant_is_said_in_utc() -> None:
    at = datetime(2025, 7, 1, 6, 12, tzinfo=UTC)
    assert FR.moment(at) == "1er\u00a0juillet\u00a02025 à 6\u00a0h\u00a012\u00a0UTC"
    assert EN.moment(at) == "1\u00a0July\u00a02025, 06:12\u00a0UTC"
    assert FR.moment(at.replace(minute=5)).endswith("6\u00a0h\u00a005\u00a0UTC")
    assert FR.moment(at.replace(minute=0)).endswith("à 6\u00a0h\u00a0UTC")
    paris = timezone(timedelta(hours=2))
    assert FR.moment(datetime(2025, 7, 2, 0, 30, tzinfo=paris)).startswith("1er\u00a0juillet")


@pytest.mark.parametrize(
    ("low", "high", "french", "english"),
    [
        (0.31, 0.38, "31 à 38 %", "31 to 38%"),
        (0.31, None, "au moins 31 %", "at least 31%"),
        (0.311, 0.314, "31 %", "31%"),
        (None, 0.38, "non lu", "not read"),
        (None, None, "non lu", "not read"),
    ],
)
def test_a_band_of_shares_has_its_sign_once(low: float | None, high: float | None, french: str, english: str) -> None:
    assert FR.range(low, high, FR.percent).replace("\u202f", " ") == french
    assert EN.range(low, high, EN.percent) == english


def test_a_band_of_people_has_both_its_ends() -> None:
    assert FR.range(14_945, 18_320, FR.number) == "14\u202f945 à 18\u202f320"
    assert EN.range(14_945, 18_320, EN.number) == "14,945 to 18,320"


def test_places_are_filled_in_the_forms_of_the_language() -> None:
    sentence = "{network}: {n} on {day}."
    values = {"network": Network.BLUESKY, "n": 14_945, "day": date(2025, 7, 1)}
    assert EN(sentence, **values) == "Bluesky: 14,945 on 1\u00a0July\u00a02025."
    assert FR(sentence, **values) == "Bluesky\u00a0: 14\u202f945 le 1er\u00a0juillet\u00a02025."
    assert EN("{a} {b} {c} {d}", a=Status.CLOSED, b=Level.L2, c=True, d=0.5) == "account closed L2 True 0.5"


def test_text_from_outside_is_left_as_it_is() -> None:
    assert FR("{name}: {band}", name="{n} % <b>", band="é") == "{n} % <b>\u00a0: é"


@pytest.mark.parametrize(
    ("n", "french", "english"),
    [(0, "0 compte a été lu.", "0 accounts were read."), (1, "1 compte", "1 account "), (2, "2 comptes", "2 accounts")],
)
def test_nothing_is_singular_in_french_and_plural_in_english(n: int, french: str, english: str) -> None:
    for words, expected in ((FR, french), (EN, english)):
        assert words.plural("{n} account was read.", "{n} accounts were read.", n).startswith(expected)


def test_an_error_is_said_in_the_readers_language() -> None:
    problem = Refused(N_("“{text}” is not a SIREN, which has 9 digits."), text="12")
    assert EN.error(problem) == "“12” is not a SIREN, which has 9 digits."
    assert FR.error(problem) == "«\u00a012\u00a0» n’est pas un numéro SIREN, qui compte 9\u00a0chiffres."


def test_parts_are_separated_as_in_each_language() -> None:
    assert (FR.semicolon.join("ab"), EN.semicolon.join("ab")) == ("a\u202f; b", "a; b")


def test_a_sentence_that_nobody_translated_is_said_in_english() -> None:
    assert FR("Nobody has translated {what}.", what="this") == "Nobody has translated this."


def test_words_are_made_once_for_each_language() -> None:
    assert isinstance(FR, Words)
    assert words_in("fr") is FR and words_in("en") is EN and FR.language == "fr"


def test_a_sentence_may_hold_the_signs_of_other_patterns() -> None:
    assert EN("100% of {{those}} in {place}, 5 %s", place="Lyon") == "100% of {those} in Lyon, 5 %s"
    assert EN("100%", place="Lyon") == "100%"


def test_a_value_is_said_as_it_is_whatever_signs_it_holds() -> None:
    name = "100 % {place} %s %(place)s {0} <b>&\"'"
    assert EN("{name} in {place}", name=name, place=name) == f"{name} in {name}"
    assert EN.plural("{n} of {name}", "{n} of {name}", 2, name=name) == f"2 of {name}"


def test_a_place_is_a_name_alone() -> None:
    with pytest.raises(ValueError, match="a name alone"):
        EN("It is {n:>10}.", n=1)
