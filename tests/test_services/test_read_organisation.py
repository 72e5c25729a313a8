"""The page of one institution: its ladder, its figures, its gaps and how it stands."""

from datetime import date, timedelta

import pytest

from dashboard.domain.accounts import AccountState
from dashboard.domain.departures import Status
from dashboard.domain.errors import NotFound
from dashboard.domain.figures import Holding, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band
from dashboard.presenters.chart_columns import TRANSFER
from dashboard.presenters.chart_data import transfer_data
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.services.export_series import export_series
from dashboard.services.read_organisation import read_organisation
from dashboard.services.store_outcomes import store_outcomes
from dashboard.services.views import Gap, OrganisationView, SeriesPoint
from db.engine import Database
from tests.databases import statements
from tests.factories import (
    EVERY,
    HOLDING,
    NOW,
    TODAY,
    a_city_that_left,
    account_id,
    down,
    log,
    make_account,
    make_figures,
    make_organisation,
    make_profile,
)

LEFT = date(2025, 1, 20)


def shown(db: Database, slug: str = "lyon") -> OrganisationView:
    return read_organisation(db, slug, today=TODAY, holding=HOLDING)


def gaps(db: Database, network: Network) -> list[Gap]:
    return [gap for one in shown(db).series if one.account.network is network for gap in one.gaps]


def fail(db: Database, on: str, state: AccountState = AccountState.UNREACHABLE) -> None:
    """Note that Lyon's account on Bluesky could not be read that day."""
    outcome = down(state=state)
    with db.writing() as session:
        now = NOW.replace(year=int(on[:4]), month=int(on[5:7]), day=int(on[8:]))
        store_outcomes(session, {account_id(db, "lyon", Network.BLUESKY): outcome}, now=now, holding=HOLDING, every=EVERY)


def test_everything_of_one_institution(db: Database) -> None:
    a_city_that_left(db)
    log(db, status=Status.ANNOUNCED, on="2025-01-06", source="lyon.fr")
    view = shown(db)
    assert (view.organisation.name, view.journey.announced_on, view.journey.departed_on) == ("Lyon", date(2025, 1, 6), LEFT)
    assert [one.account.network for one in view.series] == [Network.X, Network.BLUESKY, Network.MASTODON]
    assert view.baseline is not None and (view.baseline.followers, view.baseline.source) == (100_000, "counted by the tests")
    assert (view.standing.recovery_low, view.standing.recovery_high, view.standing.age) == (0.2, 0.3, 132)
    assert (view.read_at, view.logged, view.peers) == (NOW, 2, None)
    assert view.bands[-1].day == TODAY and view.bands[-1].band == Band(20_000, 30_000)


def test_an_institution_of_which_nothing_is_known_shows_nothing(db: Database) -> None:
    make_organisation(db)
    view = shown(db)
    assert (list(view.series), view.baseline, list(view.bands), view.peers, view.read_at, view.logged) == ([], None, [], None, None, 0)
    assert (view.standing.status, view.standing.recovery_low) == (None, None)
    assert export_series(db, "lyon") == []


@pytest.mark.parametrize("slug", ["lyons", "", "../lyon", "lyon'--"])
def test_an_unknown_address_is_said(db: Database, slug: str) -> None:
    with pytest.raises(NotFound, match="No organisation is called"):
        shown(db, slug)
    with pytest.raises(NotFound):
        export_series(db, slug)


def test_a_slug_is_found_however_it_is_capitalised(db: Database) -> None:
    make_organisation(db)
    assert shown(db, " Lyon ").organisation.slug == "lyon"


def test_days_without_a_figure_are_a_gap_and_no_band(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 10, "2025-05-02": 11, "2025-05-06": 15, "2025-06-01": 20})
    assert gaps(db, Network.BLUESKY) == [Gap(date(2025, 5, 4), date(2025, 5, 5)), Gap(date(2025, 5, 8), date(2025, 5, 31))]
    read = {one.day: one.band.low for one in shown(db).bands}
    assert (len(read), read[date(2025, 5, 3)], read[date(2025, 5, 4)], read[date(2025, 5, 7)]) == (32, 11, None, 15)


def test_a_gap_says_why_where_it_is_known(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 10})
    fail(db, "2025-05-03")
    fail(db, "2025-05-04", AccountState.SUSPENDED)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-06": 15, "2025-05-12": 16})
    assert gaps(db, Network.BLUESKY)[:2] == [
        Gap(date(2025, 5, 3), date(2025, 5, 5), "suspended"),
        Gap(date(2025, 5, 8), date(2025, 5, 11), None),
    ]


