"""The proofs of this reader and of their team, with what became of each, and the way to withdraw one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.domain.claims import COUNTS, Claim, ClaimState
from dashboard.domain.errors import N_, Refused
from dashboard.presenters.proof_words import proven_how
from dashboard.services.claims.read import Own
from dashboard.services.claims.withdraw import withdraw
from dashboard.ui.forms import fresh, save
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

ALIVE = COUNTS | {ClaimState.OPEN, ClaimState.WAITING}


def show_claims(visit: Visit, claims: Sequence[Own]) -> None:
    """The list, newest first; nothing where there is none."""
    if not claims:
        return
    words = visit.words
    show("section", words, title=words("Your proofs"), text=words("Those of you and your team. What counts is public, with its date."))
    show("claims", words, rows=[(one.claim, _since(one.claim), one.note) for one in claims])
    alive = [one.claim for one in claims if one.claim.state in ALIVE]
    if alive:
        _show_withdrawal(visit, alive)


def _since(claim: Claim) -> date:
    """The day on which its state began."""
    lost = claim.lost_at if claim.state in (ClaimState.NOTICE, ClaimState.LOST) else None
    return (lost or claim.proven_at or claim.opened_at).date()


def _show_withdrawal(visit: Visit, alive: Sequence[Claim]) -> None:
    words = visit.words
    with st.expander(words("Withdraw a proof")), st.form("withdraw", border=False):
        chosen = st.selectbox(
            words("Proof to withdraw"),
            alive,
            index=None,
            key=fresh("withdraw.claim"),
            format_func=lambda one: words("{how}: {state}", how=proven_how(words, one), state=one.state),
            placeholder=words("Choose a proof"),
            filter_mode=None,
        )
        meant = st.checkbox(words("If it counts, the level may fall at once, and the rank with it"), key=fresh("withdraw.meant"))
        wanted = st.form_submit_button(words("Withdraw this proof"))
    if wanted:
        save(visit, lambda: _withdraw(visit, chosen, meant))


def _withdraw(visit: Visit, chosen: Claim | None, meant: bool) -> str:
    if chosen is None:
        raise Refused(N_("Choose the proof to withdraw."))
    if chosen.state in COUNTS and not meant:
        raise Refused(N_("This proof counts: the level may fall at once. Tick the box if that is meant."))
    withdraw(visit.essaim.db, visit.actor, chosen.id, now=visit.now)
    return visit.words("Withdrawn: {method}.", method=chosen.method)
