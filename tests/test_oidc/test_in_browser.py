"""The way to a provider and back in a real browser, whose own rules (form-action, SameSite) decide whether one arrives."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect

from db.engine import Database
from tests.network.browser import Visitor
from tests.network.oidc_provider import RealProvider
from tests.people import make_person
from tests.test_browser.served import served


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, oidc_provider: RealProvider) -> Iterator[str]:
    """A server with a provider, and somebody who runs it already."""
    folder = tmp_path_factory.mktemp("site")
    settings = {"oidc_issuer": oidc_provider.issuer, "oidc_client_id": "essaim", "oidc_client_secret": "secret", "oidc_name": "Agents"}
    with served(folder, **settings, collect_in_background="false") as address:
        with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
            make_person(db, "the.first@collective.example")
        yield address.replace("127.0.0.1", "localhost").removesuffix("/dashboard/")


@pytest.mark.parametrize("javascript", [False, True])
def test_a_browser_goes_to_the_provider_and_comes_back_signed_in(
    site: str, visitor: Callable[..., Visitor], oidc_provider: RealProvider, javascript: bool
) -> None:
    ana = visitor(locale="en-GB", javascript=javascript)
    ana.page.goto(f"{site}/sign-in?next=/account/identities")
    ana.page.get_by_role("button", name="Sign in with Agents").press("Enter")
    ana.page.wait_for_url(f"{oidc_provider.issuer}/**")
    ana.page.get_by_role("textbox").fill("ana")
    ana.page.get_by_role("button", name="Authorize").press("Enter")
    ana.page.wait_for_url(f"{site}/account/identities")
    expect(ana.page.get_by_role("link", name="Ana Béranger")).to_be_visible()
    expect(ana.page.get_by_text("Connected on")).to_be_visible()
    cookies = {cookie["name"]: cookie for cookie in ana.context.cookies(site)}
    assert cookies["essaim"]["httpOnly"] and cookies["essaim"]["sameSite"] == "Lax"
    assert not [error for error in ana.errors if site in error]


def test_a_browser_that_cancels_comes_back_and_reads_so(site: str, visitor: Callable[..., Visitor], oidc_provider: RealProvider) -> None:
    ana = visitor(locale="en-GB")
    ana.page.goto(f"{site}/sign-in")
    ana.page.get_by_role("button", name="Sign in with Agents").click()
    ana.page.wait_for_url(f"{oidc_provider.issuer}/**")
    ana.page.get_by_role("button", name="Deny").click()
    expect(ana.page.get_by_role("alert")).to_contain_text("You did not let Agents say who you are")
    assert [cookie["name"] for cookie in ana.context.cookies(site)] == ["essaim-form"]
