"""What pages say of themselves to programs, in the words of schema.org."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.i18n import Words
from dashboard.public_addresses import HOME, PublicPage
from dashboard.web.public.site import Site

CONTEXT = "https://schema.org"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def website(site: Site, words: Words, about: str) -> Mapping[str, Any]:
    """The site, and who publishes it where that is known."""
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": "essaim",
        "description": about,
        "url": site.absolute(HOME.address(words.language)),
        "inLanguage": words.language,
        "license": LICENCE,
    }
    if site.essaim.settings.publisher:
        facts["publisher"] = publisher(site)
    return facts


def publisher(site: Site) -> Mapping[str, Any]:
    """Who publishes the site; their name is what stands before the first comma."""
    return {"@type": "Organization", "name": site.essaim.settings.publisher.partition(",")[0]}


def web_page(site: Site, words: Words, page: PublicPage) -> Mapping[str, Any]:
    """A page of text, as part of the site."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": words(page.title),
        "description": words(page.about),
        "url": site.absolute(page.address(words.language)),
        "inLanguage": words.language,
        "isPartOf": {"@type": "WebSite", "name": "essaim", "url": site.absolute(HOME.address(words.language))},
    }


def item_list(site: Site, words: Words, name: str, entries: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    """A list of (name, path), in order."""
    listed = [
        {"@type": "ListItem", "position": place, "name": one, "url": site.absolute(path)} for place, (one, path) in enumerate(entries, 1)
    ]
    return {"@context": CONTEXT, "@type": "ItemList", "name": name, "inLanguage": words.language, "itemListElement": listed}
