"""The DNS, asked for TXT records that prove something."""

import ipaddress
import time
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from connectors.base import ConnectorError, Remedy
from dashboard.domain.errors import N_
from dashboard.domain.hostnames import split_port

if TYPE_CHECKING:
    from dns.message import Message
    from dns.name import Name

SECONDS = 5.0
"""What one question may take, whatever resolvers do."""
ATTEMPT_SECONDS = 1.5
"""How long one resolver is waited for before the next is asked, and then the first again: UDP loses packets."""
PORT = 53
PAYLOAD = 1232
"""Bytes that cross every network in one piece (https://www.dnsflagday.net/2020/); a longer answer is asked for again over TCP."""


class Names:
    """A resolver. It keeps nothing: a proof that was just published is seen, and one that was just taken away is not.

    :param servers: ``address`` or ``address:port``; the system's if empty.
    :param seconds: what one question may take.
    """

    def __init__(self, servers: Sequence[str] = (), *, seconds: float = SECONDS) -> None:
        self._given = tuple(servers)
        self._seconds = seconds

    def txt(self, name: str) -> list[str]:
        """The values of the TXT records of exactly this name: none for a name that does not exist, nor for where an alias leads.

        A wildcard of the same zone answers like a record of its own: whoever writes the zone wrote it.

        :raises ConnectorError: nobody answered, or the answer is no answer (RETRY_LATER).
        """
        import dns.exception
        import dns.name

        try:
            asked = dns.name.from_text(name, origin=dns.name.root)
        except (dns.exception.DNSException, UnicodeError):
            return []  # no zone can hold such a name
        return _values(self._ask(asked, name), asked)

    def _ask(self, asked: "Name", name: str) -> "Message":
        """The first answer of any resolver, each asked again until the time is over; one that refused is not."""
        left = list(self._servers)
        deadline = time.monotonic() + self._seconds
        while left and time.monotonic() < deadline:
            for address, port in tuple(left):
                seconds = min(ATTEMPT_SECONDS, deadline - time.monotonic())
                if seconds <= 0:
                    break
                try:
                    answer = _question(asked, address, port, seconds)
                except TimeoutError:
                    continue
                if answer is not None:
                    return answer
                left.remove((address, port))
        raise ConnectorError(N_("The DNS does not answer for {name}. It will be asked again later."), Remedy.RETRY_LATER, name=name)

    @cached_property
    def _servers(self) -> list[tuple[str, int]]:
        return [_server(one) for one in self._given or _of_the_system()]


def _question(asked: "Name", address: str, port: int, seconds: float) -> "Message | None":
    """What one resolver says; None if it will not say anything better when asked again.

    :raises TimeoutError: it did not answer.
    """
    import dns.exception
    import dns.flags
    import dns.message
    import dns.query
    import dns.rcode

    question = dns.message.make_query(asked, "TXT", use_edns=0, payload=PAYLOAD)
    try:
        # Answers to another question, or from another address, are somebody's attempt to be first: they are passed over.
        answer, _ = dns.query.udp_with_fallback(
            question, address, timeout=seconds, port=port, ignore_unexpected=True, ignore_errors=True, ignore_trailing=True
        )
    except dns.exception.Timeout as problem:
        raise TimeoutError from problem
    except (dns.exception.DNSException, OSError, EOFError, ValueError):
        return None
    if answer.flags & dns.flags.TC or answer.rcode() not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return None
    # A server that neither holds the zone nor looks further says nothing by its silence.
    return answer if answer.answer or answer.flags & (dns.flags.AA | dns.flags.RA) else None


def _values(answer: "Message", asked: "Name") -> list[str]:
    import dns.rdataclass
    import dns.rdatatype

    if answer.get_rrset(answer.answer, asked, dns.rdataclass.IN, dns.rdatatype.CNAME):
        return []
    found = answer.get_rrset(answer.answer, asked, dns.rdataclass.IN, dns.rdatatype.TXT)
    return sorted(b"".join(one.strings).decode("utf-8", "replace") for one in found or ())


def _of_the_system() -> list[str]:
    import dns.exception
    import dns.resolver

    try:
        return [str(server) for server in dns.resolver.Resolver(configure=True).nameservers]
    except dns.exception.DNSException:
        return []


def _server(text: str) -> tuple[str, int]:
    """Address and port of ``192.0.2.1``, ``192.0.2.1:5353``, ``2001:db8::1`` or ``[2001:db8::1]:5353``."""
    try:
        return str(ipaddress.ip_address(text)), PORT
    except ValueError:
        address, port = split_port(text)
        return address.strip("[]"), port or PORT
