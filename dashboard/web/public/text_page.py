"""A page of text: its template has the name of its path, its title and its line stand in the list of pages."""

from collections.abc import Mapping
from typing import Any

from dashboard.public_addresses import PublicPage, site_card
from dashboard.web.public import everybody
from dashboard.web.public.document import Document
from dashboard.web.public.facts import web_page
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.site import Site, words_of


def text_page(site: Site, language: str, page: PublicPage, *, facts: Mapping[str, Any] | None = None, **values: Any) -> Document:
    """The page in a language.

    :param facts: schema.org data, where the page is more than text.
    """
    words = words_of(language)
    title, about = words(page.title), words(page.about)
    head = Head(title, about, page.address, card=site_card(language), card_text=title, facts=facts or web_page(site, words, page))
    return public_page(site, language, page.path, head, fictional=everybody.fictional(site), page=page, **values)
