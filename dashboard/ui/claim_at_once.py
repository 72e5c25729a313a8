"""Proofs with nothing to publish: a code by mail, the provider's word, two people of the collective."""

import streamlit as st

from dashboard.addresses import ACCOUNT
from dashboard.domain.claims import Method
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Organisation
from dashboard.presenters.proof_words import said_of
from dashboard.services.claims.by_mail import ask_code, prove_code
from dashboard.services.claims.by_siret import prove_siret
from dashboard.services.claims.open import open_claim
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


def show_mail(visit: Visit, whose: Organisation) -> None:
    """Address, code, done."""
    words = visit.words
    asked = f"claim.asked.{whose.slug}"
    show("step", words, number=1, text=words("Write an address at {domain} that you can read; nobody else sees it.", domain=whose.domain))
    with st.form("claim.mail", border=False):
        typed = st.text_input(words("Address"), key=fresh("claim.address"), type="email", autocomplete="email")
        wanted = st.form_submit_button(words("Send me a code"), type="secondary" if asked in st.session_state else "primary")
    if wanted:
        save(visit, lambda: _ask(visit, whose, typed, asked))
    show("step", words, number=2, text=words("Read the code in that mailbox."))
    show("step", words, number=3, text=words("Write it here:"))
    with st.form("claim.code", border=False):
        code = st.text_input(words("Code"), key=fresh("claim.code"), autocomplete="one-time-code")
        given = st.form_submit_button(words("This is the code"), type="primary" if asked in st.session_state else "secondary")
    if given:
        save(visit, lambda: _prove(visit, whose, code, asked))


def _ask(visit: Visit, whose: Organisation, typed: str, asked: str) -> str:
    essaim, words = visit.essaim, visit.words
    ask_code(essaim.db, essaim.vault, essaim.mail, visit.actor, whose.slug, typed, words, now=visit.now)
    st.session_state[asked] = True
    return words("A code is on its way to {address}.", address=typed.strip())


def _prove(visit: Visit, whose: Organisation, code: str, asked: str) -> str:
    claim = prove_code(visit.essaim.db, visit.essaim.vault, visit.actor, whose.slug, code, now=visit.now)
    st.session_state.pop(asked, None)
    return said_of(visit.words, claim)


def show_siret(visit: Visit, whose: Organisation) -> None:
    """The provider says for which establishment somebody works; the register says which one this is."""
    words, provider = visit.words, visit.essaim.provider
    name = provider.name if provider else ""
    show("step", words, number=1, text=words("On the page of your account, connect {provider}, or sign in with it.", provider=name))
    show("links", words, links=[(words("Your account"), ACCOUNT)])
    if whose.siret:
        text = words("It says for which establishment you work. The register knows {name} as:", name=whose.name)
        show("step", words, number=2, text=text)
        st.code(whose.siret, language=None)
    else:
        text = words("It says for which establishment you work. The register does not know that of {name} yet: ask the collective.")
        show("step", words, number=2, text=text.format(name=whose.name))
    show("step", words, number=3, text=words("When both are the same, that is the proof."))
    if st.button(words("Compare now"), type="primary", key="claim.siret", disabled=not whose.siret):
        save(visit, lambda: said_of(words, prove_siret(visit.essaim.db, visit.actor, whose.slug, now=visit.now)))


def show_review(visit: Visit, whose: Organisation) -> None:
    """Who one is and how that can be checked, for two people to judge."""
    words = visit.words
    text = words("Write who you are, and where that can be checked: a page of the official site, a switchboard.")
    show("step", words, number=1, text=text)
    with st.form("claim.review", border=False):
        note = st.text_area(words("For the collective"), key=fresh("claim.note"), max_chars=1_000)
        wanted = st.form_submit_button(words("Ask the collective"), type="primary")
    show("step", words, number=2, text=words("Two people of the collective look at it, each for themselves."))
    show("step", words, number=3, text=words("Their answer appears here."))
    if wanted:
        save(visit, lambda: _review(visit, whose, note))


def _review(visit: Visit, whose: Organisation, note: str) -> str:
    if not note.strip():
        raise Refused(N_("Write who you are and how that can be checked: two people have to decide on it."))
    claim = open_claim(visit.essaim.db, visit.actor, whose.slug, Method.REVIEW, now=visit.now, note=note)
    return said_of(visit.words, claim)
