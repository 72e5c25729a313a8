"""Second factors: code generators, recovery codes, and what a change of them needs."""

from datetime import timedelta

import pyotp
import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotFound, Refused, SignInNeeded
from dashboard.domain.people import VISITOR, Act, Actor, Role
from dashboard.services.people.factors import (
    ProveAgain,
    TotpOffer,
    begin_totp,
    begun_totp,
    confirm_totp,
    list_factors,
    new_recovery_codes,
    prove_again,
    recovery_codes_left,
    remove_factor,
)
from dashboard.services.people.limits import TooMany
from dashboard.services.people.sessions import who
from dashboard.services.permit import permit
from db import audit
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person
from tests.test_people.cast import HERE, MINUTE, OTHER_PASSWORD, PASSWORD, ana_gives, ana_signs_in, make_ana, with_totp

STALE = NOW + timedelta(minutes=15)


def proves(db: Database, by: Actor, *, password: str = "", code: str = "", now: object = STALE) -> str:
    return prove_again(db, VAULT, by, password=password, code=code, address=HERE, now=now)  # type: ignore[arg-type]


def code_of(offer: TotpOffer) -> str:
    return pyotp.TOTP(offer.secret).at(NOW)


def test_a_generator_works_once_its_first_code_was_given(db: Database) -> None:
    token, by = come_in(db, make_ana(db, Role.COLLECTIVE), strong=False)
    offer = begin_totp(db, VAULT, by, now=NOW)
    assert offer.uri.startswith("otpauth://totp/Essaim:ana%40lyon.example?") and offer.secret in offer.uri
    assert list_factors(db, by, now=NOW) == []
    made = confirm_totp(db, VAULT, by, offer.factor_id, code_of(offer), now=NOW)
    assert made.recovery_codes and len(set(made.recovery_codes)) == 10
    found = who(db, made.token, now=NOW)
    assert who(db, token, now=NOW) is None and found and found.strong and not found.must_enrol
    with db.reading() as session:
        assert permit(session, found.actor, Act.MODERATE, now=NOW).role is Role.COLLECTIVE
        assert audit.entries(session, audit.Wanted(deed=Deed.FACTOR_ADDED), 1)[0].details == {"kind": "totp"}


def test_a_second_generator_brings_no_new_recovery_codes(sqlite_db: Database) -> None:
    _, _, by = with_totp(sqlite_db, make_ana(sqlite_db))
    offer = begin_totp(sqlite_db, VAULT, by, now=NOW)
    assert confirm_totp(sqlite_db, VAULT, by, offer.factor_id, code_of(offer), now=NOW).recovery_codes is None
    assert len(list_factors(sqlite_db, by, now=NOW)) == 2


def test_a_wrong_first_code_adds_nothing_and_counts(db: Database) -> None:
    _, by = come_in(db, make_ana(db), strong=False)
    offer = begin_totp(db, VAULT, by, now=NOW)
    for _ in range(10):
        with pytest.raises(Refused, match="not the one"):
            confirm_totp(db, VAULT, by, offer.factor_id, "000000", now=NOW)
    with pytest.raises(TooMany):
        confirm_totp(db, VAULT, by, offer.factor_id, code_of(offer), now=NOW)
    assert list_factors(db, by, now=NOW) == []


def test_a_generator_that_was_begun_is_shown_again_to_the_session_that_began_it_alone(db: Database) -> None:
    person = make_ana(db)
    (_, by), (_, other) = come_in(db, person), come_in(db, person)
    offer = begin_totp(db, VAULT, by, now=NOW)
    assert begun_totp(db, VAULT, by, offer.factor_id, offer.shown, now=NOW) == offer
    for actor, factor, shown in (
        (other, offer.factor_id, offer.shown),
        (by, offer.factor_id, "é"),
        (by, offer.factor_id + 1, offer.shown),
    ):
        with pytest.raises(NotFound):
            begun_totp(db, VAULT, actor, factor, shown, now=NOW)
    with pytest.raises(ProveAgain):
        begun_totp(db, VAULT, by, offer.factor_id, offer.shown, now=STALE)
    confirm_totp(db, VAULT, by, offer.factor_id, code_of(offer), now=NOW)
    with pytest.raises(NotFound):
        begun_totp(db, VAULT, by, offer.factor_id, offer.shown, now=NOW)


