"""How much is read before it is refused, and what of ours browsers keep."""

import asyncio
import re

from starlette.applications import Starlette

from dashboard.bootstrap import Essaim
from dashboard.web.sizes import LARGEST, SizeLimits
from tests.test_web.browsing import HERE, Browser
from tests.test_web.people import ana, at_home


def test_what_is_far_too_large_is_not_read(essaim: Essaim) -> None:
    browser = Browser(essaim)
    assert browser.ask("/sign-in?" + "a" * 9000).status == 414
    assert browser.ask("/sign-in", told={f"x-{n}": "a" for n in range(101)}).status == 431
    for path in ("/sign-in", "/healthz", "/nope"):
        assert browser.ask(path, "POST", body=b"a" * (LARGEST + 1), origin=HERE).status == 413
        assert browser.ask(path, body=b"a" * (LARGEST + 1)).status == 413
        assert browser.ask(path, "POST", body=b"", content_length="-1").status == 400
    assert browser.ask("/sign-in", "POST", body=b"a" * LARGEST, origin=HERE).status == 403


def test_many_fields_are_refused(essaim: Essaim) -> None:
    browser, _ = at_home(essaim, ana(essaim))
    token = browser.get("/sign-out").forms[0].fields
    assert browser.post("/sign-out", {**{f"f{n}": "a" for n in range(50)}, **token}).status == 400


def test_a_slow_body_is_not_waited_for(essaim: Essaim) -> None:
    told: list[int] = []

    async def never() -> dict[str, object]:
        await asyncio.sleep(3600)
        return {}

    async def heard(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            told.append(int(str(message["status"])))

    scope: dict[str, object] = {
        "type": "http",
        "method": "POST",
        "path": "/sign-in",
        "raw_path": b"/sign-in",
        "query_string": b"",
        "headers": [(b"content-length", b"5")],
    }
    asyncio.run(SizeLimits(Starlette(), patience=0.01)(scope, never, heard))  # type: ignore[arg-type]
    assert told == [408]


def test_styles_and_scripts_are_kept_as_long_as_they_stay_the_same(essaim: Essaim) -> None:
    browser = Browser(essaim)
    sheet = re.search(r'href="(/assets/site\.css\?v=\w+)"', browser.get("/sign-in").html)
    assert sheet
    page = browser.get(sheet[1])
    assert page.headers["content-type"] == "text/css; charset=utf-8" and "immutable" in page.headers["cache-control"]
    assert browser.get("/assets/passkeys.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert browser.get("/assets/site.css?v=old").headers["cache-control"] == "no-cache"
    assert browser.ask("/assets/site.css", if_none_match=page.headers["etag"]).status == 304
    for name in ("nope.css", "../site.css", "..%2fpages.py", "site.css%00"):
        missing = browser.ask(f"/assets/{name}")
        assert missing.status == 404 and "There is no such page" in missing.text
