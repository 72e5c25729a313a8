"""The announcement of an institution, ready to publish: what it says, how long each text is, and everything as one file."""

import streamlit as st

from dashboard.charts.png import png
from dashboard.domain.errors import Refused
from dashboard.exit_day_addresses import day_follows
from dashboard.i18n import Words
from dashboard.presenters.kit.archive import archive_name, kit_archive
from dashboard.presenters.kit.pictures import pictures
from dashboard.presenters.kit.readme import missing, place_said
from dashboard.presenters.kit.texts import length_said, texts
from dashboard.services.exit_days.kit import Kit, read_kit
from dashboard.services.exit_days.kit_follow import accounts_on_wall
from dashboard.services.exit_days.read import ExitDay, Standing
from dashboard.ui.plain import plain
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

PREVIEW = 0.5
"""Of a banner, in its own size."""


def show_kit(visit: Visit, day: ExitDay, slug: str) -> None:
    """For the team of an institution that pledged to go; why there is none where there is nothing to announce."""
    words, essaim = visit.words, visit.essaim
    try:
        kit = read_kit(essaim.db, day.slug, slug, by=visit.actor, now=visit.now)
    except Refused as why:
        show("section_text", words, text=words.error(why))
        return
    text = words(
        "Texts for each network, a web page, the press and automatic replies, with banners and QR codes, in French and in English."
    )
    show("section_anchor", words, anchor="kit", title=words("Your announcement"), text=text)
    for note in missing(words, kit, public=bool(essaim.settings.public_url)):
        show("section_text", words, text=note)
    _show_button(visit, day, slug, kit)
    with st.expander(words("Look at the texts and the banner"), key="kit.preview"):
        _show_preview(words, kit, essaim.settings.base)


def follow_links(visit: Visit, day: ExitDay, found: Standing) -> list[tuple[str, str]]:
    """The list by which anybody follows those who are named, where it holds somebody."""
    if not accounts_on_wall(visit.essaim.db, day, found.wall, today=visit.today):
        return []
    return [(visit.words("Follow them all on Mastodon (CSV)"), day_follows(visit.words.language, day.slug))]


def _show_button(visit: Visit, day: ExitDay, slug: str, kit: Kit) -> None:
    essaim = visit.essaim

    def build() -> bytes:
        # Read anew: the page may have been open since before the day was confirmed.
        now = read_kit(essaim.db, day.slug, slug, by=visit.actor, now=essaim.clock())
        return kit_archive(now, essaim.settings.base, public=bool(essaim.settings.public_url))

    st.download_button(
        visit.words("Fetch the kit (ZIP)"), build, file_name=archive_name(kit), mime="application/zip", on_click="ignore", key="kit.fetch"
    )


def _show_preview(words: Words, kit: Kit, base: str) -> None:
    banner = next(pictures(words, kit, base))
    st.image(png(banner.svg, zoom=PREVIEW), width="stretch", alt=banner.described)
    for one in texts(words, kit, base):
        label = words("{place}: {length}", place=place_said(words, one.place), length=length_said(words, one))
        st.markdown(f"**{plain(label)}**")
        st.code(one.text, language=None, wrap_lines=True)  # with a button that copies it
