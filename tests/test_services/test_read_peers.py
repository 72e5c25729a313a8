"""What is said of the others is the same, read for all at once, for one, or lately; and what is said of one, read alone or among many."""

from collections.abc import Hashable
from datetime import timedelta
from functools import partial

from dashboard.domain.people import OPERATOR
from dashboard.presenters.press import saying
from dashboard.services.comparable import Comparable, Recoveries
from dashboard.services.exit_days.of_organisation import read_days_of
from dashboard.services.fill_demo import fill_demo
from dashboard.services.imports.posts import store_posts
from dashboard.services.press.freeze import freeze_figure
from dashboard.services.press.read import press_figures_of
from dashboard.services.read_news import read_news
from dashboard.services.read_organisation import list_organisations, read_organisation
from dashboard.services.read_peers import read_peers
from dashboard.services.read_posts import read_posts
from dashboard.services.read_proofs import read_proofs
from dashboard.services.read_together import read_together
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left
from tests.test_analytics.cast import LAST, content


def test_all_at_once_says_what_each_one_says(db: Database) -> None:
    fill_demo(db, organisations=36, days=120, seed=3, by=OPERATOR, now=NOW, holding=HOLDING)
    for today in (TODAY, TODAY + timedelta(days=3)):
        together = read_peers(db, today=today, holding=HOLDING)
        apart = {one.slug: read_organisation(db, one.slug, today=today, holding=HOLDING).peers for one in list_organisations(db)}
        assert {slug: found for slug, found in apart.items() if found} == {slug: found for slug, found in together.items() if found}
        assert sum(1 for found in together.values() if found) >= 5
        kept, slugs = Comparable(), list(apart)
        lately = {slug: read_organisation(db, slug, today=today, holding=HOLDING, comparable=kept).peers for slug in slugs}
        assert lately == apart


def test_what_is_read_together_is_what_is_read_of_each(db: Database) -> None:
    fill_demo(db, organisations=9, days=120, seed=3, by=OPERATOR, now=NOW, holding=HOLDING)
    lyon = a_city_that_left(db)
    store_posts(db, lyon, content(*((n, LAST - timedelta(days=3), 100 * n, n, 0, 1) for n in range(1, 6))), by=OPERATOR, now=NOW)
    freeze_figure(db, lyon, saying(TODAY, HOLDING), by=OPERATOR, now=NOW, holding=HOLDING)
    peers = read_peers(db, today=TODAY, holding=HOLDING)
    slugs = [one.slug for one in list_organisations(db)]
    many = read_together(db, [*slugs, "unknown"], today=TODAY, holding=HOLDING, peers=peers)
    assert many.views == {slug: read_organisation(db, slug, today=TODAY, holding=HOLDING, peers=peers) for slug in slugs}
    assert many.proofs == read_proofs(db, slugs)
    assert many.posts == {slug: read_posts(db, slug, today=TODAY) for slug in slugs}
    assert many.news == {slug: read_news(db, today=TODAY, slug=slug) for slug in slugs}
    assert many.days == {slug: read_days_of(db, slug) for slug in slugs}
    assert many.press == {slug: press_figures_of(db, slug) for slug in slugs}
    assert all((many.posts[lyon], many.news[lyon], many.press[lyon]))


def test_those_of_one_kind_at_one_age_are_read_once() -> None:
    kept, asked = Comparable(), list[Hashable]()

    def read(key: Hashable) -> Recoveries:
        asked.append(key)
        return {1: (0.2, 0.3)}

    for key in (("city", 90, 1), ("city", 90, 1), ("city", 91, 1), ("city", 90, 2)):
        assert kept.find(key, partial(read, key)) == {1: (0.2, 0.3)}
    assert asked == [("city", 90, 1), ("city", 91, 1), ("city", 90, 2)]
