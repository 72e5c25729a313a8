"""What every page has around it: navigation, language, bands that must be seen everywhere."""

import re

import pytest
from sqlmodel import col, update

from dashboard.addresses import LEADERBOARD, ORGANISATION, OVERVIEW, PAGES, Page
from dashboard.bootstrap import Essaim
from db.tables import OrganisationRow
from tests.factories import a_city_that_left, make_organisation
from tests.test_ui.conftest import Reader

EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.script)


@EVERY_PAGE
def test_every_page_opens_in_both_languages(essaim: Essaim, reader: Reader, lectrice: Reader, page: Page) -> None:
    a_city_that_left(essaim.db, "Évreux")
    for one in (reader, lectrice):
        one.opens(page, o="evreux")
        assert one.title
    assert "English" in lectrice.text and "Français" in reader.text


@EVERY_PAGE
def test_every_page_opens_on_an_empty_register(reader: Reader, page: Page) -> None:
    assert reader.opens(page).title


def test_the_navigation_says_where_one_is(reader: Reader) -> None:
    assert re.search(r'aria-current="page">Leaderboard<', reader.opens(LEADERBOARD).html)


def test_changing_language_keeps_the_page_and_everything_asked(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    reader.opens(ORGANISATION, o="lyon", measure="share", time="days")
    assert 'href="/dashboard/organisation?o=lyon&amp;measure=share&amp;time=days&amp;lang=fr"' in reader.html


def test_the_address_wins_over_the_browser(lectrice: Reader) -> None:
    lectrice.opens(LEADERBOARD, lang="en")
    assert "Français" in lectrice.text
    assert all("lang=en" in link.proto.query_string for link in lectrice.app.get("page_link"))


@EVERY_PAGE
def test_a_demo_is_called_fictional_on_every_page(essaim: Essaim, reader: Reader, page: Page) -> None:
    make_organisation(essaim.db)
    assert "Fictional data." not in reader.opens(page).text
    with essaim.db.writing() as session:
        session.exec(update(OrganisationRow).values(fictional=True).where(col(OrganisationRow.slug) == "lyon"))
    from dashboard.ui import loaders

    loaders.forget()
    assert "Fictional data." in reader.opens(page).text


def test_two_databases_never_share_what_was_read(essaim: Essaim, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> None:
    a_city_that_left(essaim.db)
    assert "1 institution has left" in reader.opens(OVERVIEW).title
    from dataclasses import replace

    from dashboard.bootstrap import install
    from db.engine import Database
    from db.migrate import upgrade

    other = Database(f"sqlite:///{tmp_path_factory.mktemp('other')}/other.db")
    upgrade(other)
    install(replace(essaim, db=other))
    assert reader.opens(OVERVIEW).title == "Nobody is in the register yet"
    other.close()
