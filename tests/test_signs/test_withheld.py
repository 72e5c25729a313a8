"""A figure that may not be handed on stays on the page: nothing that leaves it tells the number, nor lets anybody compute it."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from dashboard.domain.figures import Provenance
from dashboard.domain.networks import Network
from dashboard.domain.views import ChartName
from dashboard.presenters.signs import organisation_card
from dashboard.public_addresses import chart
from dashboard.services.standings import follow_calendar
from dashboard.ui.downloads import leaderboard_csv, series_csv
from dashboard.ui.state import View
from dashboard.web.public.cards import card_svg
from dashboard.web.public.chart_files import chart_file
from dashboard.web.public.oembed import answer
from dashboard.web.public.organisation_facts import organisation_facts
from dashboard.web.public.shown import shown_transfer
from dashboard.web.public.site import Site, words_of
from db.engine import Database
from tests.factories import HOLDING, TODAY, log, make_account, make_figures, make_organisation
from tests.test_signs.asking import ask, of

SiteOf = Callable[[Database], Site]
NUMBER, REGAINED = 99_989, 31_234


@pytest.fixture
def site(sqlite_db: Database, site_of: SiteOf) -> Site:
    """Lyon, whose followers on X were read with a token when it left."""
    db = sqlite_db
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.X, {"2025-01-10": 99_000}, source="https://leprogres.example/x")
    make_figures(db, "lyon", Network.X, {"2025-01-20": NUMBER}, provenance=Provenance.API)
    log(db, "lyon")
    make_account(db, "lyon", Network.BLUESKY, followers=None)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-04-20": REGAINED})
    follow_calendar(db, today=TODAY, holding=HOLDING)
    return site_of(db)


def leaving(site: Site) -> dict[str, str]:
    """All that leaves the page of Lyon, by what it is."""
    words, view = words_of("en"), chart(ChartName.TRANSFER, "lyon")
    one = shown_transfer(site, words, view)
    card = organisation_card(words, one.organisations[0], today=TODAY, holding=HOLDING)
    made = {
        "feed": ask(site, "/{language}/feed.atom").body,
        **{file: of(site, "lyon", file).body for file in ("feed.atom", "badge.svg", "badge.json")},
        **{file: chart_file(site, words, one, file).body for file in ("csv", "json", "metadata.json")},
    }
    return {name: body.decode() for name, body in made.items()} | {
        "card": card_svg(words, card, "essaim.example"),
        "JSON-LD": json.dumps(organisation_facts(site, words, one)),
        "oEmbed": json.dumps(answer(site, words, one)),
        "leaderboard": leaderboard_csv(site.essaim, View(age=90)),
        "series": series_csv(site.essaim, ["lyon"]),
    }


def test_nothing_that_leaves_the_page_tells_the_number(site: Site) -> None:
    for name, said in leaving(site).items():
        for written in (f"{NUMBER}", f"{NUMBER:,}", "99\u202f989", "99\u00a0989"):
            assert written not in said, name


def test_each_still_says_the_share(site: Site) -> None:
    said = leaving(site)
    assert "31%" in said["feed"] and "31,234 followers on the new networks on 20\u00a0April\u00a02025." in said["feed.atom"]
    assert "31% regained on Bluesky" in said["badge.json"].replace("\u00a0", " ")
    assert "not handed on" in said["card"] and "31%" in said["card"]
    assert "31%" in said["oEmbed"] and "31%" in said["JSON-LD"]
    assert {row["provenance"] for row in csv.DictReader(io.StringIO(said["series"]))} == {"declared", "api"}


def test_the_share_beside_the_people_regained_does_not_give_it_away(site: Site) -> None:
    said = leaving(site)
    shares = [row["recovery_low"] for row in csv.DictReader(io.StringIO(said["csv"])) if row["recovery_low"]]
    shares += [row["recovery_low"] for row in csv.DictReader(io.StringIO(said["leaderboard"]))]
    assert set(shares) == {"0.31"}
    assert {row["baseline"] for row in csv.DictReader(io.StringIO(said["leaderboard"]))} == {""}


def test_the_page_itself_shows_it_beside_its_chart(site: Site) -> None:
    assert "99,989" in shown_transfer(site, words_of("en"), chart(ChartName.TRANSFER, "lyon")).described


def test_the_newest_count_of_one_that_has_not_left_does_not_leave_the_page_either(sqlite_db: Database, site_of: SiteOf) -> None:
    make_organisation(sqlite_db, "Lyon")
    make_figures(sqlite_db, "lyon", Network.X, {"2025-01-10": 99_000})
    make_figures(sqlite_db, "lyon", Network.X, {"2025-01-20": NUMBER}, provenance=Provenance.API)
    card = leaving(site_of(sqlite_db))["card"]
    assert "not handed on" in card and "99,989" not in card
