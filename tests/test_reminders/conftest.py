"""A mail server that refuses no message twice: it would show a double."""

from collections.abc import Iterator

import pytest

from tests.network.smtp_server import SmtpServer, smtp_server


@pytest.fixture(scope="package")
def one_server() -> Iterator[SmtpServer]:
    """Started once."""
    with smtp_server() as server:
        yield server


@pytest.fixture
def server(one_server: SmtpServer) -> SmtpServer:
    """With nothing received yet."""
    one_server.received.clear()
    one_server.refusals.clear()
    one_server.refuse_data = ""
    return one_server
