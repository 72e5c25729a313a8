"""What is left to do for an institution and what is done, in the order in which it is worth doing. Pure: pages draw it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.addresses import BRING_FIGURES, CONNECT_ACCOUNTS, LOG_DEPARTURE, TEAM, Page
from dashboard.domain.account_proofs import WAYS
from dashboard.domain.accounts import Account, Link, Origin
from dashboard.domain.claims import COUNTS, Claim
from dashboard.domain.figures import Holding
from dashboard.domain.networks import FACTS
from dashboard.domain.organisations import Level
from dashboard.i18n import Words
from dashboard.presenters.proof_words import proven_how
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.views import AccountSeries, OrganisationView


@dataclass(frozen=True)
class Task:
    """One thing to do; its button leads to a page, or further down this one where ``page`` is None."""

    title: str
    text: str
    button: str
    page: Page | None


@dataclass(frozen=True)
class Done:
    """One thing that is done, and since when."""

    text: str
    on: date | None = None


@dataclass(frozen=True)
class Situation:
    """What tasks depend on.

    :param claims: of the institution, those that count no more among them.
    :param owner: whether the reader looks after the team; ``alone``: whether nobody else is in it, None where that is not known.
    """

    shown: OrganisationView
    claims: Sequence[Claim]
    today: date
    holding: Holding
    owner: bool = False
    alone: bool | None = None


def tasks(words: Words, now: Situation) -> list[Task]:
    """What is left to do, the most useful first."""
    return [*_proof(words, now), *_departure(words, now), *_accounts(words, now), *_figures(words, now), *_team(words, now)]


def _proof(words: Words, now: Situation) -> Iterator[Task]:
    level = now.shown.organisation.level
    if level is Level.L0:
        text = words("Until then your figures are listed without a rank. It takes three steps, and no document.")
        yield Task(words("Prove who you are"), text, words("Prove it"), None)
    elif not level.certified:
        text = words("An address at your domain is a beginning (L1). A rank needs a stronger proof (L2).")
        yield Task(words("Go up one level"), text, words("Go up to L2"), None)


def _departure(words: Words, now: Situation) -> Iterator[Task]:
    if now.shown.journey.departed_on is None:
        text = words("Every curve is counted from that day. A day to come can be logged as well.")
        yield Task(words("Log the date of your departure"), text, words("Log it"), LOG_DEPARTURE)


def _accounts(words: Words, now: Situation) -> Iterator[Task]:
    new = _new(now)
    if not new:
        text = words("Bluesky, Mastodon and PeerTube are then read every day; the others are dated by hand.")
        yield Task(words("Connect your new accounts"), text, words("Connect them"), CONNECT_ACCOUNTS)
    listed = [one.account for one in new if one.account.link is Link.LISTED and one.account.network in WAYS]
    if listed:
        names = ", ".join(words.term(one.network) for one in listed)
        text = words("{names}: so that nobody can take another’s account for yours.", names=names)
        yield Task(words("Prove that the accounts are yours"), text, words("Prove them"), CONNECT_ACCOUNTS)


def _figures(words: Words, now: Situation) -> Iterator[Task]:
    left = words.term(left_network(now.shown))
    if now.shown.baseline is None:
        text = words("How many followed you on {network} near the departure: without it, nothing can be compared.", network=left)
        yield Task(words("Bring the audience left on {network}", network=left), text, words("Bring it"), BRING_FIGURES)
    for one in _new(now):
        network = words.term(one.account.network)
        newest = one.counted[-1] if one.counted else None
        if FACTS[one.account.network].collected:
            continue
        if newest is None:
            text = words("This network gives no public counts.")
        elif (now.today - newest.day).days > now.holding.declared:
            text = words("Last figure: {n} followers on {day}. It holds for a month or so.", n=newest.followers, day=newest.day)
        else:
            continue
        yield Task(words("Bring a newer figure for {network}", network=network), text, words("Bring it"), BRING_FIGURES)


def _team(words: Words, now: Situation) -> Iterator[Task]:
    if now.owner and now.alone:
        text = words("So that the work goes on when you are away.")
        yield Task(words("Invite a colleague"), text, words("Invite"), TEAM)


def _new(now: Situation) -> list[AccountSeries]:
    return [one for one in now.shown.series if one.account.origin is Origin.DESTINATION]


def done(words: Words, now: Situation) -> list[Done]:
    """What is done, each with its date."""
    return [*_proofs_done(words, now), *_rest_done(words, now)]


def _proofs_done(words: Words, now: Situation) -> Iterator[Done]:
    for claim in now.claims:
        if claim.state in COUNTS:
            text = words("Institution proven ({level}): {how}", level=claim.level.value, how=proven_how(words, claim))
            yield Done(text, claim.proven_at.date() if claim.proven_at else None)


def _rest_done(words: Words, now: Situation) -> Iterator[Done]:
    shown = now.shown
    if shown.journey.departed_on is not None:
        text = words("Departure planned") if shown.journey.planned else words("Departure logged")
        yield Done(text, shown.journey.departed_on)
    for account in (one.account for one in _new(now)):
        yield Done(_account_done(words, account), account.linked_at.date() if account.linked_at else None)
    if shown.baseline is not None:
        text = words("Audience left on {network}: {n}", network=left_network(shown), n=shown.baseline.followers)
        yield Done(text, shown.baseline.day)


def _account_done(words: Words, account: Account) -> str:
    if account.link is Link.LISTED:
        return words("{network} connected", network=account.network)
    return words("{network} connected, {link}", network=account.network, link=account.link)
