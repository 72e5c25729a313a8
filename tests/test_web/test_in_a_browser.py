"""The pages in a real browser: without JavaScript, with a passkey, on a telephone."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from dashboard.bootstrap import KEY_FILE
from dashboard.services.people.first_run import set_up_link
from db.engine import Database
from db.vault import Vault, keys_in
from tests.network.browser import PHONE, Visitor
from tests.test_web.serving import Served, serving

PASSWORD = "quatre chaises vertes au vent"
AUTHENTICATOR = {
    **{"protocol": "ctap2", "transport": "internal", "hasResidentKey": True},
    **{"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True},
}
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter(one => one.checkVisibility() && !one.matches('.skip, p a'))
  .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server without people."""
    with serving(tmp_path) as found:
        yield found


def site(served: Served) -> str:
    """By a name: browsers make no passkey for an address of numbers."""
    return f"http://localhost:{served.port}"


def set_up(page: Page, served: Served, folder: Path) -> None:
    """Become the first person."""
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        link = set_up_link(db, Vault(keys_in(folder / KEY_FILE)), base=site(served), now=datetime.now(UTC))
    assert link
    page.goto(link)
    page.get_by_label("E-mail address").fill("ana@lyon.fr")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factors")


def sign_in(page: Page, served: Served) -> None:
    """Do the first step."""
    page.goto(f"{site(served)}/sign-in?next=/account/password")
    page.get_by_label("E-mail address").fill("ana@lyon.fr")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")


def test_all_of_it_works_without_javascript(served: Served, tmp_path: Path, visitor: Callable[..., Visitor]) -> None:
    ana = visitor(locale="en-GB", javascript=False)
    page = ana.page
    set_up(page, served, tmp_path)
    page.get_by_role("button", name="Add a code generator").click()
    secret = (page.locator(".secret").text_content() or "").replace(" ", "")
    page.get_by_label("Code that it shows now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Add it").click()
    code = page.locator(".codes code").first.text_content() or ""
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/dashboard/")
    sign_in(page, served)
    page.get_by_text("Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the password")
    page.goto(f"{site(served)}/account/second-step")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
    assert ana.hosts == {f"localhost:{served.port}"}


def test_a_passkey_is_made_and_opens_the_account(served: Served, tmp_path: Path, visitor: Callable[..., Visitor]) -> None:
    ana = visitor(locale="en-GB")
    page = ana.page
    set_up(page, served, tmp_path)
    devices = ana.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name").fill("Laptop of the press office")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor is set up")
    page.goto(f"{site(served)}/account/second-step")
    expect(page.get_by_text("Laptop of the press office")).to_be_visible()
    page.goto(f"{site(served)}/sign-out")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/dashboard/")
    sign_in(page, served)
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The browser gave no passkey")
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/password")
    assert ana.errors == [] and ana.hosts == {f"localhost:{served.port}"}


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_on_a_telephone_nothing_is_wider_than_the_screen_nor_too_small_for_a_finger(
    locale: str, served: Served, tmp_path: Path, visitor: Callable[..., Visitor]
) -> None:
    ana = visitor(locale="en-GB", viewport=PHONE)
    set_up(ana.page, served, tmp_path)
    language = locale[:2]
    for path in (
        "/account",
        "/account/second-step",
        "/account/password",
        "/account/prove",
        "/sign-in",
        "/sign-in/lost",
        "/sign-out",
        "/nope",
    ):
        ana.page.goto(f"{site(served)}{path}?lang={language}")
        assert ana.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert ana.page.evaluate(TOO_SMALL) == [], path
    assert [one for one in ana.errors if not re.search("404", one)] == []
