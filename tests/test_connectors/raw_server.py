"""A server that says exactly the bytes a test wants, at the pace it wants."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket, str], None]
"""Takes the connection and the request as it came."""


@dataclass
class RawServer:
    """Where the server listens and what it was asked, one request per connection."""

    port: int
    requests: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"


@contextmanager
def serving(answer: Answer, wrap: Callable[[socket.socket], socket.socket] = lambda sock: sock) -> Iterator[RawServer]:
    """Serve on 127.0.0.1 until the block ends; a client that goes away in the middle is no error."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RawServer(listener.getsockname()[1])

    def one(connection: socket.socket) -> None:
        with suppress(OSError), connection, wrap(connection) as wrapped:
            asked = b""
            while b"\r\n\r\n" not in asked:
                received = wrapped.recv(65536)
                if not received:
                    return
                asked += received
            server.requests.append(asked.decode("latin-1"))
            answer(wrapped, server.requests[-1])

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                workers.append(threading.Thread(target=one, args=(connection,)))
                workers[-1].start()

    workers: list[threading.Thread] = []
    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join()
        for worker in workers:
            worker.join()


def http(body: bytes = b"{}", status: str = "200 OK", *headers: str) -> bytes:
    """An HTTP answer after which the connection is closed."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
