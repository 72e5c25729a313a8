"""One page of the public site: the template with its head, its navigation and the other language."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS
from dashboard.exit_day_addresses import EXIT_DAYS
from dashboard.i18n import Words
from dashboard.presenters.accessibility_words import mention
from dashboard.public_addresses import ACCESSIBILITY, CAMPAIGN, HOME, LEADERBOARD, METHODOLOGY, TEXT_PAGES
from dashboard.services.read_accessibility import last_audit
from dashboard.web import pages
from dashboard.web.headers import CHARTED, COUNTED, own_policy
from dashboard.web.public.document import Document, text
from dashboard.web.public.site import Site, words_of

NAVIGATION = (CAMPAIGN, LEADERBOARD, INSTITUTIONS, EXIT_DAYS, METHODOLOGY)
"""In the order of a reader's questions; with the dashboard six. The wordmark leads home, the foot of the page to the pages of text."""
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
CARD_SIZE = (1200, 630)


@dataclass(frozen=True)
class Head:
    """What a page says of itself to search engines, to those who share it and to programs.

    :param title: of the window and of the card; ``about``: one or two sentences.
    :param address: from a language to this very page in it.
    :param card: path of its picture, 1200 x 630; ``card_text``: what the picture says.
    :param facts: schema.org data (JSON-LD), or None.
    :param alternates: other forms of the page: (media type, path, title).
    :param indexed: whether search engines may list it.
    :param canonical: path of the page this one is a view of; empty for itself.
    """

    title: str
    about: str
    address: Callable[[str], str]
    card: str = ""
    card_text: str = ""
    facts: Mapping[str, Any] | None = None
    alternates: tuple[tuple[str, str, str], ...] = ()
    indexed: bool = True
    canonical: str = ""


def json_ld(facts: Mapping[str, Any]) -> Markup:
    """Data for programs inside a page: nothing in it can end the element or begin another."""
    raw = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return Markup(raw.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def public_page(
    site: Site, language: str, template: str, head: Head, /, *, modified: datetime | None = None, fictional: bool = False, **values: object
) -> Document:
    """A page of the template ``public/<template>.html``; it knows ``words``, ``site``, ``head``, ``link`` and the values.

    :param fictional: whether what it shows is made up: the page then says so.
    """
    words: Words = words_of(language)
    charted = CHARTED.match(head.address(language)) is not None
    counted = COUNTED.match(head.address(language)) is not None
    known: dict[str, object] = {
        "words": words,
        "site": site,
        "head": head,
        "link": site.link,
        "language": language,
        "languages": LANGUAGES,
        "navigation": NAVIGATION,
        "text_pages": [(page, words(page.title)) for page in TEXT_PAGES if page is not ACCESSIBILITY],
        # The law asks for the state on every page, and not for the bare word.
        "statement": (ACCESSIBILITY, mention(words, last_audit(), site.today)),
        "home": HOME,
        "methodology_page": METHODOLOGY.address(language),
        "locales": LOCALES,
        "json_ld": json_ld,
        "fictional": fictional,
        # A plain file server sends no headers: the published page carries its policy itself.
        "policy": "" if site.live else own_policy(in_page=True, asking=charted or counted, drawing=charted),
    }
    body = pages.environment().get_template(f"public/{template}.html").render(known | values)
    return text(body, modified=modified, headers={"content-language": language})
