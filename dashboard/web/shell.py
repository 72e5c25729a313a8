"""The HTML shell of each page: the interface's own index.html with our language, title, description and text without JavaScript.

The file comes from the installed package; each replacement must apply exactly once, so a new version that changes it fails loudly.
"""

import base64
import functools
import hashlib
import html
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

from dashboard.addresses import DASHBOARD, Page
from dashboard.domain.errors import N_
from dashboard.i18n import Words

WITHOUT_SCRIPT = N_(
    "The dashboard needs JavaScript to draw its charts and forms. Nothing is sent to anybody else: every script comes from this server."
)


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
def render(page: Page, words: Words) -> str:
    """The shell of one page in one language."""
    title, about = html.escape(words(page.title)), html.escape(words(page.about))
    static = f"/{DASHBOARD}/app/static"
    head = (
        f"<title>{title} · essaim</title>"
        f'<meta name="description" content="{about}">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{static}/icon.svg" type="image/svg+xml">'
        f'<script defer src="{static}/interface.js"></script>'
        f'<script defer src="{static}/frames.js"></script>'
    )
    without = (
        f'<main style="max-width:42rem;margin:3rem auto;padding:0 1rem;font:1.0625rem/1.55 system-ui,sans-serif">'
        f"<h1>{title}</h1><p>{about}</p><p>{html.escape(words(WITHOUT_SCRIPT))}</p></main>"
    )
    text = _once(r"<title>.*?</title>", lambda _: head, _skeleton())
    text = _once(r'<html lang="en">', lambda _: f'<html lang="{words.language}">', text)
    return _once(r"<noscript>.*?</noscript>", lambda _: f"<noscript>{without}</noscript>", text)


@functools.cache
def script_hashes() -> tuple[str, ...]:
    """``'sha256-...'`` of every inline script of the shell, for the content security policy."""
    inline = re.findall(r"<script>(.*?)</script>", _skeleton(), flags=re.DOTALL)
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline)
