"""A person with a keyboard and nothing else: moves the focus until it is where they want it, sees where it is, and types."""

from playwright.sync_api import Locator, Page, expect

MOST = 90
"""Presses of Tab after which anybody would have given up."""
SEEN = """here => {
  const box = here.getBoundingClientRect();
  const outlined = one => {
    const style = getComputedStyle(one), size = one.getBoundingClientRect();
    return size.width > 8 && size.height > 8 && style.opacity !== "0"
      && (style.outlineStyle === "auto" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2));
  };
  // A radio button or a box to tick is drawn by its label.
  const drawn = [here, ...(here.closest("label")?.querySelectorAll("*") ?? []), here.closest("label")].filter(Boolean);
  return box.bottom > 0 && box.top < innerHeight && drawn.some(outlined);
}"""
WHERE = """wanted => {
  const here = document.activeElement;
  const name = here.ariaLabel || here.labels?.[0]?.innerText || here.innerText || here.alt || here.id;
  return [wanted.includes(here), `${here.tagName.toLowerCase()} ${(name ?? "").trim().slice(0, 60)}`];
}"""


class Keyboard:
    """The keyboard of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, wanted: Locator) -> None:
        """Reach a link, a button or a box, and press it."""
        self.reach(wanted)
        self.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str) -> None:
        """Reach a field, and write into it in place of what it holds."""
        self.reach(wanted)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, wanted: Locator, group: Locator) -> None:
        """Reach a group of radio buttons, and go down it until the one that is wanted is chosen."""
        self.reach(group)
        passed: list[str] = []
        while not _arrived(wanted, passed):
            if len(passed) > group.count():
                raise AssertionError(f"no arrow leads to {wanted}; passed: {passed}")
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def reach(self, wanted: Locator) -> None:
        """Press Tab until what is wanted has the focus, and can be seen to have it.

        :raises AssertionError: it never comes, or nothing shows that it is there; the message lists what was passed.
        """
        expect(wanted.first).to_be_attached()
        passed: list[str] = []
        while not _arrived(wanted, passed):
            if len(passed) > MOST:
                raise AssertionError(f"{wanted} cannot be reached by the keyboard; passed: {passed}")
            self.page.keyboard.press("Tab")
        if not self.page.locator(":focus").evaluate(SEEN):
            raise AssertionError(f"nothing shows that the focus is on {passed[-1]}")


def _arrived(wanted: Locator, passed: list[str]) -> bool:
    """Whether what is wanted has the focus; what has it is noted."""
    arrived, here = wanted.evaluate_all(WHERE)
    passed.append(here)
    return bool(arrived)
