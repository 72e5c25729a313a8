"""What Wikidata answers, made into items: only what is used is read, and whatever is not as it should be is left out.

The form: https://www.w3.org/TR/sparql11-results-json/
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from connectors.wikidata_queries import ENTITY
from dashboard.domain.networks import Network
from dashboard.domain.wikidata import ACCOUNTS, IDENTIFIERS, NAMED_BY, SITE, DatedCount, Item, KnownAccount, LeftOut, own_id, recognised

Row = Mapping[str, str]
"""One line of an answer: the text of each variable that has one and is no blank node."""
Rows = Mapping[str, Sequence[Row]]
"""The lines of each item."""

LARGEST = 2_000_000_000
LONGEST_LABEL, LONGEST_ADDRESS = 200, 500
MOST_REFERENCES = 5
DAY_PRECISION = 11
ORDER = list(Network)
PREFERRED, DEPRECATED = "PreferredRank", "DeprecatedRank"
_WIKI = "https://www.wikidata.org/wiki/"


def rows(document: object) -> list[Row]:
    """The lines of a SPARQL answer.

    :raises ValueError: it is none.
    """
    try:
        found = [_row(one) for one in document["results"]["bindings"]]  # type: ignore[index]
    except (TypeError, KeyError, AttributeError):
        raise ValueError("not a SPARQL answer") from None
    return found


def _row(binding: Mapping[str, Mapping[str, object]]) -> Row:
    # Blank nodes, and addresses that stand for them, mean "some value": it is there, and nobody knows it.
    said = {name: ("" if one["type"] == "bnode" or "/genid/" in str(one["value"]) else one["value"]) for name, one in binding.items()}
    return {name: value for name, value in said.items() if isinstance(value, str)}


def by_item(found: Iterable[Row]) -> Rows:
    """The lines by the item that they are about; those about nothing are dropped."""
    sorted_: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if item := item_of(row.get("item", "")):
            sorted_[item].append(row)
    return sorted_


def item_of(address: str) -> str | None:
    """``Q90`` of the address of an item."""
    found = re.fullmatch(re.escape(ENTITY) + r"(Q[1-9][0-9]{0,14})", address)
    return found[1] if found else None


def read_item(item: str, formerly: Sequence[str], labels: Sequence[Row], statements: Sequence[Row], counts: Sequence[Row]) -> Item | None:
    """One item; None where Wikidata says nothing of it."""
    named = next((text for row in labels for one in ("french", "english", "any") if (text := row.get(one, "").strip())), "")
    if not (named or statements or counts):
        return None
    standing = [row for row in statements if not row.get("rank", "").endswith(DEPRECATED)]
    dated, left_out = _counts([row for row in counts if not row.get("rank", "").endswith(DEPRECATED)])
    sites = [url for row in _best(standing, SITE) if (url := _address(row.get("value", "")))]
    identifiers = {name: {row["value"] for row in _best(standing, known) if row.get("value")} for name, known in IDENTIFIERS.items()}
    return Item(
        item=item,
        label=named[:LONGEST_LABEL] or item,
        accounts=_accounts(standing),
        counts=dated,
        # Several of equal standing: nobody can say which is meant.
        identifiers={name: values.pop() for name, values in identifiers.items() if len(values) == 1},
        site=min(sites, default=None),
        left_out=left_out,
        formerly=formerly,
    )


def _best(found: Sequence[Row], which: str) -> list[Row]:
    of_it = [row for row in found if row.get("property") == which and "end" not in row]
    return [row for row in of_it if row.get("rank", "").endswith(PREFERRED)] or of_it


def _accounts(found: Sequence[Row]) -> list[KnownAccount]:
    known: dict[tuple[Network, str], KnownAccount] = {}
    for network, which in ACCOUNTS.items():
        best = {row.get("statement") for row in _best(found, which)}
        of_it = [row for row in found if row.get("property") == which]
        for row in sorted(of_it, key=lambda row: ("end" in row, row.get("value", ""))):
            meant = recognised(network, row.get("value", ""))
            if meant is None:
                continue
            number = own_id(network, row.get("number", "") if network is Network.X else row.get("value", ""))
            one = KnownAccount(network, meant.handle, number, ended=row.get("statement") not in best)
            key = (network, meant.handle.lower())
            # The same account in two statements: the one in use, or with its number, says more.
            if key not in known or (known[key].ended, known[key].account_id is None) > (one.ended, one.account_id is None):
                known[key] = one
    return sorted(known.values(), key=lambda one: (ORDER.index(one.network), one.ended, one.handle))


def _counts(found: Sequence[Row]) -> tuple[list[DatedCount], LeftOut]:
    by_statement: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_statement[row.get("statement", "")].append(row)
    dated: list[DatedCount] = []
    nameless = unclear = undated = 0
    for statement, lines in sorted(by_statement.items()):
        accounts = {(row["qualifier"], row.get("account", "")) for row in lines if "qualifier" in row}
        days = {(row["on"], row.get("precision", "")) for row in lines if "on" in row}
        numbers = {(row.get("followers", ""), row.get("lower"), row.get("upper")) for row in lines}
        address = _statement(statement)
        if max(len(accounts), len(days), len(numbers)) > 1:
            unclear += 1
        elif not accounts or (named := _named(*accounts.pop())) is None:
            nameless += 1
        elif not days or (on := _day(*days.pop())) is None or address is None:
            undated += 1
        elif (read := _number(*numbers.pop())) is None:
            unclear += 1
        else:
            cited = _cited(lines, "reference"), _cited(lines, "stated")
            dated.append(DatedCount(*named, on, read[0], address, *cited, rounded_to=read[1]))
    return sorted(dated, key=lambda one: (one.on, one.network.value)), LeftOut(nameless=nameless, unclear=unclear, undated=undated)


def _named(which: str, text: str) -> tuple[Network, str] | None:
    network = next((network for network, known in NAMED_BY.items() if known == which), None)
    named = own_id(network, text) if network and text else None
    return (network, named) if network and named else None


def _day(text: str, precision: str) -> date | None:
    """A day, where the statement knows it to the day."""
    found = re.fullmatch(r"\+?([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9:.]+Z?", text)
    if found is None or not re.fullmatch(r"[0-9]{1,2}", precision) or int(precision) < DAY_PRECISION:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def _number(text: str, lower: str | None, upper: str | None) -> tuple[int, int | None] | None:
    """The count, and to the nearest how many it was rounded (None where exact); None where it is no count."""
    count = _whole(text)
    if count is None:
        return None
    low, high = (_whole(one or "") for one in (lower, upper))
    width = high - low if low is not None and high is not None else 0
    return count, (width if width > 1 else None)


def _whole(text: str) -> int | None:
    found = re.fullmatch(r"\+?([0-9]{1,10})(\.0*)?", text)
    return int(found[1]) if found and int(found[1]) <= LARGEST else None


def _cited(lines: Iterable[Row], which: str) -> tuple[str, ...]:
    found = (row.get(which, "") for row in lines)
    addresses = (_WIKI + item if (item := item_of(text)) else _address(text) for text in found)
    return tuple(sorted({one for one in addresses if one}))[:MOST_REFERENCES]


def _statement(address: str) -> str | None:
    """The address at which people read a statement: its page, at its place."""
    found = re.fullmatch(re.escape(ENTITY) + r"statement/([Qq][0-9]{1,15})-([0-9A-Za-z-]{1,64})", address)
    return f"{_WIKI}{found[1].upper()}#{found[1]}${found[2]}" if found else None


def _address(text: str) -> str | None:
    """A web address that can be shown and kept."""
    if len(text) > LONGEST_ADDRESS or not text.isprintable() or re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
        return text if parts.scheme in ("https", "http") and parts.hostname and "@" not in parts.netloc else None
    except ValueError:
        return None
