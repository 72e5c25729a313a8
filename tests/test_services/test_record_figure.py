"""Figures dated by hand: any network, any day that has passed, always with where they come from."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dashboard.domain.accounts import Account, Link, Origin
from dashboard.domain.errors import Conflict, Refused
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.export_series import export_series
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.record_figure import record_figure
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, log, make_account, make_organisation

DAY = date(2025, 1, 20)


@pytest.fixture(autouse=True)
def two(db: Database) -> None:
    """Lyon and Besançon, of which nothing is known."""
    make_organisation(db)
    make_organisation(db, "Besançon")


def record(db: Database, followers: int, network: Network = Network.X, on: date = DAY, slug: str = "lyon", **rest: Any) -> Account:
    said: dict[str, Any] = {"source": "seen on the profile", "by": OPERATOR, "now": NOW, "holding": HOLDING, **rest}
    return record_figure(db, slug, network, on, followers, **said)


def series(db: Database, slug: str = "lyon") -> list[tuple[str, date, int]]:
    return [(point.handle, point.at.date(), point.followers) for point in export_series(db, slug)]


def test_an_account_that_nobody_named_is_listed_with_its_figure(db: Database) -> None:
    account = record(db, 300_000)
    assert (account.network, account.handle, account.link, account.origin) == (Network.X, "", Link.LISTED, Origin.ORIGIN)
    (point,) = export_series(db, "lyon")
    assert (point.at, point.followers, point.source) == (datetime(2025, 1, 20, 12, tzinfo=UTC), 300_000, "seen on the profile")
    assert (point.precision, point.provenance) == ("exact", "declared")


def test_it_is_the_same_account_the_next_time(db: Database) -> None:
    assert record(db, 300_000).id == record(db, 299_000, on=DAY + timedelta(days=1)).id
    assert len(series(db)) == 2


def test_the_same_day_again_replaces_the_figure(db: Database) -> None:
    record(db, 300_000)
    record(db, 310_000, precision=Precision.ROUNDED)
    (point,) = export_series(db, "lyon")
    assert (point.followers, point.precision) == (310_000, "rounded")


def test_a_figure_of_this_morning_is_never_of_the_future_and_is_replaced_in_the_afternoon(db: Database) -> None:
    morning, afternoon, tomorrow = NOW, NOW + timedelta(hours=6), NOW + timedelta(days=1)
    for now, followers in ((morning, 1), (afternoon, 2), (tomorrow, 3)):
        record(db, followers, on=TODAY, now=now)
        assert all(point.at <= now for point in export_series(db, "lyon"))
        assert series(db) == [("", TODAY, followers)]


def test_a_baseline_and_a_count_make_a_recovery(db: Database) -> None:
    log(db, on=DAY)
    record(db, 100_000)
    record(db, 20_000, Network.LINKEDIN, TODAY)
    (lyon, _) = all_standings(db, today=TODAY, age=None, holding=HOLDING)
    assert (lyon.baseline, lyon.baseline_on, lyon.regained_low, lyon.recovery_low, lyon.recovery_high) == (100_000, DAY, 20_000, 0.2, 0.2)


def test_no_follower_is_a_count_too(db: Database) -> None:
    record(db, 0, Network.THREADS)
    assert series(db) == [("", DAY, 0)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"followers": -1}, r"-1 followers cannot be right\. Give the number shown on the profile\."),
        ({"followers": 2_000_000_001}, "2000000001 followers cannot be right"),
        ({"source": " "}, "A figure needs its source in at most 500 characters"),
        ({"source": "x" * 501}, "A figure needs its source in at most 500 characters"),
        ({"source": "the \x07 bell"}, "cannot be shown"),
        ({"on": TODAY + timedelta(days=1)}, "2025-06-02 is still to come"),
        ({"on": date(2006, 7, 14)}, "X opened to the public on 2006-07-15: no figure can be older"),
        ({"network": Network.BLUESKY, "on": date(2023, 2, 16)}, "Bluesky opened to the public on 2023-02-17"),
        ({"handle": "not a handle"}, "space or a control character inside"),
        ({"network": Network.BLUESKY, "handle": "lyon@social.example"}, "is an account on mastodon, not on bluesky"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_stored(db: Database, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        record(db, **{"followers": 10, **changed})
    assert series(db) == []


def test_an_account_had_no_followers_before_it_was_opened(db: Database) -> None:
    make_account(db, "lyon", Network.MASTODON, followers=10, opened_on=date(2022, 11, 5))
    with pytest.raises(Refused, match=r"lyon@social\.example was opened on 2022-11-05: it had no followers on 2022-11-04"):
        record(db, 5, Network.MASTODON, date(2022, 11, 4))
    assert len(series(db)) == 1


def test_of_several_accounts_one_must_be_named(db: Database) -> None:
    for handle in ("lyon", "lyon_culture"):
        record(db, 10, handle=handle)
    with pytest.raises(Refused, match=r"Lyon has several accounts on X: lyon, lyon_culture\. Say which one\."):
        record(db, 20)
    record(db, 20, handle="lyon_culture", on=TODAY)
    assert series(db) == [("lyon", DAY, 10), ("lyon_culture", DAY, 10), ("lyon_culture", TODAY, 20)]


@pytest.mark.parametrize("handle", ["Ville_Lyon", "@ville_lyon", "https://x.com/ville_lyon", "https://twitter.com/VILLE_LYON/"])
def test_a_handle_is_the_same_however_it_is_written(db: Database, handle: str) -> None:
    first = record(db, 10, handle="ville_lyon")
    assert record(db, 20, handle=handle).id == first.id
    assert series(db) == [("ville_lyon", DAY, 20)]


def test_the_account_listed_without_a_name_gets_the_first_one_given(db: Database) -> None:
    nameless = record(db, 10, Network.LINKEDIN, DAY)
    assert record(db, 20, Network.LINKEDIN, TODAY, handle="ville-de-lyon").id == nameless.id
    assert series(db) == [("ville-de-lyon", DAY, 10), ("ville-de-lyon", TODAY, 20)]


def test_the_account_of_another_institution_gets_no_figure(db: Database) -> None:
    record(db, 10, handle="lyon")
    with pytest.raises(Conflict, match=r"Lyon on X is already connected to another institution: Lyon\."):
        record(db, 20, slug="besancon", handle="Lyon")
    assert (len(series(db)), series(db, "besancon")) == (1, [])


def test_a_connected_account_takes_figures_of_the_days_before(db: Database) -> None:
    account = make_account(db, "lyon", Network.MASTODON, followers=100)
    assert record(db, 50, Network.MASTODON, DAY).id == account.id
    assert record(db, 60, Network.MASTODON, DAY + timedelta(days=1), handle="lyon@social.example").id == account.id
    assert [followers for _, _, followers in series(db)] == [50, 60, 100]


def test_what_the_network_said_stands_against_what_a_person_says(db: Database) -> None:
    log(db, on=DAY)
    record(db, 1_000)
    make_account(db, "lyon", Network.BLUESKY, followers=100)
    record(db, 900, Network.BLUESKY, TODAY)
    assert all_standings(db, today=TODAY, age=None, holding=HOLDING)[0].regained_low == 100


def test_a_figure_of_the_press_says_so(db: Database) -> None:
    record(db, 2_200_000, source="CNews, 17 January 2025", precision=Precision.ROUNDED, provenance=Provenance.PRESS)
    (point,) = export_series(db, "lyon")
    assert (point.provenance, point.precision, point.source) == ("press", "rounded", "CNews, 17 January 2025")
