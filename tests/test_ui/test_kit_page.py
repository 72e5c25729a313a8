"""The announcement on the page of a day: for the team of whoever pledged, with each text and its length."""

import re

import pytest

from dashboard.addresses import EXIT_DAYS
from dashboard.bootstrap import Essaim
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day
from tests.factories import NOW, make_account
from tests.test_exit_days.cast import DAY, city, planned, pledges
from tests.test_ui.conftest import Reader

TITLE = "Your announcement"


@pytest.fixture
def pledged(essaim: Essaim, lyon: Organisation) -> None:
    """Lyon and two others pledged to leave together; it has an account on Bluesky."""
    planned(essaim.db)
    make_account(essaim.db, "lyon", Network.BLUESKY, followers=10)
    for slug in ("lyon", city(essaim.db, "Dole"), city(essaim.db, "Évian")):
        pledges(essaim.db, slug)


def shown(reader: Reader) -> list[str]:
    """The texts that can be copied."""
    return [one.value.replace("\u00a0", " ") for one in reader.app.code]


@pytest.mark.usefixtures("pledged")
def test_the_team_sees_each_text_with_its_length(press_officer: Reader, essaim: Essaim) -> None:
    press_officer.opens(EXIT_DAYS, day=DAY)
    assert TITLE in press_officer.text and "This is a draft" in press_officer.text
    assert len(shown(press_officer)) == 7 and shown(press_officer)[0].startswith("If enough institutions commit, Lyon will leave X on")
    confirm_exit_day(essaim.db, DAY, by=OPERATOR, now=NOW)
    press_officer.opens(EXIT_DAYS, day=DAY)
    assert "This is a draft" not in press_officer.text
    assert shown(press_officer)[0].startswith("On 22 September 2025, Lyon leaves X together with 2 other institutions.")
    said = [one.value.replace("\\", "") for one in press_officer.app.markdown]
    assert [label for label in said if re.fullmatch(r"\*\*X: \d+ of 280\*\*", label)]


@pytest.mark.usefixtures("pledged")
def test_the_button_gives_the_kit_under_a_plain_name(press_officer: Reader) -> None:
    press_officer.opens(EXIT_DAYS, day=DAY)
    (button,) = press_officer.app.get("download_button")
    assert button.proto.label == "Fetch the kit (ZIP)"


@pytest.mark.usefixtures("pledged")
def test_nobody_else_sees_it(stranger: Reader, reader: Reader, collective: Reader) -> None:
    for somebody in (stranger, reader, collective):
        assert TITLE not in somebody.opens(EXIT_DAYS, day=DAY).text


def test_there_is_none_for_whoever_considers_it(press_officer: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, "lyon", strength=Strength.CONSIDERING)
    assert TITLE not in press_officer.opens(EXIT_DAYS, day=DAY).text


@pytest.mark.usefixtures("pledged")
def test_there_is_none_of_a_day_that_is_cancelled(press_officer: Reader, essaim: Essaim) -> None:
    cancel_exit_day(essaim.db, DAY, "Moved.", by=OPERATOR, now=NOW)
    assert TITLE not in press_officer.opens(EXIT_DAYS, day=DAY).text
