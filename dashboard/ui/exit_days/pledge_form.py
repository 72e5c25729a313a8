"""The form in which an owner pledges: we leave or we consider it, on which condition, seen or hidden."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.exit_days.conditions import ALWAYS, Condition
from dashboard.domain.exit_days.pledges import NewPledge, Pledge, Strength
from dashboard.domain.organisations import Organisation
from dashboard.domain.regions import REGIONS, region_of
from dashboard.presenters.pledging.conditions import condition_said
from dashboard.services.exit_days.open_days import named
from dashboard.services.exit_days.pledge import pledge
from dashboard.services.exit_days.read import ExitDay
from dashboard.services.views import OrganisationView
from dashboard.ui.exit_days.fields import number_field, several_of
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_pledge_form(visit: Visit, day: ExitDay, shown: OrganisationView, standing: Pledge | None) -> None:
    """Empty for a first pledge; with what was pledged, and folded, afterwards."""
    words = visit.words
    if standing is None:
        _show_form(visit, day, shown.organisation, None, words("Make this pledge"))
        return
    with st.expander(words("Change the pledge"), key="pledge.change"):
        _show_form(visit, day, shown.organisation, standing, words("Pledge this instead"))


def _show_form(visit: Visit, day: ExitDay, own: Organisation, standing: Pledge | None, button: str) -> None:
    words, before = visit.words, standing.condition if standing else ALWAYS
    region = region_of(own.insee, own.uai)
    waits_for = [one.slug for one in named(visit.essaim.db, before.named).values()]
    # No st.form: it would keep what is chosen from the field that finds names in a long register.
    with st.container(key="pledge.form"):
        meant = {Strength.GOING: words("We leave on that day"), Strength.CONSIDERING: words("We consider it")}
        about = [
            words("The pledge counts; on condition, if you give one below."),
            words("It is counted apart and in no total; conditions below are left aside."),
        ]
        strength = st.radio(
            words("What you pledge"),
            list(meant),
            index=list(meant).index(standing.strength) if standing else 0,
            key=fresh("pledge.strength"),
            format_func=meant.__getitem__,
            captions=about,
        )
        show(
            "section_text",
            words,
            text=words("Only if all of these hold. Empty fields ask for nothing; your own institution counts among them."),
        )
        left, right = st.columns(2)
        organisations = number_field(left, words("At least so many institutions leave"), "pledge.organisations", before.organisations)
        audience = number_field(right, words("They have at least so many followers together"), "pledge.audience", before.audience)
        of_kind = number_field(left, words("At least so many of our kind ({kind})", kind=own.kind), "pledge.kind", before.of_kind)
        of_region = None
        if region is not None:
            label = words("At least so many of our region ({region})", region=REGIONS[region])
            of_region = number_field(right, label, "pledge.region", before.of_region)
        others = several_of(visit, words("These institutions leave too"), "pledge.named", waits_for, but=own.slug)
        seen_by = {False: words("Hidden until the day is confirmed"), True: words("Shown at once")}
        public = st.radio(
            words("The name of your institution"),
            list(seen_by),
            index=int(standing.shown) if standing else 0,
            key=fresh("pledge.shown"),
            format_func=seen_by.__getitem__,
            captions=[
                words("Until then coordinators alone see it; afterwards everybody sees who leaves."),
                words("A name that is seen encourages others."),
            ],
        )
        wanted = st.button(button, type="primary", key="pledge.send")
    if wanted:
        asked = Condition(organisations, audience, frozenset(), of_kind, of_region)
        save(visit, lambda: _pledge(visit, day, own, NewPledge(strength or Strength.GOING, asked, bool(public)), others))


def _pledge(visit: Visit, day: ExitDay, own: Organisation, typed: NewPledge, others: Sequence[str]) -> str:
    words, db = visit.words, visit.essaim.db
    made = pledge(db, day.slug, own.slug, typed, by=visit.actor, now=visit.now, named=others)
    if made.strength is Strength.CONSIDERING:
        return words("Noted: {name} considers it.", name=own.name)
    names = {key: one.name for key, one in named(db, made.condition.named).items()}
    return words("Pledged: {name} leaves {condition}.", name=own.name, condition=condition_said(words, made.condition, names))
