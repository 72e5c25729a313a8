"""The collection page: the sentence, the accounts that need somebody first, and reading now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st

from dashboard.addresses import COLLECTION, X_TOKEN
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.services.collect import Summary, collect
from dashboard.services.views import AccountStatus, CollectionStatus
from dashboard.ui import loaders
from dashboard.ui.messages import remember_success
from dashboard.ui.state import address, organisation_address
from dashboard.ui.templates import show
from dashboard.ui.visit import Visit


@dataclass(frozen=True)
class StatusRow:
    """One account, ready for the table."""

    name: str
    href: str
    network: Network
    handle: str
    last: str
    followers: str
    problem: str
    due: str


def headline(words: Words, status: CollectionStatus) -> str:
    """What the collection comes to, as a sentence."""
    if not status.accounts:
        return words("No account is connected yet")
    if not status.collected:
        return words.plural("{n} account is dated by hand, none is read", "{n} accounts are dated by hand, none is read", status.by_hand)
    read = words.plural("{n} account is read from its network", "{n} accounts are read from their networks", status.collected)
    if status.failing:
        return words(
            "{read}, {problems}",
            read=read,
            problems=words.plural("{n} of them needs attention", "{n} of them need attention", status.failing),
        )
    if status.never_read:
        return words(
            "{read}, {waiting}",
            read=read,
            waiting=words.plural("{n} for the first time soon", "{n} for the first time soon", status.never_read),
        )
    return words("{read}, and all of them answer", read=read)


def lede(words: Words, status: CollectionStatus) -> str:
    """The last reading, and what is dated by hand."""
    parts = [words("Last reading: {at}.", at=status.last_round_at)] if status.last_round_at else []
    if status.by_hand:
        parts.append(words.plural("{n} other account is dated by hand.", "{n} other accounts are dated by hand.", status.by_hand))
    return " ".join(parts)


def show_accounts(visit: Visit, accounts: Sequence[AccountStatus]) -> None:
    """One page of the table, those that need somebody first."""
    words, here = visit.words, visit.view.page
    length = loaders.PAGE_LENGTH
    pages = max(1, -(-len(accounts) // length))
    shown = accounts[(here - 1) * length : here * length]
    show("collection", words, rows=[_row(visit, one) for one in shown])
    if pages > 1:
        before = address(COLLECTION, replace(visit.view, page=here - 1)) if here > 1 else None
        after = address(COLLECTION, replace(visit.view, page=here + 1)) if here < pages else None
        show("pager", words, before=before, after=after, page=here, pages=pages)


def _row(visit: Visit, one: AccountStatus) -> StatusRow:
    words, collected = visit.words, one.collected
    return StatusRow(
        name=one.organisation_name,
        href=organisation_address(one.account.organisation, visit.view),
        network=one.account.network,
        handle=one.account.handle,
        last=_when(words, one.last_read_at, collected),
        followers=words.number(one.last_followers) if one.last_followers is not None else "",
        problem=words(one.problem[0], **one.problem[1]) if one.problem else "",
        due=_when(words, one.due_at, collected) if collected else words("dated by hand"),
    )


def _when(words: Words, at: datetime | None, to_the_minute: bool) -> str:
    """An instant of the collection; of a figure dated by hand the day alone, which is all that was given."""
    if at is None:
        return words("none so far")
    return words.moment(at) if to_the_minute else words.date(at.date())


def show_x_token_link(visit: Visit) -> None:
    """The way to the collective's own token of X's API, where it is on."""
    if visit.essaim.sources.x is not None:
        words = visit.words
        show("links", words, links=[(words("Token of X’s API"), f"{X_TOKEN}?{urlencode({'lang': words.language})}")])


def read_now(visit: Visit) -> None:
    """Read every account that can be read, with a bar that tells how far it is."""
    words, essaim = visit.words, visit.essaim
    bar = st.progress(0.0, text=words("Reading…"))

    def advance(done: int, total: int) -> None:
        if total:
            bar.progress(done / total, text=words("{done} of {total} accounts read", done=done, total=total))

    summary = collect(
        essaim.db,
        essaim.connectors,
        by=visit.actor,
        clock=essaim.clock,
        holding=essaim.holding,
        every=essaim.every,
        progress=advance,
    )
    loaders.forget()
    remember_success(_said(words, summary))
    st.rerun()


def _said(words: Words, summary: Summary) -> str:
    read = words.plural("{n} account was read.", "{n} accounts were read.", summary.read)
    if not summary.failed:
        return read
    return read + " " + words.plural("{n} could not be; the table says why.", "{n} could not be; the table says why.", summary.failed)
