"""The collection page: what was read, what failed and what to do, and reading now."""

from typing import cast

from dashboard.addresses import COLLECTION
from dashboard.bootstrap import Essaim
from dashboard.domain.networks import Network
from tests.factories import FakeConnector, down, make_account, make_organisation
from tests.test_ui.conftest import Reader


def bluesky(essaim: Essaim) -> FakeConnector:
    return cast(FakeConnector, essaim.connectors[Network.BLUESKY])


def test_without_an_account_the_page_says_where_to_begin(collective: Reader) -> None:
    collective.opens(COLLECTION)
    assert collective.title == "No account is connected yet"
    assert 'href="/dashboard/connect_accounts"' in collective.html


def test_reading_now_shows_the_new_count(essaim: Essaim, collective: Reader) -> None:
    make_organisation(essaim.db)
    make_account(essaim.db, followers=1_000)
    bluesky(essaim).says("lyon.fr", 1_250)
    collective.opens(COLLECTION)
    collective.app.button(key="read").click()
    collective.sees()
    assert "1 account was read." in collective.text and "1,250" in collective.text


def test_a_failure_says_what_is_wrong_and_what_to_do(essaim: Essaim, collective: Reader) -> None:
    make_organisation(essaim.db)
    make_account(essaim.db, followers=1_000)
    bluesky(essaim).says("lyon.fr", down(host="<b>bsky</b>"))
    collective.opens(COLLECTION)
    collective.app.button(key="read").click()
    collective.sees()
    assert collective.title == "1 account is read from its network, 1 of them needs attention"
    assert "<b>bsky</b> does not answer. It will be asked again." in collective.text
    assert "1,000" in collective.text


def test_accounts_that_need_somebody_come_first_and_those_dated_by_hand_last(essaim: Essaim, collective: Reader) -> None:
    for name in ("Besançon", "Évreux", "Lyon"):
        make_organisation(essaim.db, name)
    make_account(essaim.db, "besancon", Network.LINKEDIN, followers=963)
    for slug in ("evreux", "lyon"):
        make_account(essaim.db, slug, followers=1_000)
    bluesky(essaim).says("lyon.fr", down()).says("evreux.fr", 1_001)
    collective.opens(COLLECTION)
    collective.app.button(key="read").click()
    html = collective.sees().html
    assert html.index("Lyon</a>") < html.index("Évreux</a>") < html.index("Besançon</a>")
    assert "1\u00a0June\u00a02025 963 none dated by hand" in collective.text


def test_a_visitor_reads_the_table_and_reads_no_account(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    make_account(essaim.db, followers=1_000)
    reader.opens(COLLECTION)
    assert "1,000" in reader.text
    assert not reader.app.button
