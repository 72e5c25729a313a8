"""A file is taken from people who are signed in, and from nobody else."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.bootstrap import Essaim
from dashboard.config import ROOT
from dashboard.web.middleware import stack
from dashboard.web.sizes import UPLOADS
from dashboard.web.uploads import UploadsOfMembers
from tests.test_web.browsing import HERE, Browser
from tests.test_web.people import ana, at_home

HERE_GOES = f"{UPLOADS}session/file"
FILE = b"organisation,network\n" * 50_000


@pytest.fixture
def taken() -> list[int]:
    """The size of every file that got through."""
    return []


def guarded(browser: Browser, essaim: Essaim, taken: list[int]) -> Browser:
    async def take(request: Request) -> PlainTextResponse:
        taken.append(len(await request.body()))
        return PlainTextResponse("", 204)

    routes = [Route(UPLOADS + "{rest:path}", take, methods=["PUT", "DELETE", "POST"])]
    browser.app = Starlette(routes=routes, middleware=[*stack(essaim.settings), Middleware(UploadsOfMembers, essaim=essaim)])
    return browser


def test_somebody_who_is_signed_in_sends_a_file(essaim: Essaim, taken: list[int]) -> None:
    browser = guarded(at_home(essaim, ana(essaim))[0], essaim, taken)
    assert browser.ask(HERE_GOES, "PUT", body=FILE, origin=HERE).status == 204
    assert taken == [len(FILE)]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_visitor_sends_none(essaim: Essaim, taken: list[int], method: str) -> None:
    browser = guarded(Browser(essaim), essaim, taken)
    answer = browser.ask(HERE_GOES, method, body=FILE, origin=HERE)
    assert answer.status == 403 and "Files are taken from people who are signed in" in answer.text
    assert answer.headers["connection"] == "close"
    assert taken == []


def test_a_session_that_has_ended_sends_none(essaim: Essaim, taken: list[int]) -> None:
    browser, _ = at_home(essaim, ana(essaim))
    browser.cookies[essaim.settings.cookie] = "a" * 43
    assert guarded(browser, essaim, taken).ask(HERE_GOES, "PUT", body=FILE, origin=HERE).status == 403
    assert taken == []


def test_another_site_sends_none_in_somebodys_name(essaim: Essaim, taken: list[int]) -> None:
    browser = guarded(at_home(essaim, ana(essaim))[0], essaim, taken)
    assert browser.ask(HERE_GOES, "PUT", body=FILE, origin="https://evil.example").status == 403
    assert taken == []


def test_the_interface_takes_as_much_as_a_hundred_thousand_figures_need() -> None:
    config = Path(ROOT / "dashboard" / ".streamlit" / "config.toml").read_text()
    line = f"institution-{100_000},linkedin,2025-01-20,{100_000},https://institution-{100_000}.example/press-release,rounded\n"
    assert f"maxUploadSize = {12}\n" in config
    assert 100_000 * len(line) < 12 * 1024 * 1024
