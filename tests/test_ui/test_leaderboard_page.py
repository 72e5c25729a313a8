"""The leaderboard page: who is ranked, who is listed, what is missing, and the way to the next rows."""

import csv
import io
import re
from datetime import timedelta

import pytest

from dashboard.addresses import LEADERBOARD
from dashboard.bootstrap import Essaim
from dashboard.domain.leaderboard import Order
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.ui import loaders
from dashboard.ui.downloads import leaderboard_csv
from dashboard.ui.state import View
from db import organisations
from db.tables import PastStandingRow
from tests.factories import TODAY, a_city_that_left, log, make_account, make_figures, make_organisation
from tests.test_ui.cast import certify
from tests.test_ui.conftest import Reader


def ranks(reader: Reader) -> dict[str, str]:
    """The rank of each name, as read aloud."""
    rows = re.findall(r'class="rank" role="cell">(.*?)</td>.*?role="rowheader"><a[^>]*>(.*?)</a>', reader.html, flags=re.DOTALL)
    return {name: re.sub(r"<[^>]+>|·", "", rank).strip() for rank, name in rows}


def test_certified_institutions_are_ranked_and_listed_ones_are_not(essaim: Essaim, reader: Reader) -> None:
    for name, regained in (("Lyon", 20_000), ("Évreux", 30_000), ("Besançon", 40_000)):
        slug = a_city_that_left(essaim.db, name, regained=(regained,))
        if name != "Besançon":
            certify(essaim.db, slug)
    reader.opens(LEADERBOARD, age="latest")
    assert ranks(reader) == {"Évreux": "1", "Lyon": "2", "Besançon": "without a rank"}
    assert reader.title == "2 certified institutions to compare: too few for a median"


