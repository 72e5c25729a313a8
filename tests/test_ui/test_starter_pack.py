"""Starter packs on the page of exit days: coordinators see the list, what would change, and publish it."""

from dataclasses import replace

import pytest

from dashboard.addresses import EXIT_DAYS
from dashboard.bootstrap import Essaim, install
from dashboard.domain.people import OPERATOR, Role
from dashboard.i18n import words_in
from dashboard.presenters.starter_pack import left_out_said, listed_said, members_csv
from dashboard.services.exit_days.starter_pack_members import Member, Members
from dashboard.services.exit_days.steps import cancel_exit_day
from tests.factories import NOW
from tests.network.bluesky_fake import did_of
from tests.network.repository_fake import HANDLE, PASSWORD, RepositoryFake, listed
from tests.people import make_person
from tests.test_exit_days.cast import DAY, planned, pledges
from tests.test_starter_pack.cast import member, members
from tests.test_ui.conftest import Reader, enrol
from tests.test_ui.test_moderation_page import press

ENGLISH = words_in("en")


@pytest.fixture
def coordinator(essaim: Essaim) -> Reader:
    """A coordinator, their second factor given; Lyon and Évry pledged, Lyon with its name."""
    person = make_person(essaim.db, "nour@collective.example", Role.COORDINATOR, name="Nour")
    enrol(essaim.db, person)
    planned(essaim.db)
    members(essaim.db, "Lyon", "Évry")
    pledges(essaim.db, "lyon", shown=True)
    pledges(essaim.db, "evry")
    return Reader(essaim, "en-GB").signs_in(person)


@pytest.fixture
def fake(essaim: Essaim) -> RepositoryFake:
    """The collective's account."""
    fake = RepositoryFake()
    settings = replace(essaim.settings, bluesky_account=HANDLE, bluesky_app_password=PASSWORD, language="en")
    install(replace(essaim, own_bluesky=fake.opened(), settings=settings))
    return fake


def test_a_coordinator_sees_the_list_of_a_day_what_would_change_and_publishes_it(coordinator: Reader, fake: RepositoryFake) -> None:
    page = coordinator.opens(EXIT_DAYS, day=DAY)
    assert "Follow them on Bluesky" in page.text and "1 account is proven and listed." in page.text
    assert "Lyon lyon.fr" in page.text and "evry.fr" not in page.text
    press(page, "See what would change")
    assert "Come onto the list: Lyon." in page.text and "1 pack would be made." in page.text and listed(fake) == {}
    press(page, "Publish on Bluesky")
    assert "Published: 1 account is listed; 1 came, 0 went." in page.text
    assert listed(fake) == {"Cities, autumn 2025": [did_of(1)]}
    assert f'href="https://bsky.app/starter-pack/{HANDLE}/' in page.html
    press(page, "See what would change")
    assert "Nothing would change" in page.text
    cancel_exit_day(coordinator.essaim.db, DAY, "Because", by=OPERATOR, now=NOW)
    page.opens(EXIT_DAYS, day=DAY)
    assert "Nobody is listed any more: to publish it again removes it from Bluesky." in page.text
    press(page, "Publish on Bluesky")
    assert listed(fake) == {} and "Follow them on Bluesky" not in page.text


def test_the_packs_of_the_register_are_published_by_kind_and_region(coordinator: Reader, fake: RepositoryFake) -> None:
    page = coordinator.opens(EXIT_DAYS)
    page.app.multiselect(key="pack.kinds").set_value(["city"])
    page.sees()
    press(page, "Publish on Bluesky")
    assert listed(fake) == {"Cities on Bluesky": [did_of(1), did_of(2)]}
    page.app.selectbox(key="pack.region").set_value("FR-BRE")
    page.sees()
    assert "Nobody can be listed yet" in page.text
    press(page, "Publish on Bluesky")
    assert "there is nobody to list" in page.text


def test_without_an_account_the_page_says_which_setting_gives_one(coordinator: Reader) -> None:
    page = coordinator.opens(EXIT_DAYS, day=DAY)
    assert "ESSAIM_BLUESKY_ACCOUNT and ESSAIM_BLUESKY_APP_PASSWORD" in page.text
    assert "Publish on Bluesky" not in [button.label for button in page.app.button]


def test_nobody_else_sees_any_of_it(coordinator: Reader, stranger: Reader, fake: RepositoryFake) -> None:
    assert "Follow them on Bluesky" not in stranger.opens(EXIT_DAYS, day=DAY).text
    assert "Starter packs" not in stranger.opens(EXIT_DAYS).text


def test_the_demo_is_listed_and_not_published(collective: Reader, essaim: Essaim, fake: RepositoryFake) -> None:
    member(essaim.db, "Belle-Rive", did_of(9), fictional=True)
    page = collective.opens(EXIT_DAYS)
    assert "Belle-Rive" in page.text and "fictional: nothing about them is published on Bluesky" in page.text


def test_a_list_says_whom_it_leaves_out_and_how_it_is_shared_out() -> None:
    some = tuple(Member(f"ville-{n}", f"=Ville {n}", f"ville-{n}.fr", did_of(n + 1)) for n in range(151))
    found = Members(some, unproven=2, ended=1, without=3, fictional=False)
    assert listed_said(ENGLISH, found) == (
        "151 accounts are proven and listed. Bluesky takes 150 in a pack: they are shared out among 2 packs."
    )
    assert left_out_said(ENGLISH, found) == [
        "2 institutions have an account that nobody has proven to be their own: they are not listed until somebody does.",
        "The account of 1 institution is gone or suspended.",
        "3 institutions have no account on Bluesky.",
    ]
    lines = members_csv(found).split("\r\n")
    assert lines[0] == "name,handle,did,url"
    assert lines[1] == f"'=Ville 0,ville-0.fr,{did_of(1)},https://bsky.app/profile/ville-0.fr"
