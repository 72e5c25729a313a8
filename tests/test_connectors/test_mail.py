"""Mail, against a real SMTP server: what arrives, what is never said in the clear, and what is told when it goes wrong."""

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.mail import Mail, parse_server
from connectors.mail_message import compose
from tests.network.smtp_server import certificate, server_context, smtp_server, trusting

SENDER = "essaim@essaim.example"
LINK = "https://essaim.example/invitation?link=very-secret"


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of mail.example."""
    return certificate(tmp_path_factory.mktemp("tls"), "mail.example")


@pytest.fixture
def mails() -> Iterator[Callable[..., Mail]]:
    """Makes mails, and closes them."""
    with ExitStack() as stack:
        yield lambda url, **more: stack.enter_context(closing(Mail(url, SENDER, seconds=20, **more)))


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names under ``.example`` lead to this machine; to the product they are other machines."""
    resolve = socket.getaddrinfo

    def to_here(host: Any, port: Any, *more: Any, **options: Any) -> Any:
        return resolve("127.0.0.1" if str(host).endswith(".example") else host, port, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", to_here)


def refusal(mail: Mail, to: str = "zoé@lyon.example") -> ConnectorError:
    """What is said when a message does not leave; never the address, the link or a password."""
    with pytest.raises(ConnectorError) as caught:
        mail.send(to, "Invitation", LINK)
    for secret in ("zoé", "ana@", "very-secret", "p@ss:wörd", "p@ss"):
        assert secret not in f"{caught.value} {caught.value!r}"
    return caught.value


def test_a_message_arrives_as_it_was_written(mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        mails(server.url).send("ana@lyon.example", "Une invitation de l’Université de Besançon", f"Bonjour,\n\n{LINK}\n.\nfin")
    (got,) = server.received
    assert (got.sender, got.to) == (SENDER, ["ana@lyon.example"])
    assert got.text == f"Bonjour,\n\n{LINK}\n.\nfin\n\n-- \nEssaim\n"
    assert got.message["Subject"] == "Une invitation de l’Université de Besançon"
    assert got.message["From"] == f"Essaim <{SENDER}>"
    assert got.message.get_content_type() == "text/plain"
    assert got.message["Auto-Submitted"] == "auto-generated"
    assert got.message["Message-ID"].endswith("@essaim.example>")


def test_an_address_with_an_accent_arrives_where_the_server_takes_them(mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        mails(server.url).send("zoé@lyon.example", "Invitation", "texte")
    assert server.received[0].to == ["zoé@lyon.example"]
    assert "zoé@lyon.example" in str(server.received[0].message["To"])


def test_an_address_with_an_accent_is_refused_where_the_server_takes_none(mails: Callable[..., Mail]) -> None:
    with smtp_server(utf8=False) as server:
        problem = refusal(mails(server.url))
    assert "addresses with accents" in str(problem) and not server.received


@pytest.mark.parametrize("subject", ["Hello\r\nBcc: eve@evil.example", "Hello\nBcc: eve@evil.example", "Hello\x0bBcc: eve@evil.example"])
def test_a_subject_cannot_begin_another_header(subject: str, mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        mails(server.url).send("ana@lyon.example", subject, "text")
    (got,) = server.received
    assert (got.to, got.message["Bcc"], got.message["Subject"]) == (["ana@lyon.example"], None, "Hello Bcc: eve@evil.example")


@pytest.mark.parametrize(
    "to",
    [
        "ana@lyon.example\r\nBcc: eve@evil.example",
        "ana@lyon.example, eve@evil.example",
        "ana@lyon.example>\r\nRCPT TO:<eve@evil.example",
        "Ana <ana@lyon.example>",
        "ana@lyon.example\x00",
        "ana@[127.0.0.1]",
        "ana\u2028@lyon.example",
        "ana",
        "@lyon.example",
        "",
    ],
)
def test_an_address_is_one_address_and_nothing_else(to: str) -> None:
    with pytest.raises(ConnectorError, match="No mail can be sent to or from such an address") as caught:
        compose(SENDER, to, "Invitation", "text")
    assert caught.value.remedy is Remedy.FIX_HANDLE


def test_a_text_cannot_end_its_message(mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        mails(server.url).send("ana@lyon.example", "Invitation", "one\r\n.\r\nMAIL FROM:<eve@evil.example>\r\ntwo")
    assert len(server.received) == 1 and "MAIL FROM:<eve@evil.example>" in server.received[0].text


def test_starttls_is_used_with_whoever_is_not_this_machine(mails: Callable[..., Mail], proof: Path, far_away: None) -> None:
    with smtp_server(starttls=server_context(proof), users={"essaim": "p@ss:word/1"}) as server:
        url = f"smtp://essaim:p%40ss%3Aword%2F1@mail.example:{server.port}"
        mails(url, trust=trusting(proof)).send("ana@lyon.example", "Invitation", "text")
    assert [(one.safe, one.user) for one in server.received] == [(True, "essaim")]


def test_tls_from_the_first_byte(mails: Callable[..., Mail], proof: Path, far_away: None) -> None:
    with smtp_server(tls=server_context(proof)) as server:
        mails(f"smtps://mail.example:{server.port}", trust=trusting(proof)).send("ana@lyon.example", "Invitation", "text")
    assert len(server.received) == 1


def test_nothing_is_sent_in_the_clear_to_another_machine(mails: Callable[..., Mail], far_away: None) -> None:
    with smtp_server(users={"essaim": "p@ss"}) as server:
        problem = refusal(mails(f"smtp://essaim:p%40ss@mail.example:{server.port}"))
    assert "encryption (STARTTLS)" in str(problem) and problem.remedy is Remedy.GIVE_UP and not server.received


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("case", ["unknown to this machine", "of another host"])
def test_a_wrong_certificate_ends_it(scheme: str, case: str, mails: Callable[..., Mail], proof: Path, far_away: None) -> None:
    side = {"smtp": "starttls", "smtps": "tls"}[scheme]
    trust: dict[str, ssl.SSLContext] = {"trust": trusting(proof)} if case == "of another host" else {}
    host = "other.example" if case == "of another host" else "mail.example"
    with smtp_server(**{side: server_context(proof)}) as server:  # type: ignore[arg-type]
        problem = refusal(mails(f"{scheme}://{host}:{server.port}", **trust))
    assert f"No safe connection to the mail server {host}" in str(problem) and not server.received


def test_a_wrong_password_is_named_without_being_told(mails: Callable[..., Mail]) -> None:
    with smtp_server(users={"essaim": "right"}) as server:
        for typed in ("p%40ss", "p%40ss%3Aw%C3%B6rd"):
            problem = refusal(mails(f"smtp://essaim:{typed}@127.0.0.1:{server.port}"))
            assert "refuses the user name or the password" in str(problem) and problem.remedy is Remedy.RECONNECT


@pytest.mark.parametrize(
    ("answer", "said", "remedy"),
    [
        ("550 no such mailbox zoé@lyon.example", "refuses this address", Remedy.FIX_HANDLE),
        ("451 come back later", "does not take mail for this address now", Remedy.RETRY_LATER),
    ],
)
def test_a_refused_recipient(answer: str, said: str, remedy: Remedy, mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        server.refusals["zoé@lyon.example"] = answer
        problem = refusal(mails(server.url))
    assert said in str(problem) and problem.remedy is remedy and not server.received


def test_a_refused_message(mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        server.refuse_data = "554 very-secret looks like spam"
        assert "refused the message (code 554)" in str(refusal(mails(server.url)))


def test_a_server_that_is_down(mails: Callable[..., Mail]) -> None:
    with smtp_server() as server:
        url = server.url
    problem = refusal(mails(url))
    assert "does not answer" in str(problem) and problem.remedy is Remedy.RETRY_LATER


def test_a_server_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        closing(Mail(f"smtp://127.0.0.1:{silent.getsockname()[1]}", SENDER, seconds=0.2)) as mail,
    ):
        assert "does not answer" in str(refusal(mail))


def test_closing_waits_for_what_was_posted() -> None:
    with smtp_server() as server:
        mail = Mail(server.url, SENDER)
        for number in range(5):
            mail.post("ana@lyon.example", f"Invitation {number}", "text")
        mail.close()
    assert sorted(str(one.message["Subject"]) for one in server.received) == [f"Invitation {number}" for number in range(5)]


def test_a_failure_in_the_background_is_logged_without_saying_who_or_what(caplog: pytest.LogCaptureFixture) -> None:
    with smtp_server() as server, caplog.at_level(logging.DEBUG):
        server.refusals["zoé@lyon.example"] = "550 no zoé@lyon.example here"
        with closing(Mail(server.url, SENDER)) as mail:
            mail.post("zoé@lyon.example", "Invitation", LINK)
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name == "connectors.mail")
    assert "a mail to somebody at lyon.example was not sent" in ours
    assert "zoé" not in ours and "very-secret" not in ours


@pytest.mark.parametrize(
    ("url", "host", "port", "here"),
    [
        ("smtps://mail.example", "mail.example", 465, False),
        ("smtp://mail.example", "mail.example", 587, False),
        ("smtp://localhost:25", "localhost", 25, True),
        ("smtp://127.0.0.1", "127.0.0.1", 587, True),
        ("smtp://[::1]:25", "::1", 25, True),
        ("smtp://localhost.evil.example:25", "localhost.evil.example", 25, False),
    ],
)
def test_the_address_of_a_server(url: str, host: str, port: int, here: bool) -> None:
    server = parse_server(url)
    assert (server.host, server.port, server.here) == (host, port, here)


@pytest.mark.parametrize("url", ["smtp://", "smtp://u:s3cret@:25", "smtp://u:s3cret@mail.example:many", "imap://u:s3cret@mail.example", ""])
def test_an_address_of_a_server_that_says_nothing_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConnectorError, match="ESSAIM_SMTP_URL cannot be understood") as caught:
        parse_server(url)
    assert "s3cret" not in f"{caught.value!r}"


def test_the_password_of_the_server_is_in_no_repr() -> None:
    assert "s3cret" not in repr(parse_server("smtps://essaim:s3cret@mail.example"))