def test_the_page_says_that_overlapping_bands_prove_nothing(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    reader.opens(LEADERBOARD, age="latest")
    assert "Where two bands overlap, the distance between two ranks proves nothing." in reader.text
    assert "20 to 30%" in reader.text


def test_each_institution_that_cannot_be_compared_says_what_is_missing(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    log(essaim.db, "universite-de-besancon", on="2025-09-01")
    make_organisation(essaim.db, "Les Amis de l’Étang", Kind.ASSOCIATION)
    a_city_that_left(essaim.db)
    reader.opens(LEADERBOARD, age="180")
    assert "Not enough data (3 institutions)" in reader.text
    assert "Les Amis de l’Étang no date no departure date" in reader.text
    assert "Lyon 20\u00a0Jan\u00a02025 180 days not reached yet: comparable on 19\u00a0July\u00a02025" in reader.text
    assert reader.title == "No institution to compare here"


def test_a_reading_older_than_the_others_says_its_day(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "Lyon", regained=())
    make_account(essaim.db, "lyon", Network.BLUESKY)
    make_figures(essaim.db, "lyon", Network.BLUESKY, {TODAY - timedelta(days=25): 30_000})
    a_city_that_left(essaim.db, "Dax")
    reader.opens(LEADERBOARD, age="latest")
    assert "30% read on 7\u00a0May\u00a02025" in reader.text and reader.text.count("read on") == 1


def test_a_filter_changes_the_address_and_the_table(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    reader.opens(LEADERBOARD, age="latest", page="2")
    reader.app.selectbox(key="view.kind").select("university")
    reader.sees()
    assert reader.app.query_params == {"age": "latest", "kind": "university"}
    assert "Lyon" not in reader.text and "Université de Besançon" in reader.text


def test_a_name_that_looks_like_markup_is_shown_as_it_is(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db, "<b>Lyon</b><img src=x>")
    reader.opens(LEADERBOARD, age="latest")
    assert "&lt;b&gt;Lyon&lt;/b&gt;&lt;img src=x&gt;" in reader.html


def test_another_order_ranks_anew_and_says_what_it_means(essaim: Essaim, reader: Reader) -> None:
    for name, left, regained in (("Lyon", 100_000, 20_000), ("Dax", 1_000, 400)):
        certify(essaim.db, a_city_that_left(essaim.db, name, left=left, regained=(regained,)))
    reader.opens(LEADERBOARD, age="latest")
    assert ranks(reader) == {"Dax": "1", "Lyon": "2"}
    reader.app.selectbox(key="view.order").select("number of followers")
    reader.sees()
    assert reader.app.query_params == {"age": "latest", "order": "followers"}
    assert ranks(reader) == {"Lyon": "1", "Dax": "2"}
    assert "In this order the largest institution always comes first." in reader.text
    assert reader.title == "2 certified institutions to compare: too few for a median"


def test_a_rank_carries_the_others_that_the_bands_allow_and_how_it_moved(essaim: Essaim, reader: Reader) -> None:
    for name, regained in (("Lyon", (20_000, 10_000)), ("Dax", (25_000,)), ("Pau", (1_000,))):
        certify(essaim.db, a_city_that_left(essaim.db, name, regained=regained))
    with essaim.db.writing() as session:
        lyon = organisations.by_slug(session, "lyon").id or 0
        session.add(PastStandingRow(week_on=TODAY - timedelta(days=TODAY.weekday() + 7), age=0, organisation_id=lyon, recovery_low=0.2))
    reader.opens(LEADERBOARD, age="latest")
    assert ranks(reader) == {"Dax": "1 (1 to 2)", "Lyon": "2 (1 to 2)", "Pau": "3"}
    assert "Since 19\u00a0May\u00a02025" in reader.text and "unchanged" in reader.text
    assert reader.text.count("new in this comparison") == 2


def test_the_next_rows_are_one_link_away(essaim: Essaim, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders, "PAGE_LENGTH", 2)
    for name, regained in (("Lyon", 30_000), ("Évreux", 20_000), ("Besançon", 10_000)):
        a_city_that_left(essaim.db, name, regained=(regained,))
    reader.opens(LEADERBOARD, age="latest")
    assert list(ranks(reader)) == ["Lyon", "Évreux"] and "Page 1 of 2" in reader.text
    assert 'href="/dashboard/leaderboard?age=latest&amp;page=2"' in reader.html
    reader.opens(LEADERBOARD, age="latest", page="2")
    assert list(ranks(reader)) == ["Besançon"]


def test_the_csv_has_everything_within_the_filters_and_no_formula(essaim: Essaim) -> None:
    a_city_that_left(essaim.db, "=HYPERLINK(1)")
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    rows = list(csv.DictReader(io.StringIO(leaderboard_csv(essaim, View(age=None)))))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "Université de Besançon"]
    assert (rows[0]["baseline"], rows[0]["regained_low"], rows[1]["baseline"]) == ("100000", "20000", "")
    assert len(leaderboard_csv(essaim, View(age=None, kind=Kind.UNIVERSITY)).splitlines()) == 2


def test_the_csv_is_in_the_order_that_the_page_shows(essaim: Essaim) -> None:
    for name, left, regained in (("Lyon", 100_000, 20_000), ("Dax", 1_000, 400)):
        certify(essaim.db, a_city_that_left(essaim.db, name, left=left, regained=(regained,)))
    a_city_that_left(essaim.db, "Pau", regained=(90_000,))

    def names(by: Order) -> list[str]:
        return [row["name"] for row in csv.DictReader(io.StringIO(leaderboard_csv(essaim, View(age=None, order=by))))]

    assert names(Order.RECOVERY) == ["Dax", "Lyon", "Pau"]
    assert names(Order.FOLLOWERS) == ["Lyon", "Dax", "Pau"]


def test_french_readers_read_french_numbers(essaim: Essaim, lectrice: Reader) -> None:
    a_city_that_left(essaim.db)
    assert "100\u202f000" in lectrice.opens(LEADERBOARD, age="latest").text
