"""Somebody at the screen, with a mouse, who finds things by what they are called in their language."""

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

from dashboard.i18n import Words
from tests.waiting import until

LOCALES = {"fr": "fr-FR", "en": "en-GB"}
AT_WORK = '[data-testid="stApp"]:not([data-test-script-state="notRunning"]), [data-stale="true"]'
"""The interface while it still makes the page: what is typed into a field that is put elsewhere meanwhile is lost."""
LOADED = "[...document.images].every(one => one.complete || one.loading === 'lazy')"


class Reader:
    """One person and their tab.

    :param root: address of the dashboard. :param part: of the page, to which they keep.
    """

    def __init__(self, page: Page, words: Words, root: str, part: Locator | None = None) -> None:
        self.page, self.words, self.root = page, words, root
        self.part = part or page.locator("body")

    @property
    def site(self) -> str:
        """Address of the pages beside the dashboard."""
        return self.root.removesuffix("/dashboard/")

    def open(self, path: str) -> None:
        """Go to a page of the dashboard."""
        self.page.goto(f"{self.root}{path}")

    def reads(self, heading: str | re.Pattern[str]) -> None:
        """Wait for a page by its heading; for a moment there may be that of the last one as well."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text([heading])

    def follow(self, label: str, **values: object) -> None:
        """Follow a link."""
        self.part.get_by_role("link", name=self.words(label, **values), exact=True).first.click()

    def unfolds(self, label: str) -> "Reader":
        """Open what is folded away, if it is; gives the one who keeps to it."""
        summary = self.page.locator("summary").filter(has_text=self.words(label))
        part = self.page.locator("details").filter(has=summary)
        expect(part).to_be_visible()
        expect(self.page.locator(AT_WORK)).to_have_count(0)
        if part.get_attribute("open") is None:
            summary.click()
        return Reader(self.page, self.words, self.root, part)

    def fill(self, label: str, text: str, **values: object) -> None:
        """Type into the field of that label, and leave it. A list that was just closed may take the focus back meanwhile: whoever sees
        that nothing was written types again.
        """
        field = self.part.get_by_label(self.words(label, **values), exact=True).first

        def written() -> bool:
            field.fill(text)
            return field.input_value() == text

        until(written, f"“{text}” in {label}")
        field.press("Tab")

    def date(self, label: str, when: date) -> None:
        """Type a date, part by part; again if it went elsewhere."""
        parts = self.part.get_by_role("group", name=self.words(label), exact=True).get_by_role("spinbutton")

        def written() -> bool:
            parts.first.click()
            self.page.keyboard.type(f"{when:%d%m%Y}")
            return "".join(parts.all_inner_texts()) == f"{when:%d%m%Y}"

        until(written, f"{when} in {label}")

    def choose(self, label: str, *options: str) -> None:
        """Choose from a list, one or several."""
        field = self.part.get_by_role("combobox", name=self.words(label)).first
        for option in options:
            field.click()
            field.press("ArrowDown")  # scrolling there may have closed it again
            self.page.get_by_role("option", name=option, exact=True).click()
            self.page.keyboard.press("Tab")

    def tick(self, label: str) -> None:
        """Choose one of a few that are all shown."""
        self.part.get_by_text(self.words(label), exact=True).first.click()

    def press(self, label: str) -> None:
        """Press a button."""
        self.part.get_by_role("button", name=self.words(label), exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text is on the screen, all pictures, and nothing of what was there before. The interface forgets the pictures of a
        page once it is left or made anew: one that is still on its way then is not found any more.
        """
        expect(self.page.get_by_text(text).first).to_be_visible()
        expect(self.page.locator(AT_WORK)).to_have_count(0)
        until(lambda: self.page.evaluate(LOADED), "all pictures are there")

    def table(self, which: str = "table.readings") -> list[list[str]]:
        """The rows of a table, the header first, with ordinary spaces."""
        table = self.page.locator(which).first
        expect(table).to_be_visible()
        rows = table.locator("tr").all()
        return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows]
