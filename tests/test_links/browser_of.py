"""Somebody at a browser: follows the question to the server, signs in there, and brings back where they were sent."""

import html
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

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
    status, page, _ = _send("GET", question)
    assert status == 200, page
    fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    address = question.partition("?")[0]
    status, page, leads_to = _send("POST", address, urlencode({**fields, "username": username, "password": password, "answer": answer}))
    assert status == 302, page
    return came_back(leads_to)


def _send(method: str, address: str, body: str = "") -> tuple[int, str, str]:
    """Status, page and where it leads. A library that notes nothing: what a browser does is in no log of the product."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, parts._replace(scheme="", netloc="").geturl(), body.encode() or None, headers)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode(), answer.getheader("Location", "")
    connection.close()
    return said


def came_back(address: str) -> CameBack:
    """What a way back says."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    server = unquote(parts.path.rpartition("/")[2])
    return CameBack(server, query.get("state", ""), query.get("code", ""), query.get("error", ""))
