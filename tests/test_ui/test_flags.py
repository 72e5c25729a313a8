"""Figures that wait: on the moderation page, on the page of the institution, and for its team."""

from datetime import date

import pytest

from dashboard.addresses import MODERATION, MY_ORGANISATION, ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.organisations import Organisation
from tests.factories import make_account
from tests.test_plausibility.cast import held, read_daily, since
from tests.test_ui.conftest import Reader

FIRST = date(2025, 5, 1)


@pytest.fixture
def waits(essaim: Essaim, lyon: Organisation) -> int:
    """Lyon's Bluesky account gained 6,000 in a night; gives the number of the flag."""
    make_account(essaim.db, opened_on=date(2023, 5, 1))
    read_daily(essaim.db, since(FIRST, *(10_000 + 3 * n for n in range(25)), 16_000, 16_004))
    return held(essaim.db)[0].held[0].flag_id


def press(reader: Reader, label: str) -> Reader:
    next(button for button in reader.app.button if button.label == label).click()
    return reader.sees()


def charts(reader: Reader) -> list[str]:
    return [element.proto.spec for element in reader.app.get("plotly_chart")]


def test_nothing_waits(collective: Reader) -> None:
    assert "None: every figure fits its curve" in collective.opens(MODERATION).text


def test_each_figure_is_shown_with_its_reason_and_its_account_around_it(collective: Reader, waits: int) -> None:
    collective.opens(MODERATION)
    assert collective.title == "Figures of 1 account wait for a look"
    said = "10,072 followers on 25\u00a0May\u00a02025, 16,000 here: more came than the 2,163 that may come in that time."
    assert said in collective.text
    assert "exact value, read from the network" in collective.text
    assert all('"held"' in chart for chart in charts(collective)) and len(charts(collective)) == 2


def test_it_counts_once_somebody_says_why(collective: Reader, waits: int) -> None:
    collective.opens(MODERATION)
    assert "Say why in at most 500 characters" in press(collective, "They count").text
    collective.app.text_area(key=f"held.{waits}.note.0").input("a starter pack of the ministry")
    assert "2 figures of Lyon count now." in press(collective, "They count").text
    assert "None: every figure fits its curve" in collective.text


def test_it_stays_out_once_somebody_says_why(collective: Reader, waits: int, essaim: Essaim) -> None:
    collective.opens(MODERATION)
    collective.app.text_area(key=f"held.{waits}.note.0").input("bought")
    assert "2 figures of Lyon stay out." in press(collective, "Leave them out").text
    assert not held(essaim.db)


def test_the_page_of_the_institution_draws_it_hollow_and_says_nothing_from_it(reader: Reader, waits: int) -> None:
    reader.opens(ORGANISATION, o="lyon")
    assert all('"held"' in chart for chart in charts(reader))
    assert "Hollow points wait for a look by the collective" in reader.text
    assert "16,000" not in reader.text and "16,004" not in reader.text


def test_the_team_is_told_what_waits_and_why(press_officer: Reader, waits: int) -> None:
    text = press_officer.opens(MY_ORGANISATION, o="lyon").text
    assert "Bluesky: 2 figures wait for a look by the collective" in text
    assert "16,004 followers on 27\u00a0May\u00a02025 count nowhere until then." in text


def test_nobody_else_sees_what_waits(press_officer: Reader, stranger: Reader, reader: Reader, waits: int) -> None:
    for one in (press_officer, stranger, reader):
        assert "Figures to look at" not in one.opens(MODERATION).text
