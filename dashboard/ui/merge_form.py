"""Institutions that are in the register twice: the likely pairs, and the merge, shown before it is done."""

from collections.abc import Sequence

import streamlit as st

from dashboard.domain.duplicates import Likeness, Twins
from dashboard.domain.errors import N_, EssaimError, Refused
from dashboard.domain.figures import Provenance
from dashboard.domain.organisations import Organisation, SizeMeasure
from dashboard.i18n import Words
from dashboard.services.merge_organisations import MergePlan, merge_organisations, preview_merge
from dashboard.ui.forms import fresh, save
from dashboard.ui.messages import show_error
from dashboard.ui.moderation_view import choose
from dashboard.ui.state import organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit

MOST_PAIRS = 50


def why(words: Words, likeness: Likeness) -> str:
    """Why two rows are probably one institution."""
    return {
        Likeness.LEGAL_UNIT: words("the same legal unit (SIREN)"),
        Likeness.DOMAIN: words("the same official domain"),
        Likeness.NAME: words("the same name"),
        Likeness.NEAR_NAME: words("nearly the same name"),
    }[likeness]


def show_duplicates(visit: Visit, pairs: Sequence[Twins]) -> None:
    """Likely pairs, the strongest reasons first."""
    words = visit.words
    show("section", words, title=words("In the register twice?"), text=words("Pairs that look like one institution. People decide."))
    if not pairs:
        show("section_text", words, text=words("No two institutions of the register look like one."))
        return
    rows = [(one, why(words, one.why), *(organisation_address(side.slug, visit.view) for side in (one.first, one.second))) for one in pairs]
    show("duplicates", words, rows=rows[:MOST_PAIRS], more=max(0, len(rows) - MOST_PAIRS))


def show_merge(visit: Visit, pairs: Sequence[Twins]) -> None:
    """Choose two, see what would move, confirm."""
    words = visit.words
    text = words("Everything of the second goes to the first, and its address leads there from then on. No figure, step or member is lost.")
    show("section", words, title=words("Merge two institutions"), text=text)
    keep = choose(visit, words("The one that stays"), "merge.keep")
    gone = choose(visit, words("The one that goes into it"), "merge.gone")
    if keep is None or gone is None:
        if pairs:
            show("section_text", words, text=words("Choose both: what would move is shown before anything is done."))
        return
    try:
        plan = preview_merge(visit.essaim.db, visit.actor, keep.slug, gone.slug, now=visit.now)
    except EssaimError as problem:
        show_error(words, problem)
        return
    show("merge", words, title=words("{gone} goes into {keep}", gone=gone.name, keep=keep.name), lines=told(words, plan))
    with st.form("merge", border=False):
        meant = st.checkbox(
            words("They are one institution. I know that no button takes this back."), key=fresh(f"merge.meant.{keep.slug}.{gone.slug}")
        )
        sent = st.form_submit_button(words("Merge them"), type="primary")
    if sent:
        save(visit, lambda: _merge(visit, keep, gone, meant))


def told(words: Words, plan: MergePlan) -> list[str]:
    """What the merge comes to, line by line; what there is none of is left out."""
    moved = [
        (plan.accounts, words.plural("{n} account", "{n} accounts", plan.accounts)),
        (plan.figures, words.plural("{n} figure", "{n} figures", plan.figures)),
        (plan.steps, words.plural("{n} step of its departure", "{n} steps of its departure", plan.steps)),
        (plan.members, words.plural("{n} member of its team", "{n} members of its team", plan.members)),
        (plan.claims, words.plural("{n} claim", "{n} claims", plan.claims)),
        (plan.links, words.plural("{n} invitation or code", "{n} invitations and codes", plan.links)),
        (plan.addresses, words.plural("{n} address, which goes on working", "{n} addresses, which go on working", plan.addresses)),
    ]
    lines = [text for count, text in moved if count]
    if plan.folded:
        lines.append(words.plural("{n} account that both have becomes one", "{n} accounts that both have become one each", plan.folded))
    if plan.both:
        lines.append(
            words.plural("{n} member of both teams keeps the higher role", "{n} members of both teams keep the higher role", plan.both)
        )
    if plan.filled:
        lines.append(words("taken over because they are missing: {fields}", fields=", ".join(_field(words, name) for name in plan.filled)))
    if plan.other_domain:
        lines.append(words("proofs that rest on {domain} count no longer: the official domain is another", domain=plan.other_domain))
    return lines


def _field(words: Words, name: str) -> str:
    said = {
        "domain": words("official domain"),
        "country": words("country"),
        "wikidata": words.term(Provenance.WIKIDATA),
        **{measure.value: words.term(measure) for measure in SizeMeasure},
    }
    return said.get(name, name.upper())


def _merge(visit: Visit, keep: Organisation, gone: Organisation, meant: bool) -> str:
    if not meant:
        raise Refused(N_("Two institutions would become one for good. Tick the box if that is meant."))
    essaim = visit.essaim
    merge_organisations(essaim.db, visit.actor, keep.slug, gone.slug, now=visit.now, holding=essaim.holding)
    return visit.words("{gone} is now part of {keep}.", gone=gone.name, keep=keep.name)
