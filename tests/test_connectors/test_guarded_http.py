"""Both guarded clients, on real sockets: what a hostile server can do to them is little, and soon over."""

import gzip
import select
import socket
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.guarded_http import MAX_BYTES, USER_AGENT, GuardedClient, GuardedTransport
from connectors.guarded_requests import GuardedSession
from connectors.hosts import Guard, Resolved, dial
from tests.test_connectors.raw_server import RawServer, http, serving
from tests.waiting import until

Get = Callable[[str], tuple[int, bytes]]
Client = Callable[[GuardedTransport], Get]
PLENTY, LITTLE = 20.0, 0.4
"""Seconds: more than a loaded machine needs for an answer, and what a server that answers too late is given."""
BOMB = gzip.compress(b" " * 30 * MAX_BYTES)


def by_httpx(transport: GuardedTransport) -> Get:
    client = GuardedClient(transport)

    def get(url: str) -> tuple[int, bytes]:
        answer = client.get(url)
        return answer.status_code, answer.content

    return get


def by_requests(transport: GuardedTransport) -> Get:
    session = GuardedSession(transport)

    def get(url: str) -> tuple[int, bytes]:
        answer = session.get(url, timeout=(5, 15))
        return answer.status_code, answer.content

    return get


@pytest.fixture(params=[by_httpx, by_requests])
def client(request: pytest.FixtureRequest) -> Client:
    made: Client = request.param
    return made


def asking(
    client: Client, server: RawServer, path: str = "/", *, times: int = 1, trusted: bool = True, seconds: float = PLENTY
) -> tuple[int, bytes]:
    guard = Guard([server.host] if trusted else [], seconds=seconds)
    with closing(GuardedTransport(guard)) as transport:
        get = client(transport)
        for _ in range(times - 1):
            get(server.url(path))
        return get(server.url(path))


def failing(client: Client, server: RawServer, path: str = "/", *, seconds: float = PLENTY) -> ConnectorError:
    started = time.monotonic()
    with pytest.raises(ConnectorError) as failure:
        asking(client, server, path, seconds=seconds)
    assert time.monotonic() - started < seconds + 20
    return failure.value


def test_an_answer_of_any_status_is_given_back(client: Client) -> None:
    with serving(lambda connection, asked: connection.sendall(http(b'{"error":"none"}', "404 Not Found"))) as server:
        assert asking(client, server) == (404, b'{"error":"none"}')


def test_it_says_who_asks_and_keeps_no_cookie(client: Client) -> None:
    with serving(lambda connection, asked: connection.sendall(http(b"{}", "200 OK", "Set-Cookie: id=1"))) as server:
        asking(client, server, times=2)
    assert len(server.requests) == 2
    for asked in server.requests:
        assert f"user-agent: {USER_AGENT.lower()}\r\n" in asked.lower()
        assert "cookie:" not in asked.lower()
    assert USER_AGENT.startswith("Essaim") and "://" not in USER_AGENT


def test_proxies_of_the_environment_are_not_used(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda connection, asked: connection.sendall(http(b"proxy"))) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        with serving(lambda connection, asked: connection.sendall(http(b"server"))) as server:
            assert asking(client, server) == (200, b"server")
        assert proxy.requests == []


