"""QuickStatements: dated counts in the form in which Wikidata's tool for many edits takes them (version 1, tab separated).

https://www.wikidata.org/wiki/Help:QuickStatements
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from dashboard.domain.networks import Network
from dashboard.domain.wikidata import FOLLOWERS, NAMED_BY, POINT_IN_TIME, REFERENCE, own_id

DAY = 11
"""Wikidata's number for a date known to the day."""


@dataclass(frozen=True)
class Statement:
    """One dated count of one account.

    :param item: ``Q90``. :param account_id: the account's own id, as Wikidata qualifies counts by it.
    :param reference: address of a page that says so.
    """

    item: str
    network: Network
    account_id: str
    on: date
    followers: int
    reference: str

    def __post_init__(self) -> None:
        # A tab, a quote or a line break in any of them would be another command.
        if not re.fullmatch(r"Q[1-9][0-9]*", self.item) or own_id(self.network, self.account_id) is None or self.followers < 0:
            raise ValueError("no statement of Wikidata")
        if not self.reference.startswith(("https://", "http://")):
            raise ValueError("a reference is the address of a page")


def line(one: Statement) -> str:
    """One command, without the line break."""
    cells = [one.item, FOLLOWERS, str(one.followers)]
    cells += [POINT_IN_TIME, f"+{one.on.isoformat()}T00:00:00Z/{DAY}"]
    cells += [NAMED_BY[one.network], _text(one.account_id)]
    cells += ["S" + REFERENCE.removeprefix("P"), _text(quote(one.reference, safe="/:?&=#%+,;@~!$'()*[]-._"))]
    return "\t".join(cells)


def lines(statements: Iterable[Statement]) -> str:
    """All commands, by item and day."""
    ordered = sorted(statements, key=lambda one: (int(one.item[1:]), one.on, list(Network).index(one.network), one.account_id))
    return "".join(line(one) + "\n" for one in ordered)


def apart(statements: Iterable[Statement]) -> list[Statement]:
    """Those that the tool keeps apart, the first of each.

    It adds the qualifiers of a second statement with the same number to the first one: 1,200 on two days, or on two networks, would end
    as one statement of two days or two accounts, which nobody can read any more.
    """
    kept: dict[tuple[str, int], Statement] = {}
    for one in statements:
        kept.setdefault((one.item, one.followers), one)
    return list(kept.values())


def _text(text: str) -> str:
    return f'"{text}"'
