"""What is sealed opens for its own row and under its own key, and for nothing else."""

import base64
import stat
from pathlib import Path

import pytest

from db.vault import Key, KeyProblem, Vault, keys_in, new_key, parse_keys

OLD, NEW = Key("old", b"o" * 32), Key("new", b"n" * 32)
ROW = "account_grant:12"


def test_what_was_sealed_opens_again() -> None:
    vault = Vault([OLD])
    assert vault.open(vault.seal("jeton d’Évian", ROW), ROW) == "jeton d’Évian"


def test_the_same_text_is_sealed_differently_each_time() -> None:
    vault = Vault([OLD])
    assert vault.seal("token", ROW) != vault.seal("token", ROW)


def test_what_was_sealed_does_not_hold_the_text() -> None:
    sealed = Vault([OLD]).seal("canary-token", ROW)
    assert "canary" not in sealed
    assert b"canary" not in base64.urlsafe_b64decode(sealed.split(".")[2])


def test_a_secret_moved_to_another_row_does_not_open() -> None:
    vault = Vault([OLD])
    with pytest.raises(KeyProblem, match="moved from another row"):
        vault.open(vault.seal("token", ROW), "account_grant:13")


@pytest.mark.parametrize("place", [0, 11, 12, 20, -1])
def test_a_single_changed_bit_is_noticed(place: int) -> None:
    vault = Vault([OLD])
    head, _, box = vault.seal("a token of some length", ROW).rpartition(".")
    octets = bytearray(base64.urlsafe_b64decode(box))
    octets[place] ^= 1
    with pytest.raises(KeyProblem, match="altered"):
        vault.open(f"{head}.{base64.urlsafe_b64encode(bytes(octets)).decode()}", ROW)


def test_the_first_key_seals_and_every_key_opens() -> None:
    before = Vault([OLD]).seal("token", ROW)
    both = Vault([NEW, OLD])
    assert both.open(before, ROW) == "token"
    assert (both.key_of(before), both.key_of(both.seal("token", ROW))) == ("old", "new")


def test_a_key_that_was_taken_away_is_named() -> None:
    sealed = Vault([OLD]).seal("token", ROW)
    with pytest.raises(KeyProblem, match="“old”"):
        Vault([NEW]).open(sealed, ROW)


def test_a_key_of_the_same_name_but_other_bytes_opens_nothing() -> None:
    sealed = Vault([OLD]).seal("token", ROW)
    with pytest.raises(KeyProblem):
        Vault([Key("old", b"x" * 32)]).open(sealed, ROW)


def test_a_digest_is_found_again_after_the_key_was_replaced() -> None:
    stored = Vault([OLD]).digest("123456")
    assert stored in Vault([NEW, OLD]).digests("123456")
    assert stored not in Vault([NEW]).digests("123456")


def test_keys_are_written_and_read_in_one_form() -> None:
    assert parse_keys([NEW.text, f" {OLD.text} "]) == (NEW, OLD)


@pytest.mark.parametrize("text", ["", "k1", "k1:short", f"K1:{'A' * 43}", f"k 1:{'A' * 43}", f"k1:{'A' * 42}!"])
def test_a_key_that_is_none_is_refused_by_its_place_and_never_repeated(text: str) -> None:
    with pytest.raises(KeyProblem) as problem:
        parse_keys([OLD.text, text])
    assert "Key 2 of ESSAIM_SECRET_KEYS" in str(problem.value)
    assert not text or text not in str(problem.value)


def test_two_keys_of_one_name_are_refused() -> None:
    with pytest.raises(KeyProblem, match="same name"):
        parse_keys([OLD.text, OLD.text])


def test_no_key_is_shown() -> None:
    assert "oooo" not in repr(OLD)
    assert new_key("k1").octets != new_key("k1").octets


def test_the_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret.keys"
    (made,) = keys_in(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys_in(file) == (made,)


def test_a_key_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="ESSAIM_SECRET_KEYS"):
        keys_in(tmp_path)
