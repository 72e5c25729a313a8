"""Exit days, for everybody: the list, where a day stands, who is named, and who kept the pledge."""

from datetime import timedelta

import pytest

from dashboard.addresses import EXIT_DAYS, MY_ORGANISATION, OVERVIEW
from dashboard.bootstrap import Essaim
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.people import OPERATOR
from dashboard.services.exit_days.steps import cancel_exit_day, confirm_exit_day, end_exit_days
from tests.factories import NOW, log
from tests.test_exit_days.cast import CITIES, DAY, city, planned, pledges
from tests.test_ui.conftest import Reader

HIDDEN = ("Évreux", "Dole", "Vesoul")


@pytest.fixture
def waiting(essaim: Essaim) -> str:
    """Lyon is named and leaves in any case; three hidden cities wait for five, and Besançon considers it."""
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Lyon", population="522000"), shown=True)
    for name in HIDDEN:
        pledges(essaim.db, city(essaim.db, name), organisations=5)
    pledges(essaim.db, city(essaim.db, "Besançon"), strength=Strength.CONSIDERING)
    return DAY


def confirmed(essaim: Essaim) -> None:
    """Three named cities and one hidden one leave."""
    planned(essaim.db)
    for name in ("Lyon", "Dole", "Vesoul"):
        pledges(essaim.db, city(essaim.db, name), shown=True)
    pledges(essaim.db, city(essaim.db, "Évreux"))
    confirm_exit_day(essaim.db, DAY, by=OPERATOR, now=NOW)


def test_without_a_day_it_says_so(reader: Reader) -> None:
    assert reader.opens(EXIT_DAYS).title == "No exit day is planned yet"
    assert 'href="/en/calendar.ics"' in reader.html, "and where the next one will be announced"


def test_the_list_says_how_each_day_stands(reader: Reader, waiting: str) -> None:
    reader.opens(EXIT_DAYS)
    assert reader.title == "1 exit day to come"
    assert (
        "Cities, autumn 2025 open to pledges until 15\u00a0September\u00a02025 · 1 more institution would bring 3 others along"
        in reader.text
    )
    assert f'href="/dashboard/exit_days?day={DAY}"' in reader.html
    assert "1 more institution would bring 3 others along" in reader.opens(OVERVIEW).text


def test_a_day_says_what_is_missing_and_draws_it(reader: Reader, waiting: str) -> None:
    reader.opens(EXIT_DAYS, day=DAY)
    assert reader.title == "1 more institution would bring 3 others along"
    for said in (
        "22\u00a0September\u00a02025 at 10:00, Paris time (in 113 days)",
        "Let us leave together.",
        "Have pledged 4 3 of them wait for others",
        "The tipping point",
        "How many would leave if so many did: the steps of the curve",
        "Lyon 522,000 inhabitants and 3 that are not named",
    ):
        assert said in reader.text, said
    charts = reader.app.get("plotly_chart")
    assert len(charts) == 2, "one for wide pages and one for phones"


def test_what_is_hidden_is_nowhere_on_the_page(reader: Reader, stranger: Reader, press_officer: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, "lyon", shown=True)
    for name in HIDDEN:
        pledges(essaim.db, city(essaim.db, name), organisations=5)
    for one in (reader, stranger):
        one.opens(EXIT_DAYS, day=DAY)
        assert not [name for name in HIDDEN if name in one.html]
        assert not [box for box in (*one.app.button, *one.app.selectbox, *one.app.text_input, *one.app.number_input)]
    press_officer.opens(EXIT_DAYS, day=DAY)
    assert not [name for name in HIDDEN if name in press_officer.html]


def test_few_hidden_pledges_are_not_counted(reader: Reader, essaim: Essaim) -> None:
    planned(essaim.db)
    pledges(essaim.db, city(essaim.db, "Dole"))
    reader.opens(EXIT_DAYS, day=DAY)
    assert "and one or two that are not named" in reader.text
    assert "The curve is drawn once three institutions wait for others." in reader.text
    assert not reader.app.get("plotly_chart")


