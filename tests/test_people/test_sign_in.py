"""Sign in by password and second step."""

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import Refused
from dashboard.domain.people import Role
from dashboard.services.people import passwords
from dashboard.services.people import sign_in as service
from dashboard.services.people.limits import TooMany
from dashboard.services.people.sessions import holds, token_hash, who
from db import people
from db.engine import Database
from db.tables import SessionRow
from tests.factories import NOW
from tests.people import come_in, make_person
from tests.test_people.cast import (
    ANA,
    BROWSER,
    HERE,
    MINUTE,
    OTHER_PASSWORD,
    PASSWORD,
    ana_gives,
    ana_signs_in,
    deeds,
    make_ana,
    with_totp,
)


def test_the_right_password_opens_a_session(db: Database) -> None:
    person = make_ana(db)
    entered = ana_signs_in(db)
    found = who(db, entered.token, now=NOW)
    assert found and found.actor.person_id == person and not found.strong and entered.second_step is None
    assert deeds(db) == [(Deed.SIGNED_IN, person, {"how": "password", "second": ""})]


def test_signing_in_once_more_ends_the_session_before_whosever_it_was(db: Database) -> None:
    before, by = come_in(db, make_ana(db))
    eve, eves = come_in(db, make_person(db, "eve@lyon.example"))
    entered = ana_signs_in(db, by=by)
    assert who(db, before, now=NOW) is None and who(db, entered.token, now=NOW)
    assert (Deed.SIGNED_OUT, by.person_id, {}) in deeds(db)
    ana_signs_in(db, by=eves)
    assert who(db, eve, now=NOW) is None and who(db, entered.token, now=NOW)


def test_a_session_holds_until_the_second_step_of_the_next_one_is_done(db: Database) -> None:
    generator, _, by = with_totp(db, make_ana(db))
    step = ana_signs_in(db, by=by).second_step
    assert holds(db, by, now=NOW)
    ana_gives(db, step, generator.at(NOW + MINUTE), now=NOW + MINUTE, by=by)
    assert not holds(db, by, now=NOW + MINUTE)


