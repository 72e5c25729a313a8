"""The whole way by HTTP: our pages, a provider, and back. One provider is real, the other is as strict as ProConnect."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest
import requests
from sqlmodel import select

from connectors.oidc import OidcProvider
from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from db.engine import Database
from db.tables import FactorKind, FactorRow, IdentityRow, PersonRow, SessionRow
from tests.factories import NOW
from tests.network.oidc_provider import RealProvider
from tests.network.proconnect_fake import LYON_CITY_HALL, ProConnectFake
from tests.people import come_in, make_essaim, make_person
from tests.test_web.browsing import HERE, Browser, Page, Seen

TEAM = "/dashboard/team"


@dataclass
class Stage:
    """An Essaim with a provider, and somebody who runs it already."""

    essaim: Essaim
    browser: Browser

    def button(self) -> Seen:
        """The one of the sign-in page."""
        [found] = [form for form in self.browser.get("/sign-in").forms if form.action == "/sign-in/with"]
        return found

    def leave(self, next: str = TEAM) -> str:
        """Press the button of the sign-in page: gives the address at the provider."""
        button = self.button()
        return self.led(self.browser.post("/sign-in/with", {**button.fields, "next": next}))

    def led(self, page: Page) -> str:
        """Where the page leads that says that one leaves."""
        [address] = [link for link in page.links if not link.startswith(("/", "#"))]
        assert f'content="0; url={address.replace("&", "&amp;")}"' in page.html
        return address

    def back(self, address: str) -> Page:
        """Open the address to which the provider sent the browser."""
        assert address.startswith(f"{HERE}/sign-in/with/back?")
        return self.browser.get(address.removeprefix(HERE))

    def sign_in(self, browser_goes: Callable[[str], str]) -> Page:
        """The whole way."""
        return self.back(browser_goes(self.leave()))

    @property
    def token(self) -> str | None:
        """What the cookie holds."""
        return self.browser.cookies.get("essaim")


@pytest.fixture
def stage_with(sqlite_db: Database) -> Iterator[Callable[[OidcProvider], Stage]]:
    make_person(sqlite_db, "the.first@collective.example")
    with ExitStack() as stack:

        def make(provider: OidcProvider) -> Stage:
            essaim = make_essaim(sqlite_db, Settings(), provider=stack.enter_context(closing(provider)))
            return Stage(essaim, Browser(essaim))

        yield make


@pytest.fixture
def stage(stage_with: Callable[[OidcProvider], Stage], oidc_provider: RealProvider) -> Stage:
    """Before the real provider."""
    return stage_with(OidcProvider(oidc_provider.issuer, "essaim", "secret", name="Agents", profile="standard"))


@pytest.fixture
def town_hall(stage_with: Callable[[OidcProvider], Stage], proconnect: ProConnectFake) -> Stage:
    """Before ProConnect."""
    proconnect.redirect_uris = {f"{HERE}/sign-in/with/back"}
    return stage_with(OidcProvider(proconnect.issuer, proconnect.client_id, proconnect.client_secret, name="", profile="proconnect"))


def goes(address: str) -> str:
    """What a browser does with an address of the strict provider."""
    return requests.get(address, allow_redirects=False, timeout=10).headers["location"]


def identities(stage: Stage) -> list[IdentityRow]:
    with stage.essaim.db.reading() as session:
        return list(session.exec(select(IdentityRow)))


def test_somebody_signs_in_at_a_real_provider_and_is_known_the_second_time(stage: Stage, oidc_provider: RealProvider) -> None:
    page = stage.sign_in(oidc_provider.sign_in)
    assert (page.status, page.location) == (303, TEAM)
    [cookie] = [line for line in page.cookies if line.startswith("essaim=")]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "Ana Béranger" in stage.browser.get("/account/identities").text
    first = stage.token
    stage.browser.cookies.clear()
    stage.sign_in(oidc_provider.sign_in)
    assert stage.token not in (None, first)
    assert len(identities(stage)) == 1


def test_whoever_has_a_second_factor_is_asked_for_it(stage: Stage, oidc_provider: RealProvider) -> None:
    stage.sign_in(oidc_provider.sign_in)
    with stage.essaim.db.writing() as session:
        person = session.exec(select(PersonRow).where(PersonRow.email == "ana@lyon.example")).one()
        session.add(FactorRow(person_id=person.id or 0, kind=FactorKind.TOTP, confirmed=True, added_at=NOW))
    stage.browser.cookies.clear()
    page = stage.sign_in(oidc_provider.sign_in)
    assert page.location.startswith("/sign-in/second-step?step=")
    assert stage.token is None


def test_somebody_who_cancels_reads_so(stage: Stage, oidc_provider: RealProvider) -> None:
    page = stage.back(oidc_provider.sign_in(stage.leave(), None))
    assert page.status == 422
    assert page.alerts == ["You did not let Agents say who you are, and nothing was changed. Begin again, or sign in in another way."]
    assert stage.token is None


def test_an_address_that_the_real_provider_did_not_verify_makes_no_account(stage: Stage, oidc_provider: RealProvider) -> None:
    page = stage.sign_in(lambda address: oidc_provider.sign_in(address, "ben"))
    assert page.status == 422 and "names no e-mail address of yours that it has checked" in page.alerts[0]


def test_the_address_of_the_way_back_opens_nothing_twice(stage: Stage, oidc_provider: RealProvider) -> None:
    address = oidc_provider.sign_in(stage.leave())
    stage.back(address)
    stage.browser.cookies.clear()
    page = stage.back(address)
    assert page.status == 422 and "no longer good" in page.alerts[0]
    assert stage.token is None


def test_the_address_of_the_way_back_opens_nothing_in_another_browser(stage: Stage, oidc_provider: RealProvider) -> None:
    address = oidc_provider.sign_in(stage.leave())
    victim = Stage(stage.essaim, Browser(stage.essaim))
    victim.browser.get("/sign-in")
    page = victim.back(address)
    assert page.status == 422 and "begun in another browser" in page.alerts[0]
    assert victim.token is None


def test_proconnect_says_for_whom_somebody_works(town_hall: Stage, proconnect: ProConnectFake) -> None:
    page = town_hall.sign_in(goes)
    assert page.location == TEAM
    [one] = identities(town_hall)
    assert (one.provider, one.siret) == (f"{proconnect.issuer}#71144ab3-ee1a-4401-b7b3-79b44f7daeeb", LYON_CITY_HALL)
    assert LYON_CITY_HALL in town_hall.browser.get("/account/identities").text


def test_without_a_siret_somebody_works_for_nobody(town_hall: Stage, proconnect: ProConnectFake) -> None:
    proconnect.who["siret"] = "not a siret"
    town_hall.sign_in(goes)
    assert [one.siret for one in identities(town_hall)] == [None]


@pytest.mark.parametrize(
    "attack",
    [
        {"id_token": {"nonce": "m" * 43}},
        {"id_token": {"aud": "another-client"}},
        {"id_token": {"iss": "https://evil.example"}},
        {"userinfo": {"sub": "somebody-else"}},
        {"forge": "none"},
        {"forge": "stranger"},
        {"forge": "secret"},
        {"unsigned": True},
    ],
    ids=str,
)
def test_what_does_not_hold_signs_nobody_in(town_hall: Stage, proconnect: ProConnectFake, attack: dict[str, object]) -> None:
    for name, value in attack.items():
        setattr(proconnect, name, value)
    page = town_hall.sign_in(goes)
    assert page.status == 422 and "could not be verified" in page.alerts[0]
    assert town_hall.token is None and identities(town_hall) == []


@pytest.mark.parametrize("changed", [("iss=http", "iss=https"), ("iss=", "miss=")])
def test_an_answer_of_another_provider_opens_nothing(town_hall: Stage, changed: tuple[str, str]) -> None:
    page = town_hall.back(goes(town_hall.leave()).replace(*changed))
    assert page.status == 422 and "could not be verified (iss)" in page.alerts[0]


def test_what_a_provider_writes_about_an_error_is_not_shown(town_hall: Stage, proconnect: ProConnectFake) -> None:
    proconnect.error = "access_denied"
    page = town_hall.sign_in(goes)
    assert page.status == 422 and "what a stranger wrote" not in page.html


def test_a_provider_that_is_down_is_named(town_hall: Stage, proconnect: ProConnectFake) -> None:
    button = town_hall.button()
    proconnect.down = 503
    page = town_hall.browser.post("/sign-in/with", button.fields)
    assert page.status == 422 and "ProConnect does not answer at the moment" in page.alerts[0]


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/sign-out", ""])
def test_one_only_goes_on_to_pages_of_our_own(town_hall: Stage, next: str) -> None:
    assert town_hall.back(goes(town_hall.leave(next))).location == "/dashboard/my_organisation"


def test_no_secret_of_a_journey_is_in_the_database(town_hall: Stage, proconnect: ProConnectFake, sqlite_db: Database) -> None:
    town_hall.sign_in(goes)
    with sqlite_db.engine.connect() as connection:
        kept = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert "ana@lyon.example" in kept
    secrets = [*proconnect._codes, *proconnect._tokens, proconnect.client_secret, town_hall.token or ""]
    assert len(secrets) == 4
    assert not [secret for secret in secrets if secret in kept]


def test_a_provider_is_connected_and_taken_off_on_ones_own_page(stage: Stage, oidc_provider: RealProvider) -> None:
    ben = make_person(stage.essaim.db, "ben@besancon.example", password_hash="$argon2id$", name="Ben", language="en")
    stage.browser.cookies["essaim"] = come_in(stage.essaim.db, ben)[0]
    page = stage.browser.get("/account/identities")
    [connect] = [form for form in page.forms if form.action == "/account/identity"]
    page = stage.back(oidc_provider.sign_in(stage.led(stage.browser.post(connect.action, connect.fields))))
    page = stage.browser.follow(page)
    assert "you can sign in with it from now on" in page.text
    assert [one.person_id for one in identities(stage)] == [ben]
    [off] = [form for form in page.forms if form.action.endswith("/take-off")]
    page = stage.browser.follow(stage.browser.post(off.action, off.fields))
    assert "it no longer opens your account" in page.text
    assert identities(stage) == []


def test_without_a_provider_there_is_no_button_and_nothing_to_send(sqlite_db: Database) -> None:
    browser = Browser(make_essaim(sqlite_db, Settings()))
    [form] = browser.get("/sign-in").forms
    page = browser.post("/sign-in/with", form.fields)
    assert page.status == 403 and "this server has none" in page.alerts[0]
    page = browser.get("/sign-in/with/back?state=" + "s" * 43)
    assert page.status == 403
    with sqlite_db.reading() as session:
        assert session.exec(select(SessionRow)).all() == []
