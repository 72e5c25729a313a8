"""Whom a pack lists: proven accounts that are there, of the sector; of an exit day only those whom everybody sees on it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from dashboard.domain.accounts import AccountState, Link
from dashboard.domain.errors import NotFound, Refused
from dashboard.domain.exit_days.pack import PackSector
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.starter_pack_members import Members, read_members
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.network.bluesky_fake import did_of
from tests.test_exit_days.cast import CITIES, DAY, planned, pledges
from tests.test_starter_pack.cast import becomes, member, members

OF_DAY = PackSector(day=DAY)


def found(db: Database, sector: PackSector, now: datetime = NOW) -> Members:
    return read_members(db, sector, now=now)


def names(db: Database, sector: PackSector, now: datetime = NOW) -> list[str]:
    return [one.name for one in found(db, sector, now).listed]


def test_only_accounts_that_are_proven_and_there_are_listed(db: Database) -> None:
    member(db, "Lyon", did_of(1))
    member(db, "Évry", did_of(2), link=Link.AUTHORISED, state=AccountState.HIDDEN)
    member(db, "Brest", did_of(3), state=AccountState.UNREACHABLE)
    member(db, "Nantes", did_of(4), link=Link.LISTED)
    for place, state in enumerate((AccountState.GONE, AccountState.SUSPENDED, AccountState.MOVED)):
        member(db, f"Ville {state.value}", did_of(10 + place), state=state)
    make_organisation(db, "Besançon")
    seen = found(db, PackSector())
    assert [(one.slug, one.handle, one.did) for one in seen.listed] == [
        ("brest", "brest.fr", did_of(3)),
        ("evry", "evry.fr", did_of(2)),
        ("lyon", "lyon.fr", did_of(1)),
    ]
    assert (seen.unproven, seen.ended, seen.without, seen.fictional) == (1, 3, 1, False)


def test_an_account_without_the_identifier_that_lasts_is_not_listed(sqlite_db: Database) -> None:
    member(sqlite_db, "Lyon", "lyon.fr")
    assert found(sqlite_db, PackSector()).unproven == 1 and names(sqlite_db, PackSector()) == []


def test_a_sector_is_a_kind_a_region_or_both(sqlite_db: Database) -> None:
    member(sqlite_db, "Lyon", did_of(1), insee="69123")
    member(sqlite_db, "Brest", did_of(2), insee="29019")
    member(sqlite_db, "Université de Besançon", did_of(3), kind=Kind.UNIVERSITY)
    cities = frozenset({Kind.CITY})
    assert names(sqlite_db, PackSector(cities)) == ["Brest", "Lyon"]
    assert names(sqlite_db, PackSector(cities, "FR-BRE")) == ["Brest"] == names(sqlite_db, PackSector(region="FR-BRE"))
    with pytest.raises(Refused, match="is no region"):
        found(sqlite_db, PackSector(region="FR-XXX"))


def test_who_pledged_in_secret_is_listed_once_the_day_is_confirmed_and_not_before(db: Database) -> None:
    planned(db)
    members(db, "Lyon", "Brest", "Évry", "Nantes", "Paris")
    for slug in ("lyon", "brest"):
        pledges(db, slug, shown=True)
    pledges(db, "evry")
    pledges(db, "nantes", strength=Strength.CONSIDERING)
    pledges(db, "paris", organisations=50)
    assert names(db, OF_DAY) == ["Brest", "Lyon"]
    assert (found(db, OF_DAY).unproven, found(db, OF_DAY).without) == (0, 0)
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    assert names(db, OF_DAY) == ["Brest", "Évry", "Lyon"]
    assert names(db, PackSector(frozenset({Kind.HOSPITAL}), day=DAY)) == []
    becomes(db, "evry", state=AccountState.GONE)
    assert names(db, OF_DAY) == ["Brest", "Lyon"]
    cancel_exit_day(db, DAY, "Because", by=OPERATOR, now=NOW)
    assert names(db, OF_DAY) == []


def test_a_day_that_came_without_being_confirmed_lists_nobody(sqlite_db: Database) -> None:
    planned(sqlite_db)
    members(sqlite_db, "Lyon")
    pledges(sqlite_db, "lyon", shown=True)
    last = datetime.combine(CITIES.on, time(23), UTC)
    assert names(sqlite_db, OF_DAY, last) == ["Lyon"] and names(sqlite_db, OF_DAY, last + timedelta(hours=2)) == []


def test_those_of_the_demo_are_listed_only_where_there_are_no_others(sqlite_db: Database) -> None:
    member(sqlite_db, "Belle-Rive", did_of(1), fictional=True)
    assert found(sqlite_db, PackSector()).fictional and names(sqlite_db, PackSector()) == ["Belle-Rive"]
    members(sqlite_db, "Lyon", first=50)
    assert not found(sqlite_db, PackSector()).fictional and names(sqlite_db, PackSector()) == ["Lyon"]


def test_a_draft_lists_nobody_and_a_day_that_is_not_there_is_said(sqlite_db: Database) -> None:
    planned(sqlite_db, opened=False)
    members(sqlite_db, "Lyon")
    assert names(sqlite_db, OF_DAY) == []
    with pytest.raises(NotFound, match="There is no exit day"):
        found(sqlite_db, PackSector(day="nowhere"))
