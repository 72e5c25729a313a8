"""Mail over SMTP: one text message to one address, signed “Essaim”.

The connection is encrypted and the server's certificate checked; only a server on this very machine is spoken to in the clear.
"""

import ipaddress
import logging
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from connectors.base import ConnectorError, Remedy
from connectors.mail_message import address, compose
from dashboard.domain.errors import N_

SECONDS = 10.0
"""What each exchange with the server may take."""
AT_ONCE = 2
PORTS = {"smtps": 465, "smtp": 587}
TAKEN, FORWARDED, GO_ON = 250, 251, 354
"""Answers of a mail server (RFC 5321)."""
_log = logging.getLogger(__name__)


class Unsure(ConnectorError):
    """A message was sent to its last line, and the server never said whether it took it."""


@dataclass(frozen=True)
class MailServer:
    """A mail server, as its address says."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)

    @property
    def here(self) -> bool:
        """Whether it runs on this machine, where nobody can listen."""
        if self.host == "localhost":
            return True
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return False


def parse_server(url: str) -> MailServer:
    """The server of ``smtps://user:password@host:465`` or ``smtp://host:587``; user and password are percent-encoded.

    :raises ConnectorError: the address cannot be understood; it is not repeated, since it holds a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError
    except (ValueError, KeyError):
        message = N_(
            "ESSAIM_SMTP_URL cannot be understood. Expected: smtps://user:password@mail.example:465, with “%40” for a sign such as @."
        )
        raise ConnectorError(message, Remedy.GIVE_UP) from None
    return MailServer(parts.hostname, port, parts.scheme == "smtps", unquote(parts.username or ""), unquote(parts.password or ""))


class Mail:
    """A mail server, and who writes through it.

    :param url: ``smtps://user:password@host:465`` (TLS), ``smtp://host:587`` (STARTTLS; plain on loopback alone).
    :param sender: address in ``From``.
    :param trust: which certificates are believed; those of the system if None.
    :raises ConnectorError: one of the two cannot be used.
    """

    def __init__(self, url: str, sender: str, *, trust: ssl.SSLContext | None = None, seconds: float = SECONDS) -> None:
        self._server = parse_server(url)
        address(sender)
        self._sender = sender
        self._trust = trust or ssl.create_default_context()
        self._seconds = seconds
        self._background = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")

    def send(self, to: str, subject: str, text: str) -> None:
        """Send one message and wait until the server took it.

        :raises ConnectorError: not reachable, or the address was refused. It tells neither the address nor the text.
        """
        message = compose(self._sender, to, subject, text)
        try:
            server = self._connect()
            try:
                server.send_message(message, self._sender, [to])
                with suppress(OSError):  # it has the message: what happens now is no failure of ours
                    server.quit()
            finally:
                server.close()
        except (OSError, UnicodeError) as problem:
            raise _explained(problem, self._server.host) from None

    def send_once(
        self, to: str, subject: str, text: str, *, ident: str, headers: Mapping[str, str], before_end: Callable[[], bool]
    ) -> bool:
        """Send one message that must not arrive twice; gives whether it was taken.

        A server takes a message at its last line and not before. ``before_end`` is called when all but that line was sent: it stores that
        the message is about to be taken, or gives False, and nothing is taken. Between its storing and the last line nothing is waited for.

        :param ident: what its Message-ID begins with, the same for the same message. :param headers: further ones.
        :raises ConnectorError: the server did not take it, for certain. :raises Unsure: the connection ended after the last line.
        """
        message = compose(self._sender, to, subject, text, ident=ident, headers=headers)
        try:
            server = self._connect()
            try:
                # The last line must not wait in our own system until the server has acknowledged those before it.
                assert server.sock is not None
                server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _begin(server, message, self._sender, to)
                if not before_end():
                    return False
                server.send(b".\r\n")
                try:
                    code, answer = server.getreply()
                except OSError:
                    said = N_("The mail server {host} did not say whether it took the message.")
                    raise Unsure(said, Remedy.GIVE_UP, host=self._server.host) from None
                if code != TAKEN:
                    raise smtplib.SMTPDataError(code, answer)
                return True
            finally:
                server.close()
        except (OSError, UnicodeError) as problem:
            raise _explained(problem, self._server.host) from None

    def post(self, to: str, subject: str, text: str) -> None:
        """Send one message in the background: the time it takes tells nobody whether anybody was written to. Failures are logged."""
        self._background.submit(self._try, to, subject, text)

    def close(self) -> None:
        """Wait for what is on its way."""
        self._background.shutdown(wait=True)

    def _try(self, to: str, subject: str, text: str) -> None:
        try:
            self.send(to, subject, text)
        except ConnectorError as problem:
            _log.warning("a mail to somebody at %s was not sent: %s", to.rpartition("@")[2], problem)
        except Exception as problem:
            # Its text may repeat the message, and with it a link.
            _log.error("a mail was not sent: %s", type(problem).__name__)

    def _connect(self) -> smtplib.SMTP:
        """The server, ready to take a message."""
        ours, name = self._server, self._sender.rpartition("@")[2]
        server: smtplib.SMTP
        if ours.tls:
            server = smtplib.SMTP_SSL(ours.host, ours.port, local_hostname=name, timeout=self._seconds, context=self._trust)
        else:
            server = smtplib.SMTP(ours.host, ours.port, local_hostname=name, timeout=self._seconds)
        try:
            if not ours.tls and not ours.here:
                server.starttls(context=self._trust)
            if ours.user:
                server.login(ours.user, ours.password)
        except BaseException:
            server.close()
            raise
        return server