def test_the_address_may_be_typed_in_capitals(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    assert ana_signs_in(sqlite_db, email=" Ana@LYON.example. ").token


def test_an_accent_is_the_same_however_the_keyboard_writes_it(sqlite_db: Database) -> None:
    make_person(sqlite_db, ANA, password_hash=passwords.hash_password("forêt été quatorze mur"))
    assert ana_signs_in(sqlite_db, "fore\u0302t e\u0301te\u0301 quatorze mur").token


def test_a_wrong_password_an_unknown_address_and_no_password_are_answered_alike(db: Database) -> None:
    known = make_ana(db)
    by_mail_only = make_person(db, "noel@lyon.example")
    said = []
    for email in (ANA, "nobody@lyon.example", "noel@lyon.example", "not an address"):
        with pytest.raises(Refused) as problem:
            ana_signs_in(db, OTHER_PASSWORD, email=email)
        said.append(str(problem.value))
    assert len(set(said)) == 1
    assert [person for deed, person, _ in deeds(db)] == [known, None, by_mail_only, None]
    assert all(deed is Deed.SIGN_IN_FAILED and details == {"step": "password"} for deed, _, details in deeds(db))


def test_somebody_unknown_costs_as_much_work_as_somebody_known(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counting:
        def hash(self, password: str) -> str:
            return "stored"

        def verify(self, stored: str, password: str) -> bool:
            asked.append(stored)
            raise VerifyMismatchError

    make_ana(sqlite_db)
    monkeypatch.setattr(passwords, "HASHER", Counting())
    for email in (ANA, "nobody@lyon.example"):
        with pytest.raises(Refused):
            ana_signs_in(sqlite_db, email=email)
    assert len(asked) == 2


def test_the_token_after_is_never_the_token_before(db: Database) -> None:
    before, _ = come_in(db, make_ana(db), strong=False)
    after = ana_signs_in(db).token
    assert after and after != before
    assert who(db, before, now=NOW) != who(db, after, now=NOW)


def test_only_a_digest_of_the_token_is_kept(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    token = ana_signs_in(sqlite_db).token or ""
    with sqlite_db.reading() as session:
        assert session.exec(select(SessionRow.token_hash)).one() == token_hash(token)


def test_eleven_attempts_within_an_hour_at_one_account_are_too_many_from_wherever(db: Database) -> None:
    make_ana(db)
    for place in range(10):
        with pytest.raises(Refused, match="wrong"):
            ana_signs_in(db, OTHER_PASSWORD, address=f"192.0.2.{place}", now=NOW + place * MINUTE)
    with pytest.raises(TooMany, match="50 minutes"):
        ana_signs_in(db, address="192.0.2.99", now=NOW + 10 * MINUTE)
    assert ana_signs_in(db, address="192.0.2.99", now=NOW + 60 * MINUTE).token


def test_twenty_one_attempts_within_an_hour_from_one_address_are_too_many_whoever_is_tried(db: Database) -> None:
    make_ana(db)
    for place in range(20):
        with pytest.raises(Refused, match="wrong"):
            ana_signs_in(db, OTHER_PASSWORD, email=f"nobody{place}@lyon.example")
    with pytest.raises(TooMany):
        ana_signs_in(db)
    assert ana_signs_in(db, address="2001:db8::/64").token


def test_the_limit_is_the_same_for_an_account_that_does_not_exist(sqlite_db: Database) -> None:
    for place in range(10):
        with pytest.raises(Refused, match="wrong"):
            ana_signs_in(sqlite_db, email="NOBODY@lyon.example", address=f"192.0.2.{place}")
    with pytest.raises(TooMany):
        ana_signs_in(sqlite_db, email="nobody@lyon.example")


def test_a_password_stored_with_older_parameters_is_stored_anew(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_ana(db)
    stronger = PasswordHasher.from_parameters(replace(RFC_9106_LOW_MEMORY, memory_cost=16, time_cost=1, parallelism=1))
    monkeypatch.setattr(passwords, "HASHER", stronger)
    assert ana_signs_in(db).token
    with db.reading() as session:
        row = people.by_id(session, person)
        assert row and row.password_hash and "m=16" in row.password_hash
    assert ana_signs_in(db).token


def test_a_password_changed_while_it_was_being_checked_opens_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_ana(db)

    def meanwhile(stored: str | None, password: str) -> bool:
        with db.writing() as session:
            row = people.by_id(session, person)
            assert row is not None
            row.password_hash = passwords.hash_password(OTHER_PASSWORD)
        return passwords.verify(stored, password)

    monkeypatch.setattr(service, "verify", meanwhile)
    with pytest.raises(Refused, match="wrong"):
        ana_signs_in(db)


def test_a_session_ends_after_twelve_idle_hours(db: Database) -> None:
    make_ana(db)
    token = ana_signs_in(db).token
    assert who(db, token, now=NOW + timedelta(hours=11, minutes=59))
    assert who(db, token, now=NOW + timedelta(hours=23, minutes=58))
    assert who(db, token, now=NOW + timedelta(hours=35, minutes=58)) is None


def test_a_session_ends_after_fourteen_days_however_much_it_is_used(db: Database) -> None:
    make_ana(db)
    token = ana_signs_in(db).token
    hours = timedelta(hours=1)
    assert all(who(db, token, now=NOW + at * hours) for at in range(0, 14 * 24, 6))
    assert who(db, token, now=NOW + 14 * 24 * hours) is None


def test_a_role_sleeps_until_the_second_factor_is_there(sqlite_db: Database) -> None:
    make_ana(sqlite_db, Role.COLLECTIVE)
    found = who(sqlite_db, ana_signs_in(sqlite_db).token, now=NOW)
    assert found and found.must_enrol and not found.has(Role.COLLECTIVE)


def test_the_limits_keep_no_address_and_no_account(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    ana_signs_in(sqlite_db)
    with sqlite_db.reading() as session:
        kept = " ".join(str(value) for row in session.connection().exec_driver_sql("SELECT * FROM attempt") for value in row)
    assert HERE not in kept and ANA not in kept and PASSWORD not in kept and BROWSER not in kept
