"""What a visitor without an account sees: a shared comparison while its link opens, and a figure frozen for the press."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.people import Actor
from dashboard.domain.press import PressFigure
from dashboard.domain.shared_views import NewView
from dashboard.domain.views import TimeAxis
from dashboard.presenters.press import saying
from dashboard.services.annotations.annotate import annotate
from dashboard.services.press.freeze import freeze_figure
from dashboard.services.shared.share import Given, revoke_view, share_view
from dashboard.web.public.resources import RESOURCES
from dashboard.web.public.site import live_site
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left
from tests.people import actor, make_essaim
from tests.test_web.browsing import Browser

HOSTILE = '<script>alert("é")</script>'
FORMULA = "=HYPERLINK(1)"
NOBODY = "A" * 43


class Town:
    """Lyon and Évreux have left; Ana of Lyon shares, freezes and writes notes."""

    def __init__(self, essaim: Essaim) -> None:
        self.essaim, self.visitor = essaim, Browser(essaim)
        a_city_that_left(essaim.db, "Lyon")
        a_city_that_left(essaim.db, "Évreux", regained=(40_000, 5_000))
        self.ana: Actor = actor(essaim.db, owner_of="lyon")
        notes = ((HOSTILE, True), (FORMULA, False))
        for text, public in notes:
            typed = NewAnnotation(TODAY - timedelta(days=60), AnnotationKind.PRESS, text, "https://presse.example/a", public)
            annotate(essaim.db, "lyon", typed, by=self.ana, now=NOW)
        self.shared = self.share(private_notes_of="lyon")
        self.plain = self.share()
        self.figure: PressFigure = freeze_figure(essaim.db, "lyon", saying(TODAY, HOLDING), by=self.ana, now=NOW, holding=HOLDING)

    def share(self, name: str = HOSTILE, **more: str) -> Given:
        typed = NewView(name, ("lyon", "evreux"), TimeAxis.CALENDAR, **more)  # type: ignore[arg-type]
        return share_view(self.essaim.db, typed, by=self.ana, now=NOW)


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Read by many tests; those that revoke make a link of their own."""
    folder = tmp_path_factory.mktemp("town")
    with sqlite_copy(sqlite_template, folder) as db:
        yield Town(make_essaim(db, Settings(data_dir=folder)))


def test_a_shared_comparison_needs_no_account_and_leaves_no_copy(town: Town) -> None:
    page = town.visitor.get(f"/en/views/{town.shared.token}/")
    assert page.status == 200 and page.cookies == []
    assert "132 days after leaving, Évreux had regained the most: between 40 and 45%" in page.text
    assert "Shared by the team of an institution" in page.text and "Opens until 1 July 2025" in page.text
    assert page.html.count("<svg") == 2 and page.headers["cache-control"] == "private, no-store"
    assert page.headers["referrer-policy"] == "no-referrer" and "noindex" in page.headers["x-robots-tag"]
    assert '<meta name="robots" content="noindex">' in page.html and "ana@" not in page.html
    assert f"/fr/views/{town.shared.token}/" in page.links
    assert "script-src 'self'" in page.headers["content-security-policy"] and "unsafe" not in page.headers["content-security-policy"]


def test_hostile_texts_are_texts(town: Town) -> None:
    for language in ("fr", "en"):
        page = town.visitor.get(f"/{language}/views/{town.shared.token}/")
        assert HOSTILE in page.text and "<script>alert" not in page.html and page.html.count("<script") == 0


def test_private_notes_are_in_the_view_that_says_so_and_nowhere_else(town: Town) -> None:
    opens = [f"/en/views/{town.shared.token}/{file}" for file in ("", "data.csv", "data.json")]
    assert all(FORMULA in town.visitor.get(path).html for path in opens)
    site = live_site(town.essaim)
    listed = {path for one in RESOURCES for path in one.addresses(site) if "png" not in path}
    others = [f"/en/views/{town.plain.token}/{file}" for file in ("", "data.csv", "data.json")]
    about_lyon = [path for path in sorted(listed) if "lyon" in path and path.startswith(("/en/", "/embed/en/"))]
    for path in (*others, *about_lyon, f"/en/press/{town.figure.short}/", "/en/", "/api/v1/annotations"):
        page = town.visitor.get(path)
        assert page.status in (200, 404) and "HYPERLINK" not in page.html, path


