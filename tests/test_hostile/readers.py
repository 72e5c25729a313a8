"""What may stand in an answer of the public site, read by the parsers of those who would run it."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

HARMLESS_SCRIPTS = ("/assets/",)
FORBIDDEN = {"iframe", "object", "embed", "applet", "base", "style", "foreignobject", "portal", "frame", "template"}
LOADING = {"src", "poster", "data", "action", "formaction", "background", "srcset", "xlink:href", "ping"}
LINKING = {"href"}
LETTER = re.compile(r"mailto:\?subject=[\w.~%-]*&body=[\w.~%-]*", re.ASCII)
"""A letter that is begun, to nobody: a text can add no address and no other field to it."""
PAINTING = {"fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid", "marker-end"}


class Reading(HTMLParser):
    """One page, as a browser would take it apart.

    ``harm`` lists what would run, load from elsewhere or lead to a script; ``text`` is what a person reads.
    """

    def __init__(self, host: str) -> None:
        super().__init__()
        self.harm: list[str] = []
        self.text: list[str] = []
        self.data: list[str] = []
        self._host = host
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN:
            self.harm.append(f"<{tag}>")
        # A number alone loads the same page again, as the big screen does where no script runs.
        if tag == "meta" and known.get("http-equiv", "").lower() == "refresh" and not known.get("content", "").isdecimal():
            self.harm.append("a page that leads on by itself")
        if tag == "script":
            self._script = known.get("type", "")
            if self._script != "application/ld+json" and not known.get("src", "").startswith(HARMLESS_SCRIPTS):
                self.harm.append(f"a script {known}")
        for name, value in known.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.harm.append(f"{tag} {name}={value[:60]}")
            if name in LOADING or (name in LINKING and tag in ("link", "use", "image")):
                self._check(tag, name, value, elsewhere=tag == "link" and known.get("rel") in ("canonical", "alternate", "license"))
            elif name in LINKING:
                self._check(tag, name, value, elsewhere=True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            self.data.append(data)
        elif self._script is None:
            self.text.append(data)

    def _check(self, tag: str, name: str, value: str, *, elsewhere: bool) -> None:
        parts = urlsplit(value.strip())
        if parts.scheme == "webcal" and tag == "a" and parts.netloc == self._host:
            return
        if tag == "a" and LETTER.fullmatch(value):
            return
        if (parts.scheme and not (parts.scheme in ("http", "https") and (elsewhere or parts.netloc == self._host))) or (
            parts.netloc and not parts.scheme
        ):
            self.harm.append(f"{tag} {name}={value[:80]}")


def read_html(body: str, host: str) -> Reading:
    """Read a page; its data for programs must be JSON."""
    reading = Reading(host)
    reading.feed(body)
    reading.close()
    for one in reading.data:
        json.loads(one)
    return reading


def harm_in_xml(body: bytes) -> list[str]:
    """What would run or load in a picture or a feed: nothing but elements, texts and links to pages."""
    harm = []
    for element in ElementTree.fromstring(body).iter():
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else "instruction"
        if tag in FORBIDDEN | {"script", "image", "use", "handler", "set", "animate", "instruction"}:
            harm.append(f"<{tag}>")
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            if plain.startswith("on") or plain == "style":
                harm.append(f"{tag} {plain}")
            if plain in ("href", "src") and urlsplit(value).scheme not in ("http", "https", "", "tag"):
                harm.append(f"{tag} {plain}={value[:60]}")
            if plain in PAINTING and "url(" in value.replace("url(#", ""):
                harm.append(f"{tag} {plain}={value[:60]}")
    return harm


def text_of_xml(body: bytes) -> str:
    """Everything a person can read in a picture or a feed."""
    return " ".join("".join(ElementTree.fromstring(body).itertext()).split())


def harm_in_csv(body: str) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
    return [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
