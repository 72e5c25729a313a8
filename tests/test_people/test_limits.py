"""Limits, and what of people is forgotten when it has no use any more."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from dashboard.domain.people import Actor
from dashboard.services.people.factors import begin_totp
from dashboard.services.people.forget import forget
from dashboard.services.people.limits import TooMany, count
from dashboard.services.people.sessions import who
from db.engine import Database
from db.tables import AttemptRow, FactorRow, SessionRow, TicketRow
from db.vault import Vault, new_key
from tests.factories import NOW
from tests.people import VAULT, come_in
from tests.test_people.cast import HERE, MINUTE, ana_signs_in, make_ana, with_totp

HOUR = timedelta(hours=1)


def tried(db: Database, who: str = HERE, kind: str = "address", *, times: int = 1, now: object = NOW, vault: Vault = VAULT) -> None:
    for _ in range(times):
        count(db, vault, kind, who, now=now, most=3)  # type: ignore[arg-type]


def test_the_window_slides_and_what_is_turned_away_does_not_prolong_it(db: Database) -> None:
    for minute in (0, 10, 20):
        tried(db, now=NOW + minute * MINUTE)
    for minute in (20, 40, 59):
        with pytest.raises(TooMany, match=f"Try again in {60 - minute} minutes"):
            tried(db, now=NOW + minute * MINUTE)
    tried(db, now=NOW + 60 * MINUTE)
    with pytest.raises(TooMany, match="Try again in 10 minutes"):
        tried(db, now=NOW + 60 * MINUTE)


def test_each_kind_and_each_caller_counts_alone(db: Database) -> None:
    tried(db, times=3)
    tried(db, "192.0.2.8", times=3)
    tried(db, kind="mail", times=3)
    with pytest.raises(TooMany):
        tried(db)


def test_a_new_key_starts_no_count_anew(sqlite_db: Database) -> None:
    old, new = new_key("old"), new_key("new")
    tried(sqlite_db, times=3, vault=Vault([old]))
    with pytest.raises(TooMany):
        tried(sqlite_db, vault=Vault([new, old]))


def test_what_has_no_use_any_more_is_forgotten(db: Database) -> None:
    person = make_ana(db)
    with_totp(db, person)
    _, begun = come_in(db, person)
    begin_totp(db, VAULT, begun, now=NOW)
    ana_signs_in(db)
    forget(db, now=NOW + timedelta(days=2))
    with db.reading() as session:
        for table in (SessionRow, TicketRow, AttemptRow):
            assert session.exec(select(func.count()).select_from(table)).one() == 0
        assert [row.confirmed for row in session.exec(select(FactorRow))] == [True]


def test_what_is_in_use_is_kept(db: Database) -> None:
    person = make_ana(db)
    with_totp(db, person)
    token, by = come_in(db, person)
    assert isinstance(by, Actor)
    begin_totp(db, VAULT, by, now=NOW)
    ana_signs_in(db)
    forget(db, now=NOW + 9 * MINUTE)
    assert who(db, token, now=NOW + 9 * MINUTE)
    with db.reading() as session:
        assert len(session.exec(select(TicketRow)).all()) == 1
        assert len(session.exec(select(FactorRow)).all()) == 2
        assert session.exec(select(AttemptRow)).all()
