"""The moderation page: claims that wait for people, proofs that were lost, official domains."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.claims import REVIEWERS, ClaimState
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Organisation
from dashboard.i18n import Words
from dashboard.presenters.proof_words import proven_how
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.claims.read import Missing, Waiting
from dashboard.services.claims.review import review, revoke
from dashboard.ui import loaders
from dashboard.ui.forms import fresh, save
from dashboard.ui.pickers import MOST_OPTIONS, matching
from dashboard.ui.state import organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

YES, NO = "yes", "no"


def headline(words: Words, waiting: Sequence[Waiting], lost: Sequence[Missing], held: int = 0) -> str:
    """What there is to do, as a sentence.

    :param held: accounts of which a figure waits.
    """
    if waiting and held:
        return words.plural("{n} claim, and figures to look at", "{n} claims, and figures to look at", len(waiting))
    if waiting:
        return words.plural("{n} claim waits for the collective", "{n} claims wait for the collective", len(waiting))
    if held:
        return words.plural("Figures of {n} account wait for a look", "Figures of {n} accounts wait for a look", held)
    on_notice = sum(one.claim.state is ClaimState.NOTICE for one in lost)
    if on_notice:
        return words.plural("{n} proof is missing, on notice", "{n} proofs are missing, on notice", on_notice)
    return words("Nothing waits for the collective")


def show_waiting(visit: Visit, waiting: Sequence[Waiting]) -> None:
    """Each claim with what is known, and a form for those who may judge it."""
    words = visit.words
    show(
        "section",
        words,
        title=words("Claims that wait"),
        text=words("Two of the collective who have no part in it say yes, or one says no. Nobody judges their own claim."),
    )
    if not waiting:
        show("section_text", words, text=words("None. A claim comes here when somebody asks for it, or when the institution has a team."))
    for one in waiting:
        _show_one(visit, one)


def _show_one(visit: Visit, one: Waiting) -> None:
    words, key = visit.words, one.claim.id
    show(
        "waiting",
        words,
        one=one,
        how=proven_how(words, one.claim),
        href=organisation_address(one.claim.organisation, visit.view),
        needed=REVIEWERS,
    )
    if visit.person is not None and one.claim.person_id == visit.person.actor.person_id:
        show("section_text", words, text=words("This claim is yours: two others of the collective have to look at it."))
        return
    if any(said.yours for said in one.reviews):
        show("section_text", words, text=words("You have said yes. One more of the collective has to say the same."))
        return
    with st.expander(words("Decide")), st.form(f"review.{key}", border=False):
        verdict = st.radio(
            words("Does this person speak for {name}?", name=one.name),
            (YES, NO),
            index=None,
            key=fresh(f"review.{key}.verdict"),
            format_func=lambda chosen: words("Yes") if chosen == YES else words("No"),
            horizontal=True,
        )
        note = st.text_area(
            words("What you checked, and how. Whoever made the claim reads it if you say no."),
            key=fresh(f"review.{key}.note"),
            max_chars=1_000,
        )
        sent = st.form_submit_button(words("Say so"), type="primary")
    if sent:
        save(visit, lambda: _review(visit, one, verdict, note))


def _review(visit: Visit, one: Waiting, verdict: str | None, note: str) -> str:
    words = visit.words
    if verdict is None:
        raise Refused(N_("Choose yes or no."))
    claim = review(visit.essaim.db, visit.actor, one.claim.id, verdict == YES, note, now=visit.now)
    if claim.state is ClaimState.WAITING:
        return words("Noted. One more of the collective has to say the same.")
    return words("{name}: {state}.", name=one.name, state=claim.state)


def show_lost(visit: Visit, lost: Sequence[Missing]) -> None:
    """Proofs on notice and lost ones, and a way to take a false one back at once."""
    words = visit.words
    show(
        "section", words, title=words("Proofs that are missing"), text=words("A proof that is no longer found counts for seven days more.")
    )
    if not lost:
        show("section_text", words, text=words("None: every proof was found at the last look."))
        return
    show(
        "missing",
        words,
        rows=[(one, proven_how(words, one.claim), organisation_address(one.claim.organisation, visit.view)) for one in lost],
    )
    on_notice = [one for one in lost if one.claim.state is ClaimState.NOTICE]
    if not on_notice:
        return
    with st.expander(words("End a notice at once")), st.form("revoke", border=False):
        chosen = st.selectbox(
            words("Proof"),
            on_notice,
            index=None,
            key=fresh("revoke.claim"),
            format_func=lambda one: f"{one.name} · {proven_how(words, one.claim)}",
            placeholder=words("Choose a proof"),
            filter_mode=None,
        )
        reason = st.text_input(words("Why it counts no longer"), key=fresh("revoke.reason"))
        sent = st.form_submit_button(words("End it"))
    if sent:
        save(visit, lambda: _revoke(visit, chosen, reason))


def _revoke(visit: Visit, chosen: Missing | None, reason: str) -> str:
    if chosen is None:
        raise Refused(N_("Choose the proof."))
    revoke(visit.essaim.db, visit.actor, chosen.claim.id, reason, now=visit.now)
    return visit.words("The proof of {name} counts no longer.", name=chosen.name)


def show_domain(visit: Visit) -> None:
    """Set the official domain of an institution: every proof by domain rests on it."""
    words = visit.words
    text = words("As its own site, a law, or the directory of the administration says it. Proofs of another domain are lost at once.")
    show("section", words, title=words("Official domain of an institution"), text=text)
    chosen = choose(visit, words("Institution"), "domain.of")
    if chosen is None:
        return
    with st.form("domain", border=False):
        typed = st.text_input(words("Official domain; empty for none"), chosen.domain or "", key=fresh(f"domain.{chosen.slug}"))
        sent = st.form_submit_button(words("Set it"), type="primary")
    if sent:
        save(visit, lambda: _set_domain(visit, chosen, typed))


def _set_domain(visit: Visit, chosen: Organisation, typed: str) -> str:
    after = set_official_domain(visit.essaim.db, visit.actor, chosen.slug, typed, now=visit.now)
    if after.domain is None:
        return visit.words("{name} has no official domain now.", name=chosen.name)
    return visit.words("The official domain of {name} is {domain}.", name=chosen.name, domain=after.domain)


def choose(visit: Visit, label: str, key: str) -> Organisation | None:
    """One institution of the register; a long register is narrowed by typing first."""
    words, everyone = visit.words, loaders.organisations(visit)
    if len(everyone) > MOST_OPTIONS:
        typed = st.text_input(
            words("Part of its name"), key=f"{key}.find", help=words("The register holds {n} institutions.", n=len(everyone))
        )
        everyone = matching(everyone, typed)[:MOST_OPTIONS]
    return st.selectbox(
        label,
        everyone,
        index=None,
        key=fresh(key),
        format_func=lambda one: f"{one.name} ({one.slug})",
        placeholder=words("Choose an institution"),
    )
