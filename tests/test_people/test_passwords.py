"""How passwords are kept."""

import threading
from dataclasses import replace

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from dashboard.services.people import passwords
from tests.test_people.cast import OTHER_PASSWORD, PASSWORD

MEBIBYTE = 1024


def test_in_production_a_password_takes_at_least_46_mebibytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    parameters = extract_parameters(passwords.hash_password(PASSWORD))
    assert parameters.type.name == "ID" and parameters.memory_cost >= 46 * MEBIBYTE and parameters.time_cost >= 1
    assert parameters == replace(RFC_9106_LOW_MEMORY)


def test_a_password_is_known_again_and_another_is_not() -> None:
    stored = passwords.hash_password(PASSWORD)
    assert passwords.verify(stored, PASSWORD) and not passwords.verify(stored, OTHER_PASSWORD)
    assert not passwords.verify(stored, PASSWORD + "\0") and not passwords.verify(stored, PASSWORD.upper())
    assert stored != passwords.hash_password(PASSWORD)


@pytest.mark.parametrize("stored", [None, "", "rubbish", "$argon2id$v=19$m=8,t=1,p=1$"])
def test_nothing_is_the_password_of_nobody(stored: str | None) -> None:
    assert not passwords.verify(stored, PASSWORD) and not passwords.verify(stored, "the password of nobody")


def test_what_nobody_can_have_typed_is_not_even_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", None)
    assert not passwords.verify("stored", "x" * 1_000_000)


def test_only_two_are_hashed_at_once_and_a_crowd_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go = threading.Semaphore(0), threading.Event()

    class Slow:
        def hash(self, password: str) -> str:
            inside.release()
            assert go.wait(10)
            return "stored"

    monkeypatch.setattr(passwords, "HASHER", Slow())
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    busy = [threading.Thread(target=passwords.hash_password, args=(PASSWORD,)) for _ in range(2)]
    for thread in busy:
        thread.start()
    assert all(inside.acquire(timeout=10) for _ in busy)
    with pytest.raises(passwords.Busy, match="in a minute"):
        passwords.hash_password(PASSWORD)
    go.set()
    for thread in busy:
        thread.join()
    assert passwords.hash_password(PASSWORD) == "stored"


def test_other_parameters_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = passwords.hash_password(PASSWORD)
    assert not passwords.outdated(stored)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher.from_parameters(replace(CHEAPEST, time_cost=2)))
    assert passwords.outdated(stored) and passwords.verify(stored, PASSWORD)
