"""For coordinators: whom a starter pack on Bluesky lists, what publishing it would change, and the button that does it."""

import streamlit as st

from dashboard.domain.errors import EssaimError
from dashboard.domain.exit_days.days import State
from dashboard.domain.exit_days.pack import PackSector, PackTexts
from dashboard.domain.organisations import Kind
from dashboard.domain.regions import REGIONS
from dashboard.i18n import words_in
from dashboard.presenters.starter_pack import left_out_said, listed_said, members_csv, pack_texts, published, would_change
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.exit_days.starter_pack import preview_pack, publish_pack
from dashboard.services.exit_days.starter_pack_links import read_pages
from dashboard.services.exit_days.starter_pack_members import Members, read_members
from dashboard.ui.forms import save
from dashboard.ui.messages import show_error, show_notice
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_day_pack(visit: Visit, day: ExitDay) -> None:
    """On the page of a day: the pack of those who are named on it."""
    words, sector = visit.words, PackSector(day=day.slug)
    if day.state is State.DRAFT or (day.state is State.CANCELLED and not read_pages(visit.essaim.db, sector)):
        return
    text = words("A starter pack lets anybody follow them all at once. It lists whoever is named on this day; who is hidden stays hidden.")
    show("section", words, title=words("Follow them on Bluesky"), text=text)
    _show_pack(visit, sector, day)


def show_sector_packs(visit: Visit) -> None:
    """Under the list of days: packs of the register, by kind and region."""
    words = visit.words
    with st.expander(words("Starter packs on Bluesky"), key="coordinate.packs"):
        text = words("A starter pack lets anybody follow many at once. Each kind, and each region, has packs of its own.")
        show("section_text", words, text=text)
        left, right = st.columns(2)
        kinds = left.multiselect(
            words("Kind"), list(Kind), key="pack.kinds", format_func=words.term, placeholder=words("All kinds"), select_all=False
        )
        region = right.selectbox(
            words("Region"), list(REGIONS), index=None, key="pack.region", format_func=REGIONS.__getitem__, placeholder=words("All regions")
        )
        _show_pack(visit, PackSector(frozenset(kinds), region), None)


def _show_pack(visit: Visit, sector: PackSector, day: ExitDay | None) -> None:
    words, db = visit.words, visit.essaim.db
    members, pages = read_members(db, sector, now=visit.now), read_pages(db, sector)
    said = listed_said(words, members, published=bool(pages))
    show("section_text", words, text=" ".join((said, *left_out_said(words, members))))
    if members.listed:
        show("pack_members", words, members=members.listed)
        st.download_button(
            words("List as CSV"),
            # The mark at the start tells spreadsheets that accents are UTF-8.
            members_csv(members).encode("utf-8-sig"),
            file_name="essaim-bluesky.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"pack.csv.{sector.subject}",
        )
    if pages:
        named = [words("The pack on Bluesky")] if len(pages) == 1 else [words("Pack {n} on Bluesky", n=n + 1) for n in range(len(pages))]
        show("links", words, links=list(zip(named, pages, strict=True)))
    _show_buttons(visit, sector, day, members)


def _show_buttons(visit: Visit, sector: PackSector, day: ExitDay | None, members: Members) -> None:
    words, settings = visit.words, visit.essaim.settings
    if members.fictional:
        show_notice(words, words("The institutions of the demo are fictional: nothing about them is published on Bluesky."))
        return
    if visit.essaim.own_bluesky is None:
        show_notice(
            words,
            words("No Bluesky account is set on which this could be published."),
            words("Whoever runs the server gives one in ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_APP_PASSWORD."),
        )
        return
    texts = pack_texts(words_in(settings.language), sector, day, settings.public_url)
    account = settings.bluesky_account
    show("section_text", words, text=words("On the account {account} it is called “{name}”.", name=texts.of(1).name, account=account))
    with st.form(f"pack.{sector.subject}", border=False), st.container(horizontal=True):
        asked = st.form_submit_button(words("See what would change"))
        wanted = st.form_submit_button(words("Publish on Bluesky"), type="primary")
    if asked:
        _preview(visit, sector, texts)
    if wanted:
        save(visit, lambda: _publish(visit, sector, texts))


def _preview(visit: Visit, sector: PackSector, texts: PackTexts) -> None:
    words, essaim = visit.words, visit.essaim
    try:
        with st.spinner(words("Asking the network…")):
            found = preview_pack(essaim.db, essaim.own_bluesky, sector, texts, by=visit.actor, now=visit.now)
    except EssaimError as problem:
        show_error(words, problem)
        return
    for text in would_change(words, found):
        show("section_text", words, text=text)


def _publish(visit: Visit, sector: PackSector, texts: PackTexts) -> str:
    words, essaim = visit.words, visit.essaim
    with st.spinner(words("Writing to Bluesky…")):
        done = publish_pack(essaim.db, essaim.own_bluesky, sector, texts, by=visit.actor, now=visit.now)
    return published(words, done)
