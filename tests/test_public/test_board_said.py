"""What the leaderboard says where readings are old, where one alone can be compared, and where nobody can."""

import re
from datetime import timedelta

import pytest

from dashboard.config import Settings
from dashboard.domain.leaderboard import Order
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.public_addresses import BoardView
from db.engine import Database
from tests.factories import TODAY, a_city_that_left, make_account, make_figures, make_organisation
from tests.people import make_essaim
from tests.test_ui.cast import certify
from tests.test_web.browsing import Browser

OLD = TODAY - timedelta(days=25)


@pytest.fixture
def reader(sqlite_db: Database) -> Browser:
    """A reader of a register in which Lyon was last read 25 days ago, and Dax today; an association has told nothing yet."""
    for name in ("Lyon", "Dax"):
        certify(sqlite_db, a_city_that_left(sqlite_db, name, regained=(20_000,) if name == "Dax" else ()))
    make_account(sqlite_db, "lyon", Network.BLUESKY)
    make_figures(sqlite_db, "lyon", Network.BLUESKY, {OLD - timedelta(days=30): 28_000, OLD: 30_000})
    make_organisation(sqlite_db, "Les Amis de l’Étang", Kind.ASSOCIATION)
    return Browser(make_essaim(sqlite_db, Settings()))


@pytest.mark.parametrize("by", [Order.RECOVERY, Order.FOLLOWERS, Order.GROWTH])
def test_a_reading_older_than_the_figures_of_the_page_says_its_day(reader: Browser, by: Order) -> None:
    rows = re.findall(r'<tr role="row">\n<td class="rank".*?</tr>', reader.get(BoardView(None, order=by).address("en")).html, re.DOTALL)
    said = {re.findall(r'class="name".*?>([^<]+)</a>', row)[0]: re.findall(r"<small>(read on [^<]+)</small>", row) for row in rows}
    lyon = {"Lyon": ["read on 7\u00a0May\u00a02025"]}
    # Dax has no reading of a month ago: it has not grown yet.
    assert said == lyon | ({} if by is Order.GROWTH else {"Dax": []})
    assert "lu le 7 mai 2025" in reader.get("/fr/leaderboard/age-latest/").text


def test_the_one_that_can_be_compared_is_not_called_the_only_certified_one(sqlite_db: Database, reader: Browser) -> None:
    make_figures(sqlite_db, "dax", Network.BLUESKY, {"2025-02-19": 17_000})
    page = reader.get("/en/leaderboard/age-30/")
    assert "The only certified institution that can be compared at day 30 had regained at least 17% of its audience on X" in page.text
    assert "read on" not in page.text  # everybody at the same age: no reading is older than it should be
    fr = reader.get("/fr/leaderboard/age-30/").text
    assert "La seule institution certifiée comparable à 30 jours a retrouvé au moins 17 % de son audience de X" in fr


def test_a_choice_without_anybody_says_neither_an_age_nor_a_list_that_is_not_there(reader: Browser) -> None:
    page = reader.get("/en/leaderboard/kind-association/order-per_person/")
    assert "No institution to compare here" in page.text and "at this age" not in page.text
    assert "Choose differently above. Below is what is missing." in page.text
    assert "They enter the table as soon as it is known." in page.text
    empty = reader.get("/en/leaderboard/kind-hospital/").text
    assert "Choose differently above." in empty and "Below is what is missing." not in empty
