"""Hold an item of Wikidata against the register: what is new, what is there already, what differs, what is another institution's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.domain import identifiers
from dashboard.domain.accounts import Account
from dashboard.domain.errors import Refused
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.official_domain import domain
from dashboard.domain.wikidata import DatedCount, Item, KnownAccount, own_id_of
from dashboard.domain.wikidata_proposals import (
    AccountProposal,
    CountProposal,
    IdentifierProposal,
    Known,
    Proposals,
    SiteProposal,
    State,
)

CHECKS = {
    "wikidata": identifiers.wikidata,
    "siren": identifiers.siren,
    "insee": identifiers.insee,
    "uai": identifiers.uai,
    "ror": identifiers.ror,
}
"""Fields that Wikidata may fill, with what makes a value one of them. No proof rests on any of them."""


def propose(item: Item, known: Known, today: date) -> Proposals:
    """Hold an item against the register.

    A count belongs to an account only where its qualifier is that account's own id: the one the register knows, else the one that the
    item gives for the account. Where the two disagree the register is right. Counts of days that cannot be are left out.
    """
    accounts = [_account(one, item, known) for one in item.accounts]
    owners = _owners(accounts, known)
    counts: list[CountProposal] = []
    strangers = 0
    for one in item.counts:
        owner = owners.get((one.network, one.account_id))
        if owner is None or not _possible(one, owner, today):
            strangers += 1
            continue
        counts.append(_count(one, owner, known))
    single = _single(counts)
    left_out = replace(item.left_out, strangers=strangers, unclear=item.left_out.unclear + len(counts) - len(single))
    return Proposals(
        organisation=known.organisation.slug,
        item=replace(item, left_out=left_out),
        accounts=accounts,
        identifiers=_identifiers(item, known),
        counts=single,
        site=_site(item, known),
    )


def _account(one: KnownAccount, item: Item, known: Known) -> AccountProposal:
    others = [each.handle for each in known.accounts if each.network is one.network and each.handle]
    if _held(one, known):
        return AccountProposal(one, State.HERE)
    name = known.elsewhere.get((one.network, one.handle.lower()))
    if name:
        return AccountProposal(one, State.ELSEWHERE, name, others)
    alone = [each for each in item.accounts if each.network is one.network] == [one]
    in_use = not one.ended or (alone and one.network in known.left)
    return AccountProposal(one, State.NEW, None, others, advised=in_use and not others)


def _held(one: KnownAccount, known: Known) -> Account | None:
    """The institution's account of that handle."""
    on_it = (each for each in known.accounts if each.network is one.network)
    return next((each for each in on_it if each.handle.lower() == one.handle.lower()), None)


Owner = Account | AccountProposal


def _owners(accounts: Sequence[AccountProposal], known: Known) -> dict[tuple[Network, str], Owner]:
    """Whose counts are whose, by network and own id. Accounts in use come last, so that they win over former ones."""
    found: dict[tuple[Network, str], Owner] = {}
    for one in sorted(accounts, key=lambda each: not each.known.ended):
        mine = _held(one.known, known)
        if one.known.account_id is None or one.state is State.ELSEWHERE:
            continue
        # What the register knows for certain is never overruled by what anybody can edit.
        if mine is None or own_id_of(mine) in (None, one.known.account_id):
            found[one.known.network, one.known.account_id] = mine or one
    for each in known.accounts:
        if own := own_id_of(each):
            found[each.network, own] = each
    return found


def _possible(one: DatedCount, owner: Owner, today: date) -> bool:
    opened = owner.opened_on if isinstance(owner, Account) else None
    return max(FACTS[one.network].opened_on, opened or date.min) <= one.on <= today


def _count(one: DatedCount, owner: Owner, known: Known) -> CountProposal:
    if isinstance(owner, AccountProposal):
        return CountProposal(one, owner.known.handle, State.NEW, account=owner.key, advised=owner.advised)
    stored = known.figures.get((owner.id, one.on), ())
    if any(followers == one.followers for followers, _ in stored):
        return CountProposal(one, owner.handle, State.HERE, owner.id)
    stands = next((followers for followers, provenance in stored if provenance is Provenance.WIKIDATA), None)
    state = State.NEW if stands is None else State.DIFFERS
    return CountProposal(one, owner.handle, state, owner.id, stands=stands, advised=state is State.NEW)


def _single(counts: Sequence[CountProposal]) -> list[CountProposal]:
    """One number for each account and day: one with a reference before one without."""
    best: dict[object, CountProposal] = {}
    for one in sorted(counts, key=lambda each: (bool(each.count.references), each.count.statement)):
        best[one.account_id or one.account, one.count.on] = one
    return sorted(best.values(), key=lambda one: (list(Network).index(one.count.network), one.handle, one.count.on))


def _identifiers(item: Item, known: Known) -> list[IdentifierProposal]:
    found = []
    for name, check in CHECKS.items():
        try:
            value = check(item.item if name == "wikidata" else item.identifiers.get(name, ""))
        except Refused:
            continue
        ours: str | None = getattr(known.organisation, name)
        siret = known.organisation.siret if name == "siren" else None
        if ours == value:
            state = State.HERE
        elif known.taken.get(name):
            state = State.ELSEWHERE
        elif ours or (siret and not siret.startswith(value)):
            state = State.DIFFERS
        else:
            state = State.NEW
        shown = (siret or "")[:9] if state is State.DIFFERS and not ours else ours
        found.append(IdentifierProposal(name, value, state, shown, known.taken.get(name) if state is State.ELSEWHERE else None))
    return found


def _site(item: Item, known: Known) -> SiteProposal | None:
    if item.site is None:
        return None
    try:
        return SiteProposal(item.site, domain(item.site), known.organisation.domain)
    except Refused:
        return None
