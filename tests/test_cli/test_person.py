"""``essaim person``: invite, list, help whoever is locked out, export and erase."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import PasswordHasher
from sqlmodel import select

from dashboard.bootstrap import wall_clock
from dashboard.domain.people import VISITOR
from dashboard.services.people import passwords
from dashboard.services.people.accept import accept_as_new
from dashboard.services.people.lost import set_new_password
from db.engine import Database
from db.tables import AuditRow
from db.vault import Vault, new_key
from tests.network.smtp_server import smtp_server
from tests.people import make_person
from tests.test_cli.conftest import CommandLine
from tests.test_ui.conftest import enrol

KEY = new_key("k1")
PASSWORD = "quatre chevaux mangent lentement"


@pytest.fixture(autouse=True)
def server(settings: Callable[..., None], essaim: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with an address and a key; Lyon is registered."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    settings(public_url="https://essaim.example", secret_keys=KEY.text)
    essaim.ok("organisation", "add", "Lyon", "--kind", "city")


def secret_of(link: str) -> str:
    assert link.startswith("https://essaim.example/"), link
    return parse_qs(urlsplit(link.strip()).query)["link"][0]


def accept(db: Database, link: str, email: str) -> None:
    accept_as_new(
        db, Vault([KEY]), secret_of(link), email=email, name="Zoé", password=PASSWORD, browser="", language="fr", now=wall_clock()
    )


def test_an_owner_is_invited_accepts_and_is_listed(essaim: CommandLine, sqlite_db: Database) -> None:
    accept(sqlite_db, essaim.ok("person", "invite", "Zoe@Lyon.example", "--role", "owner", "--organisation", "lyon"), "zoe@lyon.example")
    (line,) = essaim.json("person", "list")
    del line["id"]
    assert line == {"email": "zoe@lyon.example", "name": "Zoé", "roles": "", "teams": "lyon:owner", "second_factor": False}
    assert "zoe@lyon.example  Zoé" in essaim.ok("person", "list")


def test_a_member_of_the_collective_is_invited(essaim: CommandLine, sqlite_db: Database) -> None:
    accept(sqlite_db, essaim.ok("person", "invite", "chloe@collective.example", "--role", "collective"), "chloe@collective.example")
    assert [one["roles"] for one in essaim.json("person", "list")] == ["collective"]


def test_an_invitation_goes_by_mail_where_a_server_is_set(essaim: CommandLine, settings: Callable[..., None]) -> None:
    with smtp_server() as mail:
        settings(smtp_url=mail.url, mail_from="essaim@essaim.example")
        link, said = essaim.ok("person", "invite", "zoe@lyon.example", "--role", "coordinator").splitlines()
    assert said == "It was sent to zoe@lyon.example as well."
    assert mail.received[0].to == ["zoe@lyon.example"] and link in mail.received[0].text
    assert "Whoever runs this server invites you to Essaim, as coordinator." in mail.received[0].text
    failed = essaim.run("person", "invite", "zoe@lyon.example", "--role", "coordinator")
    assert failed.exit_code == 0 and "/invitation?link=" in failed.stdout
    assert failed.stderr == "The mail server 127.0.0.1 does not answer. Try again later.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zoe@lyon.example", "--role", "owner"), "with --organisation"),
        (("zoe@lyon.example", "--role", "collective", "--organisation", "lyon"), "a coordinator or the collective without"),
        (("zoe@lyon.example", "--role", "owner", "--organisation", "nowhere"), "“nowhere”"),
        (("zoe", "--role", "coordinator"), "“zoe” is not an e-mail address"),
    ],
)
def test_a_wrong_invitation_is_refused(words: tuple[str, ...], said: str, essaim: CommandLine) -> None:
    assert said in essaim.refused("person", "invite", *words)


def test_somebody_locked_out_gets_a_link(essaim: CommandLine, sqlite_db: Database) -> None:
    zoe = make_person(sqlite_db, "zoe@lyon.example")
    link = essaim.ok("person", "link", "Zoe@lyon.example", "new-password")
    assert "/sign-in/new-password?" in link
    assert set_new_password(sqlite_db, Vault([KEY]), VISITOR, secret_of(link), PASSWORD, browser="", now=wall_clock()).token
    assert "no second factor" in essaim.refused("person", "link", "zoe@lyon.example", "new-factor")
    enrol(sqlite_db, zoe)
    assert "/sign-in/new-factor?" in essaim.ok("person", "link", "zoe@lyon.example", "new-factor")
    with sqlite_db.reading() as session:
        roles = session.exec(select(AuditRow.role).where(AuditRow.deed == "link.given_out")).all()
    assert roles == ["operator", "operator"]


def test_nobody_of_that_address(essaim: CommandLine) -> None:
    assert essaim.refused("person", "link", "zoe@lyon.example", "new-password") == "Nobody signs in as zoe@lyon.example."
    assert "zoe@lyon.example" in essaim.refused("person", "export", "zoe@lyon.example")
    assert "zoe@lyon.example" in essaim.refused("person", "erase", "zoe@lyon.example", "--yes")


def test_what_is_known_of_somebody_is_printed_then_erased(essaim: CommandLine, sqlite_db: Database) -> None:
    make_person(sqlite_db, "zoe@lyon.example", editor_of="lyon", name="Zoé")
    known = json.loads(essaim.ok("person", "export", "zoe@lyon.example"))
    assert "zoe@lyon.example" in str(known) and "Zoé" in str(known)
    assert "Add --yes" in essaim.refused("person", "erase", "zoe@lyon.example")
    assert len(essaim.json("person", "list")) == 1
    assert essaim.ok("person", "erase", "zoe@lyon.example", "--yes") == "What was known of zoe@lyon.example is erased.\n"
    assert essaim.json("person", "list") == []
