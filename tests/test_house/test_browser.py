"""The visitors that the browser tests are made of see what they should, and what they see is recorded."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.network.browser import PHONE, Visitor

PAGE = """<!doctype html><title>Lyon</title><meta name="viewport" content="width=device-width">
<p id="scheme">light</p><p id="language"></p><noscript><p id="without">Without JavaScript</p></noscript>
<img src="https://counter.example/pixel.gif" alt="">
<script>
  if (matchMedia('(prefers-color-scheme: dark)').matches) scheme.textContent = 'dark'
  language.textContent = navigator.language
  if (location.hash === '#broken') throw new Error('the page is broken')
</script>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "favicon.ico").touch()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_third_party_is_recorded_beside_the_site(site: str, visitor: Callable[..., Visitor]) -> None:
    press_officer = visitor()
    with press_officer.page.expect_console_message(lambda said: "counter.example" in said.location["url"]):
        press_officer.page.goto(f"http://{site}/")
    assert press_officer.hosts == {site, "counter.example"}
    assert [error for error in press_officer.errors if "counter.example" in error]


def test_a_script_that_fails_is_recorded(site: str, visitor: Callable[..., Visitor]) -> None:
    press_officer = visitor()
    with press_officer.context.expect_event("weberror"):
        press_officer.page.goto(f"http://{site}/#broken")
    assert [error for error in press_officer.errors if "the page is broken" in error]


def test_scheme_and_language_are_the_visitors(site: str, visitor: Callable[..., Visitor]) -> None:
    seen = []
    for scheme, locale in (("light", "fr-FR"), ("dark", "en-GB")):
        page = visitor(scheme=scheme, locale=locale).page
        page.goto(f"http://{site}/")
        seen.append((page.text_content("#scheme"), page.text_content("#language")))
    assert seen == [("light", "fr-FR"), ("dark", "en-GB")]


def test_a_journalist_on_a_phone_reads_without_javascript(site: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor(viewport=PHONE, javascript=False).page
    page.goto(f"http://{site}/")
    assert page.text_content("#without") == "Without JavaScript"
    assert page.viewport_size == PHONE
