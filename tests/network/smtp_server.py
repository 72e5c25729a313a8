"""A real SMTP server on this machine, in a thread: plain, with STARTTLS or with TLS, with or without sign-in."""

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as MODERN
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.network.postgres import kept_port

HOST = "127.0.0.1"
READY_WITHIN = 30.0


@dataclass(frozen=True)
class Received:
    """A message as it arrived.

    :param to: addresses of the envelope, which decide who gets it.
    :param safe: whether it came over an encrypted connection.
    :param user: who had signed in, or empty.
    """

    sender: str
    to: list[str]
    message: EmailMessage
    safe: bool
    user: str

    @property
    def text(self) -> str:
        """What is read."""
        return str(self.message.get_content()).replace("\r\n", "\n")


@dataclass
class SmtpServer:
    """What it was told to do, and what it got.

    :param refusals: what to answer for a recipient, such as ``550 no such mailbox``, by address.
    :param refuse_data: what to answer to every message, or empty.
    """

    port: int = 0
    received: list[Received] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    refuse_data: str = ""

    @property
    def url(self) -> str:
        """Where it listens in the clear."""
        return f"smtp://{HOST}:{self.port}"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message, or not."""
        if self.refuse_data:
            return self.refuse_data
        read: Any = message_from_bytes(envelope.content or b"", policy=MODERN)  # type: ignore[arg-type]
        user = session.auth_data.login.decode() if session.auth_data else ""
        self.received.append(Received(str(envelope.mail_from), list(envelope.rcpt_tos), read, session.ssl is not None, user))
        return "250 OK"


@contextmanager
def smtp_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, users: dict[str, str] | None = None, utf8: bool = True
) -> Iterator[SmtpServer]:
    """Run one.

    :param tls: speaks TLS from the first byte; ``starttls``: asks for it before anything else.
    :param users: passwords by user name; over STARTTLS nobody may write without signing in.
    :param utf8: whether it takes addresses with accents.
    """

    def known(_: SMTP, __: Session, ___: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        good = (users or {}).get(data.login.decode()) == data.password.decode()
        return AuthResult(success=good, handled=False, auth_data=data if good else None)

    server = SmtpServer()
    options: dict[str, Any] = {"enable_SMTPUTF8": utf8, "server_hostname": "mail.example"}
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    if users is not None:
        options |= {"authenticator": known, "auth_required": bool(starttls), "auth_require_tls": bool(starttls)}
    with kept_port() as server.port:
        controller = Controller(server, hostname=HOST, port=server.port, ready_timeout=READY_WITHIN, ssl_context=tls, **options)
        controller.start()
        try:
            yield server
        finally:
            controller.stop()


def certificate(folder: Path, name: str) -> Path:
    """Key and certificate of a host, in one file; it vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / f"{name}.pem"
    path.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    return path


def server_context(certificate: Path) -> ssl.SSLContext:
    """What a server with this certificate speaks."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def trusting(certificate: Path) -> ssl.SSLContext:
    """Somebody who believes this certificate, for the host it names."""
    return ssl.create_default_context(cafile=str(certificate))
