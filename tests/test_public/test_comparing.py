"""Institutions chosen for one chart without a script: a form is answered with the address of the chart, or with what is in the way."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.bootstrap import Essaim
from dashboard.comparison_addresses import choosing, comparison, looked_at
from dashboard.directory_addresses import finding
from dashboard.domain.shared_views import MOST_COMPARED
from dashboard.domain.views import ChartName, Shade, TimeAxis
from dashboard.public_addresses import ChartView
from dashboard.services.read_directory import find_names, names_of
from dashboard.web.public import choose, directory
from dashboard.web.public.site import live_site, words_of
from db.engine import Database
from tests.factories import log, make_organisation
from tests.test_web.browsing import Browser
from tests.test_web.test_public_addresses import SLUGS

FORM, LIST = "/en/charts/comparison/", "/en/organisations/"
VIEWS = st.builds(
    lambda slugs, axis, shade: ChartView(ChartName.COMPARISON, tuple(slugs), axis=axis, shade=shade),
    st.lists(SLUGS, min_size=1, max_size=MOST_COMPARED, unique=True),
    st.sampled_from(TimeAxis),
    st.sampled_from(Shade),
)


def sent(**fields: str | Sequence[str]) -> str:
    """The address that a browser asks for when the form is sent."""
    return f"{FORM}?{urlencode(fields, doseq=True)}"


@given(VIEWS)
def test_a_form_filled_in_from_a_chart_leads_back_to_that_chart(view: ChartView) -> None:
    assert comparison(view.subject, looked_at(view)) == view


@given(st.lists(st.text(max_size=9), max_size=8), st.text(max_size=20))
def test_whatever_a_form_sends_is_one_chart_or_none(slugs: list[str], looked: str) -> None:
    found = comparison(slugs, looked)
    assert found is None or (found.chart is ChartName.COMPARISON and list(found.subject) == "+".join(slugs).split("+"))


def test_the_list_offers_those_that_have_left_and_no_others(reader: Browser) -> None:
    page = reader.get(LIST)
    assert f'<form class="choosing" action="{FORM}">' in page.html
    boxes = [part.partition('"')[0] for part in page.html.split('name="o" value="')[1:]]
    assert boxes == ["lyon", "musee-de-dole"]
    assert 'aria-label="Compare Lyon"' in page.html


def test_what_is_ticked_becomes_the_address_of_a_chart(reader: Browser) -> None:
    answer = reader.ask(sent(o=["musee-de-dole", "lyon", "musee-de-dole"], view="time-calendar/"))
    assert answer.status == 303 and answer.location == f"{FORM}musee-de-dole+lyon/time-calendar/"
    assert reader.ask(sent(o=["lyon", "nobody", "../../x"], view="salaries/")).location == f"{FORM}lyon/"
    page = reader.get(f"{FORM}musee-de-dole+lyon/time-calendar/theme-dark/")
    assert 'name="o" value="musee-de-dole"' in page.html and 'name="view" value="time-calendar/theme-dark/"' in page.html


@pytest.mark.parametrize("typed", ["dole", "  MUSEE  dole ", "Musée de Dole"])
def test_a_name_is_enough_where_it_is_nobody_elses(reader: Browser, typed: str) -> None:
    assert reader.ask(sent(o="lyon", name=typed)).location == f"{FORM}lyon+musee-de-dole/"


def test_an_institution_that_left_can_be_compared_from_its_own_page(reader: Browser) -> None:
    page = reader.get("/en/organisations/lyon/")
    assert "Compare with another institution, by its name" in page.text and f'action="{FORM}"' in page.html
    assert f'action="{FORM}"' not in reader.get("/en/organisations/ecoute-d-evreux/").html
    assert FORM in reader.get("/en/leaderboard/").links


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Name of an institution"),
        ({"name": "<b>Nowhere"}, "No institution is called “<b>Nowhere”."),
        ({"name": "d", "o": "lyon"}, "3 institutions fit “d”: tick those that you mean."),
        ({"o": "nobody"}, "None of these institutions is in the register."),
    ],
)
def test_what_is_in_the_way_is_said_and_what_was_chosen_is_kept(reader: Browser, fields: dict[str, str], told: str) -> None:
    page = reader.get(sent(**fields))
    assert page.status == 200 and told in page.text and '<meta name="robots" content="noindex">' in page.html
    assert page.headers["cache-control"] == "no-store"
    assert ('value="lyon" checked' in page.html) == (fields.get("o") == "lyon")


def test_a_chart_holds_six_and_whoever_ticks_more_is_told(nobodys: Browser) -> None:
    slugs = [make_organisation(nobodys.essaim.db, f"Ville {n}").slug for n in range(MOST_COMPARED + 1)]
    page = nobodys.get(sent(o=slugs))
    assert "7 institutions are ticked, and a chart holds 6: untick some." in page.text
    assert page.html.count(" checked>") == 7
    assert nobodys.ask(sent(o=slugs[:-1])).location == f"{FORM}{'+'.join(slugs[:-1])}/"


def test_a_name_that_many_have_is_cut_short_and_whoever_is_called_so_comes_first(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Académie de Lyon", "Lyon", "Lyon 100 %", "Métropole de Lyon", "Dole_1"):
        make_organisation(db, name)
    assert [name for _, name, _ in find_names(db, "lyon", limit=2)] == ["Lyon"]
    assert [name for _, name, _ in find_names(db, "de ly", limit=9)] == ["Académie de Lyon", "Métropole de Lyon"]
    assert [name for _, name, _ in find_names(db, "100", limit=9)] == ["Lyon 100 %"]
    assert find_names(db, " % _ ", limit=9) == [] and find_names(db, "yon", limit=9) == []
    assert [slug for slug, _, _ in names_of(db, ["dole-1", "nobody", "lyon", "dole-1"])] == ["dole-1", "lyon"]


def test_a_copy_that_nobody_answers_for_links_to_the_interface_that_compares(essaim: Essaim) -> None:
    copy = replace(live_site(essaim), live=False, has=lambda path: not path.startswith((choosing("en"), finding("en"))))
    [(resource, place)] = [(one, {"language": "en"}) for one in directory.RESOURCES if one.path.endswith("/organisations/")]
    document = resource.answer(copy, place)
    assert document is not None
    html = document.body.decode()
    assert "<form" not in html
    assert 'href="https://essaim.example/dashboard/compare?o=lyon&amp;lang=en"' in html and "o=ecoute-d-evreux" not in html


def test_the_page_knows_what_no_form_sends_by_itself(essaim: Essaim) -> None:
    found = choose.answer(live_site(essaim), words_of("fr"), choose.Wish(("lyon",), "", "measure-share/"))
    assert found == ChartView(ChartName.COMPARISON, ("lyon",), axis=TimeAxis.DAYS)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Without a curve: Écoute d’Évreux (no departure date)."),
        ("fr", "Sans courbe : Écoute d’Évreux (aucune date de départ)."),
    ],
)
def test_the_chart_says_who_has_no_curve_and_why(reader: Browser, language: str, said: str) -> None:
    assert said in reader.get(f"/{language}/charts/comparison/lyon+ecoute-d-evreux/").text


def test_a_chart_on_which_everybody_has_a_curve_says_no_more(reader: Browser) -> None:
    assert "Without a curve" not in reader.get("/en/charts/comparison/lyon/").text


@pytest.mark.parametrize(("people", "said"), [("", "Of the same kind (city), having left X, 5 at most."), ("500000", "first, 5 at most.")])
def test_those_beside_an_institution_are_five_at_most_and_it_is_said(nobodys: Browser, people: str, said: str) -> None:
    for name in ("Lyon", "Arles", "Metz", "Caen", "Brest", "Dax", "Albi"):
        log(nobodys.essaim.db, make_organisation(nobodys.essaim.db, name, population=people).slug, on="2025-01-20")
    page = nobodys.get(f"{LIST}lyon/")
    assert said in page.text and page.html.partition('class="directory near"')[2].partition("</ul>")[0].count("<li>") == 5
