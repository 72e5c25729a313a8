"""axe-core on a page that is open in the browser: what it finds against WCAG 2.2, levels A and AA."""

import json
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page, ViewportSize

AXE = Path(__file__).with_name("axe") / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
WIDTHS = {1280: 900, 320: 640}
"""Width and height; 320 px is what is left of 1280 at a zoom of 400 %."""
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose answer the lights can change: the page that is darker has the same elements."""
RUN = "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], elementRef: false})"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def bring_axe(context: BrowserContext) -> None:
    """Let every page of the context have axe; as the browser's own script, which no policy of the page keeps out."""
    context.add_init_script(path=AXE)


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds: rule, impact, and where, one line each.

    :param rules: the only ones to look at; without any, all of levels A and AA.
    """
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(TAGS)}
    found: dict[str, Any] = page.evaluate(RUN, only)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]} {json.dumps(node.get('failureSummary', ''))[:220]}"
        for one in found["violations"]
        for node in one["nodes"][:4]
    ]


def look_at(page: Page, scheme: Literal["light", "dark"], width: int) -> None:
    """Turn the lights off or on, and make the window as wide."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(ViewportSize(width=width, height=WIDTHS[width]))


def in_every_light(page: Page, width: int) -> list[str]:
    """What axe finds at one width: everything in the light, and in the dark what the colours decide."""
    look_at(page, "light", width)
    found = violations(page)
    look_at(page, "dark", width)
    return found + [f"dark: {one}" for one in violations(page, *COLOURS)]


def too_wide(page: Page) -> int:
    """By how many pixels the page must be scrolled sideways."""
    return int(page.evaluate(OVERFLOW))
