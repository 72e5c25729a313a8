"""Somebody at a browser: follows the question to the server, signs in there, and brings back where they were sent."""

import html
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from tests.network.mastodon_strict import PASSWORD


@dataclass(frozen=True)
class CameBack:
    """The address to which the server sent the browser, in parts."""

    server: str
    state: str
    code: str
    error: str = ""


def consent(question: str, username: str = "lyon", *, password: str = PASSWORD, answer: str = "yes") -> CameBack:
    """Open the question, sign in and answer."""
    page = httpx.get(question)
    assert page.status_code == 200, page.text
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page.text)}
    origin = f"{urlsplit(question).scheme}://{urlsplit(question).netloc}"
    sent = httpx.post(f"{origin}/oauth/authorize", data={**fields, "username": username, "password": password, "answer": answer})
    assert sent.status_code == 302, sent.text
    return came_back(sent.headers["location"])


def came_back(address: str) -> CameBack:
    """What a way back says."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    server = unquote(parts.path.rpartition("/")[2])
    return CameBack(server, query.get("state", ""), query.get("code", ""), query.get("error", ""))
