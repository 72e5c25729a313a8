"""An account overview is previewed, then stored as one import: what it says, what it keeps, what undoing brings back."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.errors import NotAllowed, Refused, SignInNeeded
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.imports import Import, Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.services.export_series import export_series
from dashboard.services.imports.analytics import AnalyticsPreview, NoAnchor, TypedCount, preview_analytics, store_analytics
from dashboard.services.imports.read import imports_of
from dashboard.services.imports.run import Taken
from dashboard.services.imports.undo import undo_import
from db import audit
from db.engine import Database
from db.tables import AccountRow, ColumnMappingRow, SnapshotRow
from tests.factories import HOLDING, NOW, make_account, make_figures, make_organisation
from tests.people import actor
from tests.test_analytics.cast import LAST, OVERVIEW_FR, overview
from tests.test_services.from_scratch import stored, truths

THREE = overview((5, 2), (4, 1), (1, 3))
FRENCH = overview((5, 2), (4, 1), (1, 3), headers=OVERVIEW_FR)
NAMED = {"date": "Date", "new": "Nouveaux abonnements", "lost": "Désabonnements"}
DAYS = [LAST - timedelta(days=back) for back in (2, 1, 0)]
TYPED = TypedCount(LAST, 1_000, "counted by Ana on the profile")


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, of which nothing is known."""
    make_organisation(db)


def preview(db: Database, data: bytes = THREE, **rest: Any) -> AnalyticsPreview:
    return preview_analytics(db, "lyon", data, **{"by": OPERATOR, "now": NOW, **rest})


def store(db: Database, data: bytes = THREE, **rest: Any) -> Taken:
    return store_analytics(db, "lyon", data, **{"by": OPERATOR, "now": NOW, "holding": HOLDING, **rest})


def rebuilt(db: Database) -> Mapping[date, int]:
    return {one.at.date(): one.followers for one in export_series(db, "lyon") if one.provenance == Provenance.ANALYTICS.value}


def exports(db: Database) -> list[Import]:
    """The imports of X's exports: a figure that somebody typed is one of its own."""
    return [one for one in imports_of(db, OPERATOR, "lyon", now=NOW) if one.method is Method.ANALYTICS]


def known(db: Database, on: date, followers: int, **rest: Any) -> None:
    make_figures(db, "lyon", Network.X, {on: followers}, **rest)


def test_a_preview_stores_nothing(db: Database) -> None:
    known(db, LAST, 1_000)
    found = preview(db)
    assert [(one.on, one.followers) for one in found.curve] == list(zip(DAYS, (994, 997, 1_000), strict=True))
    assert (found.anchor.on, found.anchor.provenance, found.residuals, len(found.laid.stored)) == (LAST, Provenance.DECLARED, (), 3)
    assert rebuilt(db) == {} and exports(db) == []


def test_the_curve_is_stored_as_one_import_with_what_it_rests_on(db: Database) -> None:
    known(db, LAST, 1_000)
    known(db, DAYS[0], 1_002, provenance=Provenance.PRESS)
    taken = store(db)
    assert (taken.stored, taken.unchanged) == (3, 0)
    assert rebuilt(db) == dict(zip(DAYS, (1_002, 1_005, 1_008), strict=True))
    (done,) = exports(db)
    assert (done.method, done.figures, done.first_on, done.last_on) == (Method.ANALYTICS, 3, DAYS[0], LAST)
    assert done.details["anchor"] == 1_002 and done.details["anchor_from"] == "press"
    assert done.details["residuals"] == {"2025-01-20 declared": -8}
    assert {one.source for one in export_series(db, "lyon") if one.provenance == "analytics_csv"} == {
        "X analytics CSV, 2025-01-18/2025-01-20"
    }
    assert stored(db) == truths(db, NOW.date(), HOLDING)


def test_storing_is_noted_and_undoing_takes_the_whole_of_it_back(db: Database) -> None:
    known(db, LAST, 1_000)
    taken = store(db)
    with db.reading() as session:
        line = audit.last(session)
        assert line and (line.deed, line.subject) == ("figures.imported", f"import:{taken.done.id}")
    undo_import(db, taken.done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert rebuilt(db) == {}
    assert stored(db) == truths(db, NOW.date(), HOLDING)


def test_without_a_count_the_days_of_the_file_are_said(db: Database) -> None:
    known(db, LAST, 1_000, precision=Precision.ROUNDED)
    with pytest.raises(NoAnchor) as problem:
        preview(db)
    assert (problem.value.first, problem.value.last) == (DAYS[0], LAST)
    with pytest.raises(NoAnchor):
        store(db)
    assert rebuilt(db) == {}


def test_a_typed_count_is_stored_with_the_curve_and_goes_with_it(db: Database) -> None:
    taken = store(db, anchor=TYPED)
    assert taken.stored == 4
    (declared,) = [one for one in export_series(db, "lyon") if one.provenance == "declared"]
    assert (declared.followers, declared.source, rebuilt(db)[DAYS[0]]) == (1_000, TYPED.source, 994)
    undo_import(db, taken.done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert export_series(db, "lyon") == []
    with db.reading() as session:
        assert session.exec(select(AccountRow)).all() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TypedCount(LAST + timedelta(days=1), 1_000, "seen"), "The count must be of a day of the file, from 2025-01-18 to 2025-01-20."),
        (TypedCount(LAST, -1, "seen"), "-1 followers cannot be right."),
        (TypedCount(LAST, 10**15, "seen"), "followers cannot be right."),
        (TypedCount(LAST, 1_000, " "), "A figure needs its source"),
        (TypedCount(LAST, 2, "seen"), "From 2 followers on 2025-01-20, the account would have had -1 on 2025-01-19"),
    ],
)
def test_a_typed_count_that_cannot_be_is_refused(db: Database, typed: TypedCount, said: str) -> None:
    with pytest.raises(Refused) as problem:
        store(db, anchor=typed)
    assert said in str(problem.value)
    assert export_series(db, "lyon") == []


