"""The part of “Bring your figures” that asks Wikidata, and the download for whoever brings counts there."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from pyoxigraph import NamedNode
from streamlit.testing.v1 import AppTest

from connectors.wikidata import Wikidata
from dashboard.addresses import BRING_FIGURES, COLLECTION
from dashboard.bootstrap import Essaim, install
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.ui.bring.page import WAYS
from tests.factories import clock, make_account, make_organisation
from tests.network.sparql_server import SparqlServer
from tests.people import make_person
from tests.test_ui.conftest import Reader, collective, essaim, lyon
from tests.test_wikidata import cast
from tests.test_wikidata.test_taking import accounts_of, figures_of, row_of

__all__ = ["collective", "essaim", "lyon"]
HOSTILE = "<img src=x onerror=alert(1)> [x](https://evil.example) :material/home:"


@pytest.fixture
def officer(essaim: Essaim, lyon: Organisation, wiki: SparqlServer) -> Iterator[Reader]:
    """An editor in the team of Lyon, where Wikidata is that of the tests."""
    with closing(Wikidata(wiki.endpoint, clock=clock)) as wikidata:
        asking = replace(essaim, sources=replace(essaim.sources, wikidata=wikidata))
        install(asking)
        yield Reader(asking, "en-GB").signs_in(make_person(essaim.db, "ana@lyon.example", editor_of="lyon"))


def at_wikidata(reader: Reader) -> Reader:
    reader.opens(BRING_FIGURES, o="lyon")
    reader.app.radio(key="bring.way").set_value(next(way for way in WAYS if way.name == "wikidata"))
    return reader.sees()


def button(app: AppTest, label: str) -> bool:
    return any(one.label == label for one in app.button)


def presses(reader: Reader, label: str) -> Reader:
    next(one for one in reader.app.button if one.label == label).click()
    return reader.sees()


def looks_up(reader: Reader, typed: str) -> Reader:
    at_wikidata(reader).app.text_input(key="wikidata.typed.lyon").set_value(typed)
    return presses(reader, "Look it up")


def test_the_field_holds_what_the_register_has(officer: Reader, essaim: Essaim) -> None:
    make_account(essaim.db, "lyon", Network.X, "VilledeLyonTest")
    assert at_wikidata(officer).app.text_input(key="wikidata.typed.lyon").value == "@VilledeLyonTest"


def test_what_was_found_is_reviewed_line_by_line(officer: Reader) -> None:
    looks_up(officer, cast.LYON)
    ticked = {one.label: one.value for one in officer.app.checkbox}
    assert ticked["X: VilledeLyonTest"] and not ticked["X: lyon_avant".replace("_", r"\_")]
    assert ticked["17 January 2025: 100,000 followers".replace(" January ", "\u00a0January\u00a0")]
    assert ticked["1 February 2023: about 90,000 followers".replace(" February ", "\u00a0February\u00a0")]
    assert f'<a href="{cast.REPORT}" rel="noopener noreferrer nofollow">presse.example/lyon-x</a>' in officer.html
    assert "The official site is lyon.example. Proofs rest on the official domain: the collective sets it." in officer.text


def test_what_stays_ticked_is_taken(officer: Reader, essaim: Essaim) -> None:
    looks_up(officer, cast.LYON)
    for one in officer.app.checkbox:
        if one.label.startswith("YouTube") or "70,000" in one.label:
            one.set_value(False)
    presses(officer, "Take these")
    assert "Taken from Wikidata, with 3 dated counts." in officer.text
    assert not any(name.startswith("youtube") for name in accounts_of(essaim.db))
    assert (len(figures_of(essaim.db)), row_of(essaim.db).wikidata) == (3, cast.LYON)
    assert not button(officer.app, "Take these")


def test_where_nothing_is_new_nothing_can_be_taken(officer: Reader) -> None:
    looks_up(officer, cast.LYON)
    for one in officer.app.checkbox:
        one.set_value(True)
    presses(officer, "Take these")
    looks_up(officer, cast.LYON)
    assert "Everything of it that can be used is here already." in officer.text
    assert "4 dated counts are here already." in officer.text
    assert not button(officer.app, "Take these")


def test_of_several_items_one_is_chosen(officer: Reader) -> None:
    looks_up(officer, cast.SIREN)
    which = officer.app.radio(key="wikidata.which")
    assert which.options == [r"Lyon \(Q900001\)", r"Town hall of Lyon \(Q900003\)"]
    which.set_value(1)
    officer.sees()
    assert "Q900003" in officer.text and not any(one.label.startswith("X:") for one in officer.app.checkbox)


def test_the_item_of_another_institution_is_only_told(officer: Reader, essaim: Essaim) -> None:
    make_organisation(essaim.db, "Marseille", wikidata=cast.LYON)
    looks_up(officer, cast.LYON)
    assert "This item is that of another institution: Marseille." in officer.text
    assert not button(officer.app, "Take these")


@pytest.mark.parametrize(("typed", "said"), [("Lyon?", "cannot be looked up"), ("@nobody", "Wikidata has no item for @nobody.")])
def test_what_goes_wrong_is_said_beside_the_field(officer: Reader, typed: str, said: str) -> None:
    assert said in looks_up(officer, typed).text


def test_a_silent_wikidata_is_said_calmly(officer: Reader, wiki: SparqlServer) -> None:
    wiki.fault = "down"
    assert "Wikidata does not answer at the moment. Try again in a few minutes." in looks_up(officer, cast.LYON).text


def test_text_of_wikidata_is_shown_and_never_run(officer: Reader, wiki: SparqlServer) -> None:
    wiki.wiki.name("Q900010", fr=HOSTILE)
    wiki.wiki.state("Q900010", "P4264", "lyon & ’co’")
    wiki.wiki.state("Q900010", "P4264", "lyon&co_x_y")
    wiki.wiki.state("Q900010", "P1616", "732829320")
    wiki.wiki.name("Q900011", fr=HOSTILE)
    wiki.wiki.state("Q900011", "P1616", "732829320")
    cited = [{"P854": NamedNode("https://evil.example/?a=%22%3Cscript%3E")}, {"P854": NamedNode("http://plain.example/")}]
    wiki.wiki.state("Q900010", "P12361", "lyon.fr")
    wiki.wiki.state("Q900010", "P8687", 5, P585=clock().date(), P12361="lyon.fr", references=cited)
    looks_up(officer, "732829320")
    assert "<img src=x" not in officer.html and "&lt;img src=x" in officer.html
    assert "http://plain.example" not in officer.html
    labels = [*(one.label for one in officer.app.checkbox), *officer.app.radio(key="wikidata.which").options]
    assert any(r"lyon\&co\_x\_y" in label for label in labels)
    assert not any("<" in label.replace(r"\<", "") or "[" in label.replace(r"\[", "") for label in labels)
    assert not any(":material" in label.replace(r"\:", "") for label in labels)


def test_the_collective_has_the_commands_for_wikidata(collective: Reader, officer: Reader, essaim: Essaim) -> None:
    make_account(essaim.db, "lyon", Network.BLUESKY, "lyon.fr", followers=1_000)
    collective.opens(COLLECTION)
    assert "For Wikidata" in collective.text
    assert [one.proto.label for one in collective.app.get("download_button")] == ["Commands for QuickStatements"]
    officer.opens(COLLECTION)
    assert "For Wikidata" not in officer.text
