"""The baseline: which figure, by which rule, and how to choose another."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.baselines import AT_DEPARTURE_DAYS, BASELINE_WITHIN_DAYS
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import DailyFigure
from dashboard.domain.people import Act
from dashboard.i18n import Words
from dashboard.presenters.organisation_parts import provenance
from dashboard.presenters.transfer_rows import left_network
from dashboard.presenters.what_happened import baseline_events
from dashboard.services.baselines.choose import choose_baseline
from dashboard.services.views import OrganisationView
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_part(visit: Visit, shown: OrganisationView) -> None:
    """The figure in force, the rule, what happened to it, and the form that chooses otherwise once it is frozen."""
    words = visit.words
    show("section", words, title=words("Your baseline"), text=_in_force(words, shown))
    if offer := _offer(words, shown):
        show("notice", words, tone="info", title="", text=offer)
    show("section_text", words, text=_rule(words))
    if shown.baseline_events:
        happened = sorted(baseline_events(words, shown.baseline_events, every=True), key=lambda event: event.on, reverse=True)
        show("events", words, events=happened)
    if shown.baseline_events and visit.may(Act.CONTRIBUTE, shown.organisation.slug):
        _show_form(visit, shown)


def _in_force(words: Words, shown: OrganisationView) -> str:
    network, figure, journey = left_network(shown), shown.baseline, shown.journey
    if figure is None:
        return words("No figure on {network} within a year of the departure: without one, nothing can be compared.", network=network)
    said = words(
        "{n} followers on {network} on {day} ({provenance}).",
        n=figure.followers,
        network=network,
        day=figure.day,
        provenance=provenance(words, figure),
    )
    if journey.departed_on is None or journey.planned:
        return said + " " + words("It is frozen on the day of the departure.")
    return said + " " + words("Frozen for the departure of {day}.", day=journey.departed_on)


def _offer(words: Words, shown: OrganisationView) -> str:
    rule, figure = shown.baseline_by_rule, shown.baseline
    if not shown.baseline_events or rule is None or figure is None or _key(rule) == _key(figure):
        return ""
    return words(
        "A figure that came later would be chosen by the rule today: {n} followers on {day} ({provenance}). Nothing moves by itself.",
        n=rule.followers,
        day=rule.day,
        provenance=provenance(words, rule),
    )


def _rule(words: Words) -> str:
    return words(
        "The rule: of the figures within {near} days of the departure, that of the most trustworthy source (read from the network, "
        "archive, analytics, Wikidata, press, declared by hand), then the closest; if there is none, the closest within {far} days. "
        "The baseline is frozen at the departure. After that it changes only by an event that everybody can read.",
        near=AT_DEPARTURE_DAYS,
        far=BASELINE_WITHIN_DAYS,
    )


def _show_form(visit: Visit, shown: OrganisationView) -> None:
    words = visit.words
    with st.expander(words("Choose another figure as the baseline")), st.form("baseline", border=False):
        chosen = st.selectbox(
            words("Figure"),
            _candidates(shown),
            index=None,
            key=fresh("baseline.figure"),
            format_func=lambda one: _label(words, one),
            placeholder=words("Choose a figure"),
        )
        reason = st.text_input(words("Reason, which everybody can read"), key=fresh("baseline.reason"), max_chars=500)
        wanted = st.form_submit_button(words("Take it as the baseline"))
    if wanted:
        save(visit, lambda: _choose(visit, shown, chosen, reason))


def _candidates(shown: OrganisationView) -> Sequence[DailyFigure]:
    left, day = left_network(shown), shown.journey.departed_on
    if day is None:
        return ()
    mine = [one for each in shown.series if each.account.network is left for one in each.figures]
    usable = [one for one in mine if one.followers and not one.flagged and abs((one.day - day).days) <= BASELINE_WITHIN_DAYS]
    return sorted(usable, key=lambda one: (abs((one.day - day).days), one.day))


def _label(words: Words, one: DailyFigure) -> str:
    return words("{day}: {n} followers, {provenance}", day=one.day, n=one.followers, provenance=provenance(words, one))


def _key(one: DailyFigure) -> tuple[object, ...]:
    return one.account_id, one.at, one.provenance


def _choose(visit: Visit, shown: OrganisationView, chosen: DailyFigure | None, reason: str) -> str:
    if chosen is None:
        raise Refused(N_("Choose the figure that stands for the audience at the departure."))
    choose_baseline(
        visit.essaim.db,
        shown.organisation.slug,
        chosen.account_id,
        chosen.at,
        chosen.provenance,
        reason=reason,
        by=visit.actor,
        now=visit.now,
        holding=visit.essaim.holding,
    )
    return visit.words("The baseline is {n} followers on {day}.", n=chosen.followers, day=chosen.day)
