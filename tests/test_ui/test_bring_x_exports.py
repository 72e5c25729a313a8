"""Bringing X's exports: everything is shown before anything is stored, and what is not known is asked for."""

from datetime import date, timedelta

import pytest

from dashboard.addresses import BRING_FIGURES, ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.services.export_series import export_series
from dashboard.services.read_posts import read_posts
from dashboard.ui.bring.page import WAYS
from tests.factories import TODAY, log, make_account, make_figures
from tests.test_analytics.cast import LAST, OVERVIEW_FR, content, overview
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press

THREE = ((5, 2), (4, 1), (1, 3))
FIVE = content(*((number, LAST - timedelta(days=3), 100 * number, number, 0, 1) for number in range(1, 6)))


def chooses(reader: Reader, name: str) -> Reader:
    """Open the page and say what they have."""
    reader.opens(BRING_FIGURES, o="lyon")
    reader.app.radio(key="bring.way").set_value(next(way for way in WAYS if way.name == name))
    return reader.sees()


def brings(reader: Reader, name: str, data: bytes) -> Reader:
    """Choose what they have and upload it."""
    chooses(reader, name)
    reader.app.file_uploader[0].set_value(("x.csv", data, "text/csv"))
    return reader.sees()


def rebuilt(essaim: Essaim) -> list[int]:
    return [one.followers for one in export_series(essaim.db, "lyon") if one.provenance == "analytics_csv"]


@pytest.fixture
def known(essaim: Essaim, lyon: Organisation) -> None:
    """Lyon's count on the last day of the file."""
    make_figures(essaim.db, lyon.slug, Network.X, {LAST: 1_000})


@pytest.mark.usefixtures("known")
def test_the_curve_is_shown_and_stored_only_when_asked(essaim: Essaim, press_officer: Reader) -> None:
    brings(press_officer, "analytics", overview(*THREE))
    assert "Lyon on X: 994 followers on 18\u00a0January\u00a02025, 1,000 on 20\u00a0January\u00a02025" in press_officer.text
    assert "Rebuilt day by day from 1,000 followers" in press_officer.text
    assert rebuilt(essaim) == []
    press(press_officer, "Store these 3 days")
    assert "3 figures are stored." in press_officer.text
    assert rebuilt(essaim) == [994, 997, 1_000]
    brings(press_officer, "analytics", overview(*THREE))
    assert "Nothing of this file is new." in press_officer.text and "3 days stand already" in press_officer.text


def test_a_count_is_asked_for_where_none_is_known(essaim: Essaim, press_officer: Reader) -> None:
    brings(press_officer, "analytics", overview(*THREE))
    assert "No exact count of the X account is known between" in press_officer.text
    field(press_officer, "date_input", "analytics.anchor.on").set_value(LAST)
    field(press_officer, "number_input", "analytics.anchor.followers").set_value(1_000)
    field(press_officer, "text_input", "analytics.anchor.source").input("seen on the profile")
    press_officer.sees()
    assert "Your count is stored with the curve, as declared by hand." in press_officer.text
    assert export_series(essaim.db, "lyon") == []
    press(press_officer, "Store these 3 days")
    assert sorted(one.provenance for one in export_series(essaim.db, "lyon")) == ["analytics_csv"] * 3 + ["declared"]


@pytest.mark.usefixtures("known")
def test_unknown_columns_are_named_and_offered_again(essaim: Essaim, press_officer: Reader) -> None:
    french = overview(*THREE, headers=OVERVIEW_FR)
    brings(press_officer, "analytics", french)
    assert "“Nouveaux abonnements”" in press_officer.text and rebuilt(essaim) == []
    day, new, lost = (
        next(one for one in press_officer.app.selectbox if one.label == label) for label in ("Day", "New follows", "Unfollows")
    )
    assert day.value == "Date" and new.value is None
    new.select("Nouveaux abonnements")
    lost.select("Désabonnements")
    press(press_officer.sees(), "Store these 3 days")
    assert rebuilt(essaim) == [994, 997, 1_000]
    brings(press_officer, "analytics", french)
    assert "These columns are read as last time." in press_officer.text and "3 days stand already" in press_officer.text


@pytest.mark.usefixtures("known")
def test_what_is_wrong_is_said_beside_the_file_as_it_is(essaim: Essaim, press_officer: Reader) -> None:
    data = overview(*THREE).replace(b"Sun, Jan 19, 2025", b"<img src=//evil.example>")
    brings(press_officer, "analytics", data)
    assert "Line 3, column “Date”: “<img src=//evil.example>” is not a day" in press_officer.text
    assert "<img src=//" not in press_officer.html and rebuilt(essaim) == []


def test_of_several_accounts_one_is_chosen(essaim: Essaim, lyon: Organisation, press_officer: Reader) -> None:
    for handle in ("villedelyon", "lyon_culture"):
        make_account(essaim.db, lyon.slug, Network.X, handle)
    chooses(press_officer, "posts")
    assert press_officer.app.selectbox(key="posts.handle").options == ["@villedelyon", "@lyon_culture"]


def test_posts_are_shown_stored_and_said_on_the_page_of_the_institution(essaim: Essaim, lyon: Organisation, press_officer: Reader) -> None:
    log(essaim.db, lyon.slug, on=LAST)
    brings(press_officer, "posts", FIVE)
    assert "Half of 5 posts had at least 300 impressions, and half at least 4 interactions" in press_officer.text
    assert read_posts(essaim.db, "lyon", today=TODAY) is None
    press(press_officer, "Store these 5 posts")
    assert "5 posts are stored." in press_officer.text
    press_officer.opens(ORGANISATION, o="lyon")
    assert "In the 90 days before the departure, on X: half of 5 posts had at least 300 impressions" in press_officer.text
    assert "posts from 17\u00a0January\u00a02025 to 17\u00a0January\u00a02025" in press_officer.text


def test_without_posts_the_page_of_the_institution_says_nothing_of_them(essaim: Essaim, lyon: Organisation, press_officer: Reader) -> None:
    log(essaim.db, lyon.slug, on=date(2025, 1, 20))
    assert "posts on X" not in press_officer.opens(ORGANISATION, o="lyon").text