def test_its_data_are_under_the_same_link(town: Town) -> None:
    page = town.visitor.get(f"/en/views/{town.shared.token}/data.csv")
    rows = list(csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"))))
    assert {row["organisation"] for row in rows if not row["note"]} == {"lyon", "evreux"}
    assert [(row["note"], row["note_private"]) for row in rows if row["note"]] == [(HOSTILE, "false"), ("'" + FORMULA, "true")]
    told = json.loads(town.visitor.get(f"/en/views/{town.shared.token}/data.json").body)
    assert told["name"] == HOSTILE and [one["private"] for one in told["notes"]] == [False, True]
    assert "access-control-allow-origin" not in page.headers and page.headers["cache-control"] == "private, no-store"


def test_a_revoked_link_stops_at_once(town: Town) -> None:
    given = town.share("For a day")
    paths = [f"/en/views/{given.token}/{file}" for file in ("", "data.csv", "data.json")]
    assert [town.visitor.get(path).status for path in paths] == [200, 200, 200]
    revoke_view(town.essaim.db, given.view.id, by=town.ana, now=NOW)
    pages = [town.visitor.get(path) for path in paths]
    assert [page.status for page in pages] == [410, 410, 410]
    assert all("For a day" not in page.html and "Lyon" not in page.html for page in pages)


def test_a_link_that_opens_no_more_and_one_that_never_was_say_the_same(town: Town) -> None:
    later = Browser(replace(town.essaim, clock=lambda: NOW + timedelta(days=31)))
    expired, unknown = later.get(f"/en/views/{town.plain.token}/"), later.get(f"/en/views/{NOBODY}/")
    assert (expired.status, unknown.status) == (410, 404)
    assert expired.html.replace(town.plain.token, NOBODY) == unknown.html
    assert "It has expired, it was revoked, or there never was such a link." in unknown.text
    assert unknown.headers["cache-control"] == "private, no-store"
    assert later.get('/en/views/"><script>/').status == 404 and "<script>" not in later.get('/en/views/"><script>/').html


def test_shared_views_are_in_no_list_of_addresses(town: Town) -> None:
    site = live_site(town.essaim)
    assert [path for one in RESOURCES for path in one.addresses(site) if "/views/" in path] == []


def test_the_file_of_a_frozen_figure_hashes_to_what_its_page_shows(town: Town) -> None:
    page, file = town.visitor.get(f"/en/press/{town.figure.short}/"), town.visitor.get(f"/press/{town.figure.short}.json")
    assert re.findall(r"\b[0-9a-f]{64}\b", page.text) == [hashlib.sha256(file.body).hexdigest()]
    assert file.headers["access-control-allow-origin"] == "*" and "immutable" in file.headers["cache-control"]
    assert f"curl -s {town.essaim.settings.base}/press/{town.figure.short}.json | sha256sum" in page.text
    assert "Lyon has regained between 20 and 30% of its X audience, 132 days after its departure" in page.text
    assert "counted by the tests" in page.text and "Today its page says" not in page.text


def test_a_figure_of_another_day_says_what_its_page_says_today(town: Town) -> None:
    later = Browser(replace(town.essaim, clock=lambda: NOW + timedelta(days=1)))
    assert later.get(f"/press/{town.figure.short}.json").body == town.figure.text.encode()
    assert later.get(f"/fr/press/{town.figure.short}/").status == 200


def test_figures_for_the_press_are_published_in_both_languages(town: Town) -> None:
    site, short = live_site(town.essaim), town.figure.short
    listed = {path for one in RESOURCES for path in one.addresses(site) if "press/" in path and short in path}
    assert listed == {f"/fr/press/{short}/", f"/en/press/{short}/", f"/press/{short}.json"}
    for path in ("/en/press/0000000000000000/", "/press/0000000000000000.json", "/en/press/x/"):
        assert town.visitor.get(path).status == 404
