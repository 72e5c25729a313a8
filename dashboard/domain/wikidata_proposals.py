"""What an item of Wikidata would add to the register, for a person to take or to leave. All texts of the item are hostile: escape them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dashboard.domain.accounts import Account
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.wikidata import DatedCount, Item, KnownAccount


class State(StrEnum):
    """How something of an item stands to the register."""

    NEW = "new"
    HERE = "here"
    DIFFERS = "differs"
    ELSEWHERE = "elsewhere"  # another institution has it


@dataclass(frozen=True)
class AccountProposal:
    """An account.

    :param held_by: name of the other institution that has it, or None.
    :param others: handles of the institution's accounts on that network that are not this one.
    :param advised: whether it is chosen unless somebody says otherwise: nothing speaks against it.
    """

    known: KnownAccount
    state: State
    held_by: str | None = None
    others: Sequence[str] = ()
    advised: bool = False

    @property
    def key(self) -> str:
        """Its name in a choice."""
        return f"account:{self.known.network.value}:{self.known.handle.lower()}"


@dataclass(frozen=True)
class IdentifierProposal:
    """An identifier, by our field name. ``ours`` is what the register has; ``held_by`` the other institution that has this one."""

    name: str
    value: str
    state: State
    ours: str | None = None
    held_by: str | None = None

    @property
    def key(self) -> str:
        """Its name in a choice."""
        return f"identifier:{self.name}"


@dataclass(frozen=True)
class CountProposal:
    """A dated count of one account.

    :param handle: of the account that it belongs to.
    :param account_id: of the register, or None where the account is only proposed; ``account`` is then its key.
    :param stands: the number from Wikidata that it would replace, or None.
    :param advised: as of accounts.
    """

    count: DatedCount
    handle: str
    state: State
    account_id: int | None = None
    account: str | None = None
    stands: int | None = None
    advised: bool = False

    @property
    def key(self) -> str:
        """Its name in a choice."""
        return f"count:{self.count.statement}"


@dataclass(frozen=True)
class SiteProposal:
    """The official site, as a hint: only the collective sets the official domain, since proofs rest on it.

    :param domain: what it would be; ``ours`` what the register has, or None.
    """

    address: str
    domain: str
    ours: str | None


@dataclass(frozen=True)
class Known:
    """What the register knows.

    :param elsewhere: name of the other institution that holds an account, by network and handle in small letters.
    :param taken: the same for identifiers, by field name.
    :param figures: numbers stored, by account and day, with their provenance.
    :param left: the networks being left: an account that ended there is the one to compare with.
    """

    organisation: Organisation
    accounts: Sequence[Account]
    elsewhere: Mapping[tuple[Network, str], str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[tuple[int, date], Sequence[tuple[int, Provenance]]] = field(default_factory=dict)
    left: frozenset[Network] = frozenset({Network.X})


@dataclass(frozen=True)
class Proposals:
    """Everything of one item, for one institution."""

    organisation: str
    item: Item
    accounts: Sequence[AccountProposal]
    identifiers: Sequence[IdentifierProposal]
    counts: Sequence[CountProposal]
    site: SiteProposal | None

    @property
    def new(self) -> list[AccountProposal | IdentifierProposal | CountProposal]:
        """What may be taken."""
        every: list[AccountProposal | IdentifierProposal | CountProposal] = [*self.accounts, *self.identifiers, *self.counts]
        return [one for one in every if one.state is State.NEW or (isinstance(one, CountProposal) and one.state is State.DIFFERS)]

    @property
    def is_anothers(self) -> str | None:
        """Name of the other institution to which the register gives this item, or None."""
        return next((one.held_by for one in self.identifiers if one.name == "wikidata"), None)


def source_of(count: DatedCount) -> str:
    """Where a count can be checked: the reference it cites, else the statement itself."""
    return next(iter(count.references), count.statement)


class Part(StrEnum):
    """What can be taken of an item without looking at each line."""

    ACCOUNTS = "accounts"
    IDENTIFIERS = "identifiers"
    COUNTS = "counts"


def advised(found: Proposals, parts: Collection[Part]) -> set[str]:
    """The keys of what is new in these parts and has nothing that speaks against it."""
    keys: set[str] = set()
    if Part.ACCOUNTS in parts:
        keys |= {one.key for one in found.accounts if one.advised}
    if Part.IDENTIFIERS in parts:
        keys |= {one.key for one in found.identifiers if one.state is State.NEW}
    if Part.COUNTS in parts:
        keys |= {one.key for one in found.counts if one.advised}
    return keys
