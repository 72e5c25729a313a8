"""What an institution takes elsewhere: its badge, the card of its page, a QR code; and the cards of the other pages."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from dashboard.charts.layout import text_width
from dashboard.charts.qr_svg import qr_svg
from dashboard.charts.theme import LIGHT
from dashboard.config import LANGUAGES
from dashboard.domain.leaderboard import DEFAULT_AGE
from dashboard.i18n import Words
from dashboard.presenters import signs
from dashboard.presenters.signs import Card
from dashboard.public_addresses import CAMPAIGN, HOME, LEADERBOARD, PublicPage, organisation
from dashboard.services.read_leaderboard import read_leaderboard
from dashboard.services.read_organisation import holds_demo
from dashboard.services.read_overview import read_overview
from dashboard.services.views import OrganisationView
from dashboard.web.public.cards import card_svg
from dashboard.web.public.document import JSON, PNG, SVG, Document, text
from dashboard.web.public.resource import Addresses, Resource
from dashboard.web.public.shown import every_slug, organisation_view
from dashboard.web.public.site import Site, words_of
from dashboard.web.public.snippets import badge_said
from dashboard.web.public.xml import xml

LABEL = "essaim"
SIZE = 13
LABEL_WIDTH = round(text_width(LABEL, SIZE), 1)
LEFT = round(LABEL_WIDTH + 34)
"""Pixels of the label, and of the ground it stands on."""


def _message(site: Site, words: Words, view: OrganisationView) -> str:
    said = badge_said(site, words, view)
    return words("{text} (fictional)", text=said) if view.organisation.fictional else said


def _dated(words: Words, view: OrganisationView, said: str) -> str:
    """The same with the day of the reading, where it tells one."""
    day = signs.badge_day(view)
    return said if day is None else words("{text}, read on {day}", text=said, day=day)


def _badge(site: Site, places: Mapping[str, str]) -> Document:
    words, view = words_of(places["language"]), organisation_view(site, places["slug"])
    message = _message(site, words, view)
    message_width = round(text_width(message, SIZE), 1)
    said = _dated(words, view, words("{name}: {text}", name=view.organisation.name, text=message))
    drawn = xml(
        "badge.svg",
        said=said,
        label=LABEL,
        message=message,
        size=SIZE,
        left=LEFT,
        width=round(LEFT + message_width + 16),
        label_width=LABEL_WIDTH,
        message_width=message_width,
    )
    return text(drawn, SVG, modified=view.read_at)


def _badge_json(site: Site, places: Mapping[str, str]) -> Document:
    """As https://shields.io/badges/endpoint-badge reads it; any other field would be an error to it, so the message has the day."""
    words, view = words_of(places["language"]), organisation_view(site, places["slug"])
    message = _dated(words, view, _message(site, words, view))
    made = {"schemaVersion": 1, "label": LABEL, "message": message, "color": LIGHT.accent.removeprefix("#")}
    return text(json.dumps(made, ensure_ascii=False), JSON, modified=view.read_at)


def _qr(site: Site, places: Mapping[str, str]) -> Document:
    words, language = words_of(places["language"]), places["language"]
    view = organisation_view(site, places["slug"])
    address = site.absolute(organisation(language, view.organisation.slug))
    said = words("QR code of the page of {name}: {address}", name=view.organisation.name, address=address)
    return text(qr_svg(address, said), SVG)


def _organisation_card(site: Site, places: Mapping[str, str]) -> Document:
    words, view = words_of(places["language"]), organisation_view(site, places["slug"])
    card = signs.organisation_card(words, view, today=site.today, holding=site.essaim.holding)
    return _drawn(site, words, card, organisation(words.language, view.organisation.slug))


def _page_card(page: PublicPage, made: Callable[[Site, Words], Card], site: Site, places: Mapping[str, str]) -> Document:
    words = words_of(places["language"])
    return _drawn(site, words, made(site, words), page.address(words.language))


def _drawn(site: Site, words: Words, card: Card, path: str) -> Document:
    address = site.absolute(path).partition("://")[2].rstrip("/")
    return Document(site.draw(card_svg(words, card, address)), PNG)


def _home(site: Site, words: Words) -> Card:
    return signs.home_card(words, read_overview(site.essaim.db, today=site.today), fictional=holds_demo(site.essaim.db))


def _campaign(site: Site, words: Words) -> Card:
    return signs.campaign_card(words, read_overview(site.essaim.db, today=site.today), fictional=holds_demo(site.essaim.db))


def _board(site: Site, words: Words) -> Card:
    page = read_leaderboard(site.essaim.db, today=site.today, age=DEFAULT_AGE, limit=signs.MOST_BARS)
    return signs.board_card(words, page, DEFAULT_AGE, fictional=holds_demo(site.essaim.db))


def _of_each(file: str) -> Addresses:
    def addresses(site: Site) -> Iterable[str]:
        return [organisation(language, slug, file) for slug in every_slug(site) for language in LANGUAGES]

    return addresses


def _of(page: PublicPage) -> Addresses:
    return lambda _: [f"{page.address(language)}card.png" for language in LANGUAGES]


def _card(page: PublicPage, made: Callable[[Site, Words], Card]) -> Resource:
    path = f"/{{language}}/{page.path}/card.png" if page.path else "/{language}/card.png"
    return Resource(path, partial(_page_card, page, made), _of(page), drawn_once=True)


PATH = "/{language}/organisations/{slug}/"
RESOURCES = (
    _card(HOME, _home),
    _card(LEADERBOARD, _board),
    _card(CAMPAIGN, _campaign),
    Resource(PATH + "badge.svg", _badge, _of_each("badge.svg")),
    Resource(PATH + "badge.json", _badge_json, _of_each("badge.json")),
    # The address of a page never changes, nor does its code.
    Resource(PATH + "qr.svg", _qr, _of_each("qr.svg"), drawn_once=True),
    Resource(PATH + "card.png", _organisation_card, _of_each("card.png"), drawn_once=True),
)
