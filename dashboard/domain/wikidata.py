"""What Wikidata knows of an institution, as far as it is used here. All texts are hostile: escape them.

Properties: https://www.wikidata.org/wiki/Property:P8687 and so on. Accounts are recognised as everywhere else; a follower count belongs
to an account only where its qualifier is that account's own id, so that a count on YouTube is never read as one on X.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from dashboard.domain import identifiers
from dashboard.domain.accounts import Account
from dashboard.domain.errors import N_, Refused
from dashboard.domain.handles import Recognised, recognise_for
from dashboard.domain.networks import Network
from dashboard.domain.profile_pages import SITES

ACCOUNTS: Mapping[Network, str] = MappingProxyType(
    {
        Network.X: "P2002",
        Network.BLUESKY: "P12361",
        Network.MASTODON: "P4033",
        Network.LINKEDIN: "P4264",
        Network.INSTAGRAM: "P2003",
        Network.FACEBOOK: "P2013",
        Network.YOUTUBE: "P2397",
        Network.TIKTOK: "P7085",
    }
)
"""The property that names an institution's account."""
X_NUMBER = "P6552"
NAMED_BY: Mapping[Network, str] = MappingProxyType({**ACCOUNTS, Network.X: X_NUMBER})
"""The qualifier by which a count says of which account it is: X's own number, since a username changes hands."""
IDENTIFIERS: Mapping[str, str] = MappingProxyType({"siren": "P1616", "insee": "P374", "uai": "P3202", "ror": "P6782"})
SITE, FOLLOWERS, POINT_IN_TIME, END, REFERENCE, STATED_IN = "P856", "P8687", "P585", "P582", "P854", "P248"

_ITEM = re.compile(r"Q[1-9][0-9]{0,14}")
_SIREN = re.compile(r"[0-9]{9}")
_X_NUMBER = re.compile(r"[0-9]{1,20}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
CHANNEL = "channel/"
"""What stands before the id of a YouTube channel in an address, and so in our handles."""


@dataclass(frozen=True)
class Asked:
    """Whom to look for: by exactly one of these. Nothing else than these forms can be made, so that each is safe inside a query.

    :param item: ``Q90``. :param x_username: without ``@``. :param siren: nine digits.
    """

    item: str | None = None
    x_username: str | None = None
    siren: str | None = None

    def __post_init__(self) -> None:
        forms = ((self.item, _ITEM), (self.x_username, SITES[Network.X].handle), (self.siren, _SIREN))
        given = [(text, form) for text, form in forms if text is not None]
        if len(given) != 1 or not given[0][1].fullmatch(given[0][0]):
            raise ValueError("one item, one username on X or one SIREN")

    def __str__(self) -> str:
        return self.item or self.siren or f"@{self.x_username}"


@dataclass(frozen=True)
class KnownAccount:
    """An account that an item names.

    :param handle: as ours (domain.handles).
    :param account_id: what counts name it by (``own_id``), where the statement carries it.
    :param ended: Wikidata says that it is no longer used, or prefers another one.
    """

    network: Network
    handle: str
    account_id: str | None = None
    ended: bool = False


@dataclass(frozen=True)
class DatedCount:
    """A follower count (P8687) that names exactly one account, by that account's own id, and exactly one day.

    :param statement: address of the statement; ``references``: addresses that it cites; ``stated_in``: items that it cites, as addresses.
    :param rounded_to: to the nearest how many, where the statement says that it is not exact.
    """

    network: Network
    account_id: str
    on: date
    followers: int
    statement: str
    references: Sequence[str] = ()
    stated_in: Sequence[str] = ()
    rounded_to: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """How many dated counts could not be used, and why.

    :param nameless: do not say of which account. ``unclear``: name several accounts, days or numbers, or no number
        that can be.
    :param undated: have no date to the day. ``strangers``: name an account that is not known to be the institution's.
    """

    nameless: int = 0
    unclear: int = 0
    undated: int = 0
    strangers: int = 0


@dataclass(frozen=True)
class Item:
    """One item.

    :param identifiers: by our own field names: siren, insee, uai, ror; as they stand there, unchecked.
    :param formerly: items that were merged into it.
    """

    item: str
    label: str
    accounts: Sequence[KnownAccount] = ()
    counts: Sequence[DatedCount] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    site: str | None = None
    left_out: LeftOut = LeftOut()
    formerly: Sequence[str] = ()

    @property
    def address(self) -> str:
        """Where anybody can read it."""
        return f"https://www.wikidata.org/wiki/{self.item}"


def asked_for(text: str) -> Asked:
    """Whom somebody means: ``Q90`` or the item's address, a SIREN, or an account on X (``@Paris``, its address).

    :raises Refused: none of these.
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9][0-9\s.]{6,}", typed):
        return Asked(siren=identifiers.siren(typed))
    if re.fullmatch(r"[Qq][0-9]+", typed) or "wikidata.org/" in typed.lower():
        return Asked(item=identifiers.wikidata(typed))
    try:
        return Asked(x_username=recognise_for(typed, Network.X).handle)
    except Refused:
        raise Refused(
            N_("“{typed}” cannot be looked up. Type a Wikidata item (Q456), a username on X (@Ville), or a SIREN."), typed=typed[:80]
        ) from None


def answers(asked: Asked, items: Sequence[Item]) -> list[Item]:
    """Those among some items that are meant; several may share a username or a SIREN."""
    if asked.item:
        return [one for one in items if asked.item in (one.item, *one.formerly)]
    if asked.siren:
        return [one for one in items if one.identifiers.get("siren") == asked.siren]
    name = (asked.x_username or "").lower()
    return [one for one in items if any(each.network is Network.X and each.handle.lower() == name for each in one.accounts)]


def recognised(network: Network, text: str) -> Recognised | None:
    """The account that a statement, or a handle of ours, names; None where no account of that network can have that name."""
    try:
        if network is Network.YOUTUBE:
            channel = text.removeprefix(CHANNEL)
            return Recognised(network, CHANNEL + channel) if _CHANNEL.fullmatch(channel) else None
        return recognise_for(text, network)
    except Refused:
        return None


def own_id(network: Network, text: str) -> str | None:
    """What counts name an account by, in one form; None where it cannot be one of that network."""
    if network is Network.X:
        return text if _X_NUMBER.fullmatch(text) else None
    found = recognised(network, text)
    # Bluesky's lasting identifier is no handle, and Wikidata names accounts there by their handle.
    if found is None or found.handle.startswith("did:"):
        return None
    return found.handle.removeprefix(CHANNEL) if network is Network.YOUTUBE else found.handle.lower()


def own_id_of(account: Account) -> str | None:
    """The same of an account of the register; None where it is not known, as of an X account whose archive nobody brought."""
    if account.network not in NAMED_BY:
        return None
    if account.network is Network.X:
        return own_id(account.network, account.remote_id or "")
    return own_id(account.network, account.handle)
