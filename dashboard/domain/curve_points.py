"""Curve25519 for comparing lists of X ids (docs/privacy.md): an id becomes a point, and two secrets become one. Arithmetic alone;
the multiplication itself is that of a library (db.blinding) and, in the browser, of the browser.

The curve is that of RFC 7748, y^2 = x^3 + 486662 x^2 + x over the integers modulo 2^255 - 19. Only the first coordinate of a point is
ever used; it travels as 32 bytes, least significant first. Secrets are multiples of 8, as X25519 makes them: their products lie in the
large subgroup of prime order, whatever point they are applied to.
"""

import hashlib
from collections.abc import Callable, Sequence

from dashboard.domain.errors import N_, Refused

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the large subgroup."""
SIZE = 32
TAG = b"essaim follower point 1"
"""Keeps these hashes apart from every other use of SHA-256. The browser's script holds the same words."""
ROUNDS = 20
"""A list with a point off the curve passes :func:`check` once in 2 ** ROUNDS tries."""
_A = 486662


def point_of(x_id: int) -> bytes:
    """The point of an X id: the first hash of it, with a counter, that lies on the curve; every second one does.

    Nobody knows how the points of two ids relate to each other, which is what the comparison rests on.
    """
    digits = str(x_id).encode()
    for counter in range(256):
        found = int.from_bytes(hashlib.sha256(TAG + bytes((0, counter)) + digits).digest(), "little") % 2**255
        if found < FIELD and _on_curve(found):
            return found.to_bytes(SIZE, "little")
    raise AssertionError("256 hashes off the curve")  # as likely as guessing a key of 256 bits


def check(points: Sequence[bytes], choose: Callable[[int], int]) -> None:
    """Refuse a list unless all of its points lie on the curve itself and not on its twist, where secrets would be less safe.

    One test costs as much as four multiplications. The product of a random half of the list tells whether an odd number of that half is
    off the curve: twenty halves cost as much as twenty tests, and one bad point escapes them once in a million.

    :param choose: gives so many random bits.
    :raises Refused: one of them is none.
    """
    values = [int.from_bytes(one, "little") for one in points]
    if any(len(one) != SIZE for one in points) or any(not 1 < value < FIELD for value in values):
        raise Refused(NO_POINT)
    squares = [_square(value) for value in values]
    for _ in range(ROUNDS):
        half, product = choose(len(values)), 1
        for place, square in enumerate(squares):
            if half >> place & 1:
                product = product * square % FIELD
        if pow(product, (FIELD - 1) // 2, FIELD) != 1:
            raise Refused(NO_POINT)


NO_POINT = N_("What was sent cannot be compared. Open the page again, and choose the archive once more.")


def joined(one: bytes, other: bytes) -> bytes | None:
    """The secret that does in one multiplication what two do one after the other; None for one pair in 2 ** 126, which has none.

    A secret and its negative give the same first coordinate, and one of the two has the form that X25519 asks for.
    """
    eighth = _number(one) * _number(other) * pow(8, -1, ORDER) % ORDER
    for found in (8 * eighth, 8 * (ORDER - eighth)):
        if 2**254 <= found < 2**255:
            return found.to_bytes(SIZE, "little")
    return None


def _number(secret: bytes) -> int:
    """A secret as X25519 reads it."""
    return int.from_bytes(secret, "little") % 2**254 // 8 * 8 + 2**254


def _square(first: int) -> int:
    """The square of the second coordinate; no square at all on the twist."""
    return (first * first + _A * first + 1) * first % FIELD


def _on_curve(first: int) -> bool:
    return pow(_square(first), (FIELD - 1) // 2, FIELD) == 1
