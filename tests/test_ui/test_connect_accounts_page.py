"""Connecting accounts: nothing is stored before what was found has been confirmed."""

from typing import cast

from dashboard.addresses import BRING_FIGURES, CONNECT_ACCOUNTS
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Account
from dashboard.domain.networks import Network
from dashboard.services.read_organisation import read_organisation
from tests.factories import TODAY, FakeConnector, make_account, make_organisation, make_profile
from tests.test_ui.conftest import Reader
from tests.test_ui.test_log_departure_page import field, press


def accounts(essaim: Essaim, slug: str = "lyon") -> list[Account]:
    view = read_organisation(essaim.db, slug, today=TODAY, holding=essaim.holding)
    return [one.account for one in view.series]


def says(essaim: Essaim, handle: str, **profile: object) -> None:
    network = Network.MASTODON if "@" in handle else Network.BLUESKY
    found = make_profile(network, handle, **profile)  # type: ignore[arg-type]
    cast(FakeConnector, essaim.connectors[network]).says(handle, found)


def look_up(reader: Reader, handle: str) -> Reader:
    field(reader, "text_input", "connect.typed").input(handle)
    return press(reader, "Look it up")


def test_what_was_found_is_shown_before_anything_is_stored(essaim: Essaim, press_officer: Reader) -> None:
    says(essaim, "lyon.fr", followers=12_345, display_name="Ville de Lyon <img src=//evil.example>", posts=77)
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "@lyon.fr")
    assert "Ville de Lyon <img src=//evil.example>" in press_officer.text and "<img src=//" not in press_officer.html
    assert "12,345" in press_officer.text and "Is this the account of Lyon?" in press_officer.text
    assert accounts(essaim) == []
    press(press_officer, "Yes, connect this account")
    assert "lyon.fr on Bluesky is connected." in press_officer.text
    assert [one.handle for one in accounts(essaim)] == ["lyon.fr"]


def test_no_leaves_everything_as_it_was(essaim: Essaim, press_officer: Reader) -> None:
    says(essaim, "lyon.fr")
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon.fr")
    press(press_officer, "No, another one")
    assert "Is this the account" not in press_officer.text
    assert accounts(essaim) == []


def test_a_hidden_count_is_hidden_not_zero(essaim: Essaim, press_officer: Reader) -> None:
    says(essaim, "lyon@social.example", followers=None)
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon@social.example")
    assert "hidden by the account" in press_officer.text


def test_an_account_of_another_institution_cannot_be_taken(essaim: Essaim, press_officer: Reader) -> None:
    make_organisation(essaim.db, "Évreux")
    make_account(essaim.db, "evreux", handle="evreux.fr")
    says(essaim, "evreux.fr")
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "evreux.fr")
    assert "This account is already connected to Évreux." in press_officer.text
    assert press_officer.app.button(key="connect.yes").disabled


def test_an_unknown_handle_is_said_and_stays_in_the_field(essaim: Essaim, press_officer: Reader) -> None:
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "lyonn.fr")
    assert "lyonn.fr is not known to the tests." in press_officer.text
    assert field(press_officer, "text_input", "connect.typed").value == "lyonn.fr"


def test_what_is_no_handle_is_said_with_examples(essaim: Essaim, press_officer: Reader) -> None:
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon")
    assert "“lyon” could be on any network." in press_officer.text


def test_a_network_without_public_counts_is_connected_by_its_handle(essaim: Essaim, press_officer: Reader) -> None:
    look_up(press_officer.opens(CONNECT_ACCOUNTS, o="lyon"), "https://www.instagram.com/villedelyon/")
    assert "Instagram gives no public counts" in press_officer.text
    press(press_officer, "Yes, connect this account")
    assert [(one.network, one.handle) for one in accounts(essaim)] == [(Network.INSTAGRAM, "villedelyon")]


def test_figures_are_brought_on_a_page_of_their_own(essaim: Essaim, press_officer: Reader) -> None:
    press_officer.opens(CONNECT_ACCOUNTS, o="lyon")
    assert "Without a count on X near the departure, nothing can be compared: begin there." in press_officer.text
    assert f'href="{BRING_FIGURES.address}?o=lyon"' in press_officer.html


def test_an_account_connected_by_mistake_is_removed_once_that_is_meant(essaim: Essaim, press_officer: Reader) -> None:
    make_account(essaim.db, "lyon", Network.BLUESKY, "lyon.fr")
    press_officer.opens(CONNECT_ACCOUNTS, o="lyon")
    press(press_officer, "Remove this account")
    assert "Choose the account to remove." in press_officer.text
    chooser = field(press_officer, "selectbox", "disconnect.account")
    chooser.select_index(0)
    press(press_officer, "Remove this account")
    assert "Tick the box if that is meant." in press_officer.text
    assert len(accounts(essaim)) == 1
    field(press_officer, "checkbox", "disconnect.meant").check()
    press(press_officer, "Remove this account")
    assert "Removed: Bluesky lyon.fr, with its figures." in press_officer.text
    assert accounts(essaim) == []
