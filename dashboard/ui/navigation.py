"""The frame of every page: style, header with navigation and language, bands that must be seen everywhere, footer.

The navigation is drawn here rather than by ``st.navigation``, whose own hides behind an English-labelled drawer on a phone
and drops the language from its links.
"""

from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.addresses import DASHBOARD, LOG_DEPARTURE, OVERVIEW, PAGES, Page, Section
from dashboard.config import ROOT
from dashboard.domain.errors import EssaimError
from dashboard.i18n import Words
from dashboard.ui import loaders, visit
from dashboard.ui.messages import show_error
from dashboard.ui.state import View, address
from dashboard.ui.style import apply_style
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

WORDMARK = f"/{DASHBOARD}/app/static/wordmark.svg"
ICON = ROOT / "dashboard" / "static" / "icon.svg"
OTHER_LANGUAGE = {"fr": ("en", "English"), "en": ("fr", "Français")}


def run() -> None:
    """Draw the frame and run the page that the address asks for."""
    seen = visit.current()
    words = seen.words
    scripts = {page: _streamlit_page(page, words) for page in PAGES}
    chosen = st.navigation(list(scripts.values()), position="hidden")
    here = next(page for page, script in scripts.items() if script.url_path == chosen.url_path)
    st.set_page_config(page_title=f"{words(here.title)} · essaim", page_icon=ICON, layout="wide")
    apply_style()
    if loaders.holds_demo(seen):
        show("demo", words)
    _header(seen, here, scripts)
    body = st.container(key="page")
    # Drawn before the page, which may end early.
    show("footer", words)
    with body:
        try:
            chosen.run()
        except EssaimError as problem:
            show_error(words, problem)


def _streamlit_page(page: Page, words: Words) -> StreamlitPage:
    return st.Page(ROOT / "pages" / page.script, title=words(page.title), url_path=page.path or None, default=page is OVERVIEW)


def _header(seen: Visit, here: Page, scripts: dict[Page, StreamlitPage]) -> None:
    words, language = seen.words, seen.view.language
    home = address(OVERVIEW, View(language=language))
    entries = [page for page in PAGES if page.section is Section.PUBLIC or page is LOG_DEPARTURE]
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        show("brand", words, home=home, wordmark=WORDMARK)
        for page in entries:
            title = words("Contribute") if page.section is Section.TEAM else words(page.title)
            if page is here or (page.section is Section.TEAM and here.section is Section.TEAM):
                show("here", words, href=address(page, View(language=language)), title=title)
            else:
                st.page_link(scripts[page], label=title, query_params={"lang": language} if language else None)
        other, name = OTHER_LANGUAGE[words.language]
        show("language", words, href=address(here, replace(seen.view, language=other)), other=other, name=name)


def section_links(seen: Visit, pages: tuple[Page, ...]) -> None:
    """Links between the pages of one section, the current one marked by its heading below."""
    show("links", seen.words, links=[(seen.words(page.title), address(page, replace(seen.view, page=1))) for page in pages])
