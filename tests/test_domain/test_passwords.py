"""Which passwords are accepted."""

import gzip
from importlib import resources

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.passwords import check_password

ANA = ("ana.benard@lyon.example", "Ana Bénard")


def listed() -> list[str]:
    shipped = resources.files("dashboard").joinpath("passwords/common.txt.gz").read_bytes()
    return gzip.decompress(shipped).decode().split()


@pytest.mark.parametrize(
    "good",
    [
        "tangue lilas quatorze mur",
        "Quatre-chevaux-verts",
        "correcthorsebatterystaple",
        "xkcd9Bz!qpoLm",
        "forêt été brume",
        "パスワードは長いほど良い",
        "k" + "ab cd-ef." * 14,
    ],
)
def test_a_long_password_that_nobody_tries_first_is_accepted(good: str) -> None:
    check_password(good, *ANA)


@pytest.mark.parametrize(("typed", "said"), [("", "0 characters"), ("onze signes", "11 characters"), ("e\u0301" * 6, "6 characters")])
def test_twelve_characters_are_the_least(typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_password(typed, *ANA)


def test_a_password_that_is_far_too_long_is_refused_before_anything_is_computed() -> None:
    with pytest.raises(Refused, match="at most 128"):
        check_password("ab cd-ef." * 15, *ANA)


def test_every_listed_password_that_is_long_enough_is_refused() -> None:
    long = [word for word in listed() if len(word) >= 12]
    assert len(long) > 3_000
    for word in long:
        with pytest.raises(Refused):
            check_password(word, *ANA)


@pytest.mark.parametrize("word", ["password", "azerty", "soleil", "marseille", "qwerty", "bonjour", "football", "motdepasse"])
@pytest.mark.parametrize("form", ["{}2025!!!!!", "!!{}12345678", "{0}{0}{0}", "{}-lyon-2025", "{} bienvenue 1"])
def test_a_common_password_stays_one_with_figures_and_signs_around(word: str, form: str) -> None:
    for typed in (form.format(word), form.format(word.capitalize())):
        with pytest.raises(Refused):
            check_password(typed, *ANA)


@pytest.mark.parametrize(
    "regular",
    [
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        "brumebrumebrume",
        "tulipetulipe",
        "Tulipe2025Tulipe2026",
        "abcdefghijkl",
        "zyxwvutsrqpo",
        "012345678901",
        "azertyuiop12",
        "AZERTYuiopQSDFGH",
        "qwertzuiop!!",
        "1qaz2wsx3edc",
        "1aqw2zsx3edc4rfv",
        "p@ssw0rd2025",
        "Université-2025",
        "Ville de Paris 2025",
    ],
)
def test_what_a_keyboard_or_a_habit_makes_is_refused(regular: str) -> None:
    with pytest.raises(Refused, match="first that are guessed"):
        check_password(regular, *ANA)


@pytest.mark.parametrize(
    "own", ["essaim brume opale", "BÉNARD brume opale", "ana.benard brume", "lyon.example brume", "anabénard brume", "Lyon2025!!!!"]
)
def test_what_everybody_knows_of_somebody_is_refused(own: str) -> None:
    with pytest.raises(Refused, match="your name, your address"):
        check_password(own, *ANA)


def test_a_short_name_forbids_nothing() -> None:
    check_password("banane brume opale", "a@lyon.example", "Ana")