def test_passwords_of_the_environment_are_not_used(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    passwords = tmp_path / "netrc"
    passwords.write_text("machine 127.0.0.1 login camille password secret\n")
    monkeypatch.setenv("NETRC", str(passwords))
    with serving(lambda connection, asked: connection.sendall(http())) as server:
        asking(client, server)
    assert "authorization:" not in server.requests[0].lower()


def test_an_insecure_server_that_is_not_trusted_is_not_asked(client: Client) -> None:
    with serving(lambda connection, asked: connection.sendall(http())) as server:
        with pytest.raises(ConnectorError, match="Only https is used") as failure:
            asking(client, server, trusted=False)
        assert failure.value.remedy is Remedy.GIVE_UP
        assert server.requests == []


def test_two_redirects_are_followed_and_a_third_is_not(client: Client) -> None:
    def redirect(connection: socket.socket, asked: str) -> None:
        left = int(asked.split(" ")[1].removeprefix("/"))
        connection.sendall(http(b"", "302 Found", f"Location: /{left - 1}") if left else http(b"here"))

    with serving(redirect) as server:
        assert asking(client, server, "/2") == (200, b"here")
        problem = failing(client, server, "/3")
        assert problem.remedy is Remedy.GIVE_UP
        assert len(server.requests) == 3 + 3


@pytest.mark.parametrize("target", ["https://169.254.169.254/latest", "http://127.0.0.1:1/", "https://localhost/", "file:///etc/passwd"])
def test_a_redirect_into_the_private_network_is_refused(client: Client, target: str) -> None:
    called: list[Resolved] = []

    def noted(found: Resolved, seconds: float) -> socket.socket:
        called.append(found)
        return dial(found, seconds)

    with serving(lambda connection, asked: connection.sendall(http(b"", "301 Moved", f"Location: {target}"))) as server:
        guard = Guard([server.host], seconds=PLENTY, dial=noted)
        with closing(GuardedTransport(guard)) as transport, pytest.raises(ConnectorError) as failure:
            client(transport)(server.url())
        assert failure.value.remedy in (Remedy.GIVE_UP, Remedy.RETRY_LATER)
        assert [address for _, address in called] == [("127.0.0.1", server.port)]


def test_a_server_that_never_answers_is_left_in_time(client: Client) -> None:
    def silent(connection: socket.socket, asked: str) -> None:
        connection.recv(1)

    with serving(silent) as server:
        assert failing(client, server, seconds=LITTLE).remedy is Remedy.RETRY_LATER


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
def test_a_server_that_drips_is_left_in_time(client: Client, start: bytes) -> None:
    def drip(connection: socket.socket, asked: str) -> None:
        connection.sendall(start)
        for _ in range(200):
            connection.sendall(b"x")
            time.sleep(0.02)

    with serving(drip) as server:
        problem = failing(client, server, seconds=LITTLE)
    assert problem.remedy is Remedy.RETRY_LATER
    assert "takes too long" in str(problem)


def test_redirects_and_answers_share_one_time_limit(client: Client) -> None:
    def slow(connection: socket.socket, asked: str) -> None:
        time.sleep(LITTLE * 0.55)
        connection.sendall(http(b"", "302 Found", "Location: /again"))

    with serving(slow) as server:
        assert failing(client, server, seconds=LITTLE).remedy is Remedy.RETRY_LATER
        assert len(server.requests) <= 2, "a third one would have been refused"


def test_a_megabyte_is_read_and_more_is_not(client: Client) -> None:
    sizes = {"/most": MAX_BYTES, "/more": MAX_BYTES + 1}
    with serving(lambda connection, asked: connection.sendall(http(b"x" * sizes[asked.split(" ")[1]]))) as server:
        assert asking(client, server, "/most") == (200, b"x" * MAX_BYTES)
        assert failing(client, server, "/more").remedy is Remedy.GIVE_UP


def test_a_body_without_end_is_cut(client: Client) -> None:
    def endless(connection: socket.socket, asked: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        with suppress(OSError):
            while True:
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    with serving(endless) as server:
        assert failing(client, server).remedy is Remedy.GIVE_UP


def test_a_packed_body_is_unpacked_up_to_a_megabyte(client: Client) -> None:
    bodies = {"/good": gzip.compress(b'{"a": 1}'), "/bomb": BOMB, "/false": b"not packed", "/other": b"?"}

    def packed(connection: socket.socket, asked: str) -> None:
        path = asked.split(" ")[1]
        connection.sendall(http(bodies[path], "200 OK", f"Content-Encoding: {'br' if path == '/other' else 'gzip'}"))

    with serving(packed) as server:
        assert asking(client, server, "/good") == (200, b'{"a": 1}')
        tracemalloc.start()
        assert failing(client, server, "/bomb").remedy is Remedy.GIVE_UP
        assert tracemalloc.get_traced_memory()[1] < 10 * MAX_BYTES
        tracemalloc.stop()
        assert failing(client, server, "/false").remedy is Remedy.RETRY_LATER
        assert failing(client, server, "/other").remedy is Remedy.RETRY_LATER


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", b"\x00" * 300])
def test_what_is_not_http_is_asked_again_later(client: Client, answer: bytes) -> None:
    with serving(lambda connection, asked: connection.sendall(answer)) as server:
        assert failing(client, server).remedy is Remedy.RETRY_LATER


def test_a_connection_that_was_kept_and_then_closed_is_not_used_again(client: Client) -> None:
    kept = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    called: list[socket.socket] = []

    def noted(found: Resolved, seconds: float) -> socket.socket:
        called.append(dial(found, seconds))
        return called[-1]

    with (
        serving(lambda connection, asked: connection.sendall(kept)) as server,
        closing(GuardedTransport(Guard([server.host], seconds=PLENTY, dial=noted))) as transport,
    ):
        get = client(transport)
        assert get(server.url()) == (200, b"{}")
        until(lambda: called[0].fileno() < 0 or select.select(called, [], [], 0)[0], "the server has closed the connection")
        assert get(server.url()) == (200, b"{}")
    assert len(called) == 2
