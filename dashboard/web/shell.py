"""The HTML shell of each page: the interface's own index.html with our language, head, and a way on without JavaScript.

The file comes from the installed package; each replacement must apply exactly once, so a new version that changes it fails loudly.
"""

import base64
import functools
import hashlib
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import public_addresses
from dashboard.addresses import COMPARE, DASHBOARD, LEADERBOARD, ORGANISATION, OVERVIEW, Page, Section
from dashboard.config import LANGUAGES
from dashboard.i18n import Words
from dashboard.public_addresses import PublicPage
from dashboard.web.files import address_of

SAME = {OVERVIEW: public_addresses.HOME, LEADERBOARD: public_addresses.LEADERBOARD}
"""Pages that the public site has as well: search engines are led there."""


@functools.cache
def static_folder() -> Path:
    """Folder of the interface's own files, found without importing it."""
    found = importlib.util.find_spec("streamlit")
    if found is None or found.origin is None:
        raise RuntimeError("streamlit is not installed")
    return Path(found.origin).parent / "static"


@functools.cache
def _skeleton() -> str:
    """index.html with absolute addresses, without the vendor's font, icon, comments and pointers."""
    page = (static_folder() / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)
    page = _once(r'<link rel="shortcut icon"[^>]*>\s*', "", page)
    page = _once(r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*', "", page)
    page = _once(r'<link rel="service-desc"[^>]*>\s*', "", page)
    return page.replace('"./', f'"/{DASHBOARD}/')


def _once(pattern: str, new: str | Callable[[re.Match[str]], str], page: str) -> str:
    changed, count = re.subn(pattern, new, page, flags=re.DOTALL)
    if count != 1:
        raise RuntimeError(f"index.html of the interface has changed: {pattern} is there {count} times")
    return changed


@functools.lru_cache(maxsize=64)
def render(page: Page, words: Words, base: str) -> str:
    """The shell of one page in one language.

    :param base: ``https://host`` with which the addresses that it gives to others begin.
    """
    text = _once(r"<title>.*?</title>", lambda _: _head(page, words, base), _skeleton())
    text = _once(r'<html lang="en">', lambda _: f'<html lang="{words.language}">', text)
    without = _said(
        "without_script", words, title=words(page.title), about=words(page.about), public=_public(page), sheet=address_of("site.css")
    )
    return _once(r"<noscript>.*?</noscript>", lambda _: f"<noscript>{without}</noscript>", text)


def _head(page: Page, words: Words, base: str) -> str:
    public, language = SAME.get(page), words.language

    def address(one: str) -> str:
        return base + (public.address(one) if public else f"{page.address}?lang={one}")

    return _said(
        "head",
        words,
        title=words(page.title),
        about=words(page.about),
        # The public site has a page for each institution, and the others are for those who are signed in.
        indexed=page.section is Section.PUBLIC and page is not ORGANISATION,
        canonical=address(language),
        alternates=[(one, address(one)) for one in LANGUAGES],
        locale=str(words.locale),
        card=f"{base}{_public(page).address(language)}card.png",
        card_text=words(_public(page).title),
        static=f"/{DASHBOARD}/app/static",
    )


def _public(page: Page) -> PublicPage:
    """Where a reader without JavaScript finds what comes closest; which institution was asked for, a shell cannot know."""
    return SAME.get(page, public_addresses.LEADERBOARD if page in (ORGANISATION, COMPARE) else public_addresses.HOME)


def _said(template: str, words: Words, **values: object) -> str:
    return _templates().get_template(f"{template}.html").render(words=words, **values)


@functools.cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).with_name("templates") / "shell")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@functools.cache
def script_hashes() -> tuple[str, ...]:
    """``'sha256-...'`` of every inline script of the shell, for the content security policy."""
    inline = re.findall(r"<script>(.*?)</script>", _skeleton(), flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline)
