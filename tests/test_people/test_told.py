"""Whoever has an account hears what was changed of it, by mail."""

from contextlib import closing

import pyotp
import pytest

from connectors.mail import Mail
from dashboard.domain.errors import Refused
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.i18n import words_in
from dashboard.services.people.account import ask_new_email, change_password, confirm_new_email
from dashboard.services.people.factors import begin_passkey, begin_totp, confirm_totp, finish_passkey, list_factors, remove_factor
from dashboard.services.people.lost import drop_factors, give_out, set_new_password
from db.engine import Database
from tests.factories import NOW
from tests.network.smtp_server import smtp_server
from tests.people import VAULT, come_in
from tests.test_people.authenticator import Authenticator
from tests.test_people.cast import ANA, BROWSER, HERE, OTHER_PASSWORD, PASSWORD, RP, make_ana

NEW = "ana@bron.example"


def test_every_change_of_what_opens_an_account_is_told(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db, language="en")
    _, by = come_in(sqlite_db, person)
    with smtp_server() as server:
        with closing(Mail(server.url, "essaim@essaim.example")) as mail:
            change_password(sqlite_db, VAULT, by, old=PASSWORD, new=OTHER_PASSWORD, now=NOW, mail=mail)
            offer = begin_totp(sqlite_db, VAULT, by, now=NOW)
            confirm_totp(sqlite_db, VAULT, by, offer.factor_id, pyotp.TOTP(offer.secret).at(NOW), now=NOW, mail=mail)
            asked = begin_passkey(sqlite_db, VAULT, by, **RP, now=NOW)
            answer = Authenticator().create(asked.options)
            finish_passkey(sqlite_db, VAULT, by, asked.ticket, answer, name="Clé", **RP, now=NOW, mail=mail)
            remove_factor(sqlite_db, by, list_factors(sqlite_db, by, now=NOW)[0].id, now=NOW, mail=mail)
            links = [give_out(sqlite_db, VAULT, OPERATOR, person, sort, base="", now=NOW) for sort in ("new_password", "new_factor")]
            password, factor = (link.partition("=")[2] for link in links)
            set_new_password(sqlite_db, VAULT, VISITOR, password, PASSWORD, browser=BROWSER, now=NOW, mail=mail)
            drop_factors(sqlite_db, VAULT, VISITOR, factor, password=PASSWORD, address=HERE, browser=BROWSER, now=NOW, mail=mail)
        told = sorted(one.text.split(" on ")[0].split("\n")[0] for one in server.received)
        assert all(one.to == [ANA] and "June" in one.text and "If it was not you" in one.text for one in server.received)
    added, removed = "A second factor was added to your account", "A second factor of your account"
    assert told == sorted([*["Your password"] * 2, *[added] * 2, *[removed] * 2])


def test_a_new_address_is_told_to_the_old_one_in_their_language(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db, language="en"))
    with smtp_server() as server:
        with closing(Mail(server.url, "essaim@essaim.example")) as mail:
            ask_new_email(sqlite_db, VAULT, mail, by, NEW, words_in("en"), now=NOW)
        code = next(line for one in server.received if one.to == [NEW] for line in one.text.splitlines() if line.isdecimal())
        server.received.clear()
        with closing(Mail(server.url, "essaim@essaim.example")) as mail:
            confirm_new_email(sqlite_db, VAULT, by, code, now=NOW, mail=mail)
        [told] = server.received
    assert told.to == [ANA] and "this one no longer opens it" in told.text and NEW not in told.text


def test_what_was_refused_is_told_to_nobody(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    offer = begin_totp(sqlite_db, VAULT, by, now=NOW)
    with smtp_server() as server:
        with closing(Mail(server.url, "essaim@essaim.example")) as mail:
            with pytest.raises(Refused):
                change_password(sqlite_db, VAULT, by, old=OTHER_PASSWORD, new=OTHER_PASSWORD, now=NOW, mail=mail)
            with pytest.raises(Refused):
                confirm_totp(sqlite_db, VAULT, by, offer.factor_id, "000000", now=NOW, mail=mail)
        assert server.received == []
