"""A browser that notices whatever a hostile text could do in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Frame, Page, Route

from tests.network.browser import TIMEOUT_MS, Visitor

WATCH = """addEventListener("securitypolicyviolation", one =>
  (window.__refused ??= []).push(`${one.violatedDirective} ${one.blockedURI} ${one.sample}`), true)"""
WRONG = """() => {
  // Streamlit's own interface would compile a program for what it offers to read; its policy refuses.
  const found = (window.__refused ?? []).filter(one => !one.includes(" wasm-eval ")).map(one => `refused: ${one}`);
  if ("__harm" in window) found.push("a script ran");
  const acting = /^(on|href$|xlink:href$|src|action$|formaction$|data$|style$|poster$|background$|ping$|content$)/;
  const look = root => root.querySelectorAll("*").forEach(one => {
    if (one.shadowRoot) look(one.shadowRoot);
    for (const {name, value} of one.attributes) {
      if (name === "content" && one.httpEquiv !== "refresh") continue;
      if (acting.test(name) && /__harm|evil\\.invalid|^\\s*javascript:/i.test(value)) found.push(`${one.tagName} ${name}=${value}`);
    }
    if (/^(script|style)$/i.test(one.tagName) && /__harm|evil\\.invalid/.test(one.textContent) && one.type !== "application/ld+json")
      found.push(`<${one.tagName}> ${one.textContent.slice(0, 80)}`);
  });
  look(document);
  return found;
}"""
"""What ran, what the policy of the page kept from running, and the elements that a text has become."""
READ = "() => document.documentElement.textContent"


class Watched:
    """A visitor under watch; ``allowed``: hosts that are no strangers."""

    def __init__(self, visitor: Visitor, *allowed: str) -> None:
        self.page, self._visitor, self._allowed = visitor.page, visitor, set(allowed)
        self.dialogs: list[str] = []
        self.page.on("dialog", self._dialog)

    def goes(self, address: str) -> str:
        """Open an address; gives all text of the page.

        :raises AssertionError: it is not there.
        """
        self._visitor.errors.clear()
        answer = self.page.goto(address)
        assert answer is not None and answer.status == 200, address
        return self.reads()

    def reads(self) -> str:
        """All text of the page, as a reader's eye takes it."""
        return shown(self.page.evaluate(READ))

    def serves(self, path: str, bodies: Sequence[tuple[bytes, str]]) -> None:
        """Let the server have pages of the test under ``path``: contents and media types, by number."""

        def answer(route: Route) -> None:
            body, media_type = bodies[int(route.request.url.rpartition("/")[2])]
            route.fulfill(body=body, content_type=media_type)

        self.page.route(f"**{path}*", answer)

    def harm(self) -> list[str]:
        """What went wrong in the page that is open and its frames; and every dialog and every call to a stranger so far."""
        found = [one for frame in self.page.frames for one in _wrong_in(frame)]
        found += [f"a dialog: {one}" for one in self.dialogs]
        found += [f"a call to {host}" for host in sorted(self._visitor.hosts - self._allowed)]
        if urlsplit(self.page.url).netloc not in self._allowed:
            found.append(f"led away to {self.page.url}")
        return found + [one for one in self._visitor.errors if "_stcore" not in one]

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def _wrong_in(frame: Frame) -> list[str]:
    found: list[str] = frame.evaluate(WRONG)
    return found


def shown(text: str) -> str:
    """A text as a reader sees it."""
    return " ".join(text.split())


@contextmanager
def watched(browser: Browser, *allowed: str) -> Iterator[Watched]:
    """Somebody whose browser is watched from before each page begins."""
    context = browser.new_context(locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT_MS)
    context.add_init_script(WATCH)
    page: Page = context.new_page()
    try:
        yield Watched(Visitor(context, page).record(), *allowed)
    finally:
        context.close()
