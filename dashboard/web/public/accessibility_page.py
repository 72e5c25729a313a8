"""The accessibility statement: it says what stands in the audit file, and nothing else."""

from collections.abc import Mapping

from dashboard.domain.accessibility import STANDARD
from dashboard.presenters.accessibility_words import checked_said, result_said, state_said, unchecked_said
from dashboard.presenters.publisher_words import as_link
from dashboard.public_addresses import ACCESSIBILITY
from dashboard.services.read_accessibility import last_audit
from dashboard.web.public.document import Document
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.text_page import text_page


def _answer(site: Site, places: Mapping[str, str]) -> Document:
    language = places["language"]
    words, audit, settings = words_of(language), last_audit(), site.essaim.settings
    return text_page(
        site,
        language,
        ACCESSIBILITY,
        audit=audit,
        looked_at=[page for page in audit.pages if site.has(page.path)],
        standard=STANDARD,
        state=state_said(words, audit, site.today),
        result=result_said(words, audit),
        checked=checked_said(words, audit),
        unchecked=unchecked_said(words, audit),
        publisher=settings.publisher,
        contact=as_link(settings.contact),
    )


RESOURCE = Resource("/{language}/accessibility/", _answer, in_both(ACCESSIBILITY.address))
