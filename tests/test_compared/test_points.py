"""Points of Curve25519: what everything else rests on."""

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.curve_points import FIELD, ORDER, check, joined, point_of
from dashboard.domain.errors import Refused
from db.blinding import Points
from tests.people import VAULT

SECRETS = st.binary(min_size=32, max_size=32)
IDS = st.integers(1, 2**63 - 1)
LOW_ORDER = (
    *(0, 1, FIELD - 1, FIELD, FIELD + 1),
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)
"""Points of order 1, 2, 4 and 8, on the curve and on its twist (RFC 7748, section 7, asks to be wary of them)."""


def times(secret: bytes, point: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(point))


def octets(first: int) -> bytes:
    return first.to_bytes(32, "little")


def on_twist() -> bytes:
    """The least first coordinate from 3 on of a point that is none of the curve."""
    return next(octets(u) for u in range(3, 99) if pow(u**3 + 486662 * u * u + u, (FIELD - 1) // 2, FIELD) != 1)


@given(IDS)
def test_an_id_becomes_a_point_of_the_curve_and_always_the_same(x_id: int) -> None:
    point = point_of(x_id)
    check([point], random.Random(7).getrandbits)
    assert point_of(x_id) == point


def test_points_are_those_that_were_ever_stored() -> None:
    # A change here makes every list unusable, and the script of the page has to make the same.
    assert point_of(444000333).hex() == "1e71ab0e9789c2618650267d86d5fd369f154fb8eac7fc0a0b12d142e8f1ed37"


def test_no_two_ids_share_a_point() -> None:
    assert len({point_of(x_id) for x_id in range(1, 300)}) == 299


@given(IDS, SECRETS, SECRETS)
def test_one_secret_does_what_two_do_in_either_order(x_id: int, one: bytes, other: bytes) -> None:
    both = joined(one, other)
    assert both is not None
    blinded = times(b"\x07" * 32, point_of(x_id))
    assert times(both, blinded) == times(one, times(other, blinded)) == times(other, times(one, blinded))


def test_two_secrets_whose_product_has_no_form_for_x25519_are_told() -> None:
    """One pair in 2 ** 126, found by asking for a product of 8: it and its negative are both out of bounds."""
    for step in range(50):
        one = 2**254 + 8 * step
        least = 8 * pow(one, -1, ORDER) % ORDER
        for other in range(least, 8 * ORDER, ORDER):
            if other % 8 == 0 and 2**254 <= other < 2**255:
                assert joined(octets(one), octets(other)) is None
                return
    pytest.fail("no such pair among the first")


@pytest.mark.parametrize("bad", [*map(octets, LOW_ORDER), b"", bytes(31), bytes(33), octets(2**255 - 1), on_twist()])
def test_what_is_no_point_of_the_large_subgroup_is_refused(bad: bytes) -> None:
    good = [times(b"\x07" * 32, point_of(x_id)) for x_id in range(1, 20)]
    blinds = Points(VAULT).fresh()
    assert len(blinds.sent(good)) == 19
    for place in (0, 9, 19):
        with pytest.raises(Refused, match="cannot be compared"):
            blinds.sent([*good[:place], bad, *good[place:]])


def test_two_points_of_the_twist_do_not_hide_each_other() -> None:
    with pytest.raises(Refused):
        check([on_twist(), on_twist(), point_of(1)], random.Random(3).getrandbits)


def test_points_of_the_list_are_others_at_each_comparison() -> None:
    points = Points(VAULT)
    listed = [points.of(x_id) for x_id in range(1, 30)]
    first, second = (set(points.fresh().listed(listed)) for _ in range(2))
    assert len(first) == len(second) == 29
    assert not first & second and not first & set(listed)
