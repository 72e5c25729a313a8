"""An account is connected to one institution, once, however it is named."""

from datetime import date, timedelta
from typing import Any

import pytest

from connectors.base import Connector, ConnectorError, Remedy
from dashboard.domain.accounts import Account, AccountState, Origin
from dashboard.domain.errors import Conflict, NotFound, Refused
from dashboard.domain.figures import Provenance
from dashboard.domain.handles import recognise
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.connect_account import Preview, connect, preview
from dashboard.services.export_series import export_series
from dashboard.services.read_collection import read_collection
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import read_organisation
from dashboard.services.record_figure import record_figure
from dashboard.services.schedule import next_slot
from db.engine import Database
from tests.factories import (
    EVERY,
    HOLDING,
    NOW,
    TODAY,
    FakeConnector,
    a_city_that_left,
    down,
    log,
    make_account,
    make_figures,
    make_organisation,
    make_profile,
)


@pytest.fixture(autouse=True)
def two(db: Database) -> None:
    """Lyon and Besançon, without an account."""
    make_organisation(db)
    make_organisation(db, "Besançon")


def connectors(*fakes: FakeConnector) -> dict[Network, Connector]:
    return {fake.network: fake for fake in fakes}


def bluesky(followers: int | None = 20_000, **profile: Any) -> dict[Network, Connector]:
    return connectors(FakeConnector().says("lyon.fr", make_profile(Network.BLUESKY, "lyon.fr", followers, **profile)))


def typed(db: Database, slug: str, text: str, known: dict[Network, Connector]) -> Account:
    return connect(db, slug, preview(db, known, text), by=OPERATOR, now=NOW, holding=HOLDING)


def accounts(db: Database, slug: str = "lyon") -> list[Account]:
    return [one.account for one in read_organisation(db, slug, today=TODAY, holding=HOLDING).series]


def test_the_profile_is_shown_before_anything_is_stored(db: Database) -> None:
    shown = preview(db, bluesky(), " @lyon.fr ")
    assert shown.profile is not None
    assert (shown.recognised.handle, shown.profile.followers, shown.taken_by) == ("lyon.fr", 20_000, None)
    assert accounts(db) == []


def test_a_confirmed_account_is_stored_with_its_first_count_and_read_again_at_its_own_hour(db: Database) -> None:
    account = typed(db, "lyon", "https://bsky.app/profile/lyon.fr", bluesky())
    assert (account.network, account.handle, account.remote_id) == (Network.BLUESKY, "lyon.fr", "id-of-lyon.fr")
    assert (account.state, account.state_since, account.origin) == (AccountState.ACTIVE, NOW, Origin.DESTINATION)
    (point,) = export_series(db, "lyon")
    assert (point.followers, point.at, point.source) == (20_000, NOW, "https://bsky.app/profile/lyon.fr")
    (status,) = read_collection(db, now=NOW).accounts
    assert status.due_at == next_slot(account.id, None, NOW, EVERY)


def test_its_count_moves_the_standing_at_once(db: Database) -> None:
    slug = a_city_that_left(db, "Évry", regained=())
    make_account(db, slug, Network.BLUESKY, followers=25_000)
    assert all_standings(db, today=TODAY, age=None, holding=HOLDING)[0].recovery_low == 0.25


def test_connecting_it_twice_changes_nothing(db: Database) -> None:
    first = typed(db, "lyon", "lyon.fr", bluesky())
    due = read_collection(db, now=NOW).accounts[0].due_at
    again = connect(db, "lyon", preview(db, bluesky(), "lyon.fr"), by=OPERATOR, now=NOW + timedelta(hours=1), holding=HOLDING)
    assert again == first
    assert (len(accounts(db)), len(export_series(db, "lyon"))) == (1, 1)
    assert read_collection(db, now=NOW).accounts[0].due_at == due


def test_another_institution_cannot_have_it_and_is_told_who_has(db: Database) -> None:
    typed(db, "lyon", "lyon.fr", bluesky())
    shown = preview(db, bluesky(), "lyon.fr")
    assert shown.taken_by == "Lyon"
    with pytest.raises(Conflict, match=r"lyon\.fr on Bluesky is already connected to another institution: Lyon\. Check the handle"):
        connect(db, "besancon", shown, by=OPERATOR, now=NOW, holding=HOLDING)
    assert accounts(db, "besancon") == []


def test_a_renamed_account_is_still_the_same_one(db: Database) -> None:
    typed(db, "lyon", "lyon.fr", bluesky())
    renamed = connectors(FakeConnector().says("ville-lyon.fr", make_profile(handle="ville-lyon.fr", remote_id="id-of-lyon.fr")))
    with pytest.raises(Conflict, match="Lyon"):
        typed(db, "besancon", "ville-lyon.fr", renamed)
    assert typed(db, "lyon", "ville-lyon.fr", renamed).handle == "ville-lyon.fr"
    assert len(accounts(db)) == 1


def test_a_handle_that_another_account_has_taken_over_is_another_account(db: Database) -> None:
    typed(db, "lyon", "lyon.fr", bluesky())
    typed(db, "lyon", "lyon.fr", bluesky(remote_id="did:plc:new"))
    assert [one.remote_id for one in accounts(db)] == ["id-of-lyon.fr", "did:plc:new"]


