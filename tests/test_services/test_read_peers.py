"""What is said of the others is the same, read for all at once or for one."""

from datetime import timedelta

from dashboard.domain.people import OPERATOR
from dashboard.services.fill_demo import fill_demo
from dashboard.services.read_organisation import list_organisations, read_organisation
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
