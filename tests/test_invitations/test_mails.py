"""Invitations by mail, over a real SMTP server."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.mail import Mail
from dashboard.config import Settings
from dashboard.domain.people import Role
from dashboard.i18n import words_in
from dashboard.services.people.invite import Invitation, invite
from tests.factories import NOW
from tests.network.smtp_server import SmtpServer, smtp_server
from tests.people import VAULT, make_essaim, make_person
from tests.test_invitations.conftest import BASE, LYON, Office, secret_of
from tests.test_web.browsing import Browser


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with smtp_server() as running:
        yield running


def by_mail(
    office: Office, url: str, language: str = "en", *, email: str | None = "zoe@lyon.example", role: Role = Role.EDITOR
) -> Invitation:
    slug = LYON if role in (Role.EDITOR, Role.OWNER) else None
    by = office.owner if slug else office.collective
    with closing(Mail(url, "essaim@essaim.example", seconds=20)) as mail:
        return invite(office.db, VAULT, by, email=email, role=role, slug=slug, base=BASE, now=NOW, words=words_in("en"), mail=mail)


def test_the_link_goes_to_the_address_invited_and_works(office: Office, server: SmtpServer) -> None:
    made = by_mail(office, server.url)
    (got,) = server.received
    assert made.mailed and got.to == ["zoe@lyon.example"]
    assert got.message["Subject"] == "Invitation to the team of Lyon"
    assert "ana@lyon.example invites you to the team of Lyon on Essaim, as editor." in got.text
    assert f"\n{made.link}\n" in got.text and got.text.endswith("Essaim\n")
    assert office.look(secret_of(made.link)).email == "zoe@lyon.example"


def test_it_says_until_when(office: Office, server: SmtpServer) -> None:
    by_mail(office, server.url)
    assert words_in("en")("{until}", until=NOW + timedelta(hours=48)) in server.received[0].text


def test_a_role_over_all_institutions_names_no_team(office: Office, server: SmtpServer) -> None:
    by_mail(office, server.url, role=Role.COORDINATOR)
    assert server.received[0].message["Subject"] == "Invitation to Essaim"
    assert "invites you to Essaim, as coordinator." in server.received[0].text


def test_without_an_address_there_is_a_link_and_no_mail(office: Office, server: SmtpServer) -> None:
    made = by_mail(office, server.url, email=None)
    assert not made.mailed and made.problem is None and not server.received
    assert office.look(secret_of(made.link)).email is None


def test_a_mail_that_does_not_leave_undoes_nothing_and_is_told(office: Office, server: SmtpServer) -> None:
    server.refusals["zoe@lyon.example"] = "550 no such mailbox"
    made = by_mail(office, server.url)
    assert not made.mailed and made.problem is not None and "refuses this address" in str(made.problem)
    assert office.look(secret_of(made.link)).role is Role.EDITOR


def test_a_mail_server_that_is_down_undoes_nothing(office: Office) -> None:
    with smtp_server() as server:
        url = server.url
    made = by_mail(office, url)
    assert "does not answer" in str(made.problem) and office.look(secret_of(made.link)).role is Role.EDITOR


def test_what_is_refused_sends_no_mail(office: Office, server: SmtpServer) -> None:
    with pytest.raises(Exception, match="has this role already"):
        by_mail(office, server.url, email="ana@lyon.example")
    assert not server.received


@pytest.mark.parametrize(
    "headers", [{}, {"X_Forwarded_Host": "evil.example"}, {"Forwarded": "host=evil.example"}, {"Host": "evil.example"}]
)
def test_no_header_of_a_request_decides_where_the_links_of_mails_lead(
    headers: dict[str, str], office: Office, server: SmtpServer, tmp_path: Path
) -> None:
    make_person(office.db, "zoe@lyon.example")
    with closing(Mail(server.url, "essaim@essaim.example")) as mail:
        browser = Browser(make_essaim(office.db, Settings(data_dir=tmp_path, public_url=BASE), mail=mail), base=BASE)
        for path in ("/sign-in/link", "/sign-in/lost"):
            form = next(one.fields for one in browser.get(path).forms if "email" in one.fields)
            answer = browser.post(path, form | {"email": "zoe@lyon.example"}, **headers)
            assert answer.status == (400 if "Host" in headers else 200)
    links = [found for one in server.received for found in re.findall(r"https?://\S+", one.text)]
    assert len(links) == (0 if "Host" in headers else 2)
    assert all(link.startswith(f"{BASE}/sign-in/") for link in links) and not any("evil" in one.text for one in server.received)
