"""The parts of pages that need no page: language, links, bars, templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.organisations import Kind
from dashboard.i18n import words_in
from dashboard.presenters.board_scale import Scale
from dashboard.presenters.citations import site_name, web_address
from dashboard.ui.language import choose
from dashboard.ui.templates import render
from tests.test_ui.cast import a_standing

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.mark.parametrize(
    ("asked", "browser", "chosen"),
    [("en", "fr-FR", "en"), (None, "fr-CA", "fr"), (None, "en_US", "en"), ("de", "it-IT", "fr"), (None, None, "fr"), ("", "", "fr")],
)
def test_the_address_chooses_the_language_then_the_browser_then_the_settings(asked: str | None, browser: str | None, chosen: str) -> None:
    assert choose(asked, browser, "fr") == chosen


@pytest.mark.parametrize("text", ["https://lyon.fr/x?y=1", "http://lyon.fr"])
def test_an_address_of_the_web_becomes_a_link(text: str) -> None:
    assert web_address(text) == text


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b", "Le Progrès", "", None, "http://[", "//lyon.fr"]
)
def test_anything_else_stays_a_text(text: str | None) -> None:
    assert web_address(text) is None


def test_a_long_address_is_shown_short() -> None:
    assert site_name("https://www.lyon.fr/") == "lyon.fr"
    assert len(site_name("https://lyon.fr/" + "x" * 200)) == 60


@pytest.mark.parametrize("template", ["notice", "section"])
def test_a_text_from_outside_is_never_markup(template: str) -> None:
    made = render(template, words_in("en"), tone="error", title=HOSTILE, text=HOSTILE)
    assert "<img" not in made
    assert made.count("&lt;img") == 2


@given(st.lists(st.floats(0, 50, allow_nan=False), min_size=1, max_size=8))
def test_every_band_fits_the_shared_scale(ends: list[float]) -> None:
    scale = Scale.over([a_standing(recovery_low=min(ends), recovery_high=end) for end in ends])
    assert scale.top >= max(ends) - 1e-9
    assert round(scale.top / scale.step) <= 4
    assert all(0 <= float(scale.place(end)) <= 100 for end in ends)


def test_only_the_last_tick_carries_the_unit() -> None:
    scale = Scale.over([a_standing(recovery_low=0.41, recovery_high=0.52)])
    assert [tick["label"] for tick in scale.ticks(words_in("en"))] == ["0", "20", "40", "60%"]


def test_a_kind_can_be_said_in_both_languages() -> None:
    assert words_in("en").term(Kind.CITY) == "city"
