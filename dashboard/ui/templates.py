"""HTML of our own: Jinja2 templates, always escaped, shown through the browser's sanitiser (which keeps no script and no SVG)."""

import functools
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.domain.sources import Source, read_back
from dashboard.i18n import Words

FOLDER = Path(__file__).with_name("templates")
LONGEST_ADDRESS = 60


@functools.cache
def environment() -> Environment:
    """The one environment: autoescaped whatever the file's name, and an unknown name in a template is an error."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["web_address"] = web_address
    made.filters["site_name"] = site_name
    made.filters["cited"] = cited
    return made


def cited(text: str | None) -> Source:
    """Who published a figure, and where, out of the one text beside it."""
    return read_back(text or "")


def web_address(text: str | None) -> str | None:
    """The text if it is an http(s) address that may become a link, else None."""
    if not text or re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.hostname else None


def site_name(address: str) -> str:
    """An address as people read it: no scheme, no query, no end beyond 60 characters."""
    parts = urlsplit(address)
    text = (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")
    return text if len(text) <= LONGEST_ADDRESS else text[: LONGEST_ADDRESS - 1] + "…"


def render(name: str, words: Words, /, **values: object) -> str:
    """The HTML of one template; every value is escaped."""
    return environment().get_template(f"{name}.html").render({**values, "words": words})


def show(name: str, words: Words, /, **values: object) -> None:
    """Put one template on the page."""
    st.html(render(name, words, **values))
