"""A chart in a newspaper's page, and a chart that its reader explores: in a real browser, on a real server."""

import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect

from tests.databases import sqlite_copy
from tests.network.browser import PHONE, Visitor
from tests.test_browser.served import served
from tests.test_web.published import write_register
from tests.waiting import until

EXPLORE, BACK = "Explore the chart", "Back to the picture"
TOLD = re.compile("height:")
"""The style of a frame that has said how tall it is."""


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with a small register, without a slash."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with sqlite_copy(sqlite_template, folder) as db:
        write_register(db)
    with served(folder, collect_in_background="false") as address:
        yield address.removesuffix("/dashboard/")


@pytest.fixture(scope="module")
def newspaper(site: str) -> Iterator[str]:
    """Another site, whose page holds what oEmbed gives for a chart, and a frame that lies about its height."""
    code = httpx.get(f"{site}/oembed", params={"url": f"{site}/en/organisations/lyon/"}).json()["html"]
    clear = httpx.get(f"{site}/en/charts/transfer/lyon/theme-transparent/oembed.json").json()["html"]
    pages = {
        "/article": f"<!doctype html><link rel='icon' href='data:,'><title>Article</title><main style='width: 700px'>{code}</main>",
        "/late": f"<!doctype html><title>Article</title>{code.partition('<script')[0]}",
        "/liar": "<!doctype html><script>setInterval(() => parent.postMessage({essaim: {height: 4000}}, '*'), 50)</script>",
        "/lied-to": f"<!doctype html><title>Article</title>{code}<iframe data-essaim src='/liar' height='150'></iframe>"
        "<iframe src='/liar' height='160'></iframe>",
        "/sand": "<!doctype html><title>Article</title><html style='color-scheme: dark light'><body style='background: rgb(240, 230, 200)'>"
        + clear,
    }

    class Newspaper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ExitStack() as stack:
        server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Newspaper))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stack.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.server_port}"


def frame_height(page: Page, nth: int = 0) -> float:
    """Height of a frame as it is laid out."""
    return float(page.locator("iframe").nth(nth).evaluate("frame => frame.getBoundingClientRect().height"))


def test_a_chart_in_a_newspaper_is_as_tall_as_its_content(site: str, newspaper: str, visitor: Callable[..., Visitor]) -> None:
    reader = visitor(locale="en-GB")
    reader.page.goto(f"{newspaper}/article")
    inside = reader.page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_contain_text("Lyon has regained between")
    expect(inside.get_by_role("img", name="Lyon: followers per network")).to_be_visible()
    content = inside.locator("html")
    expect(reader.page.locator("iframe")).to_have_attribute("style", TOLD)
    # Told again whenever the content grows, as by a font that arrives.
    until(
        lambda: abs(frame_height(reader.page) - float(content.evaluate("html => html.getBoundingClientRect().height"))) <= 2,
        "the frame is as tall as its content",
    )
    until(lambda: content.evaluate("html => html.scrollHeight - html.clientHeight") <= 1, "nothing scrolls in the frame")
    assert reader.errors == []
    assert reader.hosts == {urlsplit(site).netloc, urlsplit(newspaper).netloc}
    assert reader.context.cookies() == []


def test_a_frame_that_spoke_before_the_script_arrived_is_asked_again(site: str, newspaper: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(locale="en-GB").page
    page.goto(f"{newspaper}/late")
    expect(page.frame_locator("iframe").get_by_role("img", name="Lyon: followers per network")).to_be_visible()
    page.wait_for_timeout(200)
    page.add_script_tag(url=f"{site}/assets/embed.js")
    expect(page.locator("iframe")).to_have_attribute("style", TOLD)


def test_without_a_script_the_frame_has_a_height_to_read_it_in(newspaper: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    page.goto(f"{newspaper}/article")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("iframe").get_attribute("height") == "700"


def test_a_height_is_believed_only_from_the_frame_it_is_about(newspaper: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor().page
    page.goto(f"{newspaper}/lied-to")
    expect(page.locator("iframe").nth(1)).to_have_attribute("style", TOLD)
    assert frame_height(page, 0) < 2000
    assert page.locator("iframe").nth(2).evaluate("frame => frame.style.height") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_transparent_chart_keeps_the_ground_of_the_page_around_it(scheme: str, newspaper: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(scheme=scheme).page
    page.goto(f"{newspaper}/sand")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_css("color", "rgb(26, 31, 33)")
    shot = Image.open(io.BytesIO(page.locator("iframe").screenshot())).convert("RGB")
    assert shot.getpixel((4, 4)) == (240, 230, 200)


def test_a_reader_explores_the_chart_and_comes_back_to_the_picture(site: str, visitor: Callable[..., Visitor]) -> None:
    reader = visitor(locale="en-GB")
    reader.page.goto(f"{site}/en/organisations/lyon/")
    button = reader.page.get_by_role("button", name=EXPLORE)
    button.focus()
    reader.page.keyboard.press("Enter")
    plot = reader.page.locator(".explored .main-svg").first
    expect(plot).to_be_visible()
    expect(reader.page.locator(".drawings")).to_be_hidden()
    expect(reader.page.locator(".explored .annotation-text").filter(has_text="Bluesky").first).to_be_visible()
    back = reader.page.get_by_role("button", name=BACK)
    expect(back).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".drawings")).to_be_visible()
    expect(reader.page.locator(".explored")).to_have_count(0)
    assert reader.errors == []
    assert reader.hosts == {urlsplit(site).netloc}


def test_the_explored_chart_follows_the_page_when_it_turns_dark(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(viewport=PHONE, locale="en-GB").page
    page.goto(f"{site}/en/charts/transfer/lyon/")
    page.get_by_role("button", name=EXPLORE).click()
    ground = page.locator(".explored .main-svg").first
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    expect(ground).to_have_css("background-color", "rgb(18, 24, 26)")


@pytest.mark.parametrize(("view", "shown"), [(PHONE, 0), ({"width": 1280, "height": 900}, 2)])
def test_no_button_lies_over_the_explored_chart_on_a_phone(
    site: str, visitor: Callable[..., Visitor], view: ViewportSize, shown: int
) -> None:
    page = visitor(viewport=view, locale="en-GB").page
    page.goto(f"{site}/en/charts/transfer/lyon/")
    page.get_by_role("button", name=EXPLORE).click()
    expect(page.locator(".explored .main-svg").first).to_be_visible()
    expect(page.locator(".explored .modebar-btn")).to_have_count(shown)


def test_a_chart_that_cannot_be_loaded_leaves_the_picture_and_says_so(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(locale="en-GB").page
    page.route("**/plotly-basic.min.js*", lambda route: route.abort())
    page.goto(f"{site}/en/charts/recovery/")
    page.get_by_role("button", name=EXPLORE).click()
    expect(page.get_by_role("status")).to_contain_text("The chart could not be loaded.")
    expect(page.locator(".drawings")).to_be_visible()


def test_without_a_script_there_is_no_button_that_does_nothing(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).page
    page.goto(f"{site}/en/charts/departures/")
    expect(page.get_by_role("img", name="How many institutions have left X").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
