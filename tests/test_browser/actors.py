"""Somebody at a screen of their own, who reads their language, uses the keyboard alone, and knows things by what they are called."""

from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Locator, expect

from dashboard.i18n import words_in
from tests.network.browser import Visitor
from tests.test_browser.keyboard import Keyboard
from tests.waiting import until

LOCALES = {"fr": "fr-FR", "en": "en-GB"}
PASSWORD = "quatre chaises vertes au vent"


class Person:
    """One of the cast.

    :param name: how the others know them; ``email``: as whom they sign in.
    :param root: address of the dashboard.
    """

    def __init__(self, arrive: Callable[..., Visitor], language: str, root: str, name: str, email: str) -> None:
        self.visitor = arrive(locale=LOCALES[language])
        # What a button copies is pasted elsewhere.
        self.visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page, self.words = self.visitor.page, words_in(language)
        self.keys = Keyboard(self.page)
        self.root, self.name, self.email = root, name, email

    @property
    def site(self) -> str:
        """Address of the pages beside the dashboard."""
        return self.root.removesuffix("/dashboard/")

    def button(self, label: str, **values: object) -> Locator:
        """The button of that name."""
        return self.page.get_by_role("button", name=self._said(label, values), exact=True)

    def link(self, label: str, **values: object) -> Locator:
        """The link of that name."""
        return self.page.get_by_role("link", name=self._said(label, values), exact=True)

    def field(self, label: str) -> Locator:
        """The field of that label."""
        return self.page.get_by_label(self._said(label, {}), exact=True)

    def presses(self, label: str, **values: object) -> None:
        """Press a button."""
        self.keys.press(self.button(label, **values))

    def follows(self, label: str, **values: object) -> None:
        """Follow a link."""
        self.keys.press(self.link(label, **values))

    def writes(self, label: str, text: str) -> None:
        """Write into a field."""
        self.keys.write(self.field(label), text)

    def chooses(self, option: str) -> None:
        """Choose among radio buttons, by what they say."""
        self.keys.choose(self.page.get_by_role("radio", name=option, exact=True), self.page.get_by_role("radio"))

    def unfolds(self, label: str) -> None:
        """Open what is folded away."""
        self.keys.press(self.page.locator("summary").filter(has_text=self._said(label, {})))

    def copies(self, shown: Locator) -> str:
        """Press the button that copies a text, and give what was copied."""
        self.page.evaluate("navigator.clipboard.writeText('')")
        self.keys.press(shown.get_by_role("button"))
        until(lambda: self.page.evaluate("navigator.clipboard.readText()"), "something was copied")
        copied: str = self.page.evaluate("navigator.clipboard.readText()")
        return copied

    def reads(self, label: str, **values: object) -> None:
        """Wait for a page by its heading; for a moment there may be that of the last one as well."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text([self._said(label, values)])

    def sees(self, label: str, **values: object) -> None:
        """Wait for a sentence, perhaps as part of a longer one."""
        expect(self.page.get_by_text(self._said(label, values)).first).to_be_visible()

    def is_told(self, label: str, role: Literal["status", "alert"] = "status", **values: object) -> None:
        """Wait for the answer to what was just done, in sight of whoever did it: ``status`` if it was done, ``alert`` if not."""
        answer = self.page.get_by_role(role).filter(has_text=self._said(label, values)).first
        expect(answer).to_be_in_viewport()

    def is_known(self) -> None:
        """Wait for a page of the dashboard that says who is signed in."""
        expect(self.link("Your account: {name}", name=self.name)).to_be_visible()

    def _said(self, label: str, values: dict[str, object]) -> str:
        return " ".join(self.words(label, **values).split())