def test_a_draft_is_not_there_for_anybody_but_coordinators(reader: Reader, stranger: Reader, collective: Reader, essaim: Essaim) -> None:
    planned(essaim.db, opened=False)
    for one in (reader, stranger):
        one.opens(EXIT_DAYS, day=DAY)
        assert f"There is no exit day “{DAY}”." in one.text and "autumn 2025" not in one.text
        assert one.opens(EXIT_DAYS).title == "No exit day is planned yet"
    assert "a draft: coordinators alone see it" in collective.opens(EXIT_DAYS).text
    assert "Open it to pledges" in [button.label for button in collective.opens(EXIT_DAYS, day=DAY).app.button]


def test_a_cancelled_day_says_why(reader: Reader, waiting: str, essaim: Essaim) -> None:
    cancel_exit_day(essaim.db, DAY, "The congress was moved", by=OPERATOR, now=NOW)
    reader.opens(EXIT_DAYS, day=DAY)
    assert reader.title == "This exit day does not take place"
    assert "Reason: The congress was moved" in reader.text and "Lyon" not in reader.text
    assert "Past and cancelled days" in reader.opens(EXIT_DAYS).text


def test_what_coordinators_and_registers_say_is_shown_and_never_obeyed(reader: Reader, essaim: Essaim) -> None:
    hostile = '<img src="x" onerror="a()"> ![a](https://tracker.example/p.png)'
    day = planned(essaim.db, titles={"fr": "Villes", "en": hostile}, texts={"fr": "", "en": hostile})
    pledges(essaim.db, city(essaim.db, "Ville <script>a()</script>"), day, shown=True)
    for parameters in ({}, {"day": day}):
        shown = reader.opens(EXIT_DAYS, **parameters).html
        assert "<script" not in shown and '<img src="x"' not in shown
        assert "&lt;img src=" in shown
    assert not reader.app.markdown


def test_a_confirmed_day_names_everybody_who_leaves(reader: Reader, essaim: Essaim) -> None:
    confirmed(essaim)
    reader.opens(EXIT_DAYS, day=DAY)
    assert reader.title == "4 institutions leave X together on 22\u00a0September\u00a02025"
    assert "Évreux" in reader.text and "not named" not in reader.text


def test_afterwards_it_says_who_kept_the_pledge_and_where_that_stands(reader: Reader, essaim: Essaim) -> None:
    confirmed(essaim)
    log(essaim.db, "lyon", on=CITIES.on.isoformat(), source="https://lyon.example/adieu")
    log(essaim.db, "dole", on=(CITIES.on + timedelta(days=9)).isoformat())
    end_exit_days(essaim.db, now=NOW + timedelta(days=200))
    object.__setattr__(essaim, "clock", lambda: NOW + timedelta(days=200))
    reader.opens(EXIT_DAYS, day=DAY)
    assert reader.title == "2 of 4 institutions have left X"
    for said in (
        "Lyon Kept 22 Sept 2025 lyon.example",
        "Dole Kept late 1 Oct 2025 without a source",
        "Vesoul Not kept none no departure is logged",
    ):
        assert said in reader.text.replace("\u00a0", " ").replace("22 Sep 2025", "22 Sept 2025"), said


def test_a_visitor_is_told_how_to_join(reader: Reader, stranger: Reader, waiting: str) -> None:
    assert "Do you speak for an institution?" in reader.opens(EXIT_DAYS, day=DAY).text
    assert f"%2Fdashboard%2Fexit_days%3Fday%3D{DAY}" in reader.html
    assert f'href="{MY_ORGANISATION.address}"' in stranger.opens(EXIT_DAYS, day=DAY).html


def test_an_unknown_day_is_said_and_the_list_is_there(reader: Reader, waiting: str) -> None:
    reader.opens(EXIT_DAYS, day="nothing")
    assert "There is no exit day “nothing”." in reader.text and reader.title == "1 exit day to come"
