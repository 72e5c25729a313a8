"""People of nobody: followers of Lyon, and those among all who agreed to be found. Every id begins so that it is seen wherever it leaks."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from dashboard.domain.people import OPERATOR
from dashboard.services.compared.pairs import PairsTaken, import_pairs
from db.engine import Database
from db.vault import Vault
from tests.archives.contents import files, list_text, manifest, manifest_member, posts
from tests.archives.zips import Member, write_zip
from tests.factories import NOW
from tests.people import VAULT

HEADER = "x_id,bluesky_did,mastodon_address"
FIRST = 770_000_001
BLUESKY, MASTODON, BOTH = (True, False), (False, True), (True, True)
Where = tuple[bool, bool]


def ids(count: int, first: int = FIRST) -> list[int]:
    """Numbers of X accounts."""
    return [first + 7 * place for place in range(count)]


def line(x_id: int, where: Where) -> str:
    """One line of a list of people."""
    return f"{x_id},{f'did:plc:canary{x_id}' if where[0] else ''},{f'canary{x_id}@social.example' if where[1] else ''}"


def csv(people: Iterable[tuple[int, Where]], header: str = HEADER) -> bytes:
    """The list as the collective gets it."""
    return "\r\n".join([header, *(line(*one) for one in people), ""]).encode()


def enlist(db: Database, people: Iterable[tuple[int, Where]], vault: Vault = VAULT) -> PairsTaken:
    """Import them as the operator does."""
    return import_pairs(db, vault, csv(people), by=OPERATOR, now=NOW)


def thirds(found: Sequence[int]) -> list[tuple[int, Where]]:
    """Every third on Bluesky, on Mastodon, on both."""
    return [(x_id, (BLUESKY, MASTODON, BOTH)[place % 3]) for place, x_id in enumerate(found)]


def in_lists(followers: Sequence[int], length: int = 64) -> list[list[bytes]]:
    """As the archive's reader gives them."""
    texts = [str(one).encode() for one in followers]
    return [texts[at : at + length] for at in range(0, len(texts), length)]


def write_archive(path: Path, *parts: Sequence[int]) -> Path:
    """An archive of X with these followers, in as many files as parts."""
    texts = [list_text("follower", part, [str(one) for one in some]).encode() for part, some in enumerate(parts)]
    types = {"follower": files("follower", *(str(len(some)) for some in parts)), "following": files("following", "0")}
    members = [Member(one["fileName"], text) for one, text in zip(types["follower"]["files"], texts, strict=True)]
    empty = Member("data/following.js", list_text("following", 0, []).encode())
    write_zip(path, [*posts(), manifest_member(manifest(types)), *members, empty])
    return path


def disguises(x_id: int) -> list[bytes]:
    """The ways in which an id might slip into a request or a file: itself, in base64 at any place, in hexadecimal, plainly hashed."""
    digits = str(x_id).encode()
    found = [digits, digits.hex().encode(), x_id.to_bytes(8, "little"), x_id.to_bytes(8, "big")]
    for before in range(3):
        code = base64.b64encode(b"\0" * before + digits)
        found.append(code[(0, 2, 3)[before] : len(code) - len(code) % 4 - 4])
    for name in ("md5", "sha1", "sha256"):
        octets = hashlib.new(name, digits).digest()
        found += [octets, octets.hex().encode(), base64.b64encode(octets)[:-4]]
    return [one for one in found if len(one) > 5]
