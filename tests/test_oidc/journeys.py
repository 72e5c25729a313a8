"""What a browser does between here and a provider, without a browser."""

from urllib.parse import parse_qsl, urlsplit

import requests

from connectors.oidc import OidcProvider, Statement
from tests.test_oidc.conftest import BACK

STATE = "s" * 43
NONCE = "n" * 43
VERIFIER = "v" * 43


def went(address: str) -> dict[str, str]:
    """Follow the address to the fake, and give what the browser brings back."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    assert answer.status_code == 303, f"{answer.status_code} {answer.text}"
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def asked(provider: OidcProvider) -> str:
    """The address of the question."""
    return provider.question(redirect_uri=BACK, state=STATE, nonce=NONCE, verifier=VERIFIER)


def statement(provider: OidcProvider, code: str = "", nonce: str = NONCE, verifier: str = VERIFIER, back: str = BACK) -> Statement:
    """The whole journey of somebody whom the fake lets in at once."""
    return provider.statement(redirect_uri=back, code=code or went(asked(provider))["code"], nonce=nonce, verifier=verifier)
