"""The frame of every page: style, header with navigation and language, bands that must be seen everywhere, footer.

The navigation is drawn here rather than by ``st.navigation``, whose own hides behind an English-labelled drawer on a phone
and drops the language from its links. What a page is for decides who gets to see it, and that is asked here for all of them.
"""

from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.addresses import ACCOUNT, COLLECTION, DASHBOARD, MODERATION, MY_ORGANISATION, NAVIGATION, OVERVIEW, PAGES, Page, Section
from dashboard.config import ROOT
from dashboard.domain.errors import EssaimError
from dashboard.domain.people import Role
from dashboard.i18n import Words
from dashboard.ui import access, loaders, presence, visit
from dashboard.ui.messages import show_error
from dashboard.ui.public_site import footer_links
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
    show("footer", words, links=footer_links(seen, here))
    presence.watch(seen.person, here)
    with body:
        try:
            _page(seen, here, chosen)
        except EssaimError as problem:
            show_error(words, problem)
    if seen.person is not None:
        presence.leave_if_ended(seen.person.actor, here.path)


def _page(seen: Visit, here: Page, chosen: StreamlitPage) -> None:
    if presence.ended_on(here):
        access.show_signed_out(seen, here)
        return
    access.show_enrolment(seen)
    section = access.section_of(seen, here)
    if len(section) > 1:
        links = [(page, address(page, replace(seen.view, page=1))) for page in section]
        show("section_links", seen.words, here=here, links=links)
    if access.is_open(seen, here):
        chosen.run()
    else:
        access.show_closed(seen, here)


def _streamlit_page(page: Page, words: Words) -> StreamlitPage:
    return st.Page(ROOT / "pages" / page.script, title=words(page.title), url_path=page.path or None, default=page is OVERVIEW)


def _header(seen: Visit, here: Page, scripts: dict[Page, StreamlitPage]) -> None:
    words, language = seen.words, seen.view.language
    plain = View(language=language)
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        show("brand", words, home=address(OVERVIEW, plain), wordmark=WORDMARK)
        for page, title in _entries(seen):
            if page is here or (page.section is not Section.PUBLIC and here.section is not Section.PUBLIC):
                show("here", words, href=address(page, plain), title=title)
            else:
                st.page_link(scripts[page], label=title, query_params={"lang": language} if language else None)
        if seen.person is None:
            show("account", words, href=access.sign_in_address(here, seen.view), name=words("Sign in"), about="")
        else:
            name = seen.person.name or seen.person.email
            show("account", words, href=ACCOUNT, name=name, about=words("Your account: {name}", name=name))
        other, name = OTHER_LANGUAGE[words.language]
        show("language", words, href=address(here, replace(seen.view, language=other)), other=other, name=name)


def _entries(seen: Visit) -> list[tuple[Page, str]]:
    """The entries of the navigation: with the account or the way in, six at most."""
    found = [(page, seen.words(page.title)) for page in NAVIGATION]
    if access.acts_for_all(seen):
        first = MODERATION if seen.person and seen.person.has(Role.COLLECTIVE) else COLLECTION
        found.append((first, seen.words("Collective")))
    elif seen.person is not None:
        found.append((MY_ORGANISATION, seen.words(MY_ORGANISATION.title)))
    return found
