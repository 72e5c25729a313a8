"""Every page and every role: who finds a page open, who is told what to do instead, and what the navigation offers."""

import re
from collections.abc import Callable

import pytest

from dashboard.addresses import (
    AUDIT,
    BRING_FIGURES,
    COLLECTION,
    COMPARE,
    CONNECT_ACCOUNTS,
    EXIT_DAYS,
    LEADERBOARD,
    LOG_DEPARTURE,
    MODERATION,
    MY_ORGANISATION,
    ORGANISATION,
    OVERVIEW,
    PAGES,
    TEAM,
    Page,
)
from dashboard.bootstrap import Essaim
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import Role
from tests.factories import make_organisation
from tests.people import make_person
from tests.test_ui.conftest import Reader, enrol

PUBLIC = {OVERVIEW, LEADERBOARD, ORGANISATION, COMPARE, EXIT_DAYS, COLLECTION}
CONTRIBUTING = {LOG_DEPARTURE, CONNECT_ACCOUNTS, BRING_FIGURES}
OPEN_TO = {
    "visitor": PUBLIC,
    "stranger": PUBLIC | {MY_ORGANISATION},
    "editor": PUBLIC | {MY_ORGANISATION} | CONTRIBUTING,
    "owner": PUBLIC | {MY_ORGANISATION, TEAM} | CONTRIBUTING,
    "coordinator": PUBLIC | {MY_ORGANISATION, LOG_DEPARTURE},
    "collective": set(PAGES),
    "collective without second factor": PUBLIC | {MY_ORGANISATION},
}
CLOSED = (
    "This page is for people who sign in.",
    "This page is for the collective.",
    "You are in no team yet.",
    "This is for the owners of the team.",
)
ROLE = pytest.mark.parametrize("role", OPEN_TO)
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.script)


@pytest.fixture
def come(essaim: Essaim, lyon: Organisation) -> Callable[[str], Reader]:
    """Somebody in that role, at a new tab."""

    def arrive(role: str) -> Reader:
        reader = Reader(essaim, "en-GB")
        roles = {"coordinator": Role.COORDINATOR, "collective": Role.COLLECTIVE, "collective without second factor": Role.COLLECTIVE}
        if role == "visitor":
            return reader
        teams = {name: lyon.slug if role == name else "" for name in ("owner", "editor")}
        held = [roles[role]] if role in roles else []
        email = "somebody@lyon.example"
        person = make_person(essaim.db, email, *held, owner_of=teams["owner"], editor_of=teams["editor"], name="Somebody")
        strong = "without" not in role
        if strong:
            enrol(essaim.db, person)
        return reader.signs_in(person, strong=strong)

    return arrive


@ROLE
@EVERY_PAGE
def test_a_page_is_open_to_its_readers_and_tells_the_others_what_to_do(come: Callable[[str], Reader], role: str, page: Page) -> None:
    reader = come(role).opens(page, o="lyon")
    told = [sentence for sentence in CLOSED if sentence in reader.text]
    if page in OPEN_TO[role]:
        assert told == []
    else:
        assert told or 'href="/account/second-step"' in reader.html
        assert not (reader.app.button or reader.app.text_input or reader.app.selectbox or reader.app.checkbox)


@ROLE
def test_the_navigation_has_at_most_six_entries(come: Callable[[str], Reader], role: str) -> None:
    reader = come(role).opens(LEADERBOARD)
    entries = [link.proto.label for link in reader.app.get("page_link")]
    assert len(entries) + len(["Leaderboard", "the account, or the way in"]) <= 6
    assert ("My organisation" in entries) == (role in ("stranger", "editor", "owner", "collective without second factor"))
    assert ("Collective" in entries) == (role in ("coordinator", "collective"))
    assert ("Sign in" in reader.text) == (role == "visitor")
    assert ('href="/account"' in reader.html) == (role != "visitor")


@pytest.mark.parametrize(
    ("role", "page", "offered"),
    [
        ("editor", LOG_DEPARTURE, ["My organisation", "Log a departure", "Connect accounts", "Bring your figures"]),
        ("owner", TEAM, ["My organisation", "Log a departure", "Connect accounts", "Bring your figures", "Team"]),
        ("stranger", MY_ORGANISATION, []),
        ("coordinator", COLLECTION, ["Collection", "Log a departure"]),
        (
            "collective",
            AUDIT,
            ["Moderation", "People", "Collection", "Audit", "Log a departure", "Connect accounts", "Bring your figures", "Team"],
        ),
        ("visitor", MODERATION, []),
    ],
    ids=["editor", "owner", "stranger", "coordinator", "collective", "visitor"],
)
def test_a_section_offers_what_its_reader_may_open(come: Callable[[str], Reader], role: str, page: Page, offered: list[str]) -> None:
    found = re.search(r'<nav class="subnav".*?</nav>', come(role).opens(page).html, flags=re.DOTALL)
    assert (re.findall(r">([^<>]+)</a>", found[0]) if found else []) == offered


@pytest.mark.parametrize("page", [LOG_DEPARTURE, CONNECT_ACCOUNTS, BRING_FIGURES], ids=lambda page: page.script)
def test_nobody_finds_a_form_for_an_institution_of_others(essaim: Essaim, press_officer: Reader, page: Page) -> None:
    make_organisation(essaim.db, "Paris")
    press_officer.opens(page, o="paris")
    assert "You are not in the team of Paris." in press_officer.text
    assert not (press_officer.app.button or press_officer.app.text_input)


def test_the_collective_chooses_among_all_and_a_team_among_its_own(essaim: Essaim, press_officer: Reader, collective: Reader) -> None:
    make_organisation(essaim.db, "Paris")
    assert not press_officer.opens(LOG_DEPARTURE).app.selectbox(key="departure.status.0").disabled
    assert "view.organisation" not in [box.key for box in press_officer.app.selectbox]
    assert collective.opens(LOG_DEPARTURE).app.selectbox(key="view.organisation").options == ["Lyon", "Paris"]


def test_where_nobody_can_sign_in_the_link_is_still_there(reader: Reader) -> None:
    reader.opens(ORGANISATION, o="lyon", lang="en")
    assert 'href="/sign-in?next=%2Fdashboard%2Forganisation%3Fo%3Dlyon%26lang%3Den&amp;lang=en"' in reader.html


def test_every_page_that_writes_names_its_act() -> None:
    assert {page for page in PAGES if page.act is None} == PUBLIC
