"""A post export is previewed, then stored as one import; the last one that tells of a post counts."""

from datetime import timedelta
from typing import Any

import pytest

from dashboard.domain.analytics.columns import UnknownColumns
from dashboard.domain.departures import Status
from dashboard.domain.errors import NotAllowed
from dashboard.domain.imports import Import, Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.domain.post_file import FIELDS
from dashboard.services.imports.posts import PostsPreview, preview_posts, store_posts
from dashboard.services.imports.read import imports_of
from dashboard.services.imports.undo import undo_import
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.read_posts import read_posts
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, log, make_figures, make_organisation
from tests.people import actor
from tests.test_analytics.cast import LAST, content, table

DAY = LAST - timedelta(days=3)
FIVE = content(*((number, DAY, 100 * number, number, 0, 1) for number in range(1, 6)))
REVISED = content(*((number, DAY, 1_000 * number, number, 0, 1) for number in range(3, 6)))


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, that left X on 20 January 2025."""
    make_organisation(db)
    log(db, on=LAST)


def preview(db: Database, data: bytes = FIVE, **rest: Any) -> PostsPreview:
    return preview_posts(db, "lyon", data, **{"by": OPERATOR, "now": NOW, **rest})


def store(db: Database, data: bytes = FIVE, **rest: Any) -> Import:
    return store_posts(db, "lyon", data, **{"by": OPERATOR, "now": NOW, **rest})


def reached(db: Database, slug: str = "lyon") -> tuple[int, float | None, float | None] | None:
    found = read_posts(db, slug, today=TODAY)
    return (found.posts, found.impressions, found.interactions) if found else None


def test_a_preview_stores_nothing(db: Database) -> None:
    found = preview(db)
    assert (len(found.posts), found.known, len(found.months)) == (5, 0, 1)
    assert found.overall and found.overall.impressions == 300
    assert reached(db) is None and imports_of(db, OPERATOR, "lyon", now=NOW) == []


def test_posts_are_stored_as_one_import(db: Database) -> None:
    done = store(db)
    assert (done.method, done.figures, done.first_on, done.last_on) == (Method.POSTS, 5, DAY, DAY)
    assert [one.id for one in imports_of(db, OPERATOR, "lyon", now=NOW)] == [done.id]
    assert reached(db) == (5, 300, 4)


def test_the_last_import_of_a_post_counts_and_undoing_it_brings_the_earlier_back(db: Database) -> None:
    first = store(db)
    assert preview(db, REVISED).known == 3
    second = store(db, REVISED)
    assert reached(db) == (5, 3_000, 4)
    undo_import(db, second.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert reached(db) == (5, 300, 4)
    undo_import(db, first.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert reached(db) is None


def test_an_earlier_import_can_go_first(db: Database) -> None:
    first, _ = store(db), store(db, REVISED)
    undo_import(db, first.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert len(preview(db).posts) == 5 and preview(db).known == 3


def test_without_a_departure_from_x_that_has_come_nothing_is_said(db: Database) -> None:
    store(db)
    make_organisation(db, "Besançon")
    store_posts(db, "besancon", FIVE, by=OPERATOR, now=NOW)
    assert reached(db, "besancon") is None
    log(db, "besancon", Status.DEPARTED, TODAY + timedelta(days=9))
    assert reached(db, "besancon") is None


def test_columns_named_by_hand_are_offered_again(db: Database) -> None:
    letters, named = table(list("abcdef"), [(11, "2025-01-19", 500, 20, 3, 4)]), dict(zip(FIELDS, "abcdef", strict=True))
    store(db, letters, mapping=named)
    with pytest.raises(UnknownColumns) as problem:
        preview(db, letters)
    assert problem.value.before and problem.value.known == named


def test_posts_go_with_the_account_when_two_institutions_are_one(db: Database) -> None:
    store(db)
    make_organisation(db, "Ville de Lyon")
    make_figures(db, "ville-de-lyon", Network.X, {DAY: 48_000})
    merge_organisations(db, OPERATOR, "ville-de-lyon", "lyon", now=NOW, holding=HOLDING)
    assert reached(db, "ville-de-lyon") == (5, 300, 4)


def test_only_the_team_may(db: Database) -> None:
    make_organisation(db, "Besançon")
    other = actor(db, "bob@besancon.example", owner_of="besancon")
    for act in (preview, store):
        with pytest.raises(NotAllowed):
            act(db, by=other)
    assert reached(db) is None
