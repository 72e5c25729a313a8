"""Secrets at rest: tokens are sealed (AES-256-GCM, bound to their row), one-time codes are kept as keyed digests.

The keys are never in the database. Several may be in force: the first seals, all open, so that a key can be replaced
(``essaim keys rotate``) without losing anything.
"""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dashboard.domain.errors import N_, EssaimError

KEY_BYTES = 32
NONCE_BYTES = 12
FORM = "1"
KEY = re.compile(r"([a-z0-9-]{1,32}):([A-Za-z0-9_-]{43})=?")


class KeyProblem(EssaimError):
    """The secret keys cannot be used, or do not open what was sealed."""


@dataclass(frozen=True)
class Key:
    """One key and its name. Its bytes are not in its repr."""

    name: str
    octets: bytes

    def __repr__(self) -> str:
        return f"Key({self.name!r})"

    @property
    def text(self) -> str:
        """As written in ESSAIM_SECRET_KEYS."""
        return f"{self.name}:{base64.urlsafe_b64encode(self.octets).decode().rstrip('=')}"


def new_key(name: str) -> Key:
    """A random key."""
    return Key(name, secrets.token_bytes(KEY_BYTES))


def parse_keys(texts: Sequence[str]) -> tuple[Key, ...]:
    """Keys as written in the settings, the one that seals first.

    :raises KeyProblem: not ``name:`` and 32 bytes in base64 of the URL alphabet, or a name twice.
    """
    keys: list[Key] = []
    for text in texts:
        found = KEY.fullmatch(text.strip())
        if not found:
            # The text itself is a secret: only its place is said.
            raise KeyProblem(
                N_("Key {place} of ESSAIM_SECRET_KEYS cannot be used. Expected: a name, a colon and what `essaim keys new` prints."),
                place=len(keys) + 1,
            )
        keys.append(Key(found[1], base64.urlsafe_b64decode(found[2] + "=")))
    if len({key.name for key in keys}) != len(keys):
        raise KeyProblem(N_("Two keys of ESSAIM_SECRET_KEYS have the same name. Give each its own."))
    return tuple(keys)


def keys_in(file: Path) -> tuple[Key, ...]:
    """The keys in a file, one a line, the one that seals first; made with one new key, readable by its owner alone, if it is missing.

    :raises KeyProblem: the file can be neither read nor made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as new:
                new.write(new_key("k1").text + "\n")
        return parse_keys(file.read_text(encoding="ascii").split())
    except (OSError, UnicodeError) as problem:
        raise KeyProblem(
            N_("The keys in {file} cannot be used: {reason}. Check who may read it, or set ESSAIM_SECRET_KEYS."),
            file=str(file),
            reason=str(getattr(problem, "strerror", None) or problem),
        ) from problem


class Vault:
    """Seals, opens and digests with the keys in force."""

    def __init__(self, keys: Sequence[Key]) -> None:
        """
        :param keys: at least one; the first seals.
        """
        self._keys = tuple(keys)
        self._ciphers = {key.name: AESGCM(key.octets) for key in keys}
        self._digest_keys = {key.name: hmac.digest(key.octets, b"essaim digests", "sha256") for key in keys}

    @property
    def sealing(self) -> str:
        """Name of the key that seals."""
        return self._keys[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the keys in force, the one that seals first."""
        return tuple(key.name for key in self._keys)

    def seal(self, text: str, bound_to: str) -> str:
        """The text sealed: ``1.key.nonce-and-ciphertext``, to be opened for the same row only.

        :param bound_to: table and key of the row, as ``account_grant:12``.
        """
        nonce = secrets.token_bytes(NONCE_BYTES)
        name = self.sealing
        box = self._ciphers[name].encrypt(nonce, text.encode(), _bound(name, bound_to))
        return f"{FORM}.{name}.{base64.urlsafe_b64encode(nonce + box).decode()}"

    def open(self, sealed: str, bound_to: str) -> str:
        """What was sealed for this row.

        :raises KeyProblem: its key is not in force, or it was altered, or it belongs to another row.
        """
        form, _, rest = sealed.partition(".")
        name, _, box = rest.partition(".")
        if form != FORM or name not in self._ciphers:
            raise KeyProblem(
                N_("A secret was sealed with the key “{name}”, which ESSAIM_SECRET_KEYS does not hold. Put it back."), name=name
            )
        try:
            octets = base64.urlsafe_b64decode(box)
            return self._ciphers[name].decrypt(octets[:NONCE_BYTES], octets[NONCE_BYTES:], _bound(name, bound_to)).decode()
        except (InvalidTag, ValueError):
            raise KeyProblem(N_("A stored secret was altered, or moved from another row. It was not used.")) from None

    def derived(self, purpose: bytes) -> Mapping[str, bytes]:
        """A key of its own for another purpose out of each key in force, by its name, the one that seals first."""
        return {key.name: hmac.digest(key.octets, b"essaim " + purpose, "sha256") for key in self._keys}

    def key_of(self, sealed: str) -> str:
        """Name of the key that sealed it."""
        return sealed.split(".")[1]

    def digest(self, text: str) -> str:
        """Keyed digest for what is short enough to be guessed: ``key.hexadecimal``, under the key that seals."""
        return self._digests(text)[0]

    def digests(self, text: str) -> list[str]:
        """The digests under every key in force: what was stored before a key was replaced is still found."""
        return self._digests(text)

    def _digests(self, text: str) -> list[str]:
        return [f"{name}.{hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}" for name, key in self._digest_keys.items()]


def _bound(name: str, bound_to: str) -> bytes:
    return f"{FORM}\0{name}\0{bound_to}".encode()
