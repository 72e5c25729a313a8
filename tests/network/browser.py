"""A browser for the tests: visitors with a screen, a colour scheme and a language, and a record of whom their pages called."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
TIMEOUT_MS = 15_000.0
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # A call to a third party is recorded, and reaches nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser of their own: no cookie, cache or storage is shared with another visitor.

    :param hosts: ``host:port`` of every request and web socket so far, whether answered or not.
    :param errors: what went wrong in the pages: uncaught exceptions and what the console calls an error, failed loads among them.
    """

    context: BrowserContext
    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def record(self) -> "Visitor":
        """Begin to record, on this page and on those it opens."""

        def called(url: str) -> None:
            if host := urlsplit(url).netloc:
                self.hosts.add(host)

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.errors.append(f"{message.text} ({message.location['url']})")

        self.context.on("request", lambda request: called(request.url))
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.context.on("console", said)
        self.page.on("websocket", lambda socket: called(socket.url))
        return self


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. One for each test module and not for the run: while it is open, nothing else can start an event loop in its thread."""
    expect.set_options(timeout=TIMEOUT_MS)  # a loaded machine takes its time, and what never comes fails all the same
    with sync_playwright() as playwright, closing(playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)) as chromium:
        yield chromium


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Give visitors: ``visitor(viewport=PHONE, scheme="dark", locale="en-GB", javascript=False)``."""
    with ExitStack() as stack:

        def arrive(
            *,
            viewport: ViewportSize = DESKTOP,
            scheme: Literal["light", "dark"] = "light",
            locale: Literal["fr-FR", "en-GB"] = "fr-FR",
            javascript: bool = True,
        ) -> Visitor:
            context = browser.new_context(
                viewport=viewport,
                has_touch=viewport == PHONE,
                is_mobile=viewport == PHONE,
                color_scheme=scheme,
                locale=locale,
                timezone_id="Europe/Paris",
                reduced_motion="reduce",  # so that what is looked at stands still
                java_script_enabled=javascript,
            )
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            return Visitor(context, context.new_page()).record()

        yield arrive


def find_chromium() -> str:
    """Path of the installed browser.

    :raises RuntimeError: there is none.
    """
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("Chromium is not installed. `make test` installs it.")
