"""Connecting accounts: nothing is stored before what was found has been confirmed."""

from datetime import date
from typing import cast

from dashboard.addresses import CONNECT_ACCOUNTS
from dashboard.bootstrap import Essaim
from dashboard.domain.accounts import Account
from dashboard.domain.figures import Precision
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


def test_what_was_found_is_shown_before_anything_is_stored(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    says(essaim, "lyon.fr", followers=12_345, display_name="Ville de Lyon <img src=//evil.example>", posts=77)
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "@lyon.fr")
    assert "Ville de Lyon <img src=//evil.example>" in reader.text and "<img src=//" not in reader.html
    assert "12,345" in reader.text and "Is this the account of Lyon?" in reader.text
    assert accounts(essaim) == []
    press(reader, "Yes, connect this account")
    assert "lyon.fr on Bluesky is connected." in reader.text
    assert [one.handle for one in accounts(essaim)] == ["lyon.fr"]


def test_no_leaves_everything_as_it_was(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    says(essaim, "lyon.fr")
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon.fr")
    press(reader, "No, another one")
    assert "Is this the account" not in reader.text
    assert accounts(essaim) == []


def test_a_hidden_count_is_hidden_not_zero(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    says(essaim, "lyon@social.example", followers=None)
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon@social.example")
    assert "hidden by the account" in reader.text


def test_an_account_of_another_institution_cannot_be_taken(essaim: Essaim, reader: Reader) -> None:
    for name in ("Lyon", "Évreux"):
        make_organisation(essaim.db, name)
    make_account(essaim.db, "lyon", handle="lyon.fr")
    says(essaim, "lyon.fr")
    look_up(reader.opens(CONNECT_ACCOUNTS, o="evreux"), "lyon.fr")
    assert "This account is already connected to Lyon." in reader.text
    assert reader.app.button(key="connect.yes").disabled


def test_an_unknown_handle_is_said_and_stays_in_the_field(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "lyonn.fr")
    assert "lyonn.fr is not known to the tests." in reader.text
    assert field(reader, "text_input", "connect.typed").value == "lyonn.fr"


def test_what_is_no_handle_is_said_with_examples(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "lyon")
    assert "“lyon” could be on any network." in reader.text


def test_a_network_without_public_counts_is_connected_by_its_handle(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    look_up(reader.opens(CONNECT_ACCOUNTS, o="lyon"), "https://www.instagram.com/villedelyon/")
    assert "Instagram gives no public counts" in reader.text
    press(reader, "Yes, connect this account")
    assert [(one.network, one.handle) for one in accounts(essaim)] == [(Network.INSTAGRAM, "villedelyon")]


def test_a_figure_is_brought_by_hand_with_its_source(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    reader.opens(CONNECT_ACCOUNTS, o="lyon")
    assert "Without a count on X near the departure, nothing can be compared: begin there." in reader.text
    field(reader, "date_input", "figure.on").set_value(date(2025, 1, 20))
    field(reader, "number_input", "figure.followers").set_value(48_000)
    field(reader, "text_input", "figure.source").input("Le Progrès, 21 January 2025")
    field(reader, "checkbox", "figure.rounded").check()
    press(reader, "Record this figure")
    assert "Recorded: X, 48,000 followers on 20\u00a0January\u00a02025." in reader.text
    (series,) = read_organisation(essaim.db, "lyon", today=TODAY, holding=essaim.holding).series
    assert [(one.followers, one.precision) for one in series.figures] == [(48_000, Precision.ROUNDED)]


def test_a_figure_without_its_source_is_refused_and_stays_in_the_form(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    reader.opens(CONNECT_ACCOUNTS, o="lyon")
    field(reader, "date_input", "figure.on").set_value(date(2025, 1, 20))
    field(reader, "number_input", "figure.followers").set_value(48_000)
    press(reader, "Record this figure")
    assert "A figure needs its source" in reader.text
    assert field(reader, "number_input", "figure.followers").value == 48_000
    assert accounts(essaim) == []


def test_an_account_connected_by_mistake_is_removed_once_that_is_meant(essaim: Essaim, reader: Reader) -> None:
    make_organisation(essaim.db)
    make_account(essaim.db, "lyon", Network.BLUESKY, "lyon.fr")
    reader.opens(CONNECT_ACCOUNTS, o="lyon")
    press(reader, "Remove this account")
    assert "Choose the account to remove." in reader.text
    chooser = field(reader, "selectbox", "disconnect.account")
    chooser.select_index(0)
    press(reader, "Remove this account")
    assert "Tick the box if that is meant." in reader.text
    assert len(accounts(essaim)) == 1
    field(reader, "checkbox", "disconnect.meant").check()
    press(reader, "Remove this account")
    assert "Removed: Bluesky lyon.fr, with its figures." in reader.text
    assert accounts(essaim) == []