def test_an_account_not_read_any_more_has_a_gap_until_today(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-20": 10})
    fail(db, "2025-05-25")
    assert gaps(db, Network.BLUESKY) == [Gap(date(2025, 5, 22), TODAY, "unreachable")]


def test_the_account_that_was_left_has_no_gap_after_its_last_figure(db: Database) -> None:
    make_organisation(db)
    log(db, on=LEFT)
    make_figures(db, "lyon", Network.X, {"2024-11-01": 90, "2025-01-20": 100})
    assert gaps(db, Network.X) == [Gap(date(2024, 12, 3), date(2025, 1, 19))]


def test_a_figure_by_hand_holds_a_month(db: Database) -> None:
    make_organisation(db)
    make_figures(db, "lyon", Network.LINKEDIN, {"2025-04-01": 10, "2025-05-01": 11, "2025-05-31": 12})
    assert gaps(db, Network.LINKEDIN) == []


def test_the_band_of_a_day_is_of_what_held_on_it(db: Database) -> None:
    make_organisation(db)
    log(db, on="2025-05-02")
    make_account(db)
    make_account(db, network=Network.MASTODON)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-05-01": 100, "2025-05-03": 110, "2025-05-06": 90})
    make_figures(db, "lyon", Network.MASTODON, {"2025-05-03": 40})
    assert [(one.day.day, one.band) for one in shown(db).bands] == [
        (2, Band(100, 100)),
        (3, Band(110, 150)),
        (4, Band(110, 150)),
        (5, Band(None, None)),
        (6, Band(90, None)),
    ]


def test_days_on_which_nothing_changes_are_left_out_of_chart_and_file_and_none_is_lost(db: Database) -> None:
    make_organisation(db)
    log(db, on="2025-05-02")
    for network, counts in (
        (Network.BLUESKY, {"2025-05-01": 100, "2025-05-08": 110, "2025-05-22": 120}),
        (Network.MASTODON, {"2025-05-03": 40, "2025-05-08": 40}),
    ):
        make_account(db, network=network)
        make_figures(db, "lyon", network, counts)
    holding = Holding(collected=7)
    found = read_organisation(db, "lyon", today=TODAY, holding=holding)
    rows = transfer_rows(found, today=TODAY, holding=holding)
    assert len(rows.bands) < len(found.bands)
    assert [(one.day, rows.band_on(one.day)) for one in found.bands] == [tuple(one) for one in found.bands]
    columns = [column.name for column in TRANSFER]
    lines = [dict(zip(columns, row, strict=True)) for row in transfer_data(found, TODAY, holding).rows]
    assert [(line["day"], line["regained_low"], line["regained_high"]) for line in lines if line["network"] is None] == [
        ("2025-05-02", 100, 100),
        ("2025-05-03", 100, 140),
        ("2025-05-08", 110, 150),
        ("2025-05-22", 120, None),
    ]


def test_without_a_departure_there_are_no_peers_and_no_baseline(db: Database) -> None:
    make_organisation(db)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 1_000})
    found = shown(db)
    assert (found.peers, found.baseline, list(found.bands), found.standing.recovery_low) == (None, None, [], None)


def test_bands_begin_with_the_departure_and_end_with_the_last_reading(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-01-10": 5, "2025-01-25": 10})
    assert [one.day for one in shown(db).bands][:: len(shown(db).bands) - 1] == [date(2025, 1, 10), date(2025, 1, 25)]
    log(db, on=LEFT)
    assert [one.day for one in shown(db).bands][:: len(shown(db).bands) - 1] == [LEFT, date(2025, 1, 25)]
    log(db, on="2025-02-01")
    assert shown(db).bands == []


def test_peers_are_those_of_the_same_kind_at_the_same_age_without_itself(db: Database) -> None:
    a_city_that_left(db, "Lyon", regained=(90_000,))
    for n, name in enumerate(("Arles", "Metz", "Caen", "Dole"), start=1):
        slug = a_city_that_left(db, name, regained=(10_000 * n, 1_000 * n))
        assert shown(db).peers is None or n == 4
        log(db, slug, on=LEFT - timedelta(days=1))
        make_figures(db, slug, Network.BLUESKY, {"2025-05-31": 20_000 * n})
        make_figures(db, slug, Network.MASTODON, {"2025-05-31": 2_000 * n})
    assert shown(db).peers == (0.5, 0.55, 4)


def test_the_series_has_every_figure_with_its_source_and_no_line_for_a_gap(db: Database) -> None:
    a_city_that_left(db, regained=())
    make_account(db, "lyon", Network.MASTODON, "zz@social.example", followers=5)
    make_account(db, "lyon", Network.MASTODON, "aa@social.example", followers=6)
    make_figures(db, "lyon", Network.X, {"2025-05-30": 99_000}, provenance=Provenance.PRESS, source="Le Monde")
    points = export_series(db, "lyon")
    assert [(point.network, point.handle, point.followers, point.source, point.provenance) for point in points] == [
        (Network.X, "", 100_000, "counted by the tests", "declared"),
        (Network.X, "", 99_000, "Le Monde", "press"),
        (Network.MASTODON, "aa@social.example", 6, "https://social.example/@aa", "api"),
        (Network.MASTODON, "zz@social.example", 5, "https://social.example/@zz", "api"),
    ]
    assert all(isinstance(point, SeriesPoint) and point.at.tzinfo for point in points)


def test_a_larger_kind_asks_no_more_questions(db: Database) -> None:
    asked = []
    for names in (["Lyon", "Arles", "Metz", "Caen"], ["Brest", "Dax", "Albi"]):
        for name in names:
            a_city_that_left(db, name)
        with statements(db) as sent:
            shown(db)
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_a_profile_read_again_within_the_day_is_one_figure_of_the_day(db: Database) -> None:
    make_organisation(db)
    account = make_account(db, "lyon", Network.BLUESKY)
    for hour, followers in ((6, 10), (8, 12), (7, 11)):
        at = NOW.replace(hour=hour)
        with db.writing() as session:
            profile = make_profile(handle="lyon.fr", followers=followers, at=at)
            store_outcomes(session, {account.id: profile}, now=at, holding=HOLDING, every=EVERY)
    (series,) = shown(db).series
    assert [(figure.day, figure.followers) for figure in series.figures] == [(TODAY, 12)]
    assert len(export_series(db, "lyon")) == 3
