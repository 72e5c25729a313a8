"""Every address that a file of a published site leads to, and every one it names."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

LOADED = {"img": "src", "script": "src", "iframe": "src", "link": "href", "source": "src", "use": "href", "image": "href", "form": "action"}
CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in known:
            self.found.append(("link", known["href"]))
        elif tag in LOADED and LOADED[tag] in known:
            told = known.get("rel", "") in ("canonical", "alternate")
            self.found.append(("told" if told else "loaded", known[LOADED[tag]]))
        elif tag == "meta" and known.get("property") in ("og:image", "og:url"):
            self.found.append(("told", known["content"]))


def named_in(path: Path) -> Iterator[tuple[str, str]]:
    """(``link``, ``loaded`` or ``told``, the address as it is written) of a file."""
    if path.suffix == ".html":
        page = _Page()
        page.feed(path.read_text())
        yield from page.found
    elif path.suffix == ".css":
        yield from (("loaded", found) for found in CSS_URL.findall(path.read_text()) if not found.startswith("data:"))
    elif path.suffix in (".svg", ".xml", ".atom"):
        yield from _in_xml(ElementTree.fromstring(path.read_bytes()))
    elif path.name == "oembed.json":
        page = _Page()
        page.feed(json.loads(path.read_text())["html"])
        yield from page.found


def _in_xml(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for one in root.iter():
        tag = str(one.tag).partition("}")[2] or str(one.tag)
        href = one.get("href") or one.get("{http://www.w3.org/1999/xlink}href")
        if href:
            yield ("link" if tag in ("a", "link") else "loaded", href)
        if tag == "loc" and one.text:
            yield "told", one.text


def printed_in(path: Path, base: str) -> Iterator[str]:
    """Every address of the site that a file prints, in its text as in its links, with or without ``http://``."""
    if path.suffix in (".html", ".json", ".svg", ".xml", ".atom", ".txt", ".ics"):
        said = path.read_text()
        # A calendar breaks its lines after 75 bytes, in the middle of an address.
        said = said.replace("\n ", "") if path.suffix == ".ics" else unescape(said)
        for found in re.findall(re.escape(base.partition("://")[2]) + r"""(/[^\s"'<>\\,;|]*)""", said):
            yield found.rstrip(".)").partition("#")[0].partition("?")[0]


def resolved(base: str, address: str, written: str) -> str:
    """The whole address, without what follows ``#`` or ``?``."""
    return urldefrag(urljoin(base + address, written))[0].partition("?")[0]


def hosts(addresses: Iterable[str]) -> set[str]:
    """The hosts of some addresses."""
    return {urlsplit(one).netloc for one in addresses}
