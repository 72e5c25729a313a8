"""Starter packs of Bluesky: whom one lists, and the record keys by which our own are found again.

https://docs.bsky.app/blog/starter-packs, https://atproto.com/specs/tid, https://atproto.com/specs/record-key
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.organisations import Kind

MOST = 150
"""Accounts in one pack: what Bluesky's own app lets anybody put into one."""
MOST_PACKS = 100
"""Packs of one sector: 15,000 accounts, more than anybody may write to Bluesky in a day."""
LONGEST_NAME = 50
"""Signs in the name of a pack, and ``LONGEST_LIST_NAME`` bytes in that of its list, as the records' schemas have it."""
LONGEST_LIST_NAME = 64
LONGEST_DESCRIPTION = 300
PAGE = "https://bsky.app/starter-pack/{account}/{key}"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
KEY_LENGTH = 13
BEGINS = 1_704_067_200_000_000
"""1 January 2024 in microseconds. Keys are moments (TID); ours are made up, from that day on and in the past."""
MOMENTS, CLOCKS = 45, 10
"""Bits of a key that are ours to choose: of its moment (a year and a month), and of the clock that would have measured it."""


@dataclass(frozen=True)
class PackSector:
    """Whom a pack lists; every part that is given must hold.

    :param kinds: any of these; empty: all. :param region: ISO 3166-2, or None for all.
    :param day: slug of an exit day: those who leave on it and are named; None: whoever is in the register.
    """

    kinds: frozenset[Kind] = frozenset()
    region: str | None = None
    day: str | None = None

    @property
    def mark(self) -> str:
        """By which its packs are known for ever, in whatever order it was typed."""
        kinds = ",".join(sorted(self.kinds))
        return f"kinds={kinds} region={self.region or ''} day={self.day or ''}"

    def key(self, number: int, part: str) -> str:
        """The record key of a part of the pack of that number (1, 2, ...): ``list``, ``pack``, or the DID of a member.

        The same for the same every time, so that whoever creates it twice has one.
        """
        told = f"{self.mark}\n{number}\n{part}".encode()
        chosen = int.from_bytes(hashlib.sha256(told).digest()) >> (256 - MOMENTS - CLOCKS)
        rest = (BEGINS << CLOCKS) + chosen
        signs = []
        for _ in range(KEY_LENGTH):
            rest, sign = divmod(rest, len(ALPHABET))
            signs.append(ALPHABET[sign])
        return "".join(reversed(signs))

    @property
    def subject(self) -> str:
        """How the audit names its packs."""
        return f"starter_pack:{self.key(1, 'pack')}"

    def pages(self, account: str, packs: int) -> tuple[str, ...]:
        """Where anybody finds its packs.

        :param account: handle of the account that published them.
        """
        return tuple(PAGE.format(account=account, key=self.key(number, "pack")) for number in range(1, packs + 1))


@dataclass(frozen=True)
class PackTexts:
    """What is written on a pack, and on the list beneath it."""

    name: str
    description: str

    def of(self, number: int) -> "PackTexts":
        """The texts of the pack of that number, cut to what Bluesky takes; the first has no number, and so keeps its name for ever."""
        tail = f" ({number})" if number > 1 else ""
        name = fit(self.name, LONGEST_NAME - len(tail), LONGEST_LIST_NAME - len(tail)) + tail
        return PackTexts(name, fit(self.description, LONGEST_DESCRIPTION, 10 * LONGEST_DESCRIPTION))


def fit(text: str, signs: int, size: int) -> str:
    """The text, cut with an ellipsis where it has more signs, or bytes, than that."""
    line = " ".join(text.split())
    if len(line) <= signs and len(line.encode()) <= size:
        return line
    kept = line[: signs - 1].encode()[: size - len("…".encode())].decode(errors="ignore")
    return kept.rstrip() + "…"


def share_out(wanted: Iterable[str], held: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Members by the number of the pack that lists them: as few packs as will do, and as few moves between them.

    :param wanted: DIDs, the first to be listed first; none twice. :param held: who is listed where today, as (number, DID).
    """
    left = dict.fromkeys(wanted)
    shared: dict[int, list[str]] = {number: [] for number in range(1, -(-len(left) // MOST) + 1)}
    for number, did in sorted(held):
        if did in left and number in shared and len(shared[number]) < MOST:
            shared[number].append(did)
            del left[did]
    waiting = iter(left)
    for members in shared.values():
        members.extend(did for _, did in zip(range(MOST - len(members)), waiting, strict=False))
    return shared
