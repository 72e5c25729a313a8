"""A key is replaced while everything goes on, and whatever happens nothing is lost."""

import json
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlmodel import select

from dashboard.config import ROOT
from dashboard.domain.audit import Deed
from dashboard.domain.errors import SignInNeeded
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.services.people.tickets import issue, look_up
from dashboard.services.rotate_keys import BATCH, KeyState, rotate, standings
from db import sealed
from db.engine import Database
from db.tables import AccountRow, AuditRow, FactorRow, GrantRow, MastodonAppRow, Purpose, RecoveryCodeRow, TicketRow, XTokenRow
from db.vault import KeyProblem, Vault, new_key
from tests.factories import NOW, make_organisation
from tests.people import make_person

OLD, NEW = new_key("k1"), new_key("k2")
BEFORE, DURING, AFTER = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])


def grant_tokens(db: Database, vault: Vault, count: int, first: int = 0) -> dict[int, str]:
    """So many accounts of Lyon, each with a token; gives the tokens by account."""
    with db.writing() as session:
        rows = [an_account(number) for number in range(first, first + count)]
        session.add_all(rows)
        session.flush()
        given = {row.id or 0: f"canary-token-of-{row.identity}" for row in rows}
        grants = [GrantRow(account_id=account_id, token="", scopes="read:accounts", made_at=NOW) for account_id in given]
        session.add_all(grants)
        session.flush()
        for grant in grants:
            kept = {"app": 1, "token": given[grant.account_id]}
            grant.token = vault.seal(json.dumps(kept), f"account_grant:{grant.id}")
        return given


def an_account(number: int) -> AccountRow:
    """An account of Lyon on Mastodon."""
    handle = f"a{number}@social.example"
    return AccountRow(organisation_id=1, network="mastodon", identity=handle, handle=handle, origin="destination", connected_at=NOW)


def tokens(db: Database, vault: Vault) -> dict[int, str]:
    """Every token that these keys open, by account."""
    with db.reading() as session:
        rows = session.exec(select(GrantRow)).all()
        return {row.account_id: json.loads(vault.open(row.token, f"account_grant:{row.id}"))["token"] for row in rows}


def sealed_under(db: Database, name: str) -> int:
    with db.reading() as session:
        return len([row for row in session.exec(select(GrantRow)) if BEFORE.key_of(row.token) == name])


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    make_organisation(db, "Lyon")


def test_a_thousand_tokens_survive_a_rotation_that_is_killed_half_way(db: Database) -> None:
    given = grant_tokens(db, BEFORE, 1_000)
    halt = 2 * BATCH + 137
    command = [sys.executable, "-m", "tests.test_links.rotating", db.url, str(halt), NEW.text, OLD.text]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "half-way\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(20) == -signal.SIGKILL
    assert (sealed_under(db, "k2"), sealed_under(db, "k1")) == (2 * BATCH, 1_000 - 2 * BATCH)
    assert tokens(db, DURING) == given

    seen: list[tuple[int, int]] = []
    found = rotate(db, DURING, by=OPERATOR, now=NOW, progress=lambda done, all_: seen.append((done, all_)))
    assert (found.done, found.stuck) == (600, {})
    assert seen == [(0, 600), (200, 600), (400, 600), (600, 600)]
    assert tokens(db, AFTER) == given
    assert rotate(db, AFTER, by=OPERATOR, now=NOW).done == 0


def test_what_is_written_meanwhile_is_under_the_new_key_and_what_was_read_still_opens(db: Database) -> None:
    given = grant_tokens(db, BEFORE, BATCH + 20)
    written: dict[int, str] = {}

    def meanwhile(done: int, _: int) -> None:
        if done == BATCH:
            written.update(grant_tokens(db, DURING, 3, first=5_000))
            assert tokens(db, DURING) == given | written

    assert rotate(db, DURING, by=OPERATOR, now=NOW, progress=meanwhile).done == BATCH + 20
    assert tokens(db, AFTER) == given | written and len(written) == 3


