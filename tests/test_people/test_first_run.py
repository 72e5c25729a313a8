"""First run: the link that makes the first person."""

from datetime import timedelta
from typing import Any

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, Refused, SignInNeeded
from dashboard.domain.people import Act, Role
from dashboard.services.people.factors import begin_totp
from dashboard.services.people.first_run import set_up, set_up_link
from dashboard.services.people.sessions import who
from dashboard.services.permit import permit
from db import audit, people
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, make_person
from tests.test_people.cast import ANA, BROWSER, PASSWORD, ana_signs_in

BASE = "https://essaim.example"


def link(db: Database, **when: Any) -> str:
    """The secret of a new set-up link."""
    made = set_up_link(db, VAULT, base=BASE, **{"now": NOW, **when})
    assert made is not None
    begin, _, secret = made.partition("=")
    assert begin == f"{BASE}/set-up?link"
    return secret


def ana_sets_up(db: Database, secret: str, **changed: Any) -> str:
    typed: dict[str, Any] = {"email": ANA, "name": "Ana Étienne", "password": PASSWORD, "browser": BROWSER, "language": "fr", "now": NOW}
    return set_up(db, VAULT, secret, **{**typed, **changed})


def test_the_first_person_is_of_the_collective_and_has_to_add_a_second_factor(db: Database) -> None:
    found = who(db, ana_sets_up(db, link(db)), now=NOW)
    assert found and found.roles == {Role.COLLECTIVE} and found.must_enrol and not found.strong
    with db.reading() as session, pytest.raises(SignInNeeded):
        permit(session, found.actor, Act.MODERATE, now=NOW)
    assert begin_totp(db, VAULT, found.actor, now=NOW).secret
    assert ana_signs_in(db).token


def test_setting_up_is_in_the_audit_without_name_or_address(db: Database) -> None:
    ana_sets_up(db, link(db))
    with db.reading() as session:
        lines = audit.entries(session, audit.Wanted(), 10)
    assert [one.deed for one in reversed(lines)] == [Deed.PERSON_ADDED, Deed.ROLE_GIVEN, Deed.SIGNED_IN]
    assert not any(word in str(lines) for word in (ANA, "Ana", "Étienne", PASSWORD))


def test_the_link_is_good_for_half_an_hour(db: Database) -> None:
    secret = link(db)
    with pytest.raises(Refused, match="no longer good"):
        ana_sets_up(db, secret, now=NOW + timedelta(minutes=30))
    assert ana_sets_up(db, secret, now=NOW + timedelta(minutes=29, seconds=59))


def test_a_new_link_voids_the_one_that_waited(db: Database) -> None:
    first, second = link(db), link(db, now=NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="no longer good"):
        ana_sets_up(db, first)
    assert ana_sets_up(db, second)


def test_the_link_is_good_once(db: Database) -> None:
    secret = link(db)
    ana_sets_up(db, secret)
    with pytest.raises(Conflict, match="set up already"):
        ana_sets_up(db, secret, email="eve@lyon.example")


def test_the_link_is_useless_once_somebody_exists(db: Database) -> None:
    secret = link(db)
    make_person(db, "claire@lyon.example")
    with pytest.raises(Conflict, match="set up already"):
        ana_sets_up(db, secret)


def test_no_link_is_made_once_somebody_exists(db: Database) -> None:
    make_person(db)
    assert set_up_link(db, VAULT, base=BASE, now=NOW) is None


@pytest.mark.parametrize("guess", ["", "essaim", "x" * 43, "x" * 5_000])
def test_a_guessed_link_makes_nobody(sqlite_db: Database, guess: str) -> None:
    link(sqlite_db)
    with pytest.raises(Refused, match="no longer good"):
        ana_sets_up(sqlite_db, guess)


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"password": "court"}, "5 characters"), ({"email": "ana"}, "not an e-mail address"), ({"name": "Ana\u202e"}, "cannot be shown")],
)
def test_what_cannot_be_accepted_leaves_the_link_good(sqlite_db: Database, typed: dict[str, str], said: str) -> None:
    secret = link(sqlite_db)
    with pytest.raises(Refused, match=said):
        ana_sets_up(sqlite_db, secret, **typed)
    with sqlite_db.reading() as session:
        assert not people.anybody(session)
    assert ana_sets_up(sqlite_db, secret)
