"""The organisation page: the sentence, the three figures, the events, the table, and what it says when something is missing."""

import csv
import io

import pytest

from dashboard.addresses import ORGANISATION
from dashboard.bootstrap import Essaim
from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.ui.downloads import series_csv
from tests.factories import a_city_that_left, log, make_account, make_figures, make_organisation
from tests.test_ui.conftest import Reader


def test_the_finding_comes_first(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    reader.opens(ORGANISATION, o="lyon")
    assert reader.title == "Lyon has regained between 20 and 30% of its X audience, 132 days after its departure"


def test_each_key_figure_has_its_date_and_its_source(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    text = reader.opens(ORGANISATION, o="lyon").text.replace("\u00a0", " ")
    assert "Followers left on X 100,000 exact value, declared by hand, 20 January 2025; counted by the tests" in text
    assert "Audience regained 20,000 to 30,000 20 to 30% of the audience left behind; read on 1 June 2025" in text
    assert "Days since the departure 132 left on 20 January 2025" in text


def test_a_departure_to_come_is_announced_not_measured(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db, "Université de Besançon", Kind.UNIVERSITY)
    log(essaim.db, "universite-de-besancon", on="2025-09-01")
    reader.opens(ORGANISATION, o="universite-de-besancon")
    assert "leaves X on 1\u00a0September\u00a02025" in reader.title
    assert "Days until the departure 92" in reader.text


@pytest.mark.parametrize("departure", ["", "2025-06-10"])
def test_before_the_departure_the_newest_count_stands_where_nobody_has_left_yet(essaim: Essaim, reader: Reader, departure: str) -> None:
    make_organisation(essaim.db)
    make_figures(essaim.db, "lyon", Network.X, {"2025-01-20": 9_000, "2025-05-20": 9_270})
    if departure:
        log(essaim.db, on=departure)
    text = reader.opens(ORGANISATION, o="lyon").text.replace("\u00a0", " ")
    assert "Followers on X 9,270 exact value, declared by hand, 20 May 2025" in text and "Followers left on X" not in text


def test_an_association_without_account_or_departure_says_what_to_do(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db, "Les Amis de l’Étang", Kind.ASSOCIATION)
    text = reader.opens(ORGANISATION, o="les-amis-de-l-etang").text
    assert "Nobody has logged a departure: curves are counted from it." in text
    assert "Followers on X not known No dated count of it is known." in text
    assert "Followers on the new networks not read No new account has a figure. " in text


def test_an_unknown_institution_is_named_and_another_can_be_chosen(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    reader.opens(ORGANISATION, o="atlantide")
    assert "atlantide" in reader.text
    reader.app.selectbox(key="view.organisation").select("Lyon")
    assert "Lyon" in reader.sees().title


def test_a_reading_that_is_missing_is_said_and_not_guessed(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    make_figures(essaim.db, "lyon", Network.BLUESKY, {"2025-05-25": 19_000, "2025-05-18": 18_000})
    make_figures(essaim.db, "lyon", Network.MASTODON, {"2025-05-18": 9_000})
    text = reader.opens(ORGANISATION, o="lyon").text.replace("\u00a0", " ")
    assert "1 June 2025 132 20,000 10,000 20,000 30,000 20 to 30%" in text
    assert "25 May 2025 125 19,000 not read 19,000 not read at least 19%" in text


def test_events_come_newest_first_with_their_source_as_a_link_only_if_it_is_one(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    log(essaim.db, "lyon", Status.ANNOUNCED, "2025-01-06", source="https://lyon.example/depart")
    log(essaim.db, "lyon", Status.DEPARTED, "2025-01-20", source="javascript:alert(1)")
    reader.opens(ORGANISATION, o="lyon")
    assert reader.html.index("X: departed") < reader.html.index("X: departure announced")
    assert '<a href="https://lyon.example/depart"' in reader.html
    assert 'href="javascript' not in reader.html and "javascript:alert(1)" in reader.text


def test_a_measure_chosen_goes_into_the_address(essaim: Essaim, reader: Reader) -> None:
    a_city_that_left(essaim.db)
    reader.opens(ORGANISATION, o="lyon")
    reader.app.button_group[0].set_value(2)
    reader.sees()
    assert reader.app.query_params["measure"] == "share"
    assert "/dashboard/organisation?o=lyon&amp;measure=share" in reader.html


def test_the_csv_gives_every_figure_with_its_source(essaim: Essaim) -> None:
    a_city_that_left(essaim.db)
    make_account(essaim.db, "lyon", Network.LINKEDIN, followers=963)
    rows = list(csv.DictReader(io.StringIO(series_csv(essaim, ["lyon"]))))
    assert [(row["network"], row["followers"]) for row in rows] == [
        ("x", "100000"),
        ("bluesky", "20000"),
        ("mastodon", "10000"),
        ("linkedin", "963"),
    ]
    assert all(row["source"] and row["at"].endswith("+00:00") for row in rows)


def test_of_a_figure_dated_by_hand_no_hour_is_told(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    make_figures(essaim.db, "lyon", Network.LINKEDIN, {"2025-05-15": 620})
    assert "Last reading: 15 May 2025." in reader.opens(ORGANISATION, o="lyon").text.replace("\u00a0", " ")


def test_a_planned_departure_is_told_as_a_plan(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    make_figures(essaim.db, "lyon", Network.X, {"2025-05-20": 1_000})
    make_figures(essaim.db, "lyon", Network.LINKEDIN, {"2025-05-20": 620})
    log(essaim.db, "lyon", on="2025-06-20")
    text = reader.opens(ORGANISATION, o="lyon").text
    assert "Planned. X: departed" in text and "Followers on the new networks 620" in text
    assert "Audience regained" not in text and "frozen baseline" not in text