def test_a_generator_of_somebody_else_or_begun_anew_is_none_of_ones_own(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    _, eve = come_in(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    eves = begin_totp(sqlite_db, VAULT, eve, now=NOW)
    first, second = begin_totp(sqlite_db, VAULT, by, now=NOW), begin_totp(sqlite_db, VAULT, by, now=NOW)
    with pytest.raises(NotFound):
        confirm_totp(sqlite_db, VAULT, by, eves.factor_id, code_of(eves), now=NOW)
    with pytest.raises(Refused):
        confirm_totp(sqlite_db, VAULT, by, first.factor_id, code_of(first), now=NOW)
    assert confirm_totp(sqlite_db, VAULT, by, second.factor_id, code_of(second), now=NOW)


def test_the_first_factor_ends_sessions_that_came_without_it(db: Database) -> None:
    person = make_ana(db)
    other, _ = come_in(db, person, strong=False)
    with_totp(db, person)
    assert who(db, other, now=NOW) is None


def test_nobody_is_told_a_factor_of_somebody_else(sqlite_db: Database) -> None:
    _, _, eve = with_totp(sqlite_db, make_person(sqlite_db, "eve@lyon.example"))
    _, _, by = with_totp(sqlite_db, make_ana(sqlite_db))
    (eves,) = list_factors(sqlite_db, eve, now=NOW)
    with pytest.raises(NotFound):
        remove_factor(sqlite_db, by, eves.id, now=NOW)
    assert list_factors(sqlite_db, eve, now=NOW) == [eves]


def test_whoever_has_a_role_keeps_one_factor(db: Database) -> None:
    _, _, by = with_totp(db, make_ana(db, Role.COORDINATOR))
    (only,) = list_factors(db, by, now=NOW)
    with pytest.raises(Refused, match="Add another one first"):
        remove_factor(db, by, only.id, now=NOW)
    offer = begin_totp(db, VAULT, by, now=NOW)
    confirm_totp(db, VAULT, by, offer.factor_id, code_of(offer), now=NOW)
    remove_factor(db, by, only.id, now=NOW)
    assert [one.id for one in list_factors(db, by, now=NOW)] == [offer.factor_id]


def test_with_the_last_factor_go_the_recovery_codes_and_the_strength_of_sessions(db: Database) -> None:
    person = make_ana(db)
    _, _, by = with_totp(db, person)
    token, _ = come_in(db, person)
    remove_factor(db, by, list_factors(db, by, now=NOW)[0].id, now=NOW)
    assert recovery_codes_left(db, by, now=NOW) == 0
    found = who(db, token, now=NOW)
    assert found and not found.strong
    assert ana_signs_in(db).token


def test_new_recovery_codes_void_the_old_ones(db: Database) -> None:
    _, old, by = with_totp(db, make_ana(db))
    new = new_recovery_codes(db, VAULT, by, now=NOW)
    assert not set(new) & set(old) and recovery_codes_left(db, by, now=NOW) == 10
    step = ana_signs_in(db).second_step
    with pytest.raises(Refused, match="wrong"):
        ana_gives(db, step, old[0])
    assert ana_gives(db, step, new[0].replace("-", ""))
    assert recovery_codes_left(db, by, now=NOW) == 9


def test_there_are_no_recovery_codes_for_a_factor_that_does_not_exist(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    with pytest.raises(Refused, match="Add one first"):
        new_recovery_codes(sqlite_db, VAULT, by, now=NOW)


def test_a_quarter_of_an_hour_later_a_change_asks_for_a_proof_again(db: Database) -> None:
    _, _, by = with_totp(db, make_ana(db))
    (only,) = list_factors(db, by, now=STALE)
    for attempt in (
        lambda: begin_totp(db, VAULT, by, now=STALE),
        lambda: remove_factor(db, by, only.id, now=STALE),
        lambda: new_recovery_codes(db, VAULT, by, now=STALE),
    ):
        with pytest.raises(ProveAgain):
            attempt()


def test_the_password_proves_again_and_renews_the_token(db: Database) -> None:
    before, by = come_in(db, make_ana(db), strong=False)
    after = proves(db, by, password=PASSWORD)
    assert who(db, before, now=STALE) is None and who(db, after, now=STALE)
    assert begin_totp(db, VAULT, by, now=STALE)


def test_a_code_proves_again(db: Database) -> None:
    generator, sheet, by = with_totp(db, make_ana(db))
    assert proves(db, by, code=generator.at(STALE))
    assert proves(db, by, code=sheet[0])
    for used in (generator.at(STALE), sheet[0], "000000"):
        with pytest.raises(Refused, match="wrong"):
            proves(db, by, code=used)


def test_a_wrong_password_proves_nothing_and_counts(db: Database) -> None:
    _, by = come_in(db, make_ana(db))
    for _ in range(10):
        with pytest.raises(Refused, match="wrong"):
            proves(db, by, password=OTHER_PASSWORD)
    with pytest.raises(TooMany):
        proves(db, by, password=PASSWORD)
    with pytest.raises(ProveAgain):
        begin_totp(db, VAULT, by, now=STALE)


def test_a_session_without_the_second_factor_is_not_made_strong_by_a_factor_of_the_thief(db: Database) -> None:
    person = make_ana(db)
    generator, _, _ = with_totp(db, person)
    _, thief = come_in(db, person, strong=False)
    with pytest.raises(ProveAgain):
        begin_totp(db, VAULT, thief, now=NOW)
    with pytest.raises(ProveAgain):
        proves(db, thief, password=PASSWORD, now=NOW)
    found = who(db, proves(db, thief, code=generator.at(NOW + MINUTE), now=NOW + MINUTE), now=NOW + MINUTE)
    assert found and found.strong


def test_whoever_has_no_password_is_told_to_sign_in_again(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_person(sqlite_db))
    with pytest.raises(Refused, match="in the way you came"):
        proves(sqlite_db, by, password=PASSWORD)


def test_nobody_who_is_not_signed_in_sees_or_changes_factors(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    _, by = come_in(sqlite_db, person)
    gone = NOW + timedelta(hours=12)
    for actor, now in ((VISITOR, NOW), (Actor(person), NOW), (Actor(person, 404), NOW), (by, gone)):
        with pytest.raises(SignInNeeded):
            list_factors(sqlite_db, actor, now=now)
        with pytest.raises(SignInNeeded):
            begin_totp(sqlite_db, VAULT, actor, now=now)


def test_what_is_told_once_is_not_in_a_printed_object(sqlite_db: Database) -> None:
    _, by = come_in(sqlite_db, make_ana(sqlite_db))
    offer = begin_totp(sqlite_db, VAULT, by, now=NOW)
    made = confirm_totp(sqlite_db, VAULT, by, offer.factor_id, code_of(offer), now=NOW)
    assert offer.secret not in repr(offer)
    assert made.token not in repr(made) and made.recovery_codes and made.recovery_codes[0] not in repr(made)
