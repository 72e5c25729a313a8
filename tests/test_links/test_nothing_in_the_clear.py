"""A database that is stolen, a backup that is lost, a log that is read by others: no token is found in any of them."""

import logging
import secrets
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest

from connectors.base import ConnectorError
from connectors.bluesky_account import BlueskyAccount
from connectors.guarded_http import GuardedTransport
from connectors.hosts import Guard
from dashboard.domain.errors import Refused
from dashboard.domain.people import OPERATOR
from dashboard.services.links.authorise import declined, give_back
from dashboard.services.links.prove import open_code, sign_in_once
from dashboard.services.people.factors import begin_totp, confirm_totp
from dashboard.services.people.tickets import issue
from dashboard.services.rotate_keys import rotate
from db.engine import Database
from db.tables import AccountRow, Purpose
from db.vault import Vault, new_key
from tests.factories import NOW
from tests.network.pds_fake import PdsFake
from tests.network.postgres import find_binaries
from tests.people import come_in
from tests.test_links.browser_of import consent
from tests.test_links.conftest import Lyon, on_mastodon

APP_PASSWORD = "abcd-efgh-ijkl-mnop"
KEY, NEXT = new_key("k1"), new_key("k2")
KEPT = Vault([KEY])
NO_SECRET = "read:accounts"
"""Is stored and sent as it is: what shows that the search finds what is there."""


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every secret that the product draws: tokens of sessions, one-time links, states, verifiers."""
    found: list[str] = []
    draw = secrets.token_urlsafe

    def noted(octets: int | None = None) -> str:
        found.append(draw(octets))
        return found[-1]

    monkeypatch.setattr(secrets, "token_urlsafe", noted)
    return found


@pytest.fixture
def busy(lyon: Lyon, drawn: list[str], pds_fake: PdsFake) -> Callable[[], list[str]]:
    """Lets every service that keeps or sends a secret do so; gives all those secrets."""
    return lambda: _be_busy(lyon, drawn, pds_fake)


def _be_busy(lyon: Lyon, drawn: list[str], pds_fake: PdsFake) -> list[str]:
    lyon.vault = KEPT
    token, _ = come_in(lyon.db, lyon.ana.person_id or 0)
    _mastodon(lyon)
    _bluesky(lyon, pds_fake)
    offer = begin_totp(lyon.db, KEPT, lyon.ana, now=NOW)
    enrolled = confirm_totp(lyon.db, KEPT, lyon.ana, offer.factor_id, pyotp.TOTP(offer.secret).at(NOW), now=NOW)
    with lyon.db.writing() as session:
        links = [issue(session, KEPT, purpose, now=NOW, person_id=lyon.ana.person_id, payload={"a": "b"})[0] for purpose in Purpose]
    codes = enrolled.recovery_codes or ()
    assert token in drawn and len(drawn) > len(links) + 5 and len(codes) == 10
    keys = [key.text.partition(":")[2] for key in (KEY, NEXT)]
    everything = [*drawn, *links, *lyon.strict.secrets, *pds_fake.secrets, APP_PASSWORD, offer.secret, enrolled.token, *codes, *keys]
    return [*everything, *(code.replace("-", "") for code in codes)]


def _mastodon(lyon: Lyon) -> None:
    """One account is authorised, one is given back, one was the wrong one, one declined, one is under way, one comes too late."""
    lyon.authorises()
    second = on_mastodon(lyon.db, "lyon", lyon.strict, "ana").id
    lyon.finishes(consent(lyon.begins(account_id=second).address, "ana"))
    give_back(lyon.db, KEPT, lyon.witnesses, lyon.ana, "lyon", second, now=NOW)
    with pytest.raises(Refused):
        lyon.finishes(consent(lyon.begins(account_id=second).address, "lyon"))
    declined(lyon.db, KEPT, lyon.ana, state=consent(lyon.begins().address, answer="no").state, now=NOW)
    lyon.begins()
    late = consent(lyon.begins().address)
    lyon.strict.later(601)
    with pytest.raises(ConnectorError):
        lyon.finishes(late)


def _bluesky(lyon: Lyon, pds: PdsFake) -> None:
    """A wrong app password, then the right one."""
    did = pds.add("lyon.fr")
    pds.passwords[did] = APP_PASSWORD
    account = BlueskyAccount(pds.url, transport=GuardedTransport(Guard([pds.host])), plc=pds.host)
    witnesses = replace(lyon.witnesses, bluesky_account=account)
    with lyon.db.writing() as session:
        session.get_one(AccountRow, lyon.bluesky.id).remote_id = did
    open_code(lyon.db, lyon.ana, "lyon", lyon.bluesky.id, now=NOW)
    with pytest.raises(ConnectorError):
        sign_in_once(lyon.db, KEPT, witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD[::-1], now=NOW)
    sign_in_once(lyon.db, KEPT, witnesses, lyon.ana, "lyon", lyon.bluesky.id, APP_PASSWORD, now=NOW)


def stored(db: Database, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that lies on a disk, as a thief finds it: name and bytes."""
    if db.dialect == "postgresql":
        url = db.url.replace("postgresql+psycopg", "postgresql")
        yield "dump", subprocess.run([find_binaries() / "pg_dump", url], check=True, capture_output=True).stdout
        return
    file = Path(db.url.removeprefix("sqlite:///"))
    for name in ("", "-wal"):
        yield name or "file", file.with_name(file.name + name).read_bytes()
    with closing(sqlite3.connect(file)) as connection, closing(sqlite3.connect(folder / "backup.db")) as backup:
        connection.backup(backup)
        connection.execute("VACUUM INTO ?", (str(folder / "vacuumed.db"),))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for copy in (folder / "backup.db", folder / "vacuumed.db", file):
        yield copy.name, copy.read_bytes()


def found_in(canaries: list[str], content: bytes) -> list[str]:
    return [canary for canary in canaries if canary.encode() in content]


def test_no_secret_is_in_the_database_its_journal_or_a_backup(lyon: Lyon, busy: Callable[[], list[str]], tmp_path: Path) -> None:
    canaries, looked_at = busy(), dict(stored(lyon.db, tmp_path))
    assert any(NO_SECRET.encode() in content for content in looked_at.values())
    assert [name for name, content in looked_at.items() if found_in(canaries, content)] == []


def test_none_is_there_after_the_key_was_replaced(lyon: Lyon, busy: Callable[[], list[str]], tmp_path: Path) -> None:
    canaries = busy()
    assert rotate(lyon.db, Vault([NEXT, KEY]), by=OPERATOR, now=NOW).done > len(Purpose)
    assert [name for name, content in stored(lyon.db, tmp_path) if found_in(canaries, content)] == []


def test_no_secret_is_logged_or_printed(
    busy: Callable[[], list[str]], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        canaries = busy()
    printed = capfd.readouterr()
    assert "/oauth/token" in caplog.text  # the libraries do say what they asked
    assert found_in(canaries, (caplog.text + printed.out + printed.err).encode()) == []
