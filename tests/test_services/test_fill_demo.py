"""The demo: fictional institutions, in an empty database only."""

from urllib.parse import urlsplit

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.people import OPERATOR
from dashboard.services.annotations.read import own_annotations, read_all_annotations
from dashboard.services.fill_demo import fill_demo
from dashboard.services.read_collection import read_collection
from dashboard.services.read_organisation import holds_demo, list_organisations
from db.engine import Database
from tests.factories import HOLDING, NOW, make_organisation


def fill(db: Database, organisations: int = 3, **rest: object) -> int:
    return fill_demo(db, organisations=organisations, days=60, seed=1, by=OPERATOR, now=NOW, holding=HOLDING, **rest)  # type: ignore[arg-type]


def test_the_demo_is_fictional_and_never_collected(db: Database) -> None:
    seen: list[tuple[int, int]] = []
    assert fill(db, progress=lambda done, total: seen.append((done, total))) == 3
    assert [one.fictional for one in list_organisations(db)] == [True] * 3
    assert holds_demo(db)
    accounts = read_collection(db, now=NOW).accounts
    assert accounts and all(line.due_at is None for line in accounts)
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_its_notes_are_of_fictional_papers_and_one_is_private(db: Database) -> None:
    fill_demo(db, organisations=12, days=365, seed=1, by=OPERATOR, now=NOW, holding=HOLDING)
    public = read_all_annotations(db)
    assert {one.organisation is None for one in public} == {True, False} and {one.kind.value for one in public} >= {"press", "campaign"}
    assert {urlsplit(one.source).hostname for one in public if one.source} == {"la-gazette.example"}
    assert all(one.on <= NOW.date() for one in public)
    first = next(one.organisation for one in public if one.organisation)
    texts = [one.text for one in own_annotations(db, OPERATOR, first, now=NOW) if not one.public]
    assert len(texts) == 1 and texts[0] not in {one.text for one in public}


def test_fictional_institutions_are_never_mixed_with_real_ones(db: Database) -> None:
    make_organisation(db, "Lyon")
    with pytest.raises(Refused, match="The database holds real institutions"):
        fill(db)
    assert ([one.slug for one in list_organisations(db)], holds_demo(db)) == (["lyon"], False)


def test_the_demo_is_filled_once(db: Database) -> None:
    fill(db, 2)
    before = list_organisations(db)
    with pytest.raises(Refused, match="holds fictional institutions already"):
        fill(db)
    assert list_organisations(db) == before


def test_a_demo_that_is_interrupted_leaves_nothing(db: Database) -> None:
    def interrupted(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(db, progress=interrupted)
    assert list_organisations(db) == []
