"""The token of X's API is found in no database, no backup, no log and no audit, and a new key seals it anew."""

import logging
from pathlib import Path

import pytest

from connectors.base import ConnectorError
from connectors.x_api import XApi
from dashboard.domain.people import OPERATOR
from dashboard.services.read_audit import Asked, read_audit
from dashboard.services.rotate_keys import rotate, standings
from dashboard.services.x_api.tokens import remove_token, token_state
from db.engine import Database
from db.vault import Vault, new_key
from tests.factories import NOW, make_organisation
from tests.network.x_api_fake import TOKEN, XApiFake
from tests.test_links.test_nothing_in_the_clear import stored
from tests.test_x_api.doing import gives, kept, on_x, reads

OLD, NEW = new_key("k1"), new_key("k2")
BEFORE, DURING, AFTER = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
WRONG = TOKEN[::-1].replace("%", "a")
SECRETS = (TOKEN, WRONG, TOKEN.removeprefix("A" * 21), "canary")
NO_SECRET = "VilleDeLyon"
"""Is stored as it is: what shows that the search finds what is there."""


@pytest.fixture
def busy(db: Database, x: XApi, x_fake: XApiFake) -> Database:
    """The token was given, used, refused, limited; another was wrong; one was given and taken back."""
    return be_busy(db, x, x_fake)


def be_busy(db: Database, x: XApi, x_fake: XApiFake) -> Database:
    make_organisation(db, "Lyon")
    x_fake.add(NO_SECRET)
    on_x(db, "lyon", NO_SECRET)
    gives(db, x, None, vault=BEFORE)
    remove_token(db, None, by=OPERATOR, now=NOW)
    gives(db, x, vault=BEFORE)
    with pytest.raises(ConnectorError):
        gives(db, x, token=WRONG, vault=BEFORE)
    for fault in ("unauthorised", "too_many", "html"):
        x_fake.fault = fault
        reads(db, x, vault=BEFORE, due_only=False)
    return db


def found_in(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in content]


def test_it_is_in_no_file_of_the_database_and_in_no_backup(busy: Database, tmp_path: Path) -> None:
    looked_at = dict(stored(busy, tmp_path))
    assert any(NO_SECRET.encode() in content for content in looked_at.values())
    assert [name for name, content in looked_at.items() if found_in(content)] == []


def test_it_is_not_logged_printed_or_shown(
    db: Database, x: XApi, x_fake: XApiFake, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        be_busy(db, x, x_fake)
    printed = capfd.readouterr()
    assert "send_request_headers" in caplog.text
    shown = [repr(token_state(db, "lyon", by=OPERATOR, now=NOW)), repr(read_audit(db, Asked(), by=OPERATOR, now=NOW))]
    assert found_in("".join([caplog.text, printed.out, printed.err, *shown]).encode()) == []


def test_a_new_key_seals_it_anew(busy: Database, x: XApi, x_fake: XApiFake) -> None:
    rotate(busy, DURING, by=OPERATOR, now=NOW)
    row = kept(busy, 1)
    assert row is not None and AFTER.open(row.token, f"x_token:{row.id}") == TOKEN
    left = {one.key: one.secrets for one in standings(busy, DURING, by=OPERATOR, now=NOW)}
    assert (left["k1"], left["k2"]) == (0, 1)
    x_fake.fault = ""
    assert reads(busy, x, now=NOW.replace(month=8), vault=AFTER).read == 1
