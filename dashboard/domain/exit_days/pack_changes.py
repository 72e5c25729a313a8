"""What has to be written to an account of Bluesky so that it has the packs of a sector with the right members, and nothing else changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from dashboard.domain.exit_days.pack import MOST_PACKS, PackSector, PackTexts, share_out

LIST, ITEM, PACK = "app.bsky.graph.list", "app.bsky.graph.listitem", "app.bsky.graph.starterpack"
PURPOSE = "app.bsky.graph.defs#referencelist"
"""Of a list that only tells whom a pack lists: https://docs.bsky.app/docs/api/app-bsky-graph-get-list."""
Record = Mapping[str, object]
Records = Mapping[str, Record]
"""Records of one collection by their keys."""


class Action(StrEnum):
    """What is done to a record."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True)
class Write:
    """One change of one record; ``value``: what it becomes, None where it is deleted."""

    action: Action
    collection: str
    key: str
    value: Record | None = None


@dataclass(frozen=True)
class Account:
    """What an account holds today that matters here, packs and lists made by hand among it."""

    did: str
    lists: Records
    packs: Records
    items: Records


@dataclass(frozen=True)
class Changes:
    """What has to be done.

    :param batches: writes, one batch a pack and the first pack first: each leaves the account in a state from which one can go on.
    :param joining: DIDs that no pack of the sector lists yet. :param leaving: those that none will list any more.
    :param packs: how many packs there will be; ``before``: how many there are.
    """

    batches: Sequence[Sequence[Write]]
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    packs: int
    before: int

    @property
    def writes(self) -> int:
        """How many records change."""
        return sum(map(len, self.batches))


def changes(sector: PackSector, texts: PackTexts, wanted: Sequence[str], account: Account, *, now: datetime) -> Changes:
    """Compare what is with what should be.

    Only records under the keys of this sector, and members of its own lists, are ever touched: a member that somebody added to such a
    list by hand stays if it belongs there, and goes otherwise.
    """
    listed = _listed(account, _numbers(sector, account))
    shared = share_out(wanted, ((number, did) for number, members in listed.items() for _, did in members))
    packs = {number: _Pack(sector, number, texts, account, now) for number in sorted({*shared, *listed})}
    batches = [
        _whole(pack, shared[number], listed.get(number, [])) if number in shared else _gone(pack, listed[number])
        for number, pack in packs.items()
    ]
    before, after = dict.fromkeys(did for members in listed.values() for _, did in members), set(wanted)
    return Changes(
        batches=[batch for batch in batches if batch],
        joining=tuple(did for did in wanted if did not in before),
        leaving=tuple(did for did in before if did not in after),
        packs=len(shared),
        before=sum(sector.key(number, "pack") in account.packs for number in listed),
    )


Listed = dict[int, list[tuple[str, str]]]
"""By the number of a pack: (record key, DID) of those it lists."""


@dataclass(frozen=True)
class _Pack:
    """One numbered pack of a sector on an account."""

    sector: PackSector
    number: int
    texts: PackTexts
    account: Account
    now: datetime

    @property
    def uri(self) -> str:
        return _uri(self.account.did, self.sector.key(self.number, "list"))

    def put(self, collection: str, held: Records, key: str, said: Record) -> Iterator[Write]:
        """Let a record say that. What somebody added to it by hand in Bluesky (a picture, feeds) stays."""
        old = held.get(key)
        if old is None:
            yield Write(Action.CREATE, collection, key, {"$type": collection, **said, "createdAt": moment(self.now)})
        elif any(old.get(name) != value for name, value in said.items()):
            # Links within the old description would point to the wrong words.
            kept = {name: value for name, value in old.items() if name != "descriptionFacets"}
            yield Write(Action.UPDATE, collection, key, {**kept, **said})


def _whole(pack: _Pack, members: Sequence[str], listed: Sequence[tuple[str, str]]) -> list[Write]:
    """Those who left go first, so that no pack is ever too large; the pack comes last, so that none is ever empty."""
    missing, writes = dict.fromkeys(members), []
    for key, did in listed:
        if did in missing:
            del missing[did]
        else:
            writes.append(Write(Action.DELETE, ITEM, key))
    texts = pack.texts.of(pack.number)
    said = {"name": texts.name, "description": texts.description}
    writes += pack.put(LIST, pack.account.lists, pack.sector.key(pack.number, "list"), {"purpose": PURPOSE, **said})
    for did in missing:
        writes += pack.put(ITEM, {}, pack.sector.key(pack.number, did), {"subject": did, "list": pack.uri})
    writes += pack.put(PACK, pack.account.packs, pack.sector.key(pack.number, "pack"), {**said, "list": pack.uri})
    return writes


def _gone(pack: _Pack, listed: Iterable[tuple[str, str]]) -> list[Write]:
    """A pack that nobody needs any more, with its list."""
    pack_key, list_key = pack.sector.key(pack.number, "pack"), pack.sector.key(pack.number, "list")
    writes = [Write(Action.DELETE, PACK, pack_key)] if pack_key in pack.account.packs else []
    writes += [Write(Action.DELETE, ITEM, key) for key, _ in listed]
    return writes + ([Write(Action.DELETE, LIST, list_key)] if list_key in pack.account.lists else [])


def _numbers(sector: PackSector, account: Account) -> dict[str, int]:
    """The packs of this sector of which the account has anything, by the address of their lists."""
    listed = {one.get("list") for one in account.items.values()}
    found = {}
    for number in range(1, MOST_PACKS + 1):
        key = sector.key(number, "list")
        uri = _uri(account.did, key)
        if key in account.lists or sector.key(number, "pack") in account.packs or uri in listed:
            found[uri] = number
    return found


def _listed(account: Account, numbers: Mapping[str, int]) -> Listed:
    found: Listed = {number: [] for number in numbers.values()}
    for key, item in sorted(account.items.items()):
        number, did = numbers.get(str(item.get("list"))), item.get("subject")
        if number is not None:
            found[number].append((key, str(did)))
    return found


def _uri(did: str, key: str) -> str:
    return f"at://{did}/{LIST}/{key}"


def moment(at: datetime) -> str:
    """As records write it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
