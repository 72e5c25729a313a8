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
from dashboard.services.people.sessions import token_hash, who
from dashboard.services.people.sign_in import second_step
from db import audit, people
from db.engine import Database
from db.tables import SessionRow, TicketRow
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person
from tests.test_people.cast import ANA, BROWSER, HERE, MINUTE, OTHER_PASSWORD, PASSWORD, RP, ana_gives, ana_signs_in, make_ana, with_totp


def deeds(db: Database) -> list[tuple[Deed, int | None, dict[str, object]]]:
    with db.reading() as session:
        return [(one.deed, one.person_id, dict(one.details)) for one in reversed(audit.entries(session, audit.Wanted(), 100))]


def test_the_right_password_opens_a_session(db: Database) -> None:
    person = make_ana(db)
    entered = ana_signs_in(db)
    found = who(db, entered.token, now=NOW)
    assert found and found.actor.person_id == person and not found.strong and entered.second_step is None
    assert deeds(db) == [(Deed.SIGNED_IN, person, {"how": "password", "second": ""})]


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


def test_whoever_has_a_second_factor_gets_no_session_for_the_password(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    entered = ana_signs_in(db)
    assert entered.token is None
    assert second_step(db, VAULT, entered.second_step or "", **RP, now=NOW).has_totp
    token = ana_gives(db, entered.second_step, generator.at(NOW + MINUTE), now=NOW + MINUTE)
    found = who(db, token, now=NOW + MINUTE)
    assert found and found.strong
    assert deeds(db)[-1][2] == {"how": "password", "second": "totp"}


def test_a_second_step_is_done_once(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    step = ana_signs_in(db).second_step
    ana_gives(db, step, generator.at(NOW + MINUTE), now=NOW + MINUTE)
    with pytest.raises(Refused, match="no longer good"):
        ana_gives(db, step, generator.at(NOW + 2 * MINUTE), now=NOW + 2 * MINUTE)


def test_a_second_step_waits_ten_minutes(sqlite_db: Database) -> None:
    generator, _, _ = with_totp(sqlite_db, make_ana(sqlite_db))
    step = ana_signs_in(sqlite_db).second_step
    late = NOW + 10 * MINUTE
    with pytest.raises(Refused, match="no longer good"):
        ana_gives(sqlite_db, step, generator.at(late), now=late)


def test_a_code_works_once_and_no_older_one_after_it(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    later = NOW + MINUTE
    ana_gives(db, ana_signs_in(db).second_step, generator.at(later), now=later)
    again = ana_signs_in(db).second_step
    for code in (generator.at(later), generator.at(later - MINUTE / 2)):
        with pytest.raises(Refused, match="used already"):
            ana_gives(db, again, code, now=later)
    assert ana_gives(db, again, generator.at(later + MINUTE / 2), now=later)


@pytest.mark.parametrize("typed", ["", "000000", "12345", "١٢٣٤٥٦", "x" * 5_000, "abcd-efgh-jkmn"])
def test_a_guessed_code_opens_nothing(sqlite_db: Database, typed: str) -> None:
    with_totp(sqlite_db, make_ana(sqlite_db))
    with pytest.raises(Refused, match="wrong"):
        ana_gives(sqlite_db, ana_signs_in(sqlite_db).second_step, typed)


def test_five_wrong_codes_end_the_second_step(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    step = ana_signs_in(db).second_step
    for _ in range(5):
        with pytest.raises(Refused, match="wrong"):
            ana_gives(db, step, "000000")
    with pytest.raises(Refused, match="no longer good"):
        ana_gives(db, step, generator.at(NOW + MINUTE), now=NOW + MINUTE)


def test_ten_wrong_codes_within_an_hour_are_too_many_however_often_one_begins_anew(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    for place in range(2):
        step = ana_signs_in(db).second_step
        for _ in range(5):
            with pytest.raises(Refused, match="wrong"):
                ana_gives(db, step, "000000", address=f"192.0.2.{place}")
    with pytest.raises(TooMany):
        ana_gives(db, ana_signs_in(db).second_step, generator.at(NOW + MINUTE), address="192.0.2.50", now=NOW + MINUTE)


def test_a_recovery_code_stands_in_once(db: Database) -> None:
    person = make_ana(db)
    _, sheet, _ = with_totp(db, person)
    assert ana_gives(db, ana_signs_in(db).second_step, f" {sheet[3].upper()} ")
    with pytest.raises(Refused, match="used already"):
        ana_gives(db, ana_signs_in(db).second_step, sheet[3])
    assert (Deed.RECOVERY_CODE_USED, person, {"left": 9}) in deeds(db)


def test_somebody_elses_codes_are_wrong(sqlite_db: Database) -> None:
    generator, sheet, _ = with_totp(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    with_totp(sqlite_db, make_ana(sqlite_db))
    step = ana_signs_in(sqlite_db).second_step
    for code in (sheet[0], generator.at(NOW + MINUTE)):
        with pytest.raises(Refused, match="wrong"):
            ana_gives(sqlite_db, step, code, now=NOW + MINUTE)


def test_a_guessed_second_step_is_none(sqlite_db: Database) -> None:
    for secret in ("", "x" * 43, "x" * 10_000):
        with pytest.raises(Refused, match="no longer good"):
            second_step(sqlite_db, VAULT, secret, **RP, now=NOW)


def test_a_link_for_something_else_is_no_second_step(sqlite_db: Database) -> None:
    with_totp(sqlite_db, make_ana(sqlite_db))
    step = ana_signs_in(sqlite_db).second_step or ""
    with sqlite_db.writing() as session:
        session.exec(select(TicketRow)).one().purpose = "sign_in"
    with pytest.raises(Refused, match="no longer good"):
        second_step(sqlite_db, VAULT, step, **RP, now=NOW)


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
