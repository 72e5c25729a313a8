"""The page of one institution: its gaps with their reasons, its bands, its peers."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from dashboard.domain.accounts import AccountState
from dashboard.domain.errors import NotFound
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.transfer import Band
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import read_organisation
from dashboard.services.store_outcomes import store_outcomes
from dashboard.services.views import Gap, OrganisationView
from db.engine import Database
from tests.factories import EVERY, HOLDING, NOW, TODAY, a_city_that_left, down, log, make_account, make_figures, make_organisation


def view(db: Database, slug: str = "lyon") -> OrganisationView:
    return read_organisation(db, slug, today=TODAY, holding=HOLDING)


def left(db: Database, name: str, regained: int, kind: Kind = Kind.CITY) -> str:
    """An institution that left 1,000 followers on X on 20 January and had that many on LinkedIn 90 days later."""
    slug = make_organisation(db, name, kind).slug
    make_figures(db, slug, Network.X, {"2025-01-20": 1_000})
    log(db, slug)
    make_figures(db, slug, Network.LINKEDIN, {"2025-04-20": regained})
    return slug


def failed(session: Session, account: int, days_ago: int) -> None:
    store_outcomes(session, {account: down()}, now=NOW - timedelta(days=days_ago), holding=HOLDING, every=EVERY)


def test_an_unknown_institution_is_refused_by_name(db: Database) -> None:
    with pytest.raises(NotFound, match="No organisation is called “atlantis”"):
        view(db, "atlantis")


def test_a_gap_has_its_days_and_its_reason_if_one_was_noted(db: Database) -> None:
    make_organisation(db, "Lyon")
    account = make_account(db)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-10": 100, "2025-05-11": 110, "2025-05-16": 120, "2025-05-20": 130})
    with db.writing() as session:
        failed(session, account.id, 18)
    (series,) = view(db).series
    assert [figure.followers for figure in series.figures] == [100, 110, 120, 130]
    assert series.gaps == [
        Gap(date(2025, 5, 13), date(2025, 5, 15), AccountState.UNREACHABLE.value),
        Gap(date(2025, 5, 18), date(2025, 5, 19)),
        Gap(date(2025, 5, 22), TODAY),
    ]


def test_the_account_that_was_left_has_no_gap_that_goes_on(db: Database) -> None:
    a_city_that_left(db)
    assert {one.account.network: list(one.gaps) for one in view(db).series} == {
        Network.X: [],
        Network.BLUESKY: [],
        Network.MASTODON: [],
    }


def test_the_band_of_each_day_goes_from_the_departure_to_the_last_figure(db: Database) -> None:
    make_organisation(db, "Lyon")
    log(db, on="2025-05-02")
    make_account(db)
    make_account(db, network=Network.MASTODON)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 100, "2025-05-03": 110, "2025-05-06": 90})
    make_figures(db, "lyon", Network.MASTODON, {"2025-05-03": 40})
    assert [(one.day.day, one.band) for one in view(db).bands] == [
        (2, Band(100, 100)),
        (3, Band(110, 150)),
        (4, Band(110, 150)),
        (5, Band(None, None)),
        (6, Band(90, None)),
    ]


def test_peers_are_three_others_of_its_kind_at_the_same_age(db: Database) -> None:
    left(db, "Lyon", 900)
    left(db, "Université de Besançon", 800, Kind.UNIVERSITY)
    for name, regained in (("Éveux", 100), ("Dole", 200)):
        left(db, name, regained)
    assert view(db).peers is None
    left(db, "Zuydcoote", 600)
    assert view(db).peers == (0.2, 0.2, 3)


def test_without_a_departure_there_are_no_peers_and_no_baseline(db: Database) -> None:
    make_organisation(db, "Lyon")
    make_figures(db, "lyon", Network.X, {"2025-01-20": 1_000})
    found = view(db)
    assert (found.peers, found.baseline, list(found.bands), found.standing.recovery_low) == (None, None, [], None)


def test_a_kept_age_and_the_day_after_agree_on_what_held_on_both(db: Database) -> None:
    for name, regained in (("Lyon", 300), ("Éveux", 200)):
        make_figures(db, left(db, name, regained), Network.THREADS, {"2025-04-10": 40})
    kept, computed = (
        [(one.slug, one.recovery_low, one.recovery_high, one.missing) for one in all_standings(db, today=TODAY, age=age, holding=HOLDING)]
        for age in (90, 91)
    )
    assert kept == computed == [("lyon", 0.3, 0.34, None), ("eveux", 0.2, 0.24, None)]
