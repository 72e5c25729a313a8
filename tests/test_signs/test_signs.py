"""Badges, QR codes and cards of every institution of the demo, and of people who mean harm."""

import json
import re
import struct
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import segno

from dashboard.charts.layout import text_width
from dashboard.charts.theme import LIGHT
from dashboard.domain.departures import Status
from dashboard.domain.errors import NotFound
from dashboard.domain.networks import Network
from dashboard.presenters.signs import Bar, Card
from dashboard.services.read_organisation import list_organisations
from dashboard.web.public.cards import card_svg
from dashboard.web.public.signs import RESOURCES
from dashboard.web.public.site import Site, words_of
from db import organisations
from db.engine import Database
from tests.factories import a_city_that_left, log, make_account, make_organisation
from tests.hostile import STRINGS
from tests.test_charts.colours import contrast
from tests.test_signs.asking import SVG, ask, drawn, of, tree

SiteOf = Callable[[Database], Site]
PAGES = ("/{language}/card.png", "/{language}/leaderboard/card.png", "/{language}/campaigns/x/card.png")


def slugs(site: Site) -> list[str]:
    return [one.slug for one in list_organisations(site.essaim.db)]


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_institution_has_a_badge(demo: Site, language: str) -> None:
    for slug in slugs(demo):
        badge = tree(of(demo, slug, "badge.svg", language))
        said = badge.attrib["aria-label"]
        assert badge.attrib["role"] == "img" and badge.findtext(f"{SVG}title") == said
        label, message = drawn(badge)
        assert label == "essaim" and message in said and {"fr": "(fictif)", "en": "(fictional)"}[language] in message
        right = [float(one.attrib["x"]) + float(one.attrib["textLength"]) for one in badge.iter(f"{SVG}text")]
        assert right[0] < float(badge.findall(f".//{SVG}rect")[2].attrib["x"]) and right[1] < float(badge.attrib["width"])
        told = json.loads(of(demo, slug, "badge.json", language).body)
        # The picture has the day in its title, the data in their only text.
        assert told == {"schemaVersion": 1, "label": "essaim", "message": message + said.partition(message)[2], "color": "0F6E6E"}


def test_a_badge_can_be_read_on_any_page() -> None:
    assert contrast(LIGHT.on_accent, LIGHT.accent) >= 4.5 and contrast(LIGHT.text, LIGHT.panel) >= 4.5


def test_a_badge_says_what_is_known_and_no_more(sqlite_db: Database, site_of: SiteOf) -> None:
    db, site = sqlite_db, site_of(sqlite_db)

    def message(slug: str) -> str:
        return str(json.loads(of(site, slug, "badge.json").body)["message"]).replace("\u00a0", " ")

    make_organisation(db, "Besançon")
    assert message("besancon") == "has not left X"
    log(db, "besancon", Status.PLEDGED, "2025-01-02")
    assert message("besancon") == "has pledged to leave X"
    log(db, "besancon", Status.ANNOUNCED, "2025-01-09")
    assert message("besancon") == "will leave X"
    log(db, "besancon", Status.DEPARTED, "2025-09-01")
    assert message("besancon") == "leaves X on 1 September 2025"
    log(db, "besancon", Status.DEPARTED, "2025-02-03")
    assert message("besancon") == "left X on 3 February 2025"
    a_city_that_left(db, "Lyon", regained=(31_000, 7_000))
    assert message("lyon") == "31 to 38% regained on Bluesky and Mastodon, read on 1 June 2025"
    make_account(db, "lyon", Network.PEERTUBE, "lyon@tube.example", followers=1_000)
    assert message("lyon") == "31 to 39% regained on 3 new networks, read on 1 June 2025"
    log(db, "lyon", Status.RETURNED, "2025-05-01")
    assert message("lyon") == "returned to X on 1 May 2025"
    a_city_that_left(db, "Dijon", regained=(20_000,))
    assert message("dijon") == "20% regained on Bluesky, read on 1 June 2025"
    badge = tree(of(site, "dijon", "badge.svg"))
    assert badge.attrib["aria-label"] == "Dijon: 20% regained on Bluesky, read on 1\u00a0June\u00a02025"


def test_a_qr_code_leads_to_the_page(demo: Site) -> None:
    for slug in slugs(demo)[:6]:
        picture, address = tree(of(demo, slug, "qr.svg", "fr")), f"https://essaim.example/fr/organisations/{slug}/"
        assert address in (picture.findtext(f"{SVG}title") or "") and picture.attrib["role"] == "img"
        matrix = segno.make(address, error="m", micro=False).matrix
        path = picture.findall(f"{SVG}path")[0].attrib["d"]
        runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)]
        dark = {(x + place - 4, y - 4) for x, y, n in runs for place in range(n)}
        assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
        assert picture.attrib["viewBox"] == f"0 0 {len(matrix) + 8} {len(matrix) + 8}"


