"""Providers of the tests, and whoever asks them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from connectors.oidc import OidcProvider
from tests.network.oidc_provider import oidc_provider, proconnect
from tests.network.proconnect_fake import ProConnectFake

__all__ = ["oidc_provider", "proconnect"]

BACK = "https://essaim.example/sign-in/with/back"


@pytest.fixture
def agents(proconnect: ProConnectFake) -> Iterator[Callable[..., OidcProvider]]:
    """Make what asks the fake: ``agents(client_secret="another", profile="standard")``."""
    with ExitStack() as stack:

        def make(**changes: Any) -> OidcProvider:
            wanted = {"client_id": proconnect.client_id, "client_secret": proconnect.client_secret, "name": "", "profile": "proconnect"}
            proconnect.redirect_uris.add(BACK)
            return stack.enter_context(closing(OidcProvider(proconnect.issuer, **{**wanted, **changes})))

        yield make
