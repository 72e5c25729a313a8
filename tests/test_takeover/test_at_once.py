"""The same secret brought by many at the same moment: it opens what it opens once, and guesses are counted however they come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlmodel import col, func, select

from dashboard.domain.errors import EssaimError
from dashboard.domain.people import VISITOR, Role
from dashboard.services.claims.by_mail import prove_code
from dashboard.services.people import passwords
from dashboard.services.people.accept import accept_as, accept_as_new
from dashboard.services.people.factors import begin_totp, confirm_totp
from dashboard.services.people.first_run import set_up, set_up_link
from dashboard.services.people.invite import invite
from dashboard.services.people.lost import give_out, set_new_password
from dashboard.services.people.sign_in import WRONG_CODES, finish_second_step, sign_in
from db.engine import Database
from db.tables import AuditRow, MembershipRow, PersonRow, SessionRow, TicketRow
from tests.factories import NOW
from tests.people import VAULT, come_in, make_person
from tests.test_claims.cast import ENGLISH, Post, make_lyon, member, reviewer, role, stranger
from tests.test_web.people import HALF_A_MINUTE, PASSWORD, code_of

AT_ONCE = 8
BASE, SITE = "https://essaim.example", "essaim.example"
OTHER = "cinq tables bleues sous la pluie"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed in no time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def at_once(*attempts: Callable[[], object]) -> list[object]:
    """All of them at the same moment: what each gave, for those that were not refused. Nothing but a refusal may be raised."""
    ready = Barrier(len(attempts))

    def one(attempt: Callable[[], object]) -> object:
        ready.wait(20)
        try:
            return attempt() or True
        except EssaimError:
            return None

    with ThreadPoolExecutor(len(attempts)) as threads:
        return [given for given in threads.map(one, attempts) if given is not None]


def invited(db: Database, by_email: str | None = None) -> str:
    """The secret of an invitation to Lyon's team."""
    made = invite(db, VAULT, member(db), email=by_email, role=Role.EDITOR, slug="lyon", base=BASE, now=NOW, words=ENGLISH)
    return made.link.partition("link=")[2]


def count(db: Database, table: type[PersonRow] | type[MembershipRow] | type[SessionRow]) -> int:
    with db.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_of_many_who_accept_one_invitation_one_comes_in(db: Database) -> None:
    make_lyon(db)
    secret = invited(db)
    strangers = [stranger(db, f"m{n}@evil.example") for n in range(AT_ONCE)]
    assert len(at_once(*[lambda by=by: accept_as(db, VAULT, secret, by, now=NOW) for by in strangers])) == 1
    assert sum(role(db, by) is not None for by in strangers) == 1


def test_of_many_new_people_who_accept_one_invitation_one_is_made(db: Database) -> None:
    make_lyon(db)
    secret, before = invited(db), count(db, PersonRow)
    known: dict[str, Any] = {"name": "", "password": PASSWORD, "browser": "", "language": "en", "now": NOW}
    found = at_once(*[lambda n=n: accept_as_new(db, VAULT, secret, email=f"n{n % 2}@evil.example", **known) for n in range(AT_ONCE)])
    assert (len(found), count(db, PersonRow) - before, count(db, MembershipRow)) == (1, 1, 2)


def test_of_many_who_open_the_first_link_one_becomes_the_collective(db: Database) -> None:
    secret = (set_up_link(db, VAULT, base=BASE, now=NOW) or "").partition("link=")[2]
    known: dict[str, Any] = {"name": "", "password": PASSWORD, "browser": "", "language": "en", "now": NOW}
    assert len(at_once(*[lambda n=n: set_up(db, VAULT, secret, email=f"n{n}@evil.example", **known) for n in range(AT_ONCE)])) == 1
    assert count(db, PersonRow) == 1


def test_a_link_for_a_new_password_sets_one_of_many(db: Database) -> None:
    rosa, ana = reviewer(db), make_person(db)
    secret = give_out(db, VAULT, rosa, ana, "new_password", base=BASE, now=NOW).partition("link=")[2]
    choices = [f"{OTHER} {n}" for n in range(AT_ONCE)]
    found = at_once(*[lambda one=one: set_new_password(db, VAULT, VISITOR, secret, one, browser="", now=NOW) for one in choices])
    assert len(found) == 1


