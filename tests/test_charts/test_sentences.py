"""The sentence says what the chart shows, and no more than is known."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.rows import BandPoint, EventMark, Gap, TransferRows
from dashboard.charts.sentences import between, gaps_said, interval, marks_said, share, transfer_sentence, transfer_text
from dashboard.domain.accounts import AccountState
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.i18n import words_in
from tests.test_charts.cast import DEPARTURE, EN, TODAY, association, besancon, bluesky, line, lyon, mastodon, rows_of, x_line

FR = words_in("fr")


def reading(low: int | None, high: int | None, **rest: object) -> TransferRows:
    return replace(lyon(), bands=(BandPoint(TODAY, low, high),), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (lyon(), "Lyon has regained between 35 and 38% of its X audience, 120 days after its departure"),
        (reading(14_945, None), "Lyon has regained at least 31% of its X audience, 120 days after its departure"),
        (reading(14_945, 14_990), "Lyon has regained 31% of its X audience, 120 days after its departure"),
        (reading(0, 100), "Lyon has regained between 0 and 0.2% of its X audience, 120 days after its departure"),
        (reading(None, None), "Lyon left X on 3\u00a0March\u00a02025"),
        (replace(lyon(), baseline=None), "Lyon left X on 3\u00a0March\u00a02025"),
        (besancon(), "Université de Besançon leaves X on 3\u00a0March\u00a02025"),
        (association(), "école pour tous has not left X"),
        (replace(association(), status=Status.CONSIDERING), "école pour tous has not left X"),
        (replace(association(), status=Status.PLEDGED), "école pour tous has pledged to leave X"),
        (replace(association(), status=Status.ANNOUNCED), "école pour tous has announced that it will leave X"),
        (replace(lyon(), returned_on=date(2025, 6, 1)), "Lyon returned to X on 1\u00a0June\u00a02025"),
        (
            replace(lyon(), network=Network.FACEBOOK),
            "Lyon has regained between 35 and 38% of its Facebook audience, 120 days after its departure",
        ),
    ],
)
def test_the_finding_is_a_sentence(rows: TransferRows, sentence: str) -> None:
    assert transfer_sentence(rows, EN) == sentence


def test_the_age_is_that_of_the_reading() -> None:
    old = replace(lyon(), as_of=date(2025, 8, 1))
    assert transfer_sentence(old, EN).endswith("120 days after its departure")
    first_day = replace(lyon(), bands=(BandPoint(date(2025, 3, 4), 5_000, None),))
    assert transfer_sentence(first_day, EN).endswith("1 day after its departure")


def test_a_share_is_whole_per_cents_down_to_one() -> None:
    assert [share(EN, ratio) for ratio in (0.312, 0.012, 0.004, 0.0)] == ["31%", "1%", "0.4%", "0%"]
    assert share(FR, 0.312) == "31\u202f%"


def test_a_band_says_its_sign_once() -> None:
    assert between(EN, 0.31, 0.38) == "31 and 38%"
    assert between(EN, 11.5, 13.2) == "1,150 and 1,320%"
    assert between(FR, 11.5, 13.2).count("%") == 1


def test_two_dates_share_what_they_have_in_common() -> None:
    assert interval(EN, date(2025, 6, 4), date(2025, 6, 15)) == "4–15\u00a0Jun\u00a02025"
    assert "2024" in interval(EN, date(2024, 12, 28), date(2025, 1, 15))


def test_the_text_read_aloud_has_the_last_values_and_the_gaps() -> None:
    said = transfer_text(lyon(), EN)
    for part in (
        "Followers of Lyon: X, Bluesky, Mastodon.",
        "X: 48,210 at the departure, on 3\u00a0March\u00a02025.",
        "Bluesky: 16,700 on 1\u00a0July\u00a02025.",
        "at least 16,700. At most 18,180.",
        "Mastodon not read, 4–15\u00a0Jun\u00a02025.",
    ):
        assert part in said


def test_the_text_read_aloud_gives_the_cause_of_a_gap() -> None:
    gap = Gap(date(2025, 6, 4), date(2025, 6, 15), AccountState.SUSPENDED)
    caused = rows_of((x_line(), bluesky(), replace(mastodon(), gaps=(gap,))))
    assert "4–15\u00a0Jun\u00a02025: suspended." in transfer_text(caused, EN)


def test_an_account_that_is_not_read_now_says_since_when() -> None:
    still = replace(mastodon(), still=Gap(date(2025, 6, 16), TODAY))
    assert gaps_said(rows_of((x_line(), bluesky(), still)), EN)[1:] == ["Mastodon not read since 16\u00a0Jun\u00a02025."]
    why = replace(still, still=Gap(date(2025, 6, 16), TODAY, AccountState.HIDDEN))
    assert gaps_said(rows_of((x_line(), bluesky(), why)), FR)[1:] == [
        "Mastodon non lu depuis le 16\u00a0juin\u00a02025\u00a0: nombre masqué."
    ]


def test_the_text_of_an_empty_chart_says_what_to_do() -> None:
    assert transfer_text(association(), EN).startswith("No figure yet.")
    assert "X:" not in transfer_text(besancon(), EN)


def test_only_the_longest_gaps_are_read_aloud() -> None:
    weekly = line(Network.MASTODON, [point for point in mastodon().points if point.day.weekday() == 1])
    assert transfer_text(rows_of((x_line(), bluesky(), weekly)), EN).count("not read") == 6


def test_a_departure_today_is_day_zero() -> None:
    assert transfer_sentence(replace(lyon(), bands=(BandPoint(DEPARTURE, 4_700, 5_000),)), EN).endswith(
        "10% of its X audience, 0 days after its departure"
    )


def test_what_happened_besides_is_said_oldest_first_and_the_newest_at_most() -> None:
    assert "15\u00a0January\u00a02025: Announced. 12\u00a0May\u00a02025: Exit day." in transfer_text(lyon(), EN)
    many = [EventMark(date(2025, 1, day), f"Note {day}") for day in range(20, 0, -1)]
    said = marks_said(many, EN)
    assert len(said) == 6 and "Note 15" in said[0] and "Note 20" in said[-1]
