"""Who wants no name shown is named nowhere before the day is confirmed: page, frame, screen, feed, card, chart, calendar, API."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from starlette.routing import compile_path

from dashboard.charts.png import png
from dashboard.web.public.resource import Resource
from dashboard.web.public.resources import RESOURCES
from dashboard.web.public.site import Site, live_site
from tests.test_exit_days.cast import DAY
from tests.test_public_exit_days.conftest import DRAFT, FEW, HIDDEN, OFF, PAST, SOON, World
from tests.test_web.browsing import Browser

OTHERS = ("/fr/", "/en/", "/calendar.ics", "/fr/card.png", "/en/feed.atom")
API = ("/api/v1/campaign-days", "/api/v1/campaign-days.csv", "/api/v1/exit-days", "/api/v1/departures")


def written(site: Site) -> Iterator[tuple[str, Resource, Mapping[str, str]]]:
    """Every address that a published copy holds, with what answers it."""
    for resource in RESOURCES:
        routes = [(compile_path(path)[0], known) for path, known in resource.paths()]
        for address in resource.addresses(site):
            for pattern, known in routes:
                if found := pattern.match(address):
                    yield address, resource, {**found.groupdict(), **known}
                    break


def test_no_answer_names_who_is_hidden(world: World) -> None:
    pictures: list[str] = []

    def draw(svg: str, *, zoom: float = 1) -> bytes:
        pictures.append(svg)
        return png("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", zoom=zoom)

    site = replace(live_site(world.essaim), draw=draw, every_view=True)
    cast = world.cast
    names = (*HIDDEN, "Songeuse", "Patiente", *cast.hidden, cast.considering, cast.waiting)
    kinds = set()
    for address, resource, places in written(site):
        about_days = any(part in address for part in ("exit-day", "/tipping/", "/campaigns/quitter", "/calendar.ics"))
        own = any(f"/organisations/{slug}/" in address for slug in (*cast.hidden, cast.considering, cast.waiting))
        if not (about_days or address in OTHERS) or own:
            continue
        document = resource.answer(site, places)
        assert document is not None, address
        kinds.add(document.media_type.partition(";")[0])
        said = document.body.decode(errors="ignore") + "".join(pictures)
        pictures.clear()
        assert [name for name in names if name in said or name.encode("unicode_escape").decode() in said] == [], address
    assert {"text/html", "application/json", "application/atom+xml", "text/calendar", "image/png", "image/svg+xml", "text/csv"} <= kinds


@pytest.mark.parametrize("path", API)
def test_the_api_names_nobody_who_is_hidden(path: str, world: World, reader: Browser) -> None:
    said = reader.get(path).body.decode()
    assert [slug for slug in (*world.cast.hidden, world.cast.considering, world.cast.waiting, DRAFT) if slug in said] == []
    if "campaign" in path:
        assert all(slug in said for slug in (DAY, SOON, PAST, OFF, FEW, "lyon", "dole"))


def test_the_page_of_who_is_hidden_tells_nothing_of_its_pledge(world: World, reader: Browser) -> None:
    for slug in (*world.cast.hidden, world.cast.considering, world.cast.waiting):
        for path in (f"/fr/organisations/{slug}/", f"/fr/organisations/{slug}/feed.atom", f"/fr/organisations/{slug}/calendar.ics"):
            said = reader.get(path).body.decode()
            assert [day for day in (DAY, FEW, SOON) if f"exit-days/{day}" in said] == [], path


def test_no_copy_of_the_site_holds_a_draft(world: World) -> None:
    assert [address for address, _, _ in written(live_site(world.essaim)) if DRAFT in address] == []
