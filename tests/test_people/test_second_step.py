"""The second step of a sign-in: codes of a generator, and recovery codes."""

import pytest
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.errors import Refused
from dashboard.services.people.limits import TooMany
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import second_step
from db.engine import Database
from db.tables import TicketRow
from tests.factories import NOW
from tests.people import VAULT, make_person
from tests.test_people.cast import MINUTE, RP, ana_gives, ana_signs_in, deeds, make_ana, with_totp


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
