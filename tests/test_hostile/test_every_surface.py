"""Forty hostile texts on every surface of the public site: nothing runs, nothing loads, all of it is text."""

import html
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from icalendar import Calendar

from dashboard.bootstrap import Essaim
from dashboard.web.public.document import ATOM, CALENDAR, CSV, HTML, JSON, PNG, SVG, TEXT, XML
from dashboard.web.public.resources import RESOURCES
from dashboard.web.public.site import live_site
from tests.hostile import STRINGS
from tests.test_hostile.readers import harm_in_csv, harm_in_xml, read_html, text_of_xml
from tests.test_hostile.world import slug_of
from tests.test_web.browsing import Browser

HOST = "127.0.0.1:8501"
OEMBED = re.compile(
    r'<iframe src="http://127\.0\.0\.1:8501/embed/[a-z0-9/-]+" title="[^"<>]*" width="\d+%?" height="\d+"( loading="lazy")?'
    r'( style="border: 0")?( data-essaim)?></iframe>\s*(<script [^<>]*src="http://127\.0\.0\.1:8501/assets/embed\.js"[^<>]*></script>)?'
)
"""A frame of ours, the script that makes it as tall as its content, and nothing else."""
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


def shown(text: str) -> str:
    """A text as a reader sees it."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def visitor(hostile: Essaim) -> Browser:
    """Somebody who reads French."""
    return Browser(hostile, language="fr")


@pytest.fixture(scope="module")
def addresses(hostile: Essaim) -> list[str]:
    """Every public address in French."""
    site = replace(live_site(hostile), every_view=True)
    found = {address for resource in RESOURCES for address in resource.addresses(site)}
    return sorted(
        one
        for one in found
        if "/en/" not in one and not any(part in one for part in ("measure-", "time-", "theme-light", "theme-transparent"))
    )


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_no_surface_lets_a_text_be_more_than_text(number: int, visitor: Browser, addresses: list[str]) -> None:
    slug, text = slug_of(number), STRINGS[number]
    mine = [one for one in addresses if slug in one]
    seen = Counter[str]()
    for address in mine:
        answer = visitor.ask(address)
        kind = answer.headers["content-type"].split(";")[0]
        seen[kind] += 1
        assert answer.status == 200, address
        assert harm_of(kind, answer.body, answer.html) == [], address
        if kind == "text/html":
            assert shown(text) in shown(" ".join(read_html(answer.html, HOST).text)), address
        if kind == SVG and "/badge" not in address and "/qr" not in address:
            assert shown(text)[:12] in text_of_xml(answer.body), address
    assert {"text/html", SVG, PNG, "text/csv", JSON, "application/atom+xml"} <= seen.keys()


def test_the_pages_of_everybody_hold_all_of_them_as_text(visitor: Browser, addresses: list[str]) -> None:
    everybody = [one for one in addresses if "ville-" not in one]
    assert len(everybody) > 20
    for address in everybody:
        answer = visitor.ask(address)
        assert answer.status == 200, address
        assert harm_of(answer.headers["content-type"].split(";")[0], answer.body, answer.html) == [], address
    board = visitor.ask("/fr/leaderboard/age-latest/")
    seen = shown(" ".join(read_html(board.html, HOST).text))
    assert [text for text in STRINGS if shown(text) not in seen] == []


def test_the_frame_for_other_sites_is_text_after_all(visitor: Browser) -> None:
    for number, text in enumerate(STRINGS):
        frame = visitor.ask(f"/embed/fr/transfer/{slug_of(number)}/")
        assert harm_of("text/html", frame.body, frame.html) == []
        told = visitor.ask(f"/oembed?url=http://{HOST}/fr/organisations/{slug_of(number)}/")
        assert told.status == 200
        answer = json.loads(told.body)
        assert OEMBED.fullmatch(answer["html"]), answer["html"]
        assert shown(text) in shown(answer["title"]) or html.escape(shown(text)) in answer["title"]


def harm_in_calendar(body: bytes) -> list[str]:
    """Parts of a calendar that no text may begin, and links that lead elsewhere."""
    parts = Calendar.from_ical(body).walk()
    foreign = [str(one["URL"]) for one in parts if not str(one.get("URL", f"http://{HOST}/")).startswith(f"http://{HOST}/")]
    return foreign + [str(one.name) for one in parts if one.name not in ("VCALENDAR", "VEVENT", "VALARM")]


def harm_of(kind: str, body: bytes, text: str) -> list[str]:
    """What would do harm in an answer of one kind."""
    if kind == HTML.split(";")[0]:
        return read_html(text, HOST).harm
    if kind in (SVG, ATOM.split(";")[0], XML.split(";")[0]):
        return harm_in_xml(body)
    if kind == CSV.split(";")[0]:
        return harm_in_csv(text)
    if kind == CALENDAR.split(";")[0]:
        return harm_in_calendar(body)
    if kind == JSON:
        json.loads(body)
        return []
    if kind == PNG:
        return [] if body.startswith(PNG_BEGINS) else ["no picture"]
    return [] if kind in (TEXT.split(";")[0], "application/octet-stream") else [f"an unknown kind {kind}"]
