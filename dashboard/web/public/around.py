"""What stands around every page of the public site: how it looks, its navigation, its foot."""

import functools
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.directory_addresses import INSTITUTIONS
from dashboard.exit_day_addresses import EXIT_DAYS
from dashboard.i18n import words_in
from dashboard.presenters.accessibility_words import mention
from dashboard.public_addresses import ACCESSIBILITY, CAMPAIGN, HOME, LEADERBOARD, METHODOLOGY, TEXT_PAGES
from dashboard.services.read_accessibility import last_audit
from dashboard.web import pages
from dashboard.web.public.site import Site

NAVIGATION = (CAMPAIGN, LEADERBOARD, INSTITUTIONS, EXIT_DAYS, METHODOLOGY)
"""In the order of a reader's questions; with the dashboard six. The wordmark leads home, the foot of the page to the pages of text."""


@dataclass(frozen=True)
class Around:
    """Ready for a page: its style sheets, all above its content but the link to the other language, all below it."""

    styles: Markup
    top: Markup
    foot: Markup


def around(site: Site, language: str, path: str) -> Around:
    """What stands around the page at ``path``."""
    parts = (page.address(language) for page in NAVIGATION)
    here = next((part for part in parts if path.startswith(part)), path if path == HOME.address(language) else "")
    # The law asks for the state on every page, and not for the bare word.
    statement = mention(words_in(language), last_audit(), site.today)
    return _made(language, site.root, site.dashboard if site.has_dashboard else None, statement, here)


# The same on thousands of pages: made once for each language, each place a site stands in and each part of it.
@functools.lru_cache(maxsize=500)
def _made(language: str, root: str, dashboard: str | None, statement: str, here: str) -> Around:
    words = words_in(language)
    known = {"words": words, "root": root, "here": here, "home": HOME.address(language), "dashboard": dashboard}
    named = [(page.address(language), words(page.title)) for page in NAVIGATION]
    text_pages = [(page.address(language), words(page.title)) for page in TEXT_PAGES if page is not ACCESSIBILITY]

    def part(template: str) -> Markup:
        made = pages.environment().get_template(f"public/{template}.html")
        return Markup(made.render(known, navigation=named, text_pages=[*text_pages, (ACCESSIBILITY.address(language), statement)]))

    return Around(part("_styles"), part("_top"), part("_foot"))
