"""Proving that one speaks for an institution: the way is chosen, its three steps are shown, and the proof is looked for."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.addresses import CONNECT_ACCOUNTS
from dashboard.domain.claim_steps import Lack, Step
from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.organisations import Level, Organisation
from dashboard.domain.proof_places import NETWORKS
from dashboard.presenters.proof_words import said_of
from dashboard.services.claims.check import check_claim
from dashboard.services.claims.open import open_claim
from dashboard.services.views import OrganisationView
from dashboard.ui.claim_at_once import show_mail, show_review, show_siret
from dashboard.ui.claim_words import Line, lacking, published, way, with_account
from dashboard.ui.forms import save
from dashboard.ui.messages import show_notice
from dashboard.ui.state import View, address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

PROOF = "preuve"
"""Where on the page this is; links lead there."""


def show_proofs(visit: Visit, shown: OrganisationView, steps: Sequence[Step]) -> None:
    """Choose a way, follow it; nothing at the highest level.

    :param steps: the ways up from where the institution is.
    """
    words, whose = visit.words, shown.organisation
    open_ways = {one.method: one for one in steps if _is_open(visit, whose, one)}
    if not open_ways:
        return
    up = whose.slug in visit.own and whose.level is not Level.L0
    title = words("Go up one level") if up else words("Prove that you speak for {name}", name=whose.name)
    text = words("Choose what you, or a colleague, can reach.") if len(open_ways) > 1 else ""
    show("section_anchor", words, anchor=PROOF, title=title, text=text)
    if whose.domain is None:
        text = words("Most proofs rest on it. Ask the collective to set it.")
        show_notice(words, words("The official domain of {name} is not known here yet.", name=whose.name), text)
    chosen = _choose(visit, whose, list(open_ways))
    with st.container(key="claim", border=True):
        _show_way(visit, shown, open_ways[chosen])


def _choose(visit: Visit, whose: Organisation, methods: list[Method]) -> Method:
    """The way chosen, of those that there are."""
    if len(methods) == 1:
        return methods[0]
    return st.radio(
        visit.words("What can you reach?"),
        methods,
        key=f"claim.way.{whose.slug}",
        format_func=lambda method: way(visit.words, method, whose.domain or ""),
        label_visibility="collapsed",
    )


def _is_open(visit: Visit, whose: Organisation, step: Step) -> bool:
    """Whether to offer a way: accounts prove something of a team only; a mail server or a provider has to be set."""
    if step.method is Method.SIRET:
        return visit.essaim.provider is not None
    if step.method is Method.MAIL and visit.essaim.mail is None:
        return False
    if step.method in NETWORKS and whose.slug not in visit.own:
        return False
    return step.lacks is not Lack.DOMAIN


def _show_way(visit: Visit, shown: OrganisationView, step: Step) -> None:
    words, whose = visit.words, shown.organisation
    if step.claim is not None and step.claim.state is ClaimState.WAITING:
        show_notice(words, said_of(words, step.claim), words("The answer appears here."))
    elif step.lacks is Lack.SIRET:
        show_notice(words, lacking(words, step, whose.name))
    elif step.lacks is not None:
        here = address(CONNECT_ACCOUNTS, View(organisations=(whose.slug,), language=visit.view.language))
        show("call", words, title=lacking(words, step, whose.name), text="", links=[(words("Connect accounts"), here)])
    elif step.method is Method.MAIL:
        show_mail(visit, whose)
    elif step.method is Method.SIRET:
        show_siret(visit, whose)
    elif step.method is Method.REVIEW:
        show_review(visit, whose)
    elif step.method in NETWORKS:
        _show_account(visit, shown, step)
    else:
        _show_published(visit, whose, step)


def _show_published(visit: Visit, whose: Organisation, step: Step) -> None:
    words, claim = visit.words, step.claim
    if claim is not None:
        show_lines(visit, published(words, step, whose.domain or ""))
        _look(visit, lambda: claim)
        return
    text = words(
        "You get a line that is yours alone. Published at {domain}, it proves level {level}.", domain=whose.domain, level=step.reaches
    )
    show("section_text", words, text=text)
    if st.button(words("Show me the line to publish"), type="primary", key="claim.open"):
        save(visit, lambda: _open(visit, whose.slug, step.method))


def _open(visit: Visit, slug: str, method: Method) -> str:
    open_claim(visit.essaim.db, visit.actor, slug, method, now=visit.now)
    return visit.words("The line is yours. Publish it, then look for it here.")


def _show_account(visit: Visit, shown: OrganisationView, step: Step) -> None:
    slug, key = shown.organisation.slug, step.account_id
    account = next(one.account for one in shown.series if one.account.id == key)
    show_lines(visit, with_account(visit.words, step.method, shown.organisation.domain or "", account))
    _look(visit, lambda: open_claim(visit.essaim.db, visit.actor, slug, step.method, now=visit.now, account_id=key))


def show_lines(visit: Visit, lines: Sequence[Line]) -> None:
    """Numbered steps, with what to copy under the step that says where it goes."""
    for number, line in enumerate(lines, start=1):
        show("step", visit.words, number=number, text=line.text)
        if line.copied:
            st.code(line.copied, language=None, wrap_lines=True)


def _look(visit: Visit, claim: Callable[[], Claim]) -> None:
    essaim, words = visit.essaim, visit.words

    def look() -> str:
        with st.spinner(words("Looking for it…")):
            return said_of(words, check_claim(essaim.db, essaim.witnesses, visit.actor, claim().id, now=visit.now))

    if st.button(words("Look for it now"), type="primary", key="claim.look"):
        save(visit, look)
