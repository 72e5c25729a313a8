"""A program that reads lists."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlsplit

from tests.test_web.browsing import Browser, Page

API = "/api/v1"
LISTS = ("/organisations", "/departures", "/series/lyon", "/standings", "/exit-days", "/campaign-days", "/annotations", "/methodology")


def ask(visitor: Browser, path: str, **headers: str) -> Page:
    """One answer."""
    return visitor.ask(API + path, told={name.replace("_", "-"): value for name, value in headers.items()})


def rows(visitor: Browser, path: str) -> list[dict[str, Any]]:
    """The rows of one page."""
    page = ask(visitor, path)
    assert page.status == 200, page.html
    found: list[dict[str, Any]] = json.loads(page.body)["data"]
    return found


def following(page: Page) -> str | None:
    """Path of the next page, as body and header say it alike; without the beginning of all paths."""
    url = json.loads(page.body)["next"]
    assert page.headers.get("link") == (f'<{url}>; rel="next"' if url else None)
    parts = urlsplit(url or "")
    return f"{parts.path.removeprefix(API)}?{parts.query}" if url else None


def table(page: Page) -> list[dict[str, str]]:
    """The rows of a CSV."""
    assert page.status == 200, page.html
    assert page.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(page.body.decode())))
