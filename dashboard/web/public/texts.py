"""Methodology, data, about, accessibility, privacy, legal notice."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dashboard.domain.metrics import METRICS
from dashboard.presenters.metric_words import rules, unit_said
from dashboard.presenters.publisher_words import as_link, given
from dashboard.public_addresses import ABOUT, CAMPAIGN, DATA, LEADERBOARD, LEGAL, METHODOLOGY, PRIVACY, PublicPage
from dashboard.web.public import accessibility_page, data_page
from dashboard.web.public.document import Document
from dashboard.web.public.facts import LICENCE
from dashboard.web.public.resource import Resource, in_both
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.text_page import text_page

Values = Callable[[Site, str], Mapping[str, Any]]
"""(site, language) to what a template needs beside what every page has."""


def _methodology(site: Site, language: str) -> Mapping[str, Any]:
    words = words_of(language)
    return {"metrics": [(one, unit_said(words, one.unit)) for one in METRICS.values()], "rules": rules(words, site.essaim.holding)}


def _about(site: Site, language: str) -> Mapping[str, Any]:
    settings = site.essaim.settings
    return {
        "publisher": settings.publisher,
        "contact": as_link(settings.contact),
        **{"methodology": METHODOLOGY, "leaderboard": LEADERBOARD, "campaign": CAMPAIGN, "data": DATA},
    }


def _privacy(site: Site, language: str) -> Mapping[str, Any]:
    return {"publisher": site.essaim.settings.publisher, "contact": as_link(site.essaim.settings.contact), "legal": LEGAL}


def _legal(site: Site, language: str) -> Mapping[str, Any]:
    settings = site.essaim.settings
    return {"lines": given(words_of(language), settings), "contact": as_link(settings.contact), "licence": LICENCE, "privacy": PRIVACY}


def _answer(site: Site, places: Mapping[str, str], *, page: PublicPage, values: Values) -> Document:
    return text_page(site, places["language"], page, **values(site, places["language"]))


_PLAIN: tuple[tuple[PublicPage, Values], ...] = ((METHODOLOGY, _methodology), (ABOUT, _about), (PRIVACY, _privacy), (LEGAL, _legal))

RESOURCES: tuple[Resource, ...] = (
    *(
        Resource(f"/{{language}}/{page.path}/", partial(_answer, page=page, values=values), in_both(page.address))
        for page, values in _PLAIN
    ),
    data_page.RESOURCE,
    accessibility_page.RESOURCE,
)