def _begin(server: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    """Send all of a message but its last line."""
    server.ehlo_or_helo_if_needed()
    international = not (sender + to).isascii()
    if international and not server.has_extn("smtputf8"):
        raise smtplib.SMTPNotSupportedError("SMTPUTF8")
    code, answer = server.mail(sender, ["SMTPUTF8", "BODY=8BITMIME"] if international else [])
    if code != TAKEN:
        raise smtplib.SMTPSenderRefused(code, answer, sender)
    code, answer = server.rcpt(to)
    if code not in (TAKEN, FORWARDED):
        raise smtplib.SMTPRecipientsRefused({to: (code, answer)})
    code, answer = server.docmd("DATA")
    if code != GO_ON:
        raise smtplib.SMTPDataError(code, answer)
    body = message.as_bytes(policy=SMTP.clone(utf8=international))
    server.send(re.sub(rb"(?m)^\.", b"..", body.rstrip(b"\r\n") + b"\r\n"))


def _explained(problem: OSError | UnicodeError, host: str) -> ConnectorError:
    """What happened, in words for whoever runs the server. What the mail server said is left out: it repeats addresses."""
    retry, give_up = Remedy.RETRY_LATER, Remedy.GIVE_UP
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code = next(iter(problem.recipients.values()))[0]
        if 400 <= code < 500:
            return ConnectorError(N_("The mail server {host} does not take mail for this address now. Try again later."), retry, host=host)
        return ConnectorError(N_("The mail server {host} refuses this address. Check how it is written."), Remedy.FIX_HANDLE, host=host)
    if isinstance(problem, smtplib.SMTPAuthenticationError | UnicodeError):  # it can hold no accent
        return ConnectorError(
            N_("The mail server {host} refuses the user name or the password. Check ESSAIM_SMTP_URL."), Remedy.RECONNECT, host=host
        )
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        message = N_(
            "The mail server {host} lacks what is needed: encryption (STARTTLS), sign-in, or addresses with accents. "
            "Check ESSAIM_SMTP_URL, or ask whoever runs it."
        )
        return ConnectorError(message, give_up, host=host)
    if isinstance(problem, ssl.SSLError):
        message = N_(
            "No safe connection to the mail server {host}: its certificate, or its encryption, cannot be trusted. "
            "Check ESSAIM_SMTP_URL, or ask whoever runs it."
        )
        return ConnectorError(message, give_up, host=host)
    if isinstance(problem, smtplib.SMTPResponseException):
        message = N_("The mail server {host} refused the message (code {code}). Try again later, or ask who runs it.")
        return ConnectorError(message, retry, host=host, code=str(problem.smtp_code))
    return ConnectorError(N_("The mail server {host} does not answer. Try again later."), retry, host=host)
