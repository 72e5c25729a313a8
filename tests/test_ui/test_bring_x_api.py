"""X's API among the ways to bring figures: offered where it is on, with how the token does, and never a field for it."""

import html
from dataclasses import replace

import pytest

from connectors.sources import Sources
from connectors.x_api import XApi
from dashboard.addresses import BRING_FIGURES, COLLECTION, X_TOKEN
from dashboard.bootstrap import Essaim, install
from dashboard.domain.organisations import Organisation
from tests.network.x_api_fake import XApiFake
from tests.people import no_sources
from tests.test_ui.conftest import Reader
from tests.test_ui.test_bring_x_exports import chooses
from tests.test_x_api.doing import gives, on_x, reads


@pytest.fixture
def on(essaim: Essaim, lyon: Organisation, x: XApi, x_fake: XApiFake) -> Essaim:
    """X's API is on, and Lyon is on X."""
    x_fake.add("VilleDeLyon")
    on_x(essaim.db, lyon.slug, "VilleDeLyon")
    known = replace(essaim, sources=Sources(wikidata=no_sources().wikidata, x=x))
    install(known)
    return known


def test_it_is_not_offered_where_it_is_off(press_officer: Reader, lyon: Organisation) -> None:
    press_officer.opens(BRING_FIGURES, o=lyon.slug)
    assert "X API" not in press_officer.app.radio(key="bring.way").options


@pytest.mark.usefixtures("on")
def test_it_says_what_it_costs_and_leads_to_a_page_of_its_own(press_officer: Reader) -> None:
    chooses(press_officer, "x_api")
    assert "according to your contract with X" in press_officer.text and "Give a token" in press_officer.text
    assert f"{X_TOKEN}?o=lyon" in html.unescape(press_officer.html)
    assert [field.label for field in press_officer.app.text_input] == []


def test_it_says_how_the_token_does(on: Essaim, x: XApi, x_fake: XApiFake, press_officer: Reader) -> None:
    gives(on.db, x)
    chooses(press_officer, "x_api")
    assert "X is read every day. Last answer: 1 June 2025" in press_officer.text.replace("\u00a0", " ")
    x_fake.tokens.clear()
    reads(on.db, x, due_only=False)
    chooses(press_officer, "x_api")
    assert "X is not read. X refuses the token" in press_officer.text
    assert "Replace the token, or take it back" in press_officer.text


@pytest.mark.usefixtures("on")
def test_the_collective_finds_its_own_from_the_collection(collective: Reader) -> None:
    collective.opens(COLLECTION)
    assert f'href="{X_TOKEN}?lang=' in collective.html
