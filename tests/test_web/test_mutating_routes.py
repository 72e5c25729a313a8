"""Nothing changes unless one of our own pages sent it for whoever is signed in now. Read from the route table: a new route is covered
the day it is written.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from sqlmodel import SQLModel
from starlette.routing import BaseRoute

from connectors.mail import Mail
from connectors.oidc import OidcProvider
from dashboard.bootstrap import Essaim
from dashboard.domain.form_tokens import form_token
from dashboard.domain.people import Role
from dashboard.web.forms import Form, Who
from dashboard.web.routes import FORMS, routes
from dashboard.web.sizes import LARGEST
from db.engine import Database
from db.tables import SessionRow
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_person
from tests.test_web.browsing import HERE, Browser, Page

READING = {"GET", "HEAD", "OPTIONS"}
COUNTED = {"attempt", "audit"}
"""Tables in which a refused request may leave its mark."""
KIND = "application/x-www-form-urlencoded"
TYPED = {
    **{"email": "ben@lyon.fr", "name": "Ben", "language": "en", "code": "123456", "recovery": "aaaa-bbbb-cccc"},
    **{"password": "quatre chaises vertes au vent", "old": "quatre chaises vertes au vent", "factor": "1", "next": "/dashboard/"},
    **{"o": "lyon", "account": "1", "app_password": "abcd-efgh-ijkl-mnop", "identity": "1"},
    **{"wanted": "yes", "zone": "Europe/Paris"},
}
"""Something for every field there is."""
SENTENCES = ("page of another site", "open for too long", "sent in another way", "Far more was sent", "not signed in")
"""What a request is told that did not come through."""
MUTATING = [form for form in FORMS if form.act]


def filled(path: str) -> str:
    """An address with something for each of its parts."""
    return re.sub(r"{[^}]+}", "1", path)


def dump(db: Database) -> dict[str, list[Any]]:
    """Everything that is stored, but for what is merely counted."""
    with db.reading() as session:
        tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in COUNTED]
        return {table.name: [tuple(row) for row in session.connection().execute(table.select())] for table in tables}


def methods_of(among: Sequence[BaseRoute], prefix: str = "") -> dict[str, set[str]]:
    """The methods of every address, those of applications that are mounted as well."""
    found: dict[str, set[str]] = {}
    for route in among:
        path = prefix + getattr(route, "path", "")
        found[path] = set(getattr(route, "methods", None) or ())
        found |= methods_of(getattr(route, "routes", None) or (), path)
    return found


@pytest.fixture
def world(essaim_with: Callable[..., Essaim]) -> Essaim:
    """A register with one team, with mail and a provider, so that every form has something to do."""
    provider = Mock(spec=OidcProvider)
    provider.name, provider.profile = "AgentConnect", "standard"
    essaim = essaim_with(mail=Mock(spec=Mail), provider=provider)
    make_organisation(essaim.db)
    return essaim


@pytest.fixture
def ana(world: Essaim) -> Browser:
    """Signed in with her second factor, owner of Lyon and of the collective: she may do everything."""
    token, _ = come_in(world.db, make_person(world.db, "ana@lyon.fr", Role.COLLECTIVE, owner_of="lyon"))
    browser = Browser(world)
    browser.cookies["essaim"] = token
    return browser


def sent(browser: Browser, form: Form, token: str, *, body: bytes | None = None, **headers: str | None) -> Page:
    """What she sends there; a header of None is left out."""
    told: dict[str, str | None] = {"origin": HERE, "content_type": KIND, **headers}
    fields = urlencode({**TYPED, "token": token}).encode()
    known = {name.replace("_", "-"): one for name, one in told.items() if one is not None}
    return browser.ask(filled(form.path), "POST", body=body or fields, told=known)


def test_every_route_that_changes_something_is_a_form(world: Essaim) -> None:
    found = {path: methods for path, methods in methods_of(routes(world)).items() if methods}
    assert {path for path, methods in found.items() if methods - READING} == {form.path for form in MUTATING}
    assert all(methods <= READING | {"POST"} for methods in found.values())


@pytest.mark.parametrize("form", MUTATING, ids=lambda form: form.path)
def test_only_our_own_pages_change_something(form: Form, world: Essaim, ana: Browser) -> None:
    theirs, _ = come_in(world.db, make_person(world.db, "ben@besancon.fr"))
    own, before = form_token(ana.cookies["essaim"]), dump(world.db)
    large = urlencode({**TYPED, "token": own, "more": "a" * LARGEST}).encode()
    tries = {
        "no token": sent(ana, form, ""),
        "a wrong token": sent(ana, form, own[::-1]),
        "the token of somebody else": sent(ana, form, form_token(theirs)),
        "another origin": sent(ana, form, own, origin="https://evil.example"),
        "our name over another scheme": sent(ana, form, own, origin=HERE.replace("http", "https")),
        "our name on another port": sent(ana, form, own, origin="http://localhost:8502"),
        "the origin null": sent(ana, form, own, origin="null"),
        "no origin": sent(ana, form, own, origin=None),
        "another site, says the browser": sent(ana, form, own, sec_fetch_site="cross-site"),
        "a neighbour, says the browser": sent(ana, form, own, sec_fetch_site="same-site"),
        "far too much": sent(ana, form, own, body=large),
        "JSON": sent(ana, form, own, content_type="application/json"),
        "plain text": sent(ana, form, own, content_type="text/plain"),
        "no type": sent(ana, form, own, content_type=None),
        "parts": sent(ana, form, own, content_type="multipart/form-data; boundary=a"),
    }
    allowed = {"far too much": (413,)}
    assert {name: page.status for name, page in tries.items() if page.status not in allowed.get(name, (401, 403))} == {}
    assert [name for name, page in tries.items() if any("essaim=" in cookie for cookie in page.cookies)] == []
    assert dump(world.db) == before
    # The same, rightly sent, comes through: what is refused above is refused for the reason named.
    page = sent(ana, form, own)
    assert not any(sentence in page.text for sentence in SENTENCES), page.text


@pytest.mark.parametrize("form", MUTATING, ids=lambda form: form.path)
def test_a_session_that_is_over_changes_nothing(form: Form, world: Essaim) -> None:
    person = make_person(world.db, "ana@lyon.fr", Role.COLLECTIVE)
    idle, _ = come_in(world.db, person, now=NOW - timedelta(hours=12))
    ended, actor = come_in(world.db, person)
    with world.db.writing() as session:
        revoked = session.get(SessionRow, actor.session_id)
        assert revoked is not None
        revoked.ended_at = NOW
    before = dump(world.db)
    for token in (idle, ended, "a" * 43):
        browser = Browser(world)
        browser.cookies["essaim"] = token
        assert sent(browser, form, form_token(token)).status in (401, 403)
        assert sent(browser, form, form_token("")).status in (401, 403)
    assert dump(world.db) == before


@pytest.mark.parametrize("form", MUTATING, ids=lambda form: form.path)
def test_visitors_forms_are_bound_to_their_browser(form: Form, world: Essaim) -> None:
    visitor, other = Browser(world), Browser(world)
    for browser in (visitor, other):
        browser.get("/sign-in")
    before = dump(world.db)
    assert sent(visitor, form, form_token(other.cookies["essaim-form"])).status in (401, 403)
    assert sent(Browser(world), form, form_token("")).status in (401, 403)
    if form.who is Who.SIGNED_IN:
        assert sent(visitor, form, form_token(visitor.cookies["essaim-form"])).status == 401
    assert dump(world.db) == before


@pytest.mark.parametrize("form", [form for form in FORMS if form.show], ids=lambda form: form.path)
def test_looking_changes_nothing(form: Form, world: Essaim, ana: Browser) -> None:
    before = dump(world.db)
    for browser in (ana, Browser(world)):
        for method in ("GET", "HEAD"):
            assert browser.ask(filled(form.path), method).status < 500
    assert dump(world.db) == before


@pytest.mark.parametrize("form", [form for form in FORMS if form.who is Who.SIGNED_IN and form.show], ids=lambda form: form.path)
def test_visitors_are_led_to_sign_in_and_back(form: Form, world: Essaim) -> None:
    page = Browser(world).get(filled(form.path))
    assert page.status == 303
    assert page.location == f"/sign-in?{urlencode({'next': filled(form.path)})}"
