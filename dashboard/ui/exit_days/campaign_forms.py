"""For coordinators, under the list: make a campaign, plan a day, remove a campaign to which nobody ever pledged."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import LONGEST_TEXT, LONGEST_TITLE
from dashboard.domain.networks import Network
from dashboard.services.exit_days.campaigns import Campaign, make_campaign, read_campaigns, remove_campaign
from dashboard.ui import loaders
from dashboard.ui.exit_days.fields import in_languages
from dashboard.ui.exit_days.plan_forms import show_new_day
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_coordination(visit: Visit, *, coming: bool) -> None:
    """What coordinators do before there is a day.

    :param coming: whether a day lies ahead; if not, the form to plan one is open.
    """
    words, campaigns = visit.words, read_campaigns(visit.essaim.db)
    show(
        "section",
        words,
        title=words("Coordinate"),
        text=words("A campaign holds exit days; each day begins as a draft that coordinators alone see."),
    )
    if campaigns:
        with st.expander(words("Plan a day"), key=fresh("coordinate.plan"), expanded=not coming):
            show_new_day(visit, campaigns)
    with st.expander(words("Make a campaign"), key=fresh("coordinate.campaign"), expanded=not campaigns):
        _show_new_campaign(visit)
    if campaigns:
        with st.expander(words("Remove an empty campaign"), key=fresh("coordinate.remove")):
            _show_removal(visit, campaigns)


def _show_new_campaign(visit: Visit) -> None:
    words = visit.words
    titles, texts = {}, {}
    with st.form("campaign", border=False):
        network = st.selectbox(
            words("Network that is left"), list(Network), key=fresh("campaign.network"), format_func=words.term, filter_mode=None
        )
        for place, (language, name) in zip(st.columns(2), in_languages(words), strict=True):
            titles[language] = place.text_input(
                words("Name, {language}", language=name), key=fresh(f"campaign.title.{language}"), max_chars=LONGEST_TITLE
            )
            texts[language] = place.text_area(
                words("What it is about, {language}", language=name), key=fresh(f"campaign.text.{language}"), max_chars=LONGEST_TEXT
            )
        wanted = st.form_submit_button(words("Make this campaign"), type="primary")
    if wanted:
        save(visit, lambda: _make(visit, titles, texts, network or Network.X))


def _make(visit: Visit, titles: dict[str, str], texts: dict[str, str], network: Network) -> str:
    fictional = loaders.holds_demo(visit)
    made = make_campaign(visit.essaim.db, titles, texts, by=visit.actor, now=visit.now, network=network, fictional=fictional)
    return visit.words("“{name}” is there. Now plan its first day.", name=made.titles[visit.words.language])


def _show_removal(visit: Visit, campaigns: Sequence[Campaign]) -> None:
    words = visit.words
    show("section_text", words, text=words("It goes with its drafts, for good. A campaign in which somebody pledged is kept."))
    with st.form("remove", border=False):
        chosen = st.selectbox(
            words("Campaign to remove"),
            campaigns,
            index=None,
            key=fresh("remove.campaign"),
            format_func=lambda one: one.titles[words.language],
            placeholder=words("Choose a campaign"),
            filter_mode=None,
        )
        wanted = st.form_submit_button(words("Remove it"))
    if wanted:
        save(visit, lambda: _remove(visit, chosen))


def _remove(visit: Visit, chosen: Campaign | None) -> str:
    if chosen is None:
        raise Refused(N_("Choose the campaign to remove."))
    remove_campaign(visit.essaim.db, chosen.slug, by=visit.actor, now=visit.now)
    return visit.words("“{name}” is removed.", name=chosen.titles[visit.words.language])
