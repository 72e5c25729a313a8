"""One page of the public site: the template with its head, its navigation and the other language."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from dashboard.config import LANGUAGES
from dashboard.i18n import Words
from dashboard.public_addresses import HOME, METHODOLOGY
from dashboard.web import pages
from dashboard.web.headers import CHARTED, COUNTED, own_policy
from dashboard.web.public.around import around
from dashboard.web.public.document import Document, text
from dashboard.web.public.macros import macros
from dashboard.web.public.site import Site, words_of

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
CARD_SIZE = (1200, 630)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Head(NamedTuple):
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
    raw = _JSON(facts)
    return Markup(raw.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def public_page(
    site: Site, language: str, template: str, head: Head, /, *, modified: datetime | None = None, fictional: bool = False, **values: object
) -> Document:
    """A page of the template ``public/<template>.html``; it knows ``words``, ``site``, ``head``, ``link`` and the values.

    :param fictional: whether what it shows is made up: the page then says so.
    """
    words: Words = words_of(language)
    paths = {one: head.address(one) for one in LANGUAGES}
    path = paths[language]
    charted, counted = CHARTED.match(path) is not None, COUNTED.match(path) is not None
    known: dict[str, object] = {
        "words": words,
        "site": site,
        "head": head,
        "link": site.link,
        "macros": partial(macros, language),
        "language": language,
        "paths": paths,
        "urls": {one: site.absolute(there) for one, there in paths.items()},
        "around": around(site, language, path),
        "home": HOME,
        "methodology_page": METHODOLOGY.address(language),
        "locale": LOCALES[language],
        "json_ld": json_ld,
        "fictional": fictional,
        # A plain file server sends no headers: the published page carries its policy itself.
        "policy": "" if site.live else own_policy(in_page=True, asking=charted or counted, drawing=charted),
    }
    body = pages.environment().get_template(f"public/{template}.html").render(known | values)
    return text(body, modified=modified, headers={"content-language": language})
