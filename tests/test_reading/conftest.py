"""The same site twice: answered by the server, and as published files behind a plain file server."""

import pytest


@pytest.fixture(scope="module", params=["live", "published"])
def site(request: pytest.FixtureRequest) -> str:
    """Address of the demo's public site, without a slash."""
    found: str = request.getfixturevalue("live_site").root if request.param == "live" else request.getfixturevalue("plain_site")
    return found
