"""Photograph every page with the demo's data: ``python -m tests.screens [FOLDER [PAGE ...]]`` writes ``docs/screens``, to be looked at.

Each page in light and dark, 1280 and 390 px wide, in French; the first ones in English too.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from dashboard.domain.people import Role
from tests.network.browser import ARGUMENTS, find_chromium
from tests.test_browser.arriving import arrive, sign_in
from tests.test_browser.served import served

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
CITY = "ville-de-valombre"
PUBLIC = {
    "overview": "/dashboard/",
    "leaderboard": "/dashboard/leaderboard",
    "organisation": f"/dashboard/organisation?o={CITY}",
    "exit-days": "/dashboard/exit_days",
    "exit-day": "/dashboard/exit_days?day=rentree-d-hiver",
    "compare": f"/dashboard/compare?o={CITY},universite-de-clairmontel,chu-de-hauterelle",
    "sign-in": "/sign-in",
}
MEMBER = {
    "my-organisation": "/dashboard/my_organisation",
    "log-departure": "/dashboard/log_departure",
    "connect-accounts": "/dashboard/connect_accounts",
    "bring-figures": "/dashboard/bring_figures",
    "team": "/dashboard/team",
    "account": "/account",
}
COLLECTIVE = {
    "moderation": "/dashboard/moderation",
    "people": "/dashboard/people",
    "collection": "/dashboard/collection",
    "audit": "/dashboard/audit",
}
SITE = {
    "public-home": "/{}/",
    "public-leaderboard": "/{}/leaderboard/",
    "public-organisation": f"/{{}}/organisations/{CITY}/",
    "public-campaign": "/{}/campaigns/x/",
    "public-data": "/{}/data/",
}
PAGES = {**PUBLIC, **MEMBER, **COLLECTIVE, **SITE}
IN_ENGLISH = ("overview", "leaderboard", "organisation", "public-organisation")
WIDTHS = {1280: 900, 390: 844}
TALLEST = 6_000
COLOURS = 128
"""A page has few colours: a palette makes the file a third of its size, if it keeps those of small signs."""


def photograph(browser: Browser, root: str, folder: Path, tokens: Mapping[str, str], pages: Collection[str] = ()) -> None:
    """Write all pictures, or those of some pages.

    :param root: address of the server; ``tokens``: of the session to come with, by page.
    """
    for language in ("fr", "en"):
        for scheme in ("light", "dark"):
            for width, height in WIDTHS.items():
                for name in PAGES if language == "fr" else IN_ENGLISH:
                    if pages and name not in pages:
                        continue
                    size = ViewportSize(width=width, height=height)
                    picture = _picture(browser, root + PAGES[name].format(language), language, scheme, size, tokens.get(name))
                    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(
                        folder / f"{name}-{width}-{scheme}-{language}.png", optimize=True
                    )
                    print(f"{name} {width} {scheme} {language}")


def _picture(browser: Browser, address: str, language: str, scheme: str, viewport: ViewportSize, token: str | None) -> bytes:
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    phone = viewport["width"] < 500
    context = browser.new_context(
        viewport=viewport,
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
        has_touch=phone,
        is_mobile=phone,
        reduced_motion="reduce",
    )
    with closing(context):
        if token:
            arrive(context, address, token)
        page = context.new_page()
        page.goto(address)
        _settle(page)
        if "/dashboard/" not in address:
            tall = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
            return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": viewport["width"], "height": tall})
        # The dashboard scrolls inside the page: make the screen as tall as what is in it.
        height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        header = page.evaluate("document.documentElement.clientHeight") - page.get_by_test_id("stMain").evaluate(
            "main => main.clientHeight"
        )
        page.set_viewport_size(ViewportSize(width=viewport["width"], height=min(height + header, TALLEST)))
        _settle(page)
        return page.screenshot()


def _settle(page: Page) -> None:
    page.locator("h1").first.wait_for()
    page.wait_for_timeout(2_500)


def main() -> None:
    """Serve the demo and photograph it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        essaim = Path(sys.executable).with_name("essaim")
        subprocess.run([essaim, "demo"], check=True, env={"ESSAIM_DATA_DIR": data})
        with served(Path(data), collect_in_background="false") as root, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
            member = sign_in(Path(data), "ana.durand@valombre.example", owner_of=CITY, name="Ana Durand")[0]
            collective = sign_in(Path(data), "chloe@collectif.example", Role.COLLECTIVE, name="Chloé")[0]
            tokens = {**dict.fromkeys(MEMBER, member), **dict.fromkeys(COLLECTIVE, collective)}
            photograph(browser, root.removesuffix("/dashboard/"), folder, tokens, sys.argv[2:])
            browser.close()


if __name__ == "__main__":
    main()
