"""A real DNS server on this machine, UDP and TCP on one port: it answers from the records it was given, or misbehaves."""

import socket
import socketserver
import struct
import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Self

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

FAULTS = ("servfail", "refused", "silent", "wrong_id", "other_name", "truncated", "truncated_for_ever", "garbage", "empty", "lame")
"""Ways to misbehave, by name: see ``_misbehave``."""
IN_ONE_PIECE = 1_232
"""Bytes that are sent over UDP."""


class DnsServer:
    """A resolver that knows all there is: what was not given does not exist.

    :param fault: how every answer misbehaves; empty for none.
    """

    def __init__(self) -> None:
        self.fault = ""
        self.asked: list[tuple[str, str]] = []
        self._records: dict[dns.name.Name, dict[str, list[str]]] = defaultdict(dict)
        self._udp, self._tcp = _listen(self)
        self._threads = [threading.Thread(target=one.serve_forever, args=(0.02,)) for one in (self._udp, self._tcp)]

    @property
    def host(self) -> str:
        """``127.0.0.1:port``, as in the settings."""
        return f"127.0.0.1:{self._udp.socket.getsockname()[1]}"

    def txt(self, name: str, *values: str) -> None:
        """The TXT records of a name, ``*.name`` for a wildcard; none takes them away."""
        texts = (" ".join(f'"{value[start : start + 255]}"' for start in range(0, len(value), 255)) for value in values)
        self._set(name, "TXT", list(texts))

    def alias(self, name: str, target: str) -> None:
        """Let a name be an alias of another."""
        self._set(name, "CNAME", [f"{target}."])

    def answer(self, wire: bytes, over: str) -> bytes:
        """What is sent back, nothing if empty."""
        question = dns.message.from_wire(wire)
        asked = question.question[0]
        self.asked.append((asked.name.to_text(omit_final_dot=True), over))
        said = dns.message.make_response(question, recursion_available=True)
        self._fill(said, asked.name)
        fault = "" if self.fault == "truncated" and over == "tcp" else self.fault
        return _misbehave(said, fault, over)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    def _set(self, name: str, kind: str, values: list[str]) -> None:
        self._records[dns.name.from_text(name)][kind] = values

    def _fill(self, said: dns.message.Message, name: dns.name.Name) -> None:
        """The records of a name, of the wildcard above it, and of where an alias leads, as resolvers give them."""
        known = self._records.get(name) or self._records.get(dns.name.Name(("*", *name.parent().labels)))
        if not known and any(other.is_subdomain(name) for other in self._records):
            return
        if not known:
            said.set_rcode(dns.rcode.NXDOMAIN)
            return
        for kind, values in known.items():
            if values:
                said.answer.append(dns.rrset.from_text_list(name, 60, "IN", kind, values))
        if "CNAME" in known:
            self._fill(said, dns.name.from_text(known["CNAME"][0]))


def _misbehave(said: dns.message.Message, fault: str, over: str) -> bytes:
    if fault == "silent":
        return b""
    if fault == "garbage":
        return said.to_wire()[:7]
    if fault in ("servfail", "refused"):
        said.set_rcode(dns.rcode.SERVFAIL if fault == "servfail" else dns.rcode.REFUSED)
    if fault == "wrong_id":
        said.id = (said.id + 1) % 65_536
    if fault == "other_name":
        question = said.question[0]
        said.question = [dns.rrset.RRset(dns.name.from_text("evil.example"), question.rdclass, question.rdtype)]
    if fault in ("truncated", "truncated_for_ever"):
        said.answer.clear()
        said.flags |= dns.flags.TC
    if fault in ("empty", "lame"):
        said.answer.clear()
        said.set_rcode(dns.rcode.NOERROR)
    if fault == "lame":
        said.flags &= ~(dns.flags.RA | dns.flags.AA)
    wire = said.to_wire(max_size=65_535)
    if over == "udp" and len(wire) > IN_ONE_PIECE:
        said.answer.clear()
        said.flags |= dns.flags.TC
        wire = said.to_wire(max_size=65_535)
    return wire


def _listen(owner: DnsServer) -> "tuple[_Udp, _Tcp]":
    """UDP and TCP on one free port."""

    class Udp(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire, sock = self.request
            if said := owner.answer(wire, "udp"):
                sock.sendto(said, self.client_address)

    class Tcp(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            (length,) = struct.unpack("!H", self.rfile.read(2))
            said = owner.answer(self.rfile.read(length), "tcp")
            self.wfile.write(struct.pack("!H", len(said)) + said)

    while True:
        udp = _Udp(("127.0.0.1", 0), Udp)
        try:
            return udp, _Tcp(udp.server_address, Tcp)
        except OSError:  # the port is free for UDP only
            udp.server_close()


class _Udp(socketserver.ThreadingUDPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our concern."""


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = False
    allow_reuse_address = True
    address_family = socket.AF_INET

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our concern."""


@pytest.fixture
def dns_server() -> Iterator[DnsServer]:
    """A DNS server on ``dns_server.host``."""
    with DnsServer() as server:
        yield server
