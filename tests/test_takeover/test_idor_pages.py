"""The number or the name of something that is somebody else's, typed into the address or the form of every route and every page.
Routes are read from the route table: a new one is covered the day it is written.
"""

import html
import re
from urllib.parse import urlencode

import pytest

from dashboard.addresses import PAGES, Page
from dashboard.bootstrap import Essaim, install
from dashboard.config import Settings
from dashboard.domain.people import Act, Role
from dashboard.ui import loaders
from dashboard.web.forms import Form
from dashboard.web.routes import FORMS
from tests.people import come_in, make_essaim, make_person
from tests.test_takeover.house import House
from tests.test_takeover.test_idor import dump
from tests.test_ui.conftest import Reader
from tests.test_web.browsing import HERE, Browser

NEIGHBOURS: dict[str, tuple[str, tuple[Role, ...]]] = {
    "a stranger": ("", ()),
    "an owner elsewhere": ("association", ()),
    "a coordinator": ("", (Role.COORDINATOR,)),
}
SECRETS = ("ana@lyon.example", "eve@lyon.example", "new@lyon.example", "Call the town hall", "_essaim-challenge")
"""What stands on Lyon's own pages, and may on nobody else's."""
NUMBERED = [form for form in FORMS if "{id}" in form.path]
IN_FIELDS = ("account", "identity", "factor", "id", "claim", "o", "organisation", "slug", "person", "session")


def come(house: House, who: str) -> tuple[int, str]:
    """Somebody, signed in a moment ago: their number, and the token in their cookie."""
    slug, roles = NEIGHBOURS[who]
    person = make_person(house.db, "nina@elsewhere.example", *roles, owner_of=slug)
    return person, come_in(house.db, person)[0]


def filled(form: Form, number: int) -> str:
    """The address with that number, and with the name of Lyon, where it has room for them."""
    return re.sub(r"{\w+}", str(number), form.path.replace("{slug}", "lyon"))


def numbers(house: House) -> set[int]:
    """All numbers that stand for something of Lyon's."""
    return {*house.own.values(), *house.accounts.values(), *house.claims.values(), house.invitation, house.ana.person_id or 0}


@pytest.mark.parametrize("who", NEIGHBOURS)
@pytest.mark.parametrize("form", [form for form in FORMS if form.act], ids=lambda form: form.path)
def test_no_number_in_an_address_or_a_form_reaches_what_is_somebody_elses(form: Form, who: str, house: House) -> None:
    essaim = make_essaim(house.db, Settings(), witnesses=house.witnesses)
    _, token = come(house, who)
    browser = Browser(essaim)
    browser.cookies["essaim"] = token
    fields = {"token": browser.get("/sign-out").forms[0].fields["token"]}
    before = dump(house.db)
    theirs = {table: [row for row in rows] for table, rows in before.items()}
    for number in sorted(numbers(house)):
        typed = fields | dict.fromkeys(IN_FIELDS, str(number)) | {"o": "lyon", "app_password": "abcd-efgh-ijkl-mnop"}
        if form.path in ("/sign-out", "/account/sessions/end-all"):
            continue  # ends sessions of one's own, and names none
        page = browser.post(filled(form, number) + "?" + urlencode({"o": "lyon", "account": number}), typed)
        assert page.status in (200, 303, 401, 403, 404, 422, 429), (number, page.status, page.text)
        assert not [secret for secret in SECRETS if secret in page.html]
        if "{id}" in form.path or "{slug}" in form.path:
            assert page.status == 404, (number, page.status, page.text)
    after = dump(house.db)
    for table in ("organisation", "membership", "claim", "account", "account_grant", "account_proof", "identity", "factor", "departure"):
        assert after[table] == theirs[table], table
    assert [row for row in after["session"] if row[0] in house.own.values()] == [
        row for row in before["session"] if row[0] in house.own.values()
    ]
    assert house.asked_nobody


def test_there_are_routes_with_numbers() -> None:
    assert {form.path for form in NUMBERED} >= {"/account/sessions/{id}/end", "/account/second-step/{id}/remove"}
    parts = {part for form in FORMS for part in re.findall(r"{(\w+)}", form.path)}
    # "link" is signed: what it opens is tried in test_reminders.
    assert parts == {"id", "link", "server", "slug"}, "a new sort of name in an address: say here what it must not reach"


@pytest.mark.parametrize("form", [form for form in FORMS if form.show], ids=lambda form: form.path)
def test_no_number_in_an_address_shows_what_is_somebody_elses(form: Form, house: House) -> None:
    essaim = make_essaim(house.db, Settings(), witnesses=house.witnesses)
    _, token = come(house, "an owner elsewhere")
    browser = Browser(essaim)
    browser.cookies["essaim"] = token
    for number in sorted(numbers(house)):
        asked = urlencode({"o": "lyon", "account": number, "id": number, "person": number})
        page = browser.get(f"{filled(form, number)}?{asked}")
        assert not [secret for secret in SECRETS if secret in page.html]
        assert "{id}" not in form.path or page.status == 404
    assert browser.ask(form.path.replace("{id}", "1"), origin=HERE).status < 500


@pytest.mark.parametrize("who", NEIGHBOURS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.script)
def test_no_name_or_number_in_the_address_of_a_page_shows_what_is_somebody_elses(page: Page, who: str, house: House) -> None:
    essaim: Essaim = make_essaim(house.db, Settings(), witnesses=house.witnesses)
    install(essaim)
    loaders.forget()
    try:
        reader = Reader(essaim, "en-GB").signs_in(come(house, who)[0])
        before = dump(house.db)
        for number in ("1", "2", "999999999"):
            reader.opens(page, o="lyon", claim=number, person=number, account=number, invitation=number, q="lyon")
            shown = html.unescape(reader.html + " ".join(str(one.value) for one in reader.app.code))
            assert not [secret for secret in SECRETS if secret in shown]
            # Who may log departures of everybody is told so; nobody else finds a button that acts on Lyon.
            allowed = who == "a coordinator" and page.act is Act.REGISTER
            if page.act not in (None, Act.CLAIM) and not allowed:
                assert not any(box.value == "Lyon" for box in reader.app.selectbox)
        assert dump(house.db) == before
    finally:
        install(None)
