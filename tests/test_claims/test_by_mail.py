"""A code to an address at the official domain proves a mailbox there; the address is kept nowhere."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from connectors.base import ConnectorError, Remedy
from dashboard.domain.claims import ClaimState
from dashboard.domain.errors import N_, Refused, SignInNeeded
from dashboard.domain.organisations import Level
from dashboard.domain.people import VISITOR, Role
from dashboard.services.claims.by_mail import ask_code, prove_code
from dashboard.services.people.limits import TooMany
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.people import VAULT
from tests.test_claims.cast import ENGLISH, Post, level, mailed, make_lyon, member, role, states, stranger


def test_the_code_proves_the_mailbox_and_the_first_becomes_the_owner(db: Database) -> None:
    make_lyon(db)
    ana, post = stranger(db, "ana@posteo.example"), Post()
    code = post.ask(db, ana, " Ana.Diaz+essaim@LYON.example. ")
    (to, subject, message), *_ = post.sent
    assert (to, subject) == ("Ana.Diaz+essaim@lyon.example", f"{code} is your code for Lyon")
    assert "://" not in message and "give the code to nobody" in message
    claim = prove_code(db, VAULT, ana, "lyon", f" {code[:3]} {code[3:]}\n", now=NOW + timedelta(minutes=9))
    assert (claim.state, claim.evidence, claim.level) == (ClaimState.PROVEN, "lyon.example", Level.L1)
    assert (level(db), role(db, ana)) == (Level.L1, Role.OWNER)


def test_the_address_is_nowhere_in_the_database(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    mailed(sqlite_db, member(sqlite_db, "ana@posteo.example"), "camille.martin@lyon.example")
    with sqlite_db.reading() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        rows = [str(row).lower() for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"'))]
    assert rows and not [row for row in rows if "camille" in row]


def test_proving_again_refreshes_the_proof_and_makes_no_second_one(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    mailed(sqlite_db, ana)
    again = mailed(sqlite_db, ana, now=NOW + timedelta(hours=2))
    assert (states(sqlite_db), again.checked_at) == ([("mail", "proven")], NOW + timedelta(hours=2))


def test_without_a_mail_server_the_other_ways_are_named(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    with pytest.raises(Refused, match=r"No mail can be sent from here\. Prove the domain by a record"):
        ask_code(sqlite_db, VAULT, None, stranger(sqlite_db), "lyon", "ana@lyon.example", ENGLISH, now=NOW)


def test_without_an_official_domain_nothing_is_sent(sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Écoute")
    post = Post()
    with pytest.raises(Refused, match="is not known here yet"):
        post.ask(sqlite_db, stranger(sqlite_db), "ana@ecoute.example", slug="ecoute")
    assert post.sent == []


def test_a_message_that_cannot_be_delivered_is_said_so(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    post = Post()
    post.mail.send.side_effect = ConnectorError(N_("{host} takes no mail."), Remedy.RETRY_LATER, host="mail.example")
    with pytest.raises(Refused, match=r"mail\.example takes no mail"):
        post.ask(sqlite_db, stranger(sqlite_db))


def test_five_codes_an_hour_are_enough_for_one_person(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana, post = stranger(sqlite_db), Post()
    for number in range(5):
        post.ask(sqlite_db, ana, f"service{number}@lyon.example")
    with pytest.raises(TooMany):
        post.ask(sqlite_db, ana, "another@lyon.example")
    assert len(post.sent) == 5


def test_three_codes_an_hour_are_enough_for_one_mailbox_however_it_is_written(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    post = Post()
    asking = [stranger(sqlite_db, f"m{number}@evil.example") for number in range(4)]
    for by, address in zip(asking, ("ana@lyon.example", "ana+x@lyon.example", "ANA@Lyon.example"), strict=False):
        post.ask(sqlite_db, by, address)
    with pytest.raises(TooMany):
        post.ask(sqlite_db, asking[3], "Ana+y@lyon.example")
    assert len(post.sent) == 3


def test_a_visitor_gets_no_code(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    post = Post()
    with pytest.raises(SignInNeeded):
        post.ask(sqlite_db, VISITOR)
    with pytest.raises(SignInNeeded):
        prove_code(sqlite_db, VAULT, VISITOR, "lyon", "123456", now=NOW)
    assert post.sent == []