def test_every_institution_has_a_card(demo: Site) -> None:
    for slug in slugs(demo):
        card = of(demo, slug, "card.png").body
        assert size_of(card) == (1200, 630) and len(card) < 300_000


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_cards(demo: Site, path: str) -> None:
    card = ask(demo, path, language="fr").body
    assert size_of(card) == (1200, 630) and len(card) < 300_000


@pytest.fixture
def looked_at(demo: Site) -> tuple[Site, list[str]]:
    """A site whose pictures are kept as SVG instead of being drawn."""
    kept: list[str] = []

    def keep(svg: str, *, zoom: float = 1) -> bytes:
        kept.append(svg)
        return b"\x89PNG"

    return replace(demo, draw=keep), kept


def test_a_card_says_who_what_when_and_that_it_is_fictional(looked_at: tuple[Site, list[str]]) -> None:
    site, kept = looked_at
    for path in PAGES:
        ask(site, path)
    for slug in slugs(site):
        of(site, slug, "card.png")
    assert len(kept) == 3 + 16
    for svg in kept:
        picture = ElementTree.fromstring(svg)
        texts = drawn(picture)
        assert any(one.startswith("Fictional data.") and "essaim.example/en" in one for one in texts)
        assert picture.attrib["role"] == "img" and picture.attrib["aria-label"]
        assert any(picture.attrib["aria-label"].startswith(one) and one not in ("", "essaim") for one in texts[1:])
        for one in picture.iter(f"{SVG}text"):
            assert contrast(one.attrib["fill"], LIGHT.surface) >= 4.5
        for one in picture.iter(f"{SVG}rect"):
            assert float(one.attrib.get("x", 0)) + float(one.attrib["width"]) <= 1200.5


def test_what_is_not_known_is_not_drawn() -> None:
    known, unknown = Bar("Left", "48,210", "", 1.0), Bar("Regained", "not read")
    bars = {"both": (known, Bar("Regained", "14,945", "", 0.31, 0.38)), "low": (known, unknown), "none": (unknown, unknown)}
    rects = {}
    for name, shown in bars.items():
        picture = card_svg(words_of("en"), Card("Lyon", "", "Lyon left X", shown, None, False), "essaim.example")
        rects[name] = picture.count("<rect")
        assert "Fictional" not in picture and "Read on" not in picture
    assert rects == {"both": 6, "low": 3, "none": 1}


def test_long_texts_stay_on_the_card(sqlite_db: Database, site_of: SiteOf) -> None:
    kept: list[str] = []

    def keep(svg: str, *, zoom: float = 1) -> bytes:
        kept.append(svg)
        return b""

    site = replace(site_of(sqlite_db), draw=keep)
    slug = a_city_that_left(sqlite_db)
    for name in ("Communauté d’agglomération " * 7, "W" * 200, "Lyon"):
        with sqlite_db.writing() as session:
            organisations.by_slug(session, slug).name = name.strip()
        of(site, slug, "card.png")
    for svg in kept:
        for one in ElementTree.fromstring(svg).iter(f"{SVG}text"):
            wide = text_width("".join(one.itertext()), float(one.attrib["font-size"]))
            left = float(one.attrib["x"]) - (wide if one.attrib.get("text-anchor") == "end" else 0)
            assert left >= 60 and left + wide <= 1140, one.text
    assert "days after its departure" in " ".join(drawn(ElementTree.fromstring(kept[0]))), "the name is cut, not the finding"


def test_hostile_names_are_text(sqlite_db: Database, site_of: SiteOf) -> None:
    slug = a_city_that_left(sqlite_db)
    for number, text in enumerate((*STRINGS, "\x00\x0bLyon")):
        with sqlite_db.writing() as session:
            organisations.by_slug(session, slug).name = text[:200]
        expected = text[:200].replace("\x00", "\ufffd").replace("\x0b", "\ufffd")
        site = replace(site_of(sqlite_db), memory={})
        for file in ("badge.svg", "qr.svg"):
            picture = tree(of(site, slug, file))
            assert expected in (picture.findtext(f"{SVG}title") or "").replace("\r", "")
            names = {element.tag.removeprefix(SVG) for element in picture.iter()}
            assert names <= {"svg", "title", "clipPath", "g", "rect", "circle", "text", "path"}
        json.loads(of(site, slug, "badge.json").body)
        if number % 9 == 0:
            assert size_of(of(site, slug, "card.png").body) == (1200, 630)


def test_every_address_is_listed_for_a_published_copy(demo: Site) -> None:
    listed = [address for resource in RESOURCES for address in resource.addresses(demo)]
    assert len(listed) == len(set(listed)) == 2 * (3 + 4 * 16)
    assert "/fr/card.png" in listed and "/en/leaderboard/card.png" in listed and "/fr/campaigns/x/card.png" in listed
    assert all(urlsplit(address).path == address for address in listed)
    assert {resource.path.rpartition("/")[2] for resource in RESOURCES if resource.drawn_once} == {"card.png", "qr.svg"}


def test_nobody_unknown_has_a_sign(demo: Site) -> None:
    for file in ("badge.svg", "badge.json", "qr.svg", "card.png"):
        with pytest.raises(NotFound):
            of(demo, "nobody", file)
