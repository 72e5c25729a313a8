"""A tab that stays open while its reader loses what they were: every button that is still on it is pressed, and nothing comes of it."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.addresses import CONNECT_ACCOUNTS, LOG_DEPARTURE, MODERATION, MY_ORGANISATION, PEOPLE, TEAM, Page
from dashboard.bootstrap import install
from dashboard.config import Settings
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.people.everybody import take_role
from dashboard.services.people.privacy import erase_person
from dashboard.services.people.sessions import sign_out_everywhere
from dashboard.services.people.team import change_role, remove_member
from dashboard.ui import loaders
from tests.factories import NOW
from tests.people import make_essaim, make_person
from tests.test_takeover.house import House
from tests.test_takeover.test_idor import dump
from tests.test_ui.conftest import Reader, enrol

TEAMS = (LOG_DEPARTURE, CONNECT_ACCOUNTS, TEAM)
OVER_ALL = (MODERATION, PEOPLE)


def _out(house: House, reader: Reader) -> None:
    remove_member(house.db, OPERATOR, "lyon", reader.actor.person_id or 0, now=NOW)


def _demoted(house: House, reader: Reader) -> None:
    change_role(house.db, OPERATOR, "lyon", reader.actor.person_id or 0, Role.EDITOR, now=NOW)


def _no_longer(house: House, reader: Reader) -> None:
    take_role(house.db, OPERATOR, reader.actor.person_id or 0, Role.COLLECTIVE, now=NOW)


def _ended(house: House, reader: Reader) -> None:
    sign_out_everywhere(house.db, reader.actor, now=NOW)


def _erased(house: House, reader: Reader) -> None:
    erase_person(house.db, "nina@lyon.example", by=OPERATOR, now=NOW)


LOSES: dict[str, tuple[Callable[[House, Reader], None], tuple[Page, ...]]] = {
    "put out of the team": (_out, TEAMS),
    "an editor now": (_demoted, (TEAM,)),
    "no longer of the collective": (_no_longer, OVER_ALL),
    "signed out elsewhere": (_ended, (*TEAMS, *OVER_ALL, MY_ORGANISATION)),
    "erased": (_erased, (*TEAMS, *OVER_ALL, MY_ORGANISATION)),
}
CASES = [(name, page) for name, (_, pages) in LOSES.items() for page in pages]


@pytest.fixture
def house(house: House) -> Iterator[House]:
    """Lyon, in the Essaim of this process."""
    install(make_essaim(house.db, Settings(), witnesses=house.witnesses))
    loaders.forget()
    yield house
    install(None)


def nina(house: House, page: Page) -> Reader:
    """A tab of somebody who may do everything that this page offers."""
    roles = (Role.COLLECTIVE,) if page in OVER_ALL else ()
    person = make_person(house.db, "nina@lyon.example", *roles, owner_of="" if roles else "lyon", name="Nina")
    enrol(house.db, person)
    return Reader(make_essaim(house.db, Settings(), witnesses=house.witnesses), "en-GB").signs_in(person)


def again(reader: Reader, page: Page) -> Reader:
    """One more tab of the same browser."""
    other = Reader(reader.essaim, reader.locale)
    other.cookies, other.actor = reader.cookies, reader.actor
    return other.opens(page, o="lyon")


@pytest.mark.parametrize(("name", "page"), CASES, ids=[f"{name} on {page.script}" for name, page in CASES])
def test_no_button_of_an_open_tab_outlives_the_right_to_press_it(name: str, page: Page, house: House) -> None:
    first = nina(house, page).opens(page, o="lyon")
    labels = [button.label for button in first.app.button]
    assert labels, "there is nothing to press: the test proves nothing"
    tabs = [first, *(again(first, page) for _ in labels[1:])]
    LOSES[name][0](house, first)
    before = dump(house.db)
    for place, (tab, label) in enumerate(zip(tabs, labels, strict=True)):
        for box in tab.app.checkbox:
            box.check()
        assert tab.app.button[place].label == label
        tab.app.button[place].click()
        tab.sees()
        assert dump(house.db) == before, label
    assert house.asked_nobody
