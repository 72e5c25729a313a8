"""Passwords are kept as argon2id, computed by few at a time: each takes 64 MiB and a quarter of a second of a processor."""

import functools
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from dashboard.domain.errors import N_, Refused
from dashboard.domain.passwords import LONGEST

HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""Tests put a cheap one in its place."""
AT_ONCE = 2
WAIT_SECONDS = 15
_slots = BoundedSemaphore(AT_ONCE)


class Busy(Refused):
    """So many sign in at once that this one would wait too long."""


def hash_password(password: str) -> str:
    """What is stored of a password.

    :raises Busy: too many at once.
    """
    with _slot():
        return HASHER.hash(_composed(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether it is the password. Without one to compare with (None), it takes as long and is wrong.

    :raises Busy: too many at once.
    """
    if len(password) > LONGEST:
        return False
    with _slot():
        nobodys = _of_nobody(HASHER)  # made at the first question of all, whoever it is about
        try:
            HASHER.verify(stored or nobodys, _composed(password))
        except (VerificationError, InvalidHashError):
            return False
    return bool(stored)


def outdated(stored: str) -> bool:
    """Whether it was stored with other parameters than those in force, and is to be stored anew at the next sign-in."""
    return HASHER.check_needs_rehash(stored)


@functools.cache
def _of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("the password of nobody")


def _composed(password: str) -> str:
    """é is one character on one keyboard and two on another: both are the same password."""
    return unicodedata.normalize("NFC", password)


@contextmanager
def _slot() -> Iterator[None]:
    # Without an end to the waiting, a crowd at the sign-in would hold every thread of the server.
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Busy(N_("Too many people are signing in at this moment. Try again in a minute."))
    try:
        yield
    finally:
        _slots.release()