def test_guessing_a_code_by_many_at_once_counts_five_tries(db: Database) -> None:
    make_lyon(db)
    ana = stranger(db, "ana@lyon.example")
    right = Post().ask(db, ana)
    wrong = [f"{(int(right) + n) % 10**6:06}" for n in range(1, AT_ONCE + 3)]
    assert at_once(*[lambda one=one: prove_code(db, VAULT, ana, "lyon", one, now=NOW) for one in wrong]) == []
    with db.reading() as session:
        assert session.exec(select(TicketRow.attempts).where(TicketRow.purpose == "domain_code")).one() == 5
        assert session.exec(select(func.count()).select_from(AuditRow).where(col(AuditRow.deed) == "claim.failed")).one() == 5
    assert at_once(lambda: prove_code(db, VAULT, ana, "lyon", right, now=NOW)) == []


def test_the_right_code_brought_by_many_tabs_at_once_proves_once(db: Database) -> None:
    make_lyon(db)
    ana = stranger(db, "ana@lyon.example")
    right = Post().ask(db, ana)
    assert len(at_once(*[lambda: prove_code(db, VAULT, ana, "lyon", right, now=NOW)] * AT_ONCE)) == 1


def with_generator(db: Database) -> tuple[str, Callable[[], str]]:
    """Ana with a code generator: its secret, and what gives a new second step."""
    ana = make_person(db, password_hash=passwords.hash_password(PASSWORD))
    before = NOW - HALF_A_MINUTE
    _, actor = come_in(db, ana, now=before)
    offer = begin_totp(db, VAULT, actor, now=before)
    confirm_totp(db, VAULT, actor, offer.factor_id, code_of(offer.secret, before), now=before)

    def step() -> str:
        found = sign_in(db, VAULT, VISITOR, email="ana@lyon.example", password=PASSWORD, address="192.0.2.1", browser="", now=NOW)
        assert found.second_step
        return found.second_step

    return offer.secret, step


def second(db: Database, step: str, code: str) -> str:
    return finish_second_step(db, VAULT, VISITOR, step, code=code, rp_id=SITE, origin=BASE, address="192.0.2.1", browser="", now=NOW)


def test_one_code_of_a_generator_opens_one_session_in_however_many_steps_it_is_typed(db: Database) -> None:
    secret, begin = with_generator(db)
    steps, before = [begin() for _ in range(AT_ONCE)], count(db, SessionRow)
    code = code_of(secret)
    assert len(at_once(*[lambda step=step: second(db, step, code) for step in steps])) == 1
    assert count(db, SessionRow) == before + 1


def test_wrong_codes_sent_at_once_end_the_second_step_after_five(db: Database) -> None:
    secret, begin = with_generator(db)
    step, right = begin(), code_of(secret)
    # Far from what the generator shows in the minutes around.
    wrong = [f"{(int(right) + 499_979 + n) % 10**6:06}" for n in range(AT_ONCE)]
    assert at_once(*[lambda one=one: second(db, step, one) for one in wrong]) == []
    with db.reading() as session:
        assert session.exec(select(TicketRow.attempts).where(TicketRow.purpose == "second_step")).one() == WRONG_CODES
    assert at_once(lambda: second(db, step, right)) == []


def test_passwords_tried_at_once_are_ten_an_hour(db: Database) -> None:
    make_person(db, password_hash=passwords.hash_password(PASSWORD))
    known: dict[str, Any] = {"email": "ana@lyon.example", "browser": "", "now": NOW}
    froms = [f"192.0.2.{n}" for n in range(14)]
    tries = [lambda one=one: sign_in(db, VAULT, VISITOR, password=f"{OTHER} {one}", address=one, **known) for one in froms]
    assert at_once(*tries) == []
    with db.reading() as session:
        assert session.exec(select(func.count()).select_from(AuditRow).where(col(AuditRow.deed) == "session.refused")).one() == 10
