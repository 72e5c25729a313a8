"""Links by mail, and links given out: to sign in, for a lost password, for a lost second factor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from connectors.mail import Mail
from dashboard.domain.audit import Deed
from dashboard.domain.errors import NotAllowed, NotFound, Refused
from dashboard.domain.people import OPERATOR, VISITOR, Actor, Role
from dashboard.i18n import words_in
from dashboard.services.people.by_mail import ask_link, link_for, sign_in_by_link
from dashboard.services.people.factors import list_factors
from dashboard.services.people.limits import TooMany
from dashboard.services.people.lost import ask_new_password, drop_factors, give_out, set_new_password
from dashboard.services.people.sessions import who
from dashboard.services.people.sign_in import Entered
from db import audit
from db.engine import Database
from tests.factories import NOW
from tests.people import VAULT, actor, come_in, make_person
from tests.test_people.cast import ANA, BROWSER, HERE, OTHER_PASSWORD, PASSWORD, ana_gives, ana_signs_in, make_ana, with_totp

BASE = "https://essaim.example"
EN = words_in("en")
LATER = NOW + timedelta(minutes=1)


def asked(db: Database, what: Any = ask_link, email: str = ANA, *, address: str = HERE) -> list[str]:
    """The links that were mailed to that address."""
    mail = Mock(spec=Mail)
    what(db, VAULT, mail, email, EN, base=BASE, address=address, now=NOW)
    assert all(call.args[0] == ANA for call in mail.post.call_args_list)
    return [line for call in mail.post.call_args_list for line in call.args[2].splitlines() if line.startswith(BASE)]


def secret(links: list[str]) -> str:
    return links[0].partition("=")[2]


def new_password(db: Database, link: str, password: str = OTHER_PASSWORD, *, now: Any = NOW) -> Entered:
    return set_new_password(db, VAULT, VISITOR, link, password, browser=BROWSER, now=now)


def new_factor(db: Database, link: str, password: str = PASSWORD, *, now: Any = NOW) -> str:
    return drop_factors(db, VAULT, VISITOR, link, password=password, address=HERE, browser=BROWSER, now=now)


def given_out(db: Database, person: int, purpose: Any, by: Actor = OPERATOR) -> str:
    return give_out(db, VAULT, by, person, purpose, base=BASE, now=NOW).partition("=")[2]


def test_a_link_signs_in_once(db: Database) -> None:
    person = make_ana(db)
    links = asked(db, email="Ana@Lyon.EXAMPLE")
    assert links[0].startswith(f"{BASE}/sign-in/by-link?link=")
    entered = sign_in_by_link(db, VAULT, VISITOR, secret(links), browser=BROWSER, now=NOW)
    found = who(db, entered.token, now=NOW)
    assert found and found.actor.person_id == person
    with pytest.raises(Refused, match="no longer good"):
        sign_in_by_link(db, VAULT, VISITOR, secret(links), browser=BROWSER, now=NOW)


def test_looking_at_a_link_leaves_it_good_and_hides_most_of_the_address(db: Database) -> None:
    make_ana(db)
    link = secret(asked(db))
    assert [link_for(db, VAULT, link, now=NOW) for _ in range(2)] == ["a…@lyon.example"] * 2
    assert sign_in_by_link(db, VAULT, VISITOR, link, browser=BROWSER, now=NOW).token


def test_a_link_is_good_for_fifteen_minutes(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    link = secret(asked(sqlite_db))
    late = NOW + timedelta(minutes=15)
    with pytest.raises(Refused, match="no longer good"):
        link_for(sqlite_db, VAULT, link, now=late)
    with pytest.raises(Refused, match="no longer good"):
        sign_in_by_link(sqlite_db, VAULT, VISITOR, link, browser=BROWSER, now=late)


def test_whoever_asks_for_an_unknown_address_hears_the_same_and_nobody_is_written_to(sqlite_db: Database) -> None:
    for what in (ask_link, ask_new_password):
        assert asked(sqlite_db, what, "nobody@lyon.example") == []


def test_a_link_by_mail_is_no_second_factor(db: Database) -> None:
    with_totp(db, make_ana(db))
    entered = sign_in_by_link(db, VAULT, VISITOR, secret(asked(db)), browser=BROWSER, now=NOW)
    assert entered.token is None and entered.second_step


@pytest.mark.parametrize("email", [ANA, "nobody@lyon.example"])
def test_six_messages_within_an_hour_are_too_many_known_or_not(sqlite_db: Database, email: str) -> None:
    make_ana(sqlite_db)
    for place in range(5):
        asked(sqlite_db, (ask_link, ask_new_password)[place % 2], email, address=f"192.0.2.{place}")
    with pytest.raises(TooMany):
        asked(sqlite_db, ask_link, email, address="192.0.2.99")


def test_one_address_asks_for_twenty_messages_an_hour(sqlite_db: Database) -> None:
    for place in range(20):
        asked(sqlite_db, email=f"nobody{place}@lyon.example")
    with pytest.raises(TooMany):
        asked(sqlite_db, email="claire@lyon.example")


@pytest.mark.parametrize("guess", ["", "x" * 43, "x" * 9_999])
def test_guessed_links_open_nothing(sqlite_db: Database, guess: str) -> None:
    make_ana(sqlite_db)
    attempts: list[Callable[[], object]] = [
        lambda: link_for(sqlite_db, VAULT, guess, now=NOW),
        lambda: sign_in_by_link(sqlite_db, VAULT, VISITOR, guess, browser=BROWSER, now=NOW),
        lambda: new_password(sqlite_db, guess),
        lambda: new_factor(sqlite_db, guess),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="no longer good"):
            attempt()


def test_a_link_opens_only_what_it_was_made_for(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    sign_in, password = secret(asked(sqlite_db)), secret(asked(sqlite_db, ask_new_password))
    with pytest.raises(Refused, match="no longer good"):
        new_password(sqlite_db, sign_in)
    with pytest.raises(Refused, match="no longer good"):
        sign_in_by_link(sqlite_db, VAULT, VISITOR, password, browser=BROWSER, now=NOW)


def test_a_new_password_ends_all_sessions_and_every_other_link(db: Database) -> None:
    person = make_ana(db)
    open_tab, _ = come_in(db, person)
    other = secret(asked(db))
    link = secret(asked(db, ask_new_password))
    entered = new_password(db, link)
    assert who(db, open_tab, now=NOW) is None and who(db, entered.token, now=NOW)
    with pytest.raises(Refused, match="no longer good"):
        sign_in_by_link(db, VAULT, VISITOR, other, browser=BROWSER, now=NOW)
    with pytest.raises(Refused, match="no longer good"):
        new_password(db, link)
    with pytest.raises(Refused, match="wrong"):
        ana_signs_in(db, PASSWORD)
    assert ana_signs_in(db, OTHER_PASSWORD).token


def test_a_new_password_does_not_stand_in_for_the_second_factor(db: Database) -> None:
    generator, _, _ = with_totp(db, make_ana(db))
    entered = new_password(db, secret(asked(db, ask_new_password)))
    assert entered.token is None
    assert ana_gives(db, entered.second_step, generator.at(LATER), now=LATER)


def test_a_common_password_leaves_the_link_good(sqlite_db: Database) -> None:
    make_ana(sqlite_db)
    link = secret(asked(sqlite_db, ask_new_password))
    with pytest.raises(Refused, match="first that are guessed"):
        new_password(sqlite_db, link, "motdepasse2025")
    with pytest.raises(Refused, match="no longer good"):
        new_password(sqlite_db, link, now=NOW + timedelta(hours=1))
    assert new_password(sqlite_db, link).token


def test_the_collective_gives_out_a_link_and_the_audit_says_so(db: Database) -> None:
    person = make_ana(db)
    giver = actor(db, "claire@essaim.example", Role.COLLECTIVE)
    link = given_out(db, person, "new_password", giver)
    assert new_password(db, link).token
    with db.reading() as session:
        line = audit.entries(session, audit.Wanted(deed=Deed.LINK_GIVEN_OUT), 1)[0]
    assert (line.person_id, line.role, line.subject) == (giver.person_id, Role.COLLECTIVE, f"person:{person}")
    assert line.details["purpose"] == "new_password" and link not in str(line)


def test_a_link_given_out_anew_voids_the_one_before(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    first, second = (given_out(sqlite_db, person, "new_password") for _ in range(2))
    with pytest.raises(Refused, match="no longer good"):
        new_password(sqlite_db, first)
    assert new_password(sqlite_db, second).token


def test_nobody_gives_out_a_link_for_themselves_nor_without_the_role(db: Database) -> None:
    giver = actor(db, "claire@essaim.example", Role.COLLECTIVE)
    coordinator = actor(db, "noel@essaim.example", Role.COORDINATOR)
    sleeping = actor(db, "zoe@essaim.example", Role.COLLECTIVE, strong=False)
    person = make_ana(db)
    for by, whom in ((giver, giver.person_id or 0), (coordinator, person), (sleeping, person), (Actor(), person)):
        with pytest.raises(NotAllowed):
            given_out(db, whom, "new_password", by)


def test_there_is_nobody_of_a_guessed_number(sqlite_db: Database) -> None:
    with pytest.raises(NotFound):
        given_out(sqlite_db, 404, "new_password")
    with pytest.raises(Refused, match="no second factor"):
        given_out(sqlite_db, make_ana(sqlite_db), "new_factor")


def test_a_lost_factor_takes_a_link_and_the_password(db: Database) -> None:
    person = make_ana(db, Role.COLLECTIVE)
    _, sheet, before = with_totp(db, person)
    link = given_out(db, person, "new_factor")
    with pytest.raises(Refused, match="password is wrong"):
        new_factor(db, link, OTHER_PASSWORD)
    assert list_factors(db, before, now=NOW)
    found = who(db, new_factor(db, link), now=NOW)
    assert found and found.must_enrol and not found.strong
    with pytest.raises(NotAllowed):
        list_factors(db, before, now=NOW)
    with pytest.raises(Refused, match="no longer good"):
        new_factor(db, link)
    with_totp(db, person)
    with pytest.raises(Refused, match="wrong"):
        ana_gives(db, ana_signs_in(db).second_step, sheet[0])


def test_whoever_lost_both_uses_the_link_for_the_password_and_then_the_one_for_the_factor(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    with_totp(sqlite_db, person)
    factor, password = given_out(sqlite_db, person, "new_factor"), given_out(sqlite_db, person, "new_password")
    assert new_password(sqlite_db, password).second_step
    assert new_factor(sqlite_db, factor, OTHER_PASSWORD)


def test_guessing_the_password_behind_a_link_counts(sqlite_db: Database) -> None:
    person = make_ana(sqlite_db)
    with_totp(sqlite_db, person)
    link = given_out(sqlite_db, person, "new_factor")
    for _ in range(10):
        with pytest.raises(Refused, match="password is wrong"):
            new_factor(sqlite_db, link, OTHER_PASSWORD)
    with pytest.raises(TooMany):
        new_factor(sqlite_db, link)


def test_a_person_erased_meanwhile_is_let_in_by_no_link(db: Database) -> None:
    person = make_person(db, ANA)
    link = secret(asked(db))
    with db.writing() as session:
        session.connection().exec_driver_sql(f"DELETE FROM person WHERE id = {person}")
    with pytest.raises(Refused, match="no longer good"):
        sign_in_by_link(db, VAULT, VISITOR, link, browser=BROWSER, now=NOW)
