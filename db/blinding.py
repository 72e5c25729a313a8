"""What the secret keys make of an X id: a digest by which the command line finds it, and a point by which a browser can, without
either side showing its list to the other (docs/privacy.md).

Both come from the key that seals. A list made under an earlier one has to be imported anew.
"""

import hmac
import secrets
from array import array
from collections.abc import Collection, Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dashboard.domain.curve_points import NO_POINT, SIZE, check, joined, point_of
from dashboard.domain.errors import Refused
from db.vault import Vault

TAG_BYTES = 4
DIGEST_BYTES = 16


class Digests:
    """Digests of X ids under each key in force: ``key.tag-and-digest`` in hexadecimal.

    The digest is the first half of an HMAC-SHA-256, which costs a microsecond or three. So that millions of ids cost less, a tag of 32
    bits stands before it: the beginning of what AES-256, with a key of its own, makes of the id's first 16 digits, for thousands of ids
    in one call. Only an id with the tag of somebody on the list is digested. AES alone would not do: whoever has the key can turn it round.
    """

    def __init__(self, vault: Vault) -> None:
        self.key = vault.sealing
        self._digest_keys = vault.derived(b"pairs, digest")
        self._ciphers = {name: Cipher(algorithms.AES(key), modes.ECB()) for name, key in vault.derived(b"pairs, tag").items()}

    def digest(self, x_id: int) -> str:
        """Under the key that seals."""
        return self._digest(self.key, x_id)

    def digests(self, x_id: int) -> list[str]:
        """Under every key in force: to find somebody whose digest is older than a rotation."""
        return [self._digest(name, x_id) for name in self._digest_keys]

    def tags(self, x_ids: Sequence[bytes]) -> "array[int]":
        """The tags of many ids, in their order.

        :param x_ids: in decimal digits.
        """
        return self._tags(self.key, x_ids)

    def _tags(self, name: str, x_ids: Sequence[bytes]) -> "array[int]":
        blocks = (b"%-16.16s" * len(x_ids)) % tuple(x_ids)
        return array("I", self._ciphers[name].encryptor().update(blocks))[::4]

    def code(self, x_id: bytes) -> bytes:
        """What follows the tag in the digest of an id in decimal digits, under the key that seals."""
        return self._code(self.key, x_id)

    def _code(self, name: str, x_id: bytes) -> bytes:
        return hmac.digest(self._digest_keys[name], x_id, "sha256")[:DIGEST_BYTES]

    def _digest(self, name: str, x_id: int) -> str:
        digits = str(x_id).encode()
        return f"{name}.{self._tags(name, (digits,))[0]:08x}{self._code(name, digits).hex()}"


def parts_of(digest: str) -> tuple[int, bytes]:
    """The tag and the code in a stored digest."""
    octets = bytes.fromhex(digest.partition(".")[2])
    return int.from_bytes(octets[:TAG_BYTES], "big"), octets[TAG_BYTES:]


class Points:
    """The points of a list under the server's own secret."""

    def __init__(self, vault: Vault) -> None:
        self._secret = vault.derived(b"pairs, point")[vault.sealing]
        self._key = X25519PrivateKey.from_private_bytes(self._secret)

    def of(self, x_id: int) -> bytes:
        """The point of an id on the list."""
        return _times(self._key, point_of(x_id))

    def fresh(self) -> "Blinds":
        """A secret for one comparison, forgotten with it."""
        while True:
            own = secrets.token_bytes(SIZE)
            if (both := joined(self._secret, own)) is not None:
                return Blinds(own, both)


class Blinds:
    """The two secrets of one comparison: for the list, which is under the server's secret already, and for what the browser sends."""

    def __init__(self, own: bytes, both: bytes) -> None:
        self._own = X25519PrivateKey.from_private_bytes(own)
        self._both = X25519PrivateKey.from_private_bytes(both)

    def listed(self, points: Sequence[bytes]) -> list[bytes]:
        """Points of the list, so that nobody can tell them from those of another comparison."""
        return [_times(self._own, one) for one in points]

    def sent(self, points: Collection[bytes]) -> set[bytes]:
        """Points of followers, blinded by the browser, made comparable with those of the list that it blinds in the same way.

        :raises Refused: one of them is no point of the large subgroup's curve.
        """
        check(list(points), secrets.randbits)
        return {_times(self._both, one) for one in points}


def _times(key: X25519PrivateKey, point: bytes) -> bytes:
    try:
        return key.exchange(X25519PublicKey.from_public_bytes(point))
    except ValueError:
        raise Refused(NO_POINT) from None
