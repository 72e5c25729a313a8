"""HTML of our own: Jinja2 templates, always escaped, shown through the browser's sanitiser (which keeps no script and no SVG)."""

import functools
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.i18n import Words
from dashboard.presenters.citations import cited, site_name, web_address

FOLDER = Path(__file__).with_name("templates")


@functools.cache
def environment() -> Environment:
    """The one environment: autoescaped whatever the file's name, and an unknown name in a template is an error."""
    made = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["web_address"] = web_address
    made.filters["site_name"] = site_name
    made.filters["cited"] = cited
    return made


def render(name: str, words: Words, /, **values: object) -> str:
    """The HTML of one template; every value is escaped."""
    return environment().get_template(f"{name}.html").render({**values, "words": words})


def show(name: str, words: Words, /, **values: object) -> None:
    """Put one template on the page."""
    st.html(render(name, words, **values))
