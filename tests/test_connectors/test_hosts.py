"""The guard connects to public addresses only, once they are checked, and gives up in time."""

import socket
import threading

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.hosts import Guard, Resolved, dial, resolve
from tests.test_connectors.raw_server import http, serving
from tests.test_connectors.test_addresses import REFUSED

PUBLIC = (socket.AF_INET, ("93.184.216.34", 443))
PRIVATE = (socket.AF_INET, ("127.0.0.1", 443))


class Wires:
    """A resolver whose answers are written down beforehand, and a dialler that only notes whom it was to call."""

    def __init__(self, *answers: list[Resolved]) -> None:
        self.answers = list(answers)
        self.dialled: list[Resolved] = []
        self.broken: set[Resolved] = set()

    def resolve(self, host: str, port: int) -> list[Resolved]:
        return self.answers.pop(0)

    def dial(self, target: Resolved, seconds: float) -> socket.socket:
        self.dialled.append(target)
        if target in self.broken:
            raise ConnectionRefusedError
        return socket.socket()

    def guard(self, *trusted: str) -> Guard:
        return Guard(trusted, resolve=self.resolve, dial=self.dial)


@pytest.mark.parametrize("address", REFUSED)
def test_a_name_that_leads_to_a_special_address_is_given_up_without_a_connection(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    wires = Wires([(family, (address, 443))])
    with pytest.raises(ConnectorError, match=r"evil\.example is not on the public internet") as failure:
        wires.guard().connect("evil.example", 443)
    assert failure.value.remedy is Remedy.GIVE_UP
    assert wires.dialled == []


def test_a_name_that_changes_its_answer_is_called_at_the_address_that_was_checked() -> None:
    wires = Wires([PUBLIC], [PRIVATE])
    wires.guard().connect("rebinding.example", 443).close()
    assert wires.dialled == [PUBLIC]
    assert wires.answers == [[PRIVATE]], "the name was resolved once"


def test_of_a_public_and_a_private_address_only_the_public_one_is_called() -> None:
    wires = Wires([PRIVATE, PUBLIC])
    wires.guard().connect("half.example", 443).close()
    assert wires.dialled == [PUBLIC]


def test_the_next_address_is_called_when_one_does_not_answer() -> None:
    other = (socket.AF_INET6, ("2606:2800:220:1::1", 443, 0, 0))
    wires = Wires([other, PUBLIC])
    wires.broken = {other}
    wires.guard().connect("social.example", 443).close()
    assert wires.dialled == [other, PUBLIC]


def test_a_server_that_nobody_answers_for_is_asked_again_later() -> None:
    wires = Wires([PUBLIC])
    wires.broken = {PUBLIC}
    with pytest.raises(ConnectorError, match=r"social\.example cannot be reached") as failure:
        wires.guard().connect("social.example", 443)
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_a_trusted_server_may_be_private_on_the_trusted_port_alone() -> None:
    wires = Wires([PRIVATE], [PRIVATE])
    guard = wires.guard("LocalHost:4000")
    guard.connect("localhost", 4000).close()
    with pytest.raises(ConnectorError):
        guard.connect("localhost", 5432)
    assert wires.dialled == [PRIVATE]


def test_an_ipv6_address_can_be_trusted_in_brackets() -> None:
    assert Guard(["[::1]:4000"]).trusts("::1", 4000)
    assert not Guard(["[::1]:4000"]).trusts("::1", 4001)


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "017700000001", "127.0.0.1", "0", "localhost"])
def test_the_ways_to_write_this_machine_are_all_refused(host: str) -> None:
    with serving(lambda connection, asked: connection.sendall(http())) as server:
        with pytest.raises(ConnectorError):
            Guard().connect(host, server.port)
        assert server.requests == []


def test_a_name_that_does_not_exist_is_to_be_corrected() -> None:
    def nobody(host: str, port: int) -> list[Resolved]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(ConnectorError, match=r"vile\.fr does not exist\. Check the address") as failure:
        Guard(resolve=nobody).connect("vile.fr", 443)
    assert failure.value.remedy is Remedy.FIX_HANDLE


def test_a_resolver_that_fails_for_now_is_asked_again_later() -> None:
    def broken(host: str, port: int) -> list[Resolved]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(ConnectorError) as failure:
        Guard(resolve=broken).connect("ville.fr", 443)
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    released = threading.Event()

    def stuck(host: str, port: int) -> list[Resolved]:
        released.wait(10)
        return [PUBLIC]

    try:
        with pytest.raises(ConnectorError, match="takes too long") as failure:
            Guard(resolve=stuck, seconds=0.05).connect("ville.fr", 443)
    finally:
        released.set()
    assert failure.value.remedy is Remedy.RETRY_LATER


def test_operations_share_the_time_of_the_one_they_are_in() -> None:
    guard = Guard(seconds=5)
    with guard.operation():
        first = guard.remaining()
        with guard.operation():
            assert guard.remaining() <= first
        assert guard.remaining(at_most=0.5) == 0.5
    with Guard(seconds=0).operation(), pytest.raises(TimeoutError):
        Guard(seconds=0).remaining()


def test_the_real_resolver_and_dialler_reach_a_real_socket() -> None:
    with serving(lambda connection, asked: connection.sendall(http())) as server:
        [found] = resolve("127.0.0.1", server.port)
        assert found == (socket.AF_INET, ("127.0.0.1", server.port))
        with dial(found, 1.0) as sock:
            assert sock.getpeername() == ("127.0.0.1", server.port)
    with pytest.raises(OSError, match="refused"):
        dial(found, 1.0)


@pytest.mark.parametrize(
    ("scheme", "port", "allowed"), [("https", None, True), ("http", 4000, True), ("http", None, False), ("ftp", 4000, False)]
)
def test_only_https_is_used_except_with_trusted_servers(scheme: str, port: int | None, allowed: bool) -> None:
    guard = Guard(["localhost:4000"])
    if allowed:
        guard.allow(scheme, "localhost", port)
        return
    with pytest.raises(ConnectorError, match="insecure") as failure:
        guard.allow(scheme, "localhost", port)
    assert failure.value.remedy is Remedy.GIVE_UP
