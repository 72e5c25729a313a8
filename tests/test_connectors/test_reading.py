"""Parts of an answer are taken only for what they are."""

from datetime import date

import pytest

from connectors.reading import count, day, page, words


@pytest.mark.parametrize(
    ("said", "read"), [(0, 0), (2_200_000, 2_200_000), (-1, None), (True, None), ("12", None), (1.0, None), (10**11, None)]
)
def test_a_count_is_a_whole_number_that_people_can_be(said: object, read: int | None) -> None:
    assert count(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Université de Besançon", "Université de Besançon"),
        ("  Lyon\n\t2  ", "Lyon  2"),
        ("\u202eLyon\u2066\x00", "Lyon"),
        ("x" * 9999, "x" * 200),
        (None, ""),
        (12, ""),
    ],
)
def test_a_text_is_short_and_runs_in_one_direction(said: object, read: str) -> None:
    assert words(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2022-11-05T00:00:00.000Z", date(2022, 11, 5)),
        ("2022-11-05T23:30:00-02:00", date(2022, 11, 6)),
        ("2022-11-05", date(2022, 11, 5)),
        ("0001-01-01T00:00:00+14:00", None),
        ("05/11/2022", None),
        (20221105, None),
    ],
)
def test_a_day_is_the_day_in_utc(said: object, read: date | None) -> None:
    assert day(said) == read


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://social.example/@lyon", True),
        ("https://SOCIAL.example/@lyon", True),
        ("http://localhost:4000/@lyon", True),
        ("https://social.example/@ly on", False),
        ("https://social.example/\n", False),
        ("https://social.example.evil.example/@lyon", False),
        ("https://lyon@social.example/@lyon", False),
        ("ftp://social.example/@lyon", False),
        ("https://social.example/" + "x" * 500, False),
        (None, False),
    ],
)
def test_an_address_is_kept_if_it_is_on_the_server(said: object, kept: bool) -> None:
    assert page(said, "social.example", "localhost:4000") == (said if kept else None)
