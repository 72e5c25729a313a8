"""The page of an invitation, as browsers ask for it and send it."""

import html
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from dashboard.config import Settings
from dashboard.domain.people import OPERATOR, Role
from db.tables import FactorKind, FactorRow
from tests.factories import NOW
from tests.people import come_in, make_essaim, make_person
from tests.test_invitations.conftest import BASE, LYON, PASSWORD, Office
from tests.test_web.browsing import Browser

COOKIE = "__Host-essaim"


@pytest.fixture
def browser(office: Office, tmp_path: Path) -> Browser:
    """A browser of somebody who is not signed in."""
    return Browser(make_essaim(office.db, Settings(data_dir=tmp_path, public_url=BASE)), base=BASE)


def comes_as(browser: Browser, office: Office, email: str) -> None:
    """From now on with a session of that person."""
    browser.cookies[COOKIE] = come_in(office.db, office.number(email))[0]


def path_of(office: Office, **asked: object) -> str:
    """The address of a new invitation, without its host."""
    parts = urlsplit(office.invite(**asked).link)  # type: ignore[arg-type]
    return f"{parts.path}?{parts.query}"


def test_looking_says_who_invites_to_what_and_uses_nothing(office: Office, browser: Browser) -> None:
    link = path_of(office)
    for _ in range(2):
        shown = browser.get(link)
        assert shown.status == 200
        assert "ana@lyon.example invites you to the team of Lyon, as editor." in shown.text
        assert shown.headers["cache-control"] == "no-store"
        assert shown.headers["referrer-policy"] in ("no-referrer", "same-origin"), "no other site learns the link"


def test_somebody_new_makes_an_account_and_is_in(office: Office, browser: Browser) -> None:
    answer = browser.send(browser.get(path_of(office, email="zoe@lyon.example")), name="Zoé", password=PASSWORD)
    assert (answer.status, answer.location) == (303, f"/dashboard/my_organisation?o={LYON}")
    assert COOKIE in browser.cookies and office.role("zoe@lyon.example") is Role.EDITOR


def test_the_address_that_was_invited_cannot_be_exchanged(office: Office, browser: Browser) -> None:
    shown = browser.get(path_of(office, email="zoe@lyon.example"))
    (field,) = [one.inputs["email"] for one in shown.forms if "email" in one.inputs]
    assert (field["type"], field["value"]) == ("hidden", "zoe@lyon.example")
    answer = browser.send(shown, email="eve@evil.example", password=PASSWORD)
    assert answer.status == 422 and "for another address" in answer.alerts[0] and COOKIE not in browser.cookies
    assert office.role("eve@evil.example") is None


@pytest.mark.parametrize(("field", "value"), [("email", "zoe"), ("password", "court")])
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(field: str, value: str, office: Office, browser: Browser) -> None:
    typed = {"email": "zoe@lyon.example", "name": "Zoé", "password": PASSWORD, field: value}
    shown = browser.get(path_of(office))
    answer = browser.send(shown, shown.forms[0], **typed)
    fields = next(one.inputs for one in answer.forms if one.fields.get("name") == "Zoé")
    assert answer.status == 422 and fields[field]["aria-invalid"] == "true"
    assert fields["email"]["value"] == typed["email"] and PASSWORD not in answer.html


def test_an_address_with_an_account_is_shown_the_way_to_sign_in_and_back(office: Office, browser: Browser) -> None:
    make_person(office.db, "zoe@lyon.example")
    link = path_of(office, email="zoe@lyon.example")
    shown = browser.get(link)
    assert f"/sign-in?{urlencode({'next': link})}" in shown.links and not shown.forms
    known = browser.get(path_of(office, by=OPERATOR, email="zoe@lyon.example", slug=None, role=Role.COLLECTIVE))
    assert "Sign in with it, and this page comes back." in known.text and "The next page" not in known.text


def test_an_account_made_meanwhile_is_not_taken_over(office: Office, browser: Browser) -> None:
    shown = browser.get(path_of(office, email="zoe@lyon.example"))
    make_person(office.db, "zoe@lyon.example")
    answer = browser.send(shown, password=PASSWORD)
    assert answer.status == 422 and "Sign in with it, then open the link again" in answer.text and COOKIE not in browser.cookies


def test_the_sign_in_comes_back_to_the_invitation(office: Office, browser: Browser) -> None:
    browser.send(browser.get(path_of(office)), email="zoe@lyon.example", password=PASSWORD)
    browser.cookies.clear()
    link = path_of(office, email="zoe@lyon.example", role=Role.OWNER)
    shown = browser.get(f"/sign-in?{urlencode({'next': link})}")
    answer = browser.send(shown, email="zoe@lyon.example", password=PASSWORD)
    assert (answer.status, answer.location) == (303, link)


def test_somebody_signed_in_accepts_with_one_button(office: Office, browser: Browser) -> None:
    make_person(office.db, "zoe@lyon.example", name="Zoé <b>Élan</b>", language="en")
    comes_as(browser, office, "zoe@lyon.example")
    shown = browser.get(path_of(office))
    assert html.escape("Accept as Zoé <b>Élan</b>") in shown.html
    answer = browser.send(shown)
    assert (answer.status, answer.location) == (303, f"/dashboard/my_organisation?o={LYON}")
    assert office.role("zoe@lyon.example") is Role.EDITOR


def test_somebody_signed_in_with_another_address_is_told_so(office: Office, browser: Browser) -> None:
    make_person(office.db, "eve@evil.example", language="en")
    comes_as(browser, office, "eve@evil.example")
    token = browser.get(path_of(office)).forms[0].fields["token"]
    link = path_of(office, email="zoe@lyon.example")
    shown = browser.get(link)
    assert "This invitation is for zoe@lyon.example, and you are signed in as eve@evil.example." in shown.text and not shown.forms
    answer = browser.post(link, {"token": token})
    assert answer.status == 422 and "for another address" in answer.text
    assert office.role("eve@evil.example") is None


def test_a_role_that_needs_a_second_factor_leads_to_one(office: Office, browser: Browser) -> None:
    shown = browser.get(path_of(office, by=OPERATOR, slug=None, role=Role.COLLECTIVE))
    assert "The next page adds a second factor" in shown.text
    answer = browser.send(shown, email="new@collective.example", password=PASSWORD)
    assert answer.location.startswith("/account/second-step?")


@pytest.mark.parametrize("enrolled", [True, False])
def test_so_it_does_for_somebody_signed_in_without_one(enrolled: bool, office: Office, browser: Browser) -> None:
    zoe = make_person(office.db, "zoe@lyon.example")
    if enrolled:
        with office.db.writing() as session:
            session.add(FactorRow(person_id=zoe, kind=FactorKind.TOTP, confirmed=True, added_at=NOW))
    comes_as(browser, office, "zoe@lyon.example")
    answer = browser.send(browser.get(path_of(office, by=OPERATOR, slug=None, role=Role.COORDINATOR)))
    assert answer.location == ("/dashboard/" if enrolled else "/account/second-step")


@pytest.mark.parametrize("query", ["", "?link=", "?link=guess", f"?link={'A' * 43}"])
def test_a_link_that_opens_nothing_says_what_to_do(query: str, browser: Browser) -> None:
    shown = browser.get(f"/invitation{query}")
    assert shown.status == 422 and "Ask for a new one" in shown.text


def test_the_page_speaks_the_language_asked_for(office: Office, browser: Browser) -> None:
    assert 'lang="fr"' in browser.get(path_of(office) + "&lang=fr").html
