"""What must not be read in the database file, in the audit, nor in what the program writes down."""

import logging
from pathlib import Path
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.i18n import words_in
from dashboard.services.people.account import ask_new_email
from dashboard.services.people.by_mail import ask_link
from dashboard.services.people.factors import begin_passkey, finish_passkey, new_recovery_codes, prove_again
from dashboard.services.people.first_run import set_up, set_up_link
from dashboard.services.people.lost import ask_new_password, give_out
from dashboard.services.people.sessions import who
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, make_person
from tests.test_people.authenticator import Authenticator
from tests.test_people.cast import ANA, BROWSER, HERE, MINUTE, OTHER_PASSWORD, PASSWORD, RP, ana_gives, ana_signs_in, with_totp

BASE = "https://essaim.example"
EN = words_in("en")


def everything_that_happens(db: Database) -> list[str]:
    """A person's life with all there is; gives every secret that was told or typed on the way."""
    told = [PASSWORD]
    link = set_up_link(db, VAULT, base=BASE, now=NOW) or ""
    told += [link.partition("=")[2]]
    told += [set_up(db, VAULT, told[-1], email=ANA, name="Ana", password=PASSWORD, browser=BROWSER, language="fr", now=NOW)]
    first = who(db, told[-1], now=NOW)
    assert first is not None and first.actor.person_id is not None
    generator, sheet, by = with_totp(db, first.actor.person_id)
    told += [generator.secret, *sheet]
    step = ana_signs_in(db).second_step or ""
    told += [step, ana_gives(db, step, generator.at(NOW + MINUTE), now=NOW + MINUTE)]
    told += [waiting := ana_signs_in(db).second_step or ""]
    offer = begin_passkey(db, VAULT, by, **RP, now=NOW)
    told += [offer.ticket, finish_passkey(db, VAULT, by, offer.ticket, Authenticator().create(offer.options), name="", **RP, now=NOW).token]
    told += [*new_recovery_codes(db, VAULT, by, now=NOW)]
    told += [prove_again(db, VAULT, by, password=PASSWORD, address=HERE, now=NOW)]
    mail = Mock(spec=Mail)
    for ask in (ask_link, ask_new_password):
        ask(db, VAULT, mail, ANA, EN, base=BASE, address=HERE, now=NOW)
    told += [line.partition("=")[2] for call in mail.post.call_args_list for line in call.args[2].splitlines() if "link=" in line]
    ask_new_email(db, VAULT, mail, by, "ana@bron.example", EN, now=NOW)
    noel = make_person(db, "noel@lyon.example")
    told += [give_out(db, VAULT, by, noel, "new_password", base=BASE, now=NOW).partition("=")[2]]
    for typed in (OTHER_PASSWORD, waiting):
        with pytest.raises(Exception, match="wrong"):
            ana_signs_in(db, typed)
    return [*told, OTHER_PASSWORD]


def test_no_secret_is_in_the_clear_in_the_database_file_or_the_logs(
    sqlite_db: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = everything_that_happens(sqlite_db)
    with sqlite_db.writing() as session:
        session.connection().exec_driver_sql("SELECT 1")
    with sqlite_db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("essaim.db*")))
    assert ANA.encode() in stored, "the test reads another file than was written"
    assert len(told) > 30 and all(len(secret) >= 12 for secret in told)
    forms = {form for secret in told for form in (secret, secret.replace("-", ""), secret.lower())}
    assert [form for form in forms if form.encode() in stored] == []
    assert [form for form in forms if form in caplog.text] == []


def test_the_search_would_find_a_secret(sqlite_db: Database, tmp_path: Path) -> None:
    make_person(sqlite_db, ANA, name=PASSWORD)
    assert any(PASSWORD.encode() in path.read_bytes() for path in tmp_path.glob("essaim.db*"))
