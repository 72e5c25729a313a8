"""What every answer carries, whom the server answers to, and how much it reads: the stack before all routes."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.domain.people import Role
from dashboard.i18n import words_in
from dashboard.web.caller import Caller
from dashboard.web.middleware import stack
from dashboard.web.pages import go_to
from dashboard.web.people.entering import inside
from tests.test_web.browsing import HERE, Browser, Page
from tests.test_web.people import PASSWORD, ana, with_generator

HTTPS = "https://essaim.example"
OWN_PAGES = ("/sign-in", "/sign-in/lost", "/set-up?link=a", "/sign-out", "/account", "/nope", "/healthz", "/assets/site.css")
ELSEWHERE = [
    *("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/dashboard//evil.example", "/dashboard/\\evil"),
    *("javascript:alert(1)", "data:text/html,a", "/dashboard/\r\nset-cookie: a=b", "/dashboard/\t/evil.example", "/account\x00", ""),
    *("/", "/sign-out", "/assets/site.css", "dashboard/", " /dashboard/", "/dashboard", "/dashboard/é", "http:/dashboard/", "/Account"),
    *("/dashboard/?u=https://evil.example", "/%2f/evil.example", "?next=/dashboard/", "@evil.example/dashboard/", "/invitation"),
]


def policy(answer: Page) -> dict[str, str]:
    """The content security policy, by directive."""
    parts = [part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";")]
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", OWN_PAGES)
def test_every_page_of_ours_carries_the_strict_headers(path: str, essaim: Essaim) -> None:
    page = Browser(essaim).get(path)
    assert policy(page) == {
        **{"default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'"},
        **{"base-uri": "'none'", "frame-ancestors": "'none'", "form-action": "'self'"},
        **{"require-trusted-types-for": "'script'", "trusted-types": "'none'"},
    }
    assert page.headers["x-frame-options"] == "DENY" and page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cross-origin-opener-policy"] == page.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in page.headers["permissions-policy"]
    assert "strict-transport-security" not in page.headers
    assert not re.search(r"<style|<script(?! defer src)|\sstyle=|\son\w+=", page.html)


def test_pages_with_secrets_are_kept_by_nobody_and_tell_no_other_site_where_one_was(essaim: Essaim) -> None:
    for path in ("/sign-in", "/set-up?link=a", "/sign-in/new-password?link=a", "/account"):
        page = Browser(essaim).get(path)
        assert page.headers["cache-control"] == "no-store"
        assert page.headers.get("referrer-policy") == ("strict-origin-when-cross-origin" if page.location else "same-origin")


def test_only_what_may_be_embedded_can_be_framed(essaim: Essaim) -> None:
    app = Starlette(
        routes=[Route("/{path:path}", lambda _: PlainTextResponse("here"))],  # instead of what does not exist yet
        middleware=stack(essaim.settings),
    )
    browser = Browser(essaim)
    browser.app = app
    for path in ("/embed", "/embed/lyon"):
        framed = browser.get(path)
        assert policy(framed)["frame-ancestors"] == "*" and "x-frame-options" not in framed.headers
        assert framed.headers["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/bring", "/bring/archive", "/bring/followers"):
        framed = browser.get(path)
        assert policy(framed)["frame-ancestors"] == "'self'" and framed.headers["x-frame-options"] == "SAMEORIGIN"
        assert framed.headers["cross-origin-resource-policy"] == "same-origin"
        # What reads an archive may send nothing at all; what compares followers asks this server, and no other.
        assert policy(framed).get("connect-src") == ("'self'" if path == "/bring/followers" else None)
    for path in (
        "/embedded",
        "/x/embed",
        "/dashboard/embed",
        "/Embed",
        "/bringing",
        "/dashboard/bring/archive",
        "/dashboard/bring_figures",
    ):
        assert policy(browser.get(path))["frame-ancestors"] == "'none'"
        assert browser.get(path).headers["x-frame-options"] == "DENY"
    assert policy(browser.get("/dashboard/"))["frame-src"] == "'self'"


def test_over_https_browsers_are_told_to_stay_there(essaim_with: Callable[..., Essaim]) -> None:
    browser = Browser(essaim_with(public_url=HTTPS), base=HTTPS)
    for path in OWN_PAGES:
        assert browser.get(path).headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(("base", "secure"), [(HTTPS, True), (HERE, False)])
def test_every_cookie_is_out_of_reach(base: str, secure: bool, essaim_with: Callable[..., Essaim]) -> None:
    essaim = essaim_with(public_url=base if secure else "")
    ana(essaim)
    browser = Browser(essaim, base=base)
    pages = [browser.get("/sign-in")]
    pages.append(browser.send(pages[0], email="ana@lyon.fr", password=PASSWORD))
    pages.append(browser.send(browser.get("/account/password"), old=PASSWORD, password="cinq tables bleues sous la pluie"))
    pages.append(browser.send(browser.get("/sign-out")))
    cookies = [cookie for page in pages for cookie in page.cookies]
    assert len(cookies) == 4
    for cookie in cookies:
        name, *attributes = [part.strip() for part in cookie.split(";")]
        known = {attribute.partition("=")[0].lower(): attribute.partition("=")[2].lower() for attribute in attributes}
        assert name.startswith("__Host-essaim" if secure else "essaim") and ("secure" in known) is secure
        assert "httponly" in known and known["samesite"] == "lax" and known["path"] == "/" and "domain" not in known


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_way_on_leads_elsewhere(address: str, essaim: Essaim) -> None:
    assert inside(address) == "/dashboard/my_organisation"
    ana(essaim)
    browser = Browser(essaim)
    page = browser.get(f"/sign-in?{urlencode({'next': address})}")
    page = browser.send(page, page.forms[0], email="ana@lyon.fr", password=PASSWORD)
    assert page.location == "/dashboard/my_organisation"


@pytest.mark.parametrize(
    "address", ["/dashboard/", "/dashboard/team?o=lyon&lang=fr", "/account", "/account/email/code", "/invitation?link=a"]
)
def test_ways_on_within_are_kept(address: str) -> None:
    assert inside(address) == address


def test_a_role_that_needs_a_factor_leads_to_it_first(essaim: Essaim) -> None:
    ana(essaim, Role.COORDINATOR)
    browser = Browser(essaim)
    page = browser.send(browser.get("/sign-in?next=/dashboard/team"), email="ana@lyon.fr", password=PASSWORD)
    assert page.location == "/account/second-step?next=%2Fdashboard%2Fteam"


def test_the_language_goes_along(essaim: Essaim) -> None:
    with_generator(essaim, ana(essaim))
    browser = Browser(essaim, language="en")
    page = browser.get("/sign-in?lang=fr&next=/account")
    assert '<html lang="fr">' in page.html
    assert "/sign-in?next=%2Faccount&amp;lang=en" in page.html
    page = browser.send(page, email="ana@lyon.fr", password=PASSWORD)
    assert page.location.endswith("&lang=fr")
    assert '<html lang="fr">' in browser.follow(page).html
    assert '<html lang="fr">' in Browser(essaim, language="de").get("/sign-in?lang=<script>").html


@pytest.mark.parametrize("path", ["/sign-in", "/dashboard/_stcore/upload_file/a/b", "/nope"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_but_reading_from_another_site_or_from_nowhere(path: str, method: str, essaim: Essaim) -> None:
    browser = Browser(essaim)
    tries: tuple[dict[str, str], ...] = (
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
    )
    for headers in tries:
        page = browser.ask(path, method, told=headers)
        assert page.status == 403 and "another site" in page.text


def test_a_mistake_of_ours_is_a_page_and_a_line_in_the_log_without_the_secret(essaim: Essaim, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_: Request) -> Response:
        raise RuntimeError("a mistake")

    browser = Browser(essaim)
    browser.app = Starlette(routes=[Route("/sign-in/by-link", fails)], middleware=stack(essaim.settings))
    page = browser.ask("/sign-in/by-link?link=opens-everything", cookie="essaim=opens-everything")
    assert page.status == 500 and "Something went wrong" in page.text and "a mistake" not in page.html
    assert policy(page)["default-src"] == "'none'"
    assert "/sign-in/by-link" in caplog.text and "a mistake" in caplog.text and "opens-everything" not in caplog.text


def test_no_secret_is_ever_logged(essaim: Essaim, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    secret, sheet = with_generator(essaim, ana(essaim))
    browser = Browser(essaim)
    page = browser.follow(browser.send(browser.get("/sign-in"), email="ana@lyon.fr", password=PASSWORD))
    step = page.forms[0].fields["token"], browser.at
    browser.send(page, recovery=sheet[0])
    said = [PASSWORD, secret, *sheet, *browser.cookies.values(), *step]
    assert [one for one in said if any(one in record.getMessage() for record in caplog.records if record.name != "httpx")] == []


def somebody(essaim: Essaim) -> Caller:
    """A visitor, as handlers see them."""
    return Caller(essaim, words_in("en"), None, "a" * 64, None, "198.51.100.7", HERE, "")


def test_another_server_is_reached_by_way_of_a_page(essaim: Essaim) -> None:
    answer = go_to(somebody(essaim), "https://id.example/authorise?state=a&nonce=\"b'")
    assert answer.status_code == 200
    assert b'content="0; url=https://id.example/authorise?state=a&amp;nonce=&#34;b&#39;"' in answer.body
    for address in ("javascript:alert(1)", "data:text/html,a", "id.example"):
        with pytest.raises(ValueError, match="no address"):
            go_to(somebody(essaim), address)