def test_every_kind_of_secret_is_sealed_anew(db: Database) -> None:
    person = make_person(db)
    with db.writing() as session:
        state, _ = issue(session, BEFORE, Purpose.OAUTH, now=NOW, payload={"verifier": "canary"})
        app = MastodonAppRow(host="social.example", redirect_uri="x", scopes="read:accounts", client_id="1", secret="", made_at=NOW)
        factor = FactorRow(person_id=person, kind="totp", added_at=NOW)
        of_x = XTokenRow(token="", added_at=NOW, role="owner")
        session.add_all([app, factor, of_x])
        session.flush()
        app.secret, factor.secret = BEFORE.seal("canary", f"mastodon_app:{app.id}"), BEFORE.seal("canary", f"factor:{factor.id}")
        of_x.token = BEFORE.seal("canary", f"x_token:{of_x.id}")
    grant_tokens(db, BEFORE, 1)
    assert rotate(db, DURING, by=OPERATOR, now=NOW).done == len(sealed.SEALED) == 5
    with db.reading() as session:
        assert look_up(session, DURING, Purpose.OAUTH, state, now=NOW).payload == {"verifier": "canary"}
        app, factor = session.exec(select(MastodonAppRow)).one(), session.exec(select(FactorRow)).one()
        ticket = session.exec(select(TicketRow)).one()
        assert AFTER.open(app.secret, f"mastodon_app:{app.id}") == AFTER.open(factor.secret or "", f"factor:{factor.id}") == "canary"
        assert AFTER.open(ticket.payload, f"ticket:{ticket.id}") == '{"verifier": "canary"}'
        assert [AFTER.open(row.token, f"x_token:{row.id}") for row in session.exec(select(XTokenRow))] == ["canary"]


def test_no_column_that_holds_what_was_sealed_is_forgotten(db: Database) -> None:
    """Whatever looks sealed, in any column of any table, is in the list of what is sealed anew."""
    test_every_kind_of_secret_is_sealed_anew(db)
    found = set()
    with db.reading() as session:
        for table in GrantRow.metadata.sorted_tables:
            for row in session.connection().execute(table.select()).mappings():
                found |= {(table.name, column) for column, value in row.items() if isinstance(value, str) and value.startswith("1.k2.")}
    assert found == {(place.table.name, place.name) for place in sealed.SEALED}


def test_what_cannot_be_opened_is_left_as_it_is_counted_and_stops_nobody(db: Database) -> None:
    given = grant_tokens(db, BEFORE, 3)
    grant_tokens(db, Vault([new_key("k0")]), 2, first=100)
    with db.writing() as session:
        altered = session.exec(select(GrantRow).order_by(GrantRow.id)).all()[0]  # type: ignore[arg-type]
        altered.token = altered.token[:-4] + ("AAAA" if altered.token[-4:] != "AAAA" else "BBBB")
    found = rotate(db, DURING, by=OPERATOR, now=NOW, batch=2)
    assert (found.done, found.stuck) == (len(given) - 1, {"k0": 2, "k1": 1})


def test_two_tokens_that_change_places_open_nothing(db: Database) -> None:
    grant_tokens(db, BEFORE, 2)
    with db.writing() as session:
        one, other = session.exec(select(GrantRow)).all()
        one.token, other.token = other.token, one.token
    with pytest.raises(KeyProblem, match="altered, or moved from another row"):
        tokens(db, BEFORE)
    assert rotate(db, DURING, by=OPERATOR, now=NOW).stuck == {"k1": 2}


def test_what_depends_on_each_key_is_told(db: Database) -> None:
    person = make_person(db)
    grant_tokens(db, BEFORE, 3)
    with db.writing() as session:
        session.add_all([RecoveryCodeRow(person_id=person, digest=BEFORE.digest(code)) for code in ("a", "b")])
        session.add(RecoveryCodeRow(person_id=person, digest=BEFORE.digest("c"), used_at=NOW))
        issue(session, BEFORE, Purpose.INVITATION, now=NOW)
        issue(session, BEFORE, Purpose.INVITATION, now=NOW - timedelta(days=3))
    rotate(db, DURING, by=OPERATOR, now=NOW)
    new, old = standings(db, DURING, by=OPERATOR, now=NOW)
    assert (new.key, new.state, new.secrets, new.codes, new.passing) == ("k2", KeyState.SEALS, 3, 0, 0)
    assert (old.key, old.state, old.secrets, old.codes, old.passing) == ("k1", KeyState.OPENS, 0, 2, 1)
    assert [(one.key, one.state) for one in standings(db, AFTER, by=OPERATOR, now=NOW)][1] == ("k1", KeyState.MISSING)


def test_a_rotation_is_in_the_audit_without_any_secret(db: Database) -> None:
    grant_tokens(db, BEFORE, 3)
    rotate(db, DURING, by=OPERATOR, now=NOW)
    with db.reading() as session:
        (line,) = [row for row in session.exec(select(AuditRow)) if row.deed == Deed.KEYS_ROTATED.value]
    assert (line.role, line.subject, line.details) == ("operator", "account_grant:*", '{"key": "k2", "secrets": 3}')


def test_visitors_neither_rotate_nor_count(db: Database) -> None:
    with pytest.raises(SignInNeeded):
        rotate(db, DURING, by=VISITOR, now=NOW)
    with pytest.raises(SignInNeeded):
        standings(db, DURING, by=VISITOR, now=NOW)
