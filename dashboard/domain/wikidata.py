"""What Wikidata knows of an institution, as far as it is used here. All texts are hostile: escape them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.networks import Network


@dataclass(frozen=True)
class Asked:
    """Whom to look for: by exactly one of these.

    :param item: ``Q90``. :param x_username: without ``@``. :param siren: nine digits.
    """

    item: str | None = None
    x_username: str | None = None
    siren: str | None = None


@dataclass(frozen=True)
class KnownAccount:
    """An account that an item names.

    :param account_id: the network's own number or channel id, where the statement carries it.
    """

    network: Network
    handle: str
    account_id: str | None = None


@dataclass(frozen=True)
class DatedCount:
    """A follower count (P8687) that belongs to one account for certain: its qualifier is that account's own id.

    :param statement: address of the statement; ``references``: addresses that it cites.
    """

    network: Network
    account_id: str
    on: date
    followers: int
    statement: str
    references: Sequence[str] = ()


@dataclass(frozen=True)
class Item:
    """One item.

    :param identifiers: by our own field names: siren, insee, uai, ror.
    """

    item: str
    label: str
    accounts: Sequence[KnownAccount]
    counts: Sequence[DatedCount]
    identifiers: dict[str, str]
    site: str | None = None
