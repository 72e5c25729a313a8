"""The page on which a token is typed: for the team and for the collective, with what is wrong beside the field; it is on no page."""

from dataclasses import replace

import pytest

from connectors.sources import Sources
from connectors.x_api import XApi
from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.x_api.tokens import token_state
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.people import make_essaim, make_person, no_sources
from tests.test_web.browsing import Browser, Page
from tests.test_web.people import at_home
from tests.test_x_api.doing import gives, on_x, reads

PAGE = "/bring/x-token"
OF_LYON = f"{PAGE}?o=lyon"


@pytest.fixture
def essaim(sqlite_db: Database, x: XApi, x_fake: XApiFake) -> Essaim:
    """Lyon is on X, whose API is on."""
    make_organisation(sqlite_db, "Lyon")
    x_fake.add("VilleDeLyon")
    on_x(sqlite_db, "lyon", "VilleDeLyon")
    return make_essaim(sqlite_db, Settings(), sources=Sources(wikidata=no_sources().wikidata, x=x))


def at(essaim: Essaim, *roles: Role, owner_of: str = "", editor_of: str = "") -> Browser:
    """Somebody at home."""
    person = make_person(essaim.db, "ana@lyon.example", *roles, owner_of=owner_of, editor_of=editor_of, language="en")
    return at_home(essaim, person)[0]


def typed(browser: Browser, token: str = TOKEN, address: str = OF_LYON) -> Page:
    return browser.send(browser.get(address), x_token=token)


def test_an_owner_gives_a_token_and_sees_that_it_works(essaim: Essaim) -> None:
    ana = at(essaim, owner_of="lyon")
    page = ana.get(OF_LYON)
    assert "according to your contract with X" in page.text and "Lyon" in page.text
    [form] = page.forms
    assert form.inputs["x_token"]["type"] == "password" and "value" not in form.inputs["x_token"]
    page = ana.follow(ana.send(page, x_token=TOKEN))
    assert "X accepts the token" in page.text and "Accounts it reads 1" in page.text
    assert TOKEN not in page.html and token_state(essaim.db, "lyon", by=OPERATOR, now=NOW).token is not None
    assert essaim.changes.count == 1


@pytest.mark.parametrize("token", ["no token", TOKEN[::-1]])
def test_what_is_wrong_stands_beside_the_field_and_the_token_does_not(essaim: Essaim, token: str) -> None:
    page = typed(at(essaim, owner_of="lyon"), token)
    assert (page.status, len(page.alerts)) == (422, 1)
    assert token not in page.html
    assert token_state(essaim.db, "lyon", by=OPERATOR, now=NOW).token is None


def test_a_revoked_token_is_said_on_the_page(essaim: Essaim, x: XApi, x_fake: XApiFake) -> None:
    gives(essaim.db, x)
    x_fake.tokens.clear()
    reads(essaim.db, x, due_only=False)
    page = at(essaim, owner_of="lyon").get(OF_LYON)
    assert "X refuses the token" in page.text and "X is asked again from" in page.text


def test_it_is_taken_back(essaim: Essaim, x: XApi) -> None:
    gives(essaim.db, x)
    ana = at(essaim, owner_of="lyon")
    page = ana.get(OF_LYON)
    page = ana.follow(ana.send(page, next(form for form in page.forms if "/remove" in form.action)))
    assert "The token is forgotten here" in page.text
    assert token_state(essaim.db, "lyon", by=OPERATOR, now=NOW).token is None


def test_an_editor_sees_how_it_does_and_cannot_change_it(essaim: Essaim, x: XApi) -> None:
    gives(essaim.db, x)
    page = at(essaim, editor_of="lyon").get(OF_LYON)
    assert (page.forms, "An owner of the team can give a token" in page.text) == ([], True)


def test_the_collectives_own_is_for_the_collective(essaim: Essaim) -> None:
    page = typed(at(essaim, Role.COLLECTIVE), address=PAGE)
    assert page.status == 303
    assert token_state(essaim.db, None, by=OPERATOR, now=NOW).token is not None


@pytest.mark.parametrize("address", [PAGE, OF_LYON])
def test_others_see_nothing_of_it(essaim: Essaim, address: str) -> None:
    stranger = at(essaim)
    assert stranger.get(address).status == 403
    assert Browser(essaim).get(address).location.startswith("/sign-in?")


def test_where_the_api_is_off_there_is_no_such_page(essaim: Essaim) -> None:
    ana = at(replace(essaim, sources=no_sources()), owner_of="lyon")
    page = ana.get(OF_LYON)
    assert (page.status, "ESSAIM_X_API_URL" in page.text) == (404, True)


def test_without_an_account_on_x_it_says_what_comes_first(essaim: Essaim) -> None:
    make_organisation(essaim.db, "Association")
    ana = at(essaim, owner_of="association")
    address = f"{PAGE}?o=association"
    assert "Connect the account first" in ana.get(address).text
    assert "Connect the account first" in typed(ana, address=address).alerts[0]
