"""What is said of the others is the same, read for all at once, for one, or lately; and what is said of one, read alone or among many."""

from collections.abc import Hashable
from datetime import timedelta
from functools import partial

from dashboard.domain.people import OPERATOR
from dashboard.services.comparable import Comparable, Recoveries
from dashboard.services.fill_demo import fill_demo
from dashboard.services.read_organisation import list_organisations, read_organisation, read_organisations
from dashboard.services.read_peers import read_peers
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY


def test_all_at_once_says_what_each_one_says(db: Database) -> None:
    fill_demo(db, organisations=30, days=120, seed=3, by=OPERATOR, now=NOW, holding=HOLDING)
    for today in (TODAY, TODAY + timedelta(days=3)):
        together = read_peers(db, today=today, holding=HOLDING)
        apart = {one.slug: read_organisation(db, one.slug, today=today, holding=HOLDING).peers for one in list_organisations(db)}
        assert {slug: found for slug, found in apart.items() if found} == {slug: found for slug, found in together.items() if found}
        assert sum(1 for found in together.values() if found) >= 5
        kept, slugs = Comparable(), list(apart)
        lately = {slug: read_organisation(db, slug, today=today, holding=HOLDING, comparable=kept).peers for slug in slugs}
        assert lately == apart
        many = {one.organisation.slug: one for one in read_organisations(db, slugs, today=today, holding=HOLDING, peers=together)}
        assert many == {slug: read_organisation(db, slug, today=today, holding=HOLDING, peers=together) for slug in slugs}


def test_those_of_one_kind_at_one_age_are_read_once() -> None:
    kept, asked = Comparable(), list[Hashable]()

    def read(key: Hashable) -> Recoveries:
        asked.append(key)
        return {1: (0.2, 0.3)}

    for key in (("city", 90, 1), ("city", 90, 1), ("city", 91, 1), ("city", 90, 2)):
        assert kept.find(key, partial(read, key)) == {1: (0.2, 0.3)}
    assert asked == [("city", 90, 1), ("city", 91, 1), ("city", 90, 2)]
