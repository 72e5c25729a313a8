"""Passkeys: what the browser is asked, and what its answers prove (https://www.w3.org/TR/webauthn-3/).

Each question holds a challenge of its own, which is a one-time ticket: bound to the session that adds a passkey, or to the second step
that asks for one. A challenge that was answered, rightly or wrongly, is used up.
"""

import ipaddress
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from sqlmodel import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json, parse_client_data_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from dashboard.domain.errors import N_, Refused
from dashboard.services.people.tickets import issue, no_longer_good, redeem
from db import factors
from db.tables import FactorKind, FactorRow, PersonRow, Purpose
from db.vault import Vault

SITE = "Essaim"
CHALLENGE_BYTES = 32
ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
LARGEST_COUNTER = 2**31 - 1
"""What both databases hold; the standard allows twice as much."""


@dataclass(frozen=True)
class PasskeyOffer:
    """A passkey to be made.

    :param ticket: comes back with the answer.
    :param options: JSON for ``navigator.credentials.create``.
    """

    ticket: str
    options: str


def possible(rp_id: str, origin: str) -> bool:
    """Whether browsers make passkeys for this site: it has a name, and nobody listens on the way to it."""
    parts = urlsplit(origin)
    try:
        ipaddress.ip_address(rp_id.strip("[]"))
    except ValueError:
        return parts.hostname == rp_id and (parts.scheme == "https" or rp_id == "localhost")
    return False


def creation(session: Session, vault: Vault, person: PersonRow, session_id: int | None, *, rp_id: str, now: datetime) -> PasskeyOffer:
    """The question that makes a passkey, for the session that asked it."""
    challenge, secret = _challenge()
    issue(session, vault, Purpose.PASSKEY, now=now, secret=secret, person_id=person.id, session_id=session_id)
    options = webauthn.generate_registration_options(
        rp_id=rp_id,
        rp_name=SITE,
        user_name=person.email,
        user_id=f"person:{person.id}".encode(),
        user_display_name=person.name or person.email,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_known(session, person.id or 0),
        supported_pub_key_algs=ALGORITHMS,
    )
    return PasskeyOffer(secret, webauthn.options_to_json(options))


def created(credential: str, ticket: str, *, rp_id: str, origin: str) -> VerifiedRegistration:
    """The new passkey in a browser's answer.

    :param ticket: of the offer, used already.
    :raises Refused: the answer is to another question, for another site, altered, or its owner was not verified.
    """
    try:
        return webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(ticket),
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    except Exception:  # what a stranger sends goes through JSON, CBOR and keys, each with errors of its own
        raise Refused(N_("This passkey could not be checked. Try again, or add a code generator instead.")) from None


def row_of(made: VerifiedRegistration, person_id: int, name: str, *, now: datetime) -> FactorRow:
    """The row of a new passkey."""
    return FactorRow(
        person_id=person_id,
        kind=FactorKind.PASSKEY,
        name=name,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        counter=min(made.sign_count, LARGEST_COUNTER),
        confirmed=True,
        added_at=now,
    )


def question(session: Session, vault: Vault, person_id: int, about: Mapping[str, int], *, rp_id: str, now: datetime) -> str | None:
    """JSON for ``navigator.credentials.get``; None if that person has no passkey.

    :param about: for what it proves who somebody is, and for nothing else: ``{"step": 12}``, ``{"session": 7}``.
    """
    known = _known(session, person_id)
    if not known:
        return None
    challenge, secret = _challenge()
    issue(session, vault, Purpose.PASSKEY, now=now, secret=secret, payload=about, person_id=person_id)
    options = webauthn.generate_authentication_options(
        rp_id=rp_id, challenge=challenge, allow_credentials=known, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options)


def answers(
    session: Session, vault: Vault, person_id: int, about: Mapping[str, int], credential: str, *, rp_id: str, origin: str, now: datetime
) -> bool:
    """Whether the browser's answer to the question about the same proves a passkey of that person. The challenge is used up either way."""
    try:
        answer = parse_authentication_credential_json(json.loads(credential))
        secret = bytes_to_base64url(parse_client_data_json(answer.response.client_data_json).challenge)
        asked = redeem(session, vault, Purpose.PASSKEY, secret, now=now)
        row = factors.by_credential(session, answer.id)
        if asked.payload != about or row is None or row.person_id != person_id or row.public_key is None:
            return False
        proven = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(secret),
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.counter,
            require_user_verification=True,
        )
    except Exception:  # as above: a wrong answer is a wrong answer, however it is malformed
        return False
    row.counter, row.used_at = min(proven.new_sign_count, LARGEST_COUNTER), now
    return True


def not_accepted() -> Refused:
    """The sentence for a wrong passkey."""
    return Refused(N_("This passkey is wrong, or its answer came too late. Try again, or use a code."))


def redeem_offer(session: Session, vault: Vault, ticket: str, session_id: int | None, *, now: datetime) -> None:
    """Use the challenge of an offer.

    :raises Refused: it is no longer good, or was made for another session.
    """
    offer = redeem(session, vault, Purpose.PASSKEY, ticket, now=now)
    if offer.session_id is None or offer.session_id != session_id:
        raise no_longer_good()


def _challenge() -> tuple[bytes, str]:
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    return challenge, bytes_to_base64url(challenge)


def _known(session: Session, person_id: int) -> list[PublicKeyCredentialDescriptor]:
    rows = factors.of_person(session, person_id, FactorKind.PASSKEY)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(row.credential_id)) for row in rows if row.credential_id]
