"""The accessibility statement: it says what stands in the audit file, and nothing else."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from dashboard.config import ROOT
from dashboard.domain.accessibility import STANDARD, Audit
from dashboard.domain.accessibility_file import read_audit
from dashboard.presenters.accessibility_words import result_said, state_said
from dashboard.presenters.publisher_words import as_link
from dashboard.public_addresses import ACCESSIBILITY
from dashboard.web.public.document import Document
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.text_page import text_page

AUDIT_FILE = ROOT / "dashboard" / "accessibility" / "audit.json"


@functools.cache
def read_file(path: Path = AUDIT_FILE) -> Audit:
    """The last audit; read once, since it changes with the program.

    :raises AuditError: the file is not what it should be.
    """
    return read_audit(json.loads(path.read_text(encoding="utf-8")))


def _answer(site: Site, places: Mapping[str, str]) -> Document:
    language = places["language"]
    words, audit, settings = words_of(language), read_file(), site.essaim.settings
    return text_page(
        site,
        language,
        ACCESSIBILITY,
        audit=audit,
        standard=STANDARD,
        state=state_said(words, audit, site.today),
        result=result_said(words, audit),
        publisher=settings.publisher,
        contact=as_link(settings.contact),
    )


RESOURCE = Resource("/{language}/accessibility/", _answer, in_both(ACCESSIBILITY.address))
