"""An authenticator of the tests: makes passkeys and answers for them as a browser would, rightly or wrongly."""

import hashlib
import json
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey.

    :param verifies: whether it makes sure who touches it.
    :param counter: raised at each answer; stays 0 where it begins at 0, as with passkeys that are kept in the cloud.
    """

    origin: str = "https://essaim.example"
    verifies: bool = True
    counter: int = 0
    identifier: bytes = b"a passkey of the tests"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.derive_private_key(20250601, ec.SECP256R1()))

    def create(self, options: str) -> str:
        """The answer to ``navigator.credentials.create``."""
        asked = json.loads(options)
        point = self.key.public_key().public_numbers()
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        held = bytes(16) + len(self.identifier).to_bytes(2, "big") + self.identifier + key
        data = self._data(asked["rp"]["id"], WITH_KEY) + held
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": bytes_to_base64url(said), "attestationObject": bytes_to_base64url(attestation)})

    def get(self, options: str, challenge: str = "") -> str:
        """The answer to ``navigator.credentials.get``; to another question if one is given."""
        asked = json.loads(options)
        self.counter += self.counter > 0
        data = self._data(asked["rpId"], 0)
        said = self._said("webauthn.get", challenge or asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._answer({name: bytes_to_base64url(part) for name, part in parts.items()})

    def _data(self, site: str, flags: int) -> bytes:
        seen = PRESENT | (VERIFIED if self.verifies else 0) | flags
        return hashlib.sha256(site.encode()).digest() + bytes([seen]) + self.counter.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        assert base64url_to_bytes(challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        name = bytes_to_base64url(self.identifier)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}})
