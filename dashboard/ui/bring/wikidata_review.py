"""What an item would add, line by line: a box to tick, what speaks for it, and what stands already."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard.domain.handles import profile_url
from dashboard.domain.networks import FACTS
from dashboard.domain.wikidata_proposals import AccountProposal, CountProposal, IdentifierProposal, Proposals, State
from dashboard.i18n import Words
from dashboard.i18n.wikidata_words import left_out
from dashboard.ui.forms import fresh
from dashboard.ui.plain import plain
from dashboard.ui.templates import show

MOST = 100
"""Counts shown at once."""
NAMES = {"siren": "SIREN", "insee": "INSEE", "uai": "UAI", "ror": "ROR", "wikidata": "Wikidata"}


def choose(words: Words, found: Proposals) -> set[str]:
    """Draw every line inside a form; gives the keys of those that are ticked."""
    return _accounts(words, found) | _identifiers(words, found) | _counts(words, found)


def _accounts(words: Words, found: Proposals) -> set[str]:
    new = [one for one in found.accounts if one.state is State.NEW]
    if not new:
        return set()
    text = words("They will only be listed: nothing is read before somebody connects them.")
    show("section", words, title=words("Accounts"), text=text)
    chosen = set()
    for one in new:
        handle = one.known.handle
        label = words("{network}: {handle}", network=FACTS[one.known.network].label, handle=plain(handle))
        host = handle.partition("@")[2] or None
        if _box(words, found, one.key, label, one.advised, _against(words, one), [profile_url(one.known.network, handle, host)]):
            chosen.add(one.key)
    return chosen


def _against(words: Words, one: AccountProposal) -> str:
    if one.known.ended:
        return words("Wikidata prefers another one, or says that this one has ended.")
    if one.others:
        return words("The institution has another account there: {handles}.", handles=", ".join(one.others))
    return ""


def _identifiers(words: Words, found: Proposals) -> set[str]:
    # The item itself comes with whatever is taken of it.
    new = [one for one in found.identifiers if one.state is State.NEW and one.name != "wikidata"]
    if not new:
        return set()
    show("section", words, title=words("Identifiers"), text="")
    ticked = {
        one.key: _box(words, found, one.key, words("{name}: {value}", name=NAMES[one.name], value=plain(one.value)), True, "", ())
        for one in new
    }
    return {key for key, yes in ticked.items() if yes}


def _counts(words: Words, found: Proposals) -> set[str]:
    new = [one for one in found.counts if one.state in (State.NEW, State.DIFFERS)]
    if not new:
        return set()
    text = words("Each names the account by its own number or address. Taking one lists its account too.")
    show("section", words, title=words("Dated counts"), text=text)
    chosen = set()
    for (network, handle), lines in groupby(new[:MOST], key=lambda one: (one.count.network, one.handle)):
        show("wikidata_account", words, network=network, handle=handle)
        chosen |= {one.key for one in lines if _count(words, found, one)}
    if len(new) > MOST:
        rest = words.plural(
            "{n} more is not shown: take these first, then look it up again.",
            "{n} more are not shown: take these first, then look it up again.",
            len(new) - MOST,
        )
        show("section_text", words, text=rest)
    return chosen


def _count(words: Words, found: Proposals, one: CountProposal) -> bool:
    count = one.count
    if count.rounded_to:
        label = words("{on}: about {n} followers", on=count.on, n=count.followers)
        note = words("To the nearest {n}.", n=count.rounded_to)
    else:
        label, note = words("{on}: {n} followers", on=count.on, n=count.followers), ""
    if one.stands is not None:
        note = words("It would replace {n}, taken from Wikidata before.", n=one.stands)
    if not count.references:
        note = " ".join(filter(None, (note, words("No page is cited; the source is the statement itself."))))
    return _box(words, found, one.key, label, one.advised, note, [*count.references, *count.stated_in] or [count.statement])


def _box(words: Words, found: Proposals, key: str, label: str, yes: bool, note: str, links: Sequence[str]) -> bool:
    with st.container(gap=None):
        ticked = st.checkbox(label, value=yes, key=fresh(f"wikidata.{found.item.item}.{key}"))
        if note or links:
            show("wikidata_note", words, note=note, links=[link for link in links if link.startswith("https://")])
    return ticked


def show_standing(words: Words, found: Proposals) -> None:
    """What cannot be taken, and why."""
    lines = _standing(words, found)
    if lines:
        show("wikidata_standing", words, title=words("What stays as it is"), lines=lines)


def _standing(words: Words, found: Proposals) -> list[str]:
    lines = [_of_account(words, one) for one in found.accounts if one.state in (State.HERE, State.ELSEWHERE)]
    lines += [_of_identifier(words, one) for one in found.identifiers if one.state is not State.NEW]
    here = sum(one.state is State.HERE for one in found.counts)
    if here:
        lines.append(words.plural("{n} dated count is here already.", "{n} dated counts are here already.", here))
    if found.site and found.site.domain != found.site.ours:
        lines.append(
            words("The official site is {address}. Proofs rest on the official domain: the collective sets it.", address=found.site.domain)
        )
    return lines + left_out(words, found.item.left_out)


def _of_account(words: Words, one: AccountProposal) -> str:
    network, handle = FACTS[one.known.network].label, one.known.handle
    if one.state is State.HERE:
        return words("{handle} on {network} is here already.", handle=handle, network=network)
    return words(
        "{handle} on {network} is the account of another institution here: {name}.", handle=handle, network=network, name=one.held_by
    )


def _of_identifier(words: Words, one: IdentifierProposal) -> str:
    name = NAMES[one.name]
    if one.state is State.HERE:
        return words("{name} {value} is here already.", name=name, value=one.value)
    if one.state is State.ELSEWHERE:
        return words("{name} {value} belongs to another institution here: {other}.", name=name, value=one.value, other=one.held_by)
    return words("{name} is {value} in Wikidata and {ours} here. What is here stays.", name=name, value=one.value, ours=one.ours)