def test_a_typed_count_never_stands_against_one_that_is_known(db: Database) -> None:
    known(db, LAST, 1_000)
    with pytest.raises(Refused) as problem:
        preview(db, anchor=TYPED)
    assert "are known already" in str(problem.value)


def test_the_same_file_again_brings_nothing(db: Database) -> None:
    known(db, LAST, 1_000)
    store(db)
    found = preview(db)
    assert (len(found.laid.stored), len(found.laid.unchanged)) == (0, 3)
    again = store(db)
    assert (again.stored, again.unchanged) == (0, 3)


def test_an_export_that_ends_later_revises_the_days_they_share_whichever_comes_first(db: Database) -> None:
    later = overview((2, 0), (6, 2), (4, 1), last=LAST + timedelta(days=1))
    known(db, DAYS[1], 1_000)
    wanted = {DAYS[0]: 997, DAYS[1]: 1_000, LAST: 1_004, LAST + timedelta(days=1): 1_006}
    store(db)
    store(db, later)
    assert rebuilt(db) == wanted
    for done in exports(db):
        undo_import(db, done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    store(db, later)
    found = preview(db)
    assert [(one.on, one.followers) for one in found.laid.kept] == [(DAYS[1], 1_000), (LAST, 1_004)]
    assert (store(db).stored, rebuilt(db)) == (1, wanted)


def test_an_older_export_without_a_count_is_carried_by_the_one_that_shares_a_day(db: Database) -> None:
    known(db, LAST, 1_000)
    store(db)
    older = overview((1, 3), (10, 0), last=DAYS[0])
    assert preview(db, older).anchor.provenance is Provenance.ANALYTICS
    store(db, older)
    assert rebuilt(db)[DAYS[0] - timedelta(days=1)] == 996


def test_the_day_that_is_not_over_is_dated_before_now(db: Database) -> None:
    today = NOW.date()
    store(db, overview((5, 2), last=today), anchor=TypedCount(today, 1_000, "seen"))
    with db.reading() as session:
        assert all(one.at <= NOW for one in session.exec(select(SnapshotRow)))


def test_columns_named_by_hand_are_offered_again_for_the_same_headers(db: Database) -> None:
    known(db, LAST, 1_000)
    with pytest.raises(UnknownColumns) as problem:
        preview(db, FRENCH)
    assert not problem.value.before
    preview(db, FRENCH, mapping=NAMED)
    with pytest.raises(UnknownColumns) as problem:
        preview(db, FRENCH)
    assert not problem.value.before, "a preview keeps nothing"
    store(db, FRENCH, mapping=NAMED)
    with pytest.raises(UnknownColumns) as problem:
        preview(db, FRENCH)
    assert problem.value.before and problem.value.known == NAMED
    make_organisation(db, "Besançon")
    with pytest.raises(UnknownColumns) as problem:
        preview_analytics(db, "besancon", FRENCH, by=OPERATOR, now=NOW)
    assert not problem.value.before, "what one team said is not another's"
    store(db, FRENCH, mapping=NAMED)
    with db.reading() as session:
        assert len(session.exec(select(ColumnMappingRow)).all()) == 1


def test_of_several_accounts_on_x_somebody_says_which(db: Database) -> None:
    for handle in ("villedelyon", "lyon_culture"):
        make_account(db, "lyon", Network.X, handle)
    with pytest.raises(Refused) as problem:
        preview(db, anchor=TYPED)
    assert "Say which one." in str(problem.value)
    with pytest.raises(Refused):
        preview(db, anchor=TYPED, handle="paris")
    store(db, anchor=TYPED, handle="@Lyon_Culture")
    assert {one.handle for one in export_series(db, "lyon")} == {"lyon_culture"}


def test_days_before_the_account_was_opened_are_refused(db: Database) -> None:
    known(db, LAST, 1_000)
    with db.writing() as session:
        session.exec(select(AccountRow)).one().opened_on = DAYS[1]
    with pytest.raises(Refused) as problem:
        store(db)
    assert "was opened on 2025-01-19: it had no followers on 2025-01-18." in str(problem.value)


def test_only_the_team_may_look_and_store(db: Database) -> None:
    known(db, LAST, 1_000)
    make_organisation(db, "Besançon")
    other = actor(db, "bob@besancon.example", owner_of="besancon")
    for who, problem in ((VISITOR, SignInNeeded), (other, NotAllowed)):
        for act in (preview, store):
            with pytest.raises(problem):
                act(db, by=who)
    assert rebuilt(db) == {}
    assert store(db, by=actor(db, editor_of="lyon")).done.role.value == "editor"
