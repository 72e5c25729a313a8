"""Feeds and signs as a visitor, a feed reader or another site asks for them."""

import pytest

from dashboard.web.public.site import Site
from tests.test_signs.asking import RESOURCES
from tests.test_web.browsing import Browser

TYPES = {"atom": "application/atom+xml; charset=utf-8", "svg": "image/svg+xml", "json": "application/json", "png": "image/png"}


@pytest.mark.parametrize("path", RESOURCES)
def test_every_listed_address_answers_whoever_asks(demo: Site, path: str) -> None:
    browser = Browser(demo.essaim)
    address = min(RESOURCES[path].addresses(demo))
    answer = browser.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, TYPES[address.rpartition(".")[2]])
    assert answer.headers["access-control-allow-origin"] == "*" and answer.cookies == []
    again = browser.ask(address, told={"if-none-match": answer.headers["etag"]})
    assert again.status == 304


def test_nobody_unknown_is_answered(demo: Site) -> None:
    browser = Browser(demo.essaim)
    for address in ("/fr/organisations/nobody/badge.svg", "/fr/organisations/nobody/feed.atom", "/de/feed.atom", "/fr/feed.rss"):
        assert browser.get(address).status == 404, address
