"""A visitor without JavaScript, asked of the application itself: keeps cookies, fills in the forms that pages show, sends them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from unittest.mock import patch
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.types import Receive, Scope, Send

import dashboard.web.routes
from dashboard.bootstrap import Essaim
from dashboard.web.api.app import api
from dashboard.web.api.lists import PATH
from dashboard.web.middleware import stack

HERE = "http://localhost:8501"


@dataclass
class Seen:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, dict[str, str]] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Seen] = []
        self.links: list[str] = []
        self.alerts: list[str] = []
        self.text: list[str] = []
        self._alert = 0
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if self._alert:
            self._alert += tag not in ("br", "img", "input")
        elif known.get("role") == "alert" and "hidden" not in known:
            self._alert = 1
            self.alerts.append("")
        if tag == "form":
            data = {name: value for name, value in known.items() if name.startswith("data-")}
            self.forms.append(Seen(known.get("action", ""), known.get("method", "get"), data=data))
        elif tag == "input" and self.forms:
            self.forms[-1].fields[known["name"]] = known.get("value", "")
            self.forms[-1].inputs[known["name"]] = known
        elif tag == "select":
            self._select = known["name"]
        elif tag == "option" and "selected" in known:
            self.forms[-1].fields[self._select] = known["value"]
        elif tag == "a":
            self.links.append(known.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        self._alert -= bool(self._alert)

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._alert:
            self.alerts[-1] += data


class Page:
    """An answer, read as a page."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.headers = answer.headers
        self.html = answer.text
        self.body = answer.content
        self.cookies = answer.headers.get_list("set-cookie")
        self.location = answer.headers.get("location", "")
        reader = _Reader()
        reader.feed(answer.text if "html" in answer.headers.get("content-type", "") else "")
        self.forms, self.links = reader.forms, reader.links
        self.alerts = [" ".join(one.split()) for one in reader.alerts]
        self.text = " ".join(" ".join(reader.text).split())


class _ApiWhenAsked:
    """The API, made when it is first asked: that takes longer than most tests of forms and pages, and they never ask."""

    def __init__(self, essaim: Essaim) -> None:
        self._essaim = essaim

    @cached_property
    def _made(self) -> FastAPI:
        return api(self._essaim)

    @property
    def routes(self) -> list[BaseRoute]:
        """As whoever reads the route table finds them."""
        return self._made.routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._made(scope, receive, send)


class Browser:
    """A visitor of one Essaim.

    :param base: under which name they reach it; ``address`` from where.
    """

    def __init__(self, essaim: Essaim, *, base: str = HERE, address: str = "198.51.100.7", language: str = "en") -> None:
        with patch.object(dashboard.web.routes, "api_route", lambda of: Mount(PATH, _ApiWhenAsked(of))):
            self.app = Starlette(routes=dashboard.web.routes.routes(essaim), middleware=stack(essaim.settings))
        self.essaim, self.base, self.address, self.language = essaim, base, address, language
        self.cookies: dict[str, str] = {}
        self.at = "/"

    def ask(
        self, path: str, method: str = "GET", *, body: bytes | None = None, told: Mapping[str, str] | None = None, **headers: str
    ) -> Page:
        """One request, as it is told; cookies are sent and kept."""
        known = {name.replace("_", "-"): value for name, value in headers.items()} | dict(told or {})
        return Page(asyncio.run(self._ask(path, method, body, known)))

    async def _ask(self, path: str, method: str, body: bytes | None, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, client=(self.address, 50000))
        known = {"accept-language": self.language, "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/145.0", **headers}
        async with httpx.AsyncClient(transport=transport, base_url=self.base, cookies=self.cookies) as client:
            answer = await client.request(method, path, content=body, headers=known)
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        for line in answer.headers.get_list("set-cookie"):
            if "Max-Age=0" in line:
                self.cookies.pop(line.partition("=")[0], None)
        return answer

    def get(self, path: str) -> Page:
        """Open a page."""
        self.at = path
        page = self.ask(path)
        assert page.status < 500, page.text
        return page

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Page:
        """Send these fields as one of our own pages would."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"origin": self.base, "content-type": "application/x-www-form-urlencoded", **told}
        page = self.ask(path, "POST", body=urlencode(fields).encode(), told=sent)
        assert page.status < 500, page.text
        return page

    def send(self, page: Page, form: Seen | None = None, **typed: str) -> Page:
        """Fill in a form of the page that is open and send it: the one that has those fields, unless it is given."""
        chosen = form or next(one for one in page.forms if set(typed) <= set(one.fields))
        self.at = urljoin(self.at, chosen.action) if chosen.action else self.at
        return self.post(self.at, chosen.fields | typed)

    def follow(self, page: Page) -> Page:
        """Go where the answer sends."""
        assert page.status in (302, 303), (page.status, page.text)
        assert not urlsplit(page.location).netloc, page.location
        return self.get(page.location)
