"""Banners, profile pictures and QR codes: their sizes, what stands on them, and that nothing stands out of them."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from dashboard.charts.banner import Banner, banner_svg
from dashboard.charts.png import png
from dashboard.charts.theme import LIGHT
from dashboard.i18n import words_in
from dashboard.presenters.kit.pictures import BANNERS, PROFILES, common_codes, page_code, pictures
from tests.hostile import STRINGS
from tests.test_kits.golden import FOLDER, drawings
from tests.test_kits.making import BASE, made

EN = words_in("en")
GROUND = tuple(bytes.fromhex(LIGHT.accent.removeprefix("#")))
WHITE = (255, 255, 255)
LONG = "Communauté d’agglomération du Grand Besançon Métropole et des communes associées du plateau " * 2
SVG = "{http://www.w3.org/2000/svg}"


def seen(svg: str, zoom: float = 1) -> Image.Image:
    return Image.open(io.BytesIO(png(svg, zoom=zoom))).convert("RGB")


def texts_of(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_pictures_are_as_they_were_found_good() -> None:
    for file, content in drawings():
        assert (FOLDER / file).read_text(encoding="utf-8") == content, file


def test_every_network_has_its_sizes() -> None:
    assert [(one.name, one.width, one.height) for one in (*BANNERS, *PROFILES)] == [
        ("x-header", 1500, 500),
        ("bluesky-banner", 3000, 1000),
        ("mastodon-header", 1500, 500),
        ("linkedin-cover", 1128, 191),
        ("x-profile", 400, 400),
        ("bluesky-avatar", 1000, 1000),
        ("mastodon-avatar", 400, 400),
        ("linkedin-logo", 400, 400),
    ]


def test_a_banner_names_the_day_and_the_accounts() -> None:
    banner = next(pictures(EN, made(), BASE))
    told = " ".join(texts_of(banner.svg)).replace("\u00a0", " ")
    assert told == (
        "Cities, autumn 2025 Lyon leaves X, 22 September 2025 Bluesky: @lyon.fr Mastodon: @lyon@social.example "
        "essaim.example/en/organisations/lyon"
    )
    assert banner.described.replace("\u00a0", " ") == "Lyon leaves X, 22 September 2025"


def test_a_draft_is_marked_on_every_banner() -> None:
    for one in list(pictures(EN, made(firm=False), BASE))[: len(BANNERS)]:
        assert texts_of(one.svg)[0] == "Draft: the day is not confirmed" and "wants to leave" in one.described


def test_what_is_made_up_says_so_on_every_picture() -> None:
    for one in pictures(EN, made(fictional=True), BASE):
        assert re.search(r"\(fictional\)|Fictional data\.", " ".join(texts_of(one.svg))), one.name


@pytest.mark.parametrize("headline", [LONG, "W" * 200, "里昂" * 100, "Lyon"])
@pytest.mark.parametrize(("width", "height"), [(750, 250), (1128, 191)])
def test_nothing_stands_out_of_a_banner_or_over_what_networks_cover(headline: str, width: int, height: int) -> None:
    shown = Banner(
        LONG, f"{headline} leaves X", "We leave X", ["Bluesky: @lyon.fr", f"Mastodon: @{'l' * 200}"], f"essaim.example/{'l' * 90}"
    )
    picture = seen(banner_svg(shown, width, height))
    right = picture.crop((round(width * 0.97), 0, width, height))
    above = picture.crop((round(width * 0.36), 0, width, round(height * 0.06)))
    below = picture.crop((round(width * 0.36), round(height * 0.94), width, height))
    for part in (right, above, below):
        assert part.getcolors() == [(part.width * part.height, GROUND)]
    swarm = picture.crop((0, 0, round(width * 0.35), height)).getcolors(1 << 16) or []
    assert swarm and WHITE not in {colour for _, colour in swarm}


def test_a_profile_picture_says_all_within_its_circle() -> None:
    for one in list(pictures(EN, made(firm=False, fictional=True), BASE))[len(BANNERS) :]:
        picture = seen(one.svg, zoom=0.25)
        middle = picture.width / 2
        places = ((x, y) for y in range(picture.height) for x in range(picture.width))
        white = [(x, y) for x, y in places if picture.getpixel((x, y)) == WHITE]
        assert white and all((x - middle) ** 2 + (y - middle) ** 2 < middle**2 for x, y in white)


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_name_is_text_in_a_picture(text: str) -> None:
    for one in (next(pictures(EN, made(text), BASE)), page_code(EN, made(text), BASE)):
        tree = ElementTree.fromstring(one.svg)
        assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {"svg", "g", "rect", "circle", "text", "title", "path"}
        assert not {name for element in tree.iter() for name in element.attrib if name.startswith("on") or "href" in name}


def test_codes_lead_to_the_page_the_web_site_and_each_account() -> None:
    kit = made(domain="lyon.fr")
    assert page_code(EN, kit, BASE).described.startswith("https://essaim.example/en/organisations/lyon/?utm_source=print")
    assert [(one.name, one.described.partition("?")[0]) for one in common_codes(kit, BASE)] == [
        ("web-site", "https://lyon.fr/"),
        ("bluesky-1", "https://bsky.app/profile/lyon.fr"),
        ("mastodon-1", "https://social.example/@lyon"),
    ]
