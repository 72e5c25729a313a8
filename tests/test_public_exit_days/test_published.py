"""A published copy is made anew where an exit day changed, and only there."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

from dashboard.config import Settings
from dashboard.domain.people import OPERATOR
from dashboard.i18n import words_in
from dashboard.services.exit_days.plan import change_exit_day
from dashboard.services.exit_days.steps import confirm_exit_day
from dashboard.services.read_revisions import Revisions, read_revisions
from dashboard.web.public.exit_day_charts import curves
from dashboard.web.public.exit_day_links import invite
from dashboard.web.public.exit_day_shown import shown_day
from dashboard.web.public.site import live_site
from db.engine import Database
from tests.factories import NOW
from tests.people import make_essaim
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges
from tests.test_web.browsing import Browser


def changed(before: Revisions, after: Revisions) -> set[str]:
    """Whose pages are made anew; of everybody by the empty name."""
    own = {slug for slug, one in after.organisations.items() if before.organisations.get(slug) != one}
    return own | ({""} if (before.beside, before.everywhere) != (after.beside, after.everywhere) else set())


def test_whatever_is_shown_of_a_day_is_made_anew_when_it_changes(db: Database) -> None:
    lyon, _ = city(db, "Lyon"), city(db, "Besançon")
    seen = [read_revisions(db)]
    planned(db)
    seen.append(read_revisions(db))
    pledges(db, lyon, shown=True)
    seen.append(read_revisions(db))
    change_exit_day(db, DAY, replace(CITIES, on=date(2025, 9, 29)), by=OPERATOR, now=NOW, seen=2)
    seen.append(read_revisions(db))
    assert [changed(*pair) for pair in pairwise(seen)] == [{""}, {"lyon"}, {"", "lyon"}]


def test_an_invitation_of_a_copy_promises_no_way_to_pledge_where_there_is_none(db: Database) -> None:
    planned(db)
    settings = Settings(public_url="https://essaim.example")
    for known, said in ((Settings(), "Where the day stands:"), (settings, "Where the day stands, and how to commit an institution:")):
        copy = replace(live_site(make_essaim(db, known)), live=False)
        assert said in unquote(invite(copy, words_in("en"), shown_day(copy, DAY)))


def test_the_curve_of_a_day_is_published_as_long_as_pledges_can_change(db: Database) -> None:
    planned(db)
    for name in ("Lyon", "Évian", "Annecy"):
        pledges(db, city(db, name), shown=True)
    for name in ("Pau", "Foix", "Auch"):
        pledges(db, city(db, name), shown=True, organisations=3)
    essaim = make_essaim(db, Settings())
    paths = [path.format(DAY) for path in ("/en/charts/tipping/{}/", "/embed/en/tipping/{}/", "/en/charts/tipping/{}/chart.csv")]
    assert [view.subject for view in curves(live_site(essaim))] == [(DAY,)]
    assert [Browser(essaim).get(path).status for path in paths] == [200, 200, 200]
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    assert curves(live_site(essaim)) == []
    assert [Browser(essaim).get(path).status for path in paths] == [404, 404, 404]
