"""Certificates are checked against the name, though the guard calls an address."""

import datetime
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.base import ConnectorError
from connectors.guarded_http import GuardedClient, GuardedTransport
from connectors.hosts import Guard, Resolved, dial
from tests.test_connectors.raw_server import http, serving


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Key and certificate of social.example, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "social.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("social.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "social.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    yield path


def test_a_certificate_is_checked_against_the_name_though_an_address_is_called(certificate: Path) -> None:
    secret = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secret.load_cert_chain(certificate)
    believed = ssl.create_default_context(cafile=str(certificate))

    with serving(lambda connection, asked: connection.sendall(http()), lambda sock: secret.wrap_socket(sock, server_side=True)) as server:

        def to_here(found: Resolved, seconds: float) -> socket.socket:
            return dial((socket.AF_INET, ("127.0.0.1", server.port)), seconds)

        guard = Guard(seconds=20, resolve=lambda host, port: [(socket.AF_INET, ("93.184.216.34", port))], dial=to_here)
        with closing(GuardedTransport(guard, believed)) as transport:
            assert GuardedClient(transport).get("https://social.example/").json() == {}
            with pytest.raises(ConnectorError, match=r"autre\.example cannot be reached"):
                GuardedClient(transport).get("https://autre.example/")
        with closing(GuardedTransport(guard)) as transport, pytest.raises(ConnectorError, match="cannot be reached"):
            GuardedClient(transport).get("https://social.example/")