def test_a_handle_listed_for_a_figure_is_the_account_that_is_connected_later(db: Database) -> None:
    record_figure(
        db,
        "lyon",
        Network.MASTODON,
        TODAY - timedelta(days=9),
        90,
        source="seen",
        by=OPERATOR,
        now=NOW,
        holding=HOLDING,
        handle="Lyon@social.example",
    )
    mastodon = connectors(FakeConnector(Network.MASTODON).says("lyon@social.example", 100))
    assert typed(db, "lyon", "lyon@social.example", mastodon).remote_id == "id-of-lyon@social.example"
    assert len(accounts(db)) == 1
    assert [(point.followers, point.provenance) for point in export_series(db, "lyon")] == [
        (90, Provenance.DECLARED),
        (100, Provenance.API),
    ]


def test_a_handle_listed_for_one_institution_cannot_be_connected_to_another(db: Database) -> None:
    record_figure(
        db, "lyon", Network.MASTODON, TODAY, 90, source="seen", by=OPERATOR, now=NOW, holding=HOLDING, handle="lyon@social.example"
    )
    mastodon = connectors(FakeConnector(Network.MASTODON).says("lyon@social.example", 100))
    assert preview(db, mastodon, "lyon@social.example").taken_by == "Lyon"
    with pytest.raises(Conflict, match="another institution: Lyon"):
        typed(db, "besancon", "lyon@social.example", mastodon)


def test_a_nameless_account_listed_for_a_figure_gets_its_name(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {"2025-01-20": 300_000})
    (nameless,) = accounts(db)
    assert (nameless.handle, nameless.origin) == ("", Origin.ORIGIN)
    named = typed(db, "lyon", "https://x.com/villedelyon", {})
    assert (named.id, named.handle, named.url) == (nameless.id, "villedelyon", "https://x.com/villedelyon")
    assert [point.handle for point in export_series(db, "lyon")] == ["villedelyon"]
    assert typed(db, "lyon", "https://twitter.com/VilleDeLyon", {}).id == nameless.id


def test_an_account_of_a_network_without_connector_is_stored_without_asking(db: Database) -> None:
    account = typed(db, "lyon", "https://www.linkedin.com/company/ville-de-lyon", bluesky())
    assert (account.network, account.state, account.url) == (
        Network.LINKEDIN,
        AccountState.ACTIVE,
        "https://www.linkedin.com/company/ville-de-lyon",
    )
    with pytest.raises(Conflict, match=r"ville-de-lyon on LinkedIn .* Lyon"):
        typed(db, "besancon", "https://www.linkedin.com/company/ville-de-lyon", {})


def test_a_suspended_account_is_refused(db: Database) -> None:
    with pytest.raises(ConnectorError, match=r"Bluesky says that lyon\.fr is suspended\. Connect the account that is in use\.") as said:
        preview(db, bluesky(None, state=AccountState.SUSPENDED), "lyon.fr")
    assert said.value.remedy is Remedy.FIX_HANDLE


def test_an_account_that_hides_its_count_has_no_figure_and_says_so(db: Database) -> None:
    account = typed(db, "lyon", "lyon.fr", bluesky(None, state=AccountState.HIDDEN))
    assert account.state is AccountState.HIDDEN
    assert export_series(db, "lyon") == []
    (status,) = read_collection(db, now=NOW).accounts
    assert status.problem is not None and "hides its number of followers" in status.problem[0]
    assert (status.remedy, status.last_followers) == ("fix_handle", None)


def test_a_server_that_is_down_stores_nothing(db: Database) -> None:
    with pytest.raises(ConnectorError, match="does not answer") as said:
        typed(db, "lyon", "lyon.fr", connectors(FakeConnector().says("lyon.fr", down())))
    assert said.value.remedy is Remedy.RETRY_LATER
    assert accounts(db) == []


@pytest.mark.parametrize("text", ["", "lyon", "not an address"])
def test_what_is_no_account_is_refused(db: Database, text: str) -> None:
    with pytest.raises(Refused):
        preview(db, bluesky(), text)


def test_an_unknown_institution_gets_no_account(db: Database) -> None:
    with pytest.raises(NotFound, match="“lyons”"):
        typed(db, "lyons", "lyon.fr", bluesky())


def test_an_account_connected_after_the_departure_is_on_the_side_of_the_network_that_was_left(db: Database) -> None:
    log(db, "lyon", network=Network.FACEBOOK)
    sides = {
        one.network: one.origin
        for text in ("https://facebook.com/villedelyon", "https://x.com/villedelyon")
        for one in [typed(db, "lyon", text, {})]
    }
    assert sides == {Network.FACEBOOK: Origin.ORIGIN, Network.X: Origin.DESTINATION}


def test_the_day_an_account_was_opened_is_kept(db: Database) -> None:
    assert typed(db, "lyon", "lyon.fr", bluesky(opened_on=date(2024, 2, 6))).opened_on == date(2024, 2, 6)
    assert typed(db, "lyon", "lyon.fr", bluesky()).opened_on == date(2024, 2, 6)


def test_a_preview_of_what_was_recognised_elsewhere_is_enough(db: Database) -> None:
    account = connect(db, "lyon", Preview(recognise("https://www.youtube.com/@villedelyon"), None), by=OPERATOR, now=NOW, holding=HOLDING)
    assert (account.network, account.handle) == (Network.YOUTUBE, "villedelyon")
