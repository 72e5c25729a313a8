"""Accounts of two rows that are one institution: which are the same, and that no figure is lost when they become one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.export_series import export_series
from dashboard.services.merge_organisations import MOVED, merge_organisations
from dashboard.services.read_organisation import read_organisation
from db import accounts, tables
from db.engine import Database
from db.tables import AccountRow, MembershipRow, ObservationRow
from tests.databases import sqlite_copy
from tests.factories import HOLDING, NOW, TODAY, make_account, make_figures, make_organisation
from tests.people import make_person
from tests.test_moderation.cast import counts, two_rows


def merge(db: Database) -> None:
    merge_organisations(db, OPERATOR, "lyon", "ville-de-lyon", now=NOW, holding=HOLDING)


def test_two_figures_of_one_instant_both_stay_and_that_of_the_one_that_stays_counts(db: Database) -> None:
    two_rows(db)
    merge(db)
    x = [(one.at, one.followers) for one in export_series(db, "lyon") if one.network is Network.X]
    noon = datetime(2025, 1, 20, 12, tzinfo=UTC)
    assert x[1:] == [(noon - timedelta(microseconds=1), 101_000), (noon, 100_000)]
    series = read_organisation(db, "lyon", today=TODAY, holding=HOLDING).series
    (left,) = [one for one in series if one.account.network is Network.X]
    assert [(one.day, one.followers) for one in left.figures] == [(date(2024, 12, 1), 99_000), (date(2025, 1, 20), 100_000)]


def test_a_more_trustworthy_figure_stands_wherever_it_comes_from(db: Database) -> None:
    two_rows(db)
    make_figures(db, "ville-de-lyon", Network.X, {"2025-01-20": 100_500}, provenance=Provenance.ARCHIVE)
    merge(db)
    (left,) = [one for one in read_organisation(db, "lyon", today=TODAY, holding=HOLDING).series if one.account.network is Network.X]
    assert left.figures[-1].followers == 100_500


def test_midnight_figures_stay_on_their_day(db: Database) -> None:
    two_rows(db)
    for slug, count in (("lyon", 7), ("ville-de-lyon", 8)):
        make_figures(db, slug, Network.LINKEDIN, {TODAY: count})
    merge(db)
    linked = [one for one in export_series(db, "lyon") if one.network is Network.LINKEDIN]
    assert sorted(one.followers for one in linked) == [7, 8]
    assert {one.at.date() for one in linked} == {TODAY}


def rename(db: Database, old: str, new: str) -> None:
    """The account was renamed at its network since it was connected."""
    with db.writing() as session:
        session.exec(select(AccountRow).where(AccountRow.handle == old)).one().handle = new


def test_an_account_known_to_its_network_stays_rather_than_one_that_was_merely_listed(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_organisation(db, "Ville de Lyon")
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 900}, provenance=Provenance.DECLARED)
    make_account(db, "ville-de-lyon", Network.BLUESKY, "lyon.fr", followers=1_000)
    with db.writing() as session:
        listed = accounts.of_organisations(session, [1])[0]
        listed.handle = "lyon.fr"
        session.add(ObservationRow(account_id=listed.id or 0, at=NOW, state="active", message="{old} is now called {new}"))
    merge(db)
    with db.reading() as session:
        (kept,) = accounts.of_organisations(session, [1])
        assert (kept.remote_id, kept.identity) == ("id-of-lyon.fr", "id-of-lyon.fr")
        assert [one.account_id for one in accounts.observations(session, [kept.id or 0])] == [kept.id]
    assert [one.followers for one in export_series(db, "lyon")] == [900, 1_000]


def test_the_same_handle_is_one_account_and_two_that_the_network_tells_apart_stay_two(db: Database) -> None:
    two_rows(db)
    for slug, handle, count in (("lyon", "VilledeLyon", 5), ("ville-de-lyon", "lyon_officiel", 6)):
        make_account(db, slug, Network.THREADS, handle, followers=count)
    make_account(db, "ville-de-lyon", Network.BLUESKY, "mairie.lyon.fr", followers=3)
    rename(db, "lyon_officiel", "villedelyon")
    rename(db, "mairie.lyon.fr", "lyon.fr")
    merge(db)
    accounts = [(one.account.network, one.account.handle) for one in read_organisation(db, "lyon", today=TODAY, holding=HOLDING).series]
    assert [handle for network, handle in accounts if network is Network.THREADS] == ["VilledeLyon"]
    assert [handle for network, handle in accounts if network is Network.BLUESKY] == ["lyon.fr", "lyon.fr"]


def test_a_count_without_a_handle_goes_to_the_only_account_there(db: Database) -> None:
    two_rows(db)
    make_account(db, "ville-de-lyon", Network.INSTAGRAM, "villedelyon", followers=6)
    make_figures(db, "lyon", Network.INSTAGRAM, {"2025-02-01": 4})
    merge(db)
    counted = [(one.handle, one.followers) for one in export_series(db, "lyon") if one.network is Network.INSTAGRAM]
    assert counted == [("villedelyon", 4), ("villedelyon", 6)]


DAYS = st.dates(date(2025, 1, 1), date(2025, 1, 4))
FIGURES = st.dictionaries(st.tuples(st.sampled_from([Network.X, Network.LINKEDIN, Network.THREADS]), DAYS), st.integers(0, 9), max_size=6)
TEAMS = st.lists(st.sampled_from([(Role.OWNER, ""), (Role.EDITOR, ""), (Role.EDITOR, "both"), (Role.OWNER, "both")]), max_size=3)
DERIVED = {"daily", "standing", "milestone", "organisation", "alias", "audit", "source", "account", "membership"}
"""Tables that follow from others, or that a merge is meant to change; each is looked at by itself."""


@settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=FIGURES, theirs=FIGURES, handles=st.tuples(st.booleans(), st.booleans()), team=TEAMS)
def test_no_row_is_lost_whatever_the_two_hold(
    ours: dict[tuple[Network, date], int],
    theirs: dict[tuple[Network, date], int],
    handles: tuple[bool, bool],
    team: list[tuple[Role, str]],
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("merge")) as db:
        make_organisation(db, "Lyon")
        make_organisation(db, "Ville de Lyon")
        for slug, figures, named in (("lyon", ours, handles[0]), ("ville-de-lyon", theirs, handles[1])):
            if named:
                make_account(db, slug, Network.LINKEDIN, f"{slug}-officiel")
            for (network, on), count in figures.items():
                make_figures(db, slug, network, {on: count})
        for number, (role, where) in enumerate(team):
            place = {"owner_of": "ville-de-lyon"} if role is Role.OWNER else {"editor_of": "ville-de-lyon"}
            person = make_person(db, f"p{number}@lyon.fr", **place)  # type: ignore[arg-type]
            if where:
                with db.writing() as session:
                    session.add(MembershipRow(person_id=person, organisation_id=1, role="editor", since=NOW))
        with db.reading() as session:
            before = counts(session)
            counted = Counter(one.followers for slug in ("lyon", "ville-de-lyon") for one in export_series(db, slug))
        merge(db)
        with db.reading() as session:
            after = counts(session)
            places = {row.organisation_id for row in session.exec(select(AccountRow))}
            members = session.exec(select(MembershipRow)).all()
        assert {name: n for name, n in after.items() if name not in DERIVED} == {n: c for n, c in before.items() if n not in DERIVED}
        assert Counter(one.followers for one in export_series(db, "lyon")) == counted
        assert (after["organisation"], after["alias"]) == (1, 1) and places <= {1}
        assert {one.person_id for one in members} == {number + 1 for number in range(len(team))}
        shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
        days = {(one.account.network, figure.day) for one in shown.series for figure in one.figures}
        assert days == {*ours, *theirs}


def test_every_table_that_hangs_on_an_institution_or_an_account_is_moved() -> None:
    """A new table has to be thought of here, in MOVED or in the fold of accounts, before it can be lost in a merge."""
    hanging: dict[str, set[str]] = {"organisation": set(), "account": set()}
    for table in tables.OrganisationRow.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name in hanging:
                hanging[key.column.table.name].add(table.name)
    moved = {str(one.__tablename__) for one in MOVED}
    goes_with_it = {"baseline", "column_mapping", "x_token"}
    by_hand = {"account", "membership", "standing", "milestone", "shared_view"}
    of_exit_days = {"pledge", "pledge_named", "exit_day_listed", "checklist_tick", "reminder"}
    kept_for_weeks = {"past_standing"}  # of two places in a past ranking none is that of both together
    assert hanging["organisation"] == moved | goes_with_it | by_hand | of_exit_days | kept_for_weeks
    of_figures = {"snapshot", "daily", "flag", "replaced", "post"}
    assert hanging["account"] == of_figures | {"observation", "claim", "account_proof", "account_grant"}
