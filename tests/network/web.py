"""The public web, played on this machine: any name, over https, with certificates that the client believes."""

import datetime
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard, Resolved, dial
from tests.network.http_fake import HttpFake, Query, Reply, as_json

NAMES = (
    *("lyon.example", "*.lyon.example", "besancon.example", "*.besancon.example", "ecoute.example"),
    *("evil.example", "*.evil.example", "lyon.example.evil.example", "social.example", "other.example", "plc.directory"),
)
"""Sites that have a certificate."""
PUBLIC, NOBODY = "93.184.216.34", "93.184.216.35"
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class Certificates:
    """What servers show and what the client believes."""

    server: ssl.SSLContext
    client: ssl.SSLContext


class Web(HttpFake):
    """All sites there are; what has no page is 404, and a name that was not given does not exist.

    :param down: sites that do not answer.
    """

    def __init__(self, certificates: Certificates) -> None:
        super().__init__()
        self._server.socket = certificates.server.wrap_socket(self._server.socket, server_side=True)
        self._client = certificates.client
        self._pages: dict[tuple[str, str], Reply] = {}
        self.down: set[str] = set()

    def page(self, url: str, body: str | Reply = "", status: int = 200, **headers: str) -> None:
        """What an address answers; underscores in the names of headers stand for hyphens."""
        said = {name.replace("_", "-"): text for name, text in headers.items()}
        self._pages[self._key(url)] = body if isinstance(body, Reply) else Reply(status, body.encode(), {**TEXT, **said})

    def json(self, url: str, value: object, status: int = 200) -> None:
        """An address that answers JSON."""
        self._pages[self._key(url)] = as_json(value, status)

    def gone(self, url: str) -> None:
        """Take a page away."""
        self._pages.pop(self._key(url), None)

    def transport(self, seconds: float = 5.0) -> GuardedTransport:
        """The guarded way to this web. To be closed."""
        return GuardedTransport(Guard(seconds=seconds, resolve=self._resolve, dial=self._dial), self._client)

    def reply(self, path: str, query: Query) -> Reply:
        """See HttpFake: the site is the one that was asked for by name."""
        host = self.asked[-1][2].get("host", "")
        if host in self.down:
            return Reply(503)  # over a connection that was open before
        found = self._pages.get((host, path))
        return Reply(found.status, found.body, dict(found.headers), found.pace) if found else Reply(404, b"", dict(TEXT))

    def _resolve(self, host: str, port: int) -> list[Resolved]:
        if not any(known == host for known, _ in self._pages) and host not in self.down:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, (NOBODY if host in self.down else PUBLIC, port))]

    def _dial(self, target: Resolved, seconds: float) -> socket.socket:
        if target[1][0] != PUBLIC:
            raise ConnectionRefusedError
        return dial((socket.AF_INET, ("127.0.0.1", self._server.server_port)), seconds)

    def _key(self, url: str) -> tuple[str, str]:
        parts = urlsplit(url)
        return parts.netloc, parts.path or "/"


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """One certificate for all sites."""
    path = tmp_path_factory.mktemp("web") / "web.pem"
    _certify(path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return Certificates(server, ssl.create_default_context(cafile=str(path)))


@pytest.fixture
def web(certificates: Certificates) -> Iterator[Web]:
    """A web without any site."""
    with Web(certificates) as server:
        yield server


def _certify(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAMES[0])])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in NAMES]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
