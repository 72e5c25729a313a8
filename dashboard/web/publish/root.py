"""What a plain file server needs beside the pages: the way in, the page for what is not there, style, type and scripts."""

from collections.abc import Iterator, Sequence

from dashboard.config import LANGUAGES
from dashboard.directory_addresses import INSTITUTIONS
from dashboard.i18n import words_in
from dashboard.public_addresses import HOME
from dashboard.web.files import ASSETS, content
from dashboard.web.public.document import Document
from dashboard.web.public.page import Head, public_page
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site
from dashboard.web.publish.plan import INDEX, places

FIRST = LANGUAGES[0]
"""The language of the way in: a plain file server cannot ask the browser."""
NOT_FOUND = "404.html"


def root_files(site: Site, resources: Sequence[Resource]) -> Iterator[tuple[str, Document]]:
    """Files by their path in the folder."""
    address = HOME.address(FIRST)
    for resource in resources:
        if (found := places(resource, address)) is not None and (home := resource.answer(site, found)) is not None:
            yield INDEX, home
            break
    for name, media_type in ASSETS.items():
        yield f"assets/{name}", Document(content(name), media_type)
    yield NOT_FOUND, not_found(site)


def not_found(site: Site) -> Document:
    """The page for an address at which nothing is, in both languages: nobody knows which one its reader reads."""
    parts = [(language, words_in(language)) for language in LANGUAGES]
    words = words_in(FIRST)
    head = Head(words("There is no such page"), words("The address is wrong or out of date."), HOME.address, indexed=False)
    return public_page(site, FIRST, "not_found", head, parts=parts, institutions=INSTITUTIONS)
