"""A departure is a ladder of events, appended and never overwritten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from dashboard.domain.accounts import Origin
from dashboard.domain.departures import Status
from dashboard.domain.errors import Conflict, NotFound, Refused
from dashboard.domain.leaderboard import Standing
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR
from dashboard.services.log_departure import log_departure
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import read_organisation
from dashboard.services.standings import follow_calendar
from dashboard.services.views import OrganisationView
from db import departures, organisations
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, a_city_that_left, log, make_account, make_figures, make_organisation

DEPARTED, ANNOUNCED, RETURNED = Status.DEPARTED, Status.ANNOUNCED, Status.RETURNED


@pytest.fixture(autouse=True)
def lyon(db: Database) -> None:
    """Lyon, of which nothing is known."""
    make_organisation(db)


def written(db: Database) -> list[tuple[Status, date, str]]:
    with db.reading() as session:
        events = departures.events(session, organisations.by_slug(session, "lyon").id or 0)
        return [(event.status, event.on, event.source) for event in events]


def standing(db: Database, today: date = TODAY) -> Standing:
    (one,) = all_standings(db, today=today, age=None, holding=HOLDING)
    return one


def shown(db: Database) -> OrganisationView:
    return read_organisation(db, "lyon", today=TODAY, holding=HOLDING)


def test_a_departure_that_is_logged_shows_at_once(db: Database) -> None:
    journey = log(db, status=DEPARTED, on="2025-01-20", source=" https://lyon.fr/x ")
    assert (journey.status, journey.departed_on) == (DEPARTED, date(2025, 1, 20))
    assert (standing(db).status, standing(db).departed_on) == (DEPARTED, date(2025, 1, 20))
    assert written(db) == [(DEPARTED, date(2025, 1, 20), "https://lyon.fr/x")]


def test_the_same_event_again_changes_nothing(db: Database) -> None:
    log(db, source="lyon.fr")
    log(db, source="lyon.fr")
    log(db)
    assert written(db) == [(DEPARTED, date(2025, 1, 20), "lyon.fr")]


def test_another_source_for_the_same_event_stands_beside_it(db: Database) -> None:
    log(db)
    journey = log(db, source="lyon.fr")
    assert [event.source for event in journey.events] == ["lyon.fr"]
    assert len(written(db)) == 2


def test_another_day_corrects_the_first_which_stays_written(db: Database) -> None:
    log(db, on="2025-01-20")
    journey = log(db, on="2025-01-21")
    assert (journey.departed_on, standing(db).departed_on) == (date(2025, 1, 21), date(2025, 1, 21))
    assert [on for _, on, _ in written(db)] == [date(2025, 1, 20), date(2025, 1, 21)]


def test_a_correction_moves_every_reading_at_an_age(db: Database) -> None:
    a_city_that_left(db, "Besançon")
    make_figures(db, "besancon", Network.BLUESKY, {"2025-04-20": 5_000, "2025-04-27": 7_000})

    def at_ninety() -> int | None:
        return next(one for one in all_standings(db, today=TODAY, age=90, holding=HOLDING) if one.slug == "besancon").regained_low

    assert at_ninety() == 5_000
    log(db, "besancon", on="2025-01-27")
    assert at_ninety() == 7_000
    log(db, "besancon", on="2025-04-27")
    assert at_ninety() is None


def test_a_day_to_come_is_a_plan_until_it_comes(db: Database) -> None:
    journey = log(db, on="2025-06-03")
    assert (journey.status, journey.planned, standing(db).missing) == (None, True, "departure")
    for today, followed in ((date(2025, 6, 2), 0), (date(2025, 6, 3), 1), (date(2025, 6, 4), 0)):
        assert follow_calendar(db, today=today, holding=HOLDING) == followed
    assert standing(db, date(2025, 6, 4)).status is DEPARTED


def test_a_step_taken_back_is_as_if_it_had_not_been(db: Database) -> None:
    log(db, status=ANNOUNCED, on="2025-01-17")
    log(db)
    journey = log(db, withdrawn=True)
    assert (journey.status, journey.departed_on) == (ANNOUNCED, None)
    assert (standing(db).status, standing(db).departed_on) == (ANNOUNCED, None)
    assert len(written(db)) == 3


@pytest.mark.parametrize(("status", "on"), [(Status.CLOSED, "2025-01-20"), (RETURNED, "2025-03-01")])
def test_what_is_not_there_cannot_be_taken_back(db: Database, status: Status, on: str) -> None:
    log(db)
    with pytest.raises(Refused, match="there is nothing to take back"):
        log(db, status=status, on=on, withdrawn=True)
    assert len(written(db)) == 1


def test_a_return_ends_the_departure(db: Database) -> None:
    log(db)
    assert log(db, status=RETURNED, on="2025-03-01").status is RETURNED
    assert standing(db).status is RETURNED
    assert log(db, status=DEPARTED, on="2025-05-01").departed_on == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("status", "on", "said"),
    [
        (DEPARTED, "2006-07-14", "X opened to the public on 2006-07-15: nobody can have left it on 2006-07-14"),
        (DEPARTED, "2205-01-20", "too far away"),
        (ANNOUNCED, "2025-02-01", "cannot come before"),
        (Status.CLOSED, "2025-01-19", "cannot come before"),
        (RETURNED, "2025-01-19", "needs a departure before it"),
    ],
)
def test_what_cannot_stand_on_the_ladder_is_refused(db: Database, status: Status, on: str, said: str) -> None:
    log(db)
    with pytest.raises(Refused, match=said):
        log(db, status=status, on=on)
    assert len(written(db)) == 1


def test_nothing_can_have_happened_to_an_account_before_it_was_opened(db: Database) -> None:
    make_account(db, "lyon", Network.MASTODON, followers=10, opened_on=date(2022, 11, 5))
    with pytest.raises(Refused, match="was opened on 2022-11-05: nothing can have happened to it on 2022-11-04"):
        log(db, on="2022-11-04", network=Network.MASTODON)
    assert log(db, on="2022-11-05", network=Network.MASTODON).departed_on == date(2022, 11, 5)


@pytest.mark.parametrize(("source", "said"), [("x" * 501, "501 characters long, at most 500"), ("see \x1b[31m", "cannot be shown")])
def test_a_source_that_cannot_be_kept_is_refused(db: Database, source: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        log(db, source=source)
    assert written(db) == []


def test_an_unknown_institution_is_refused_by_name(db: Database) -> None:
    with pytest.raises(NotFound, match="No organisation is called “lyons”"):
        log(db, "lyons")


def test_whoever_looked_at_an_older_ladder_is_told(db: Database) -> None:
    log(db)
    seen = shown(db).logged
    assert seen == 1
    log(db, on="2025-01-21", seen=seen)
    with pytest.raises(Conflict, match="Somebody logged another event for Lyon while you were writing"):
        log(db, on="2025-01-22", seen=seen)
    assert len(written(db)) == shown(db).logged == 2


def test_two_people_at_once_log_one_departure_once(db: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        journeys = list(pool.map(lambda _: log(db), range(4)))
    assert len({journey.departed_on for journey in journeys}) == len(written(db)) == 1


def test_of_two_people_who_saw_the_same_ladder_one_is_told(db: Database) -> None:
    def correct(day: int) -> str:
        try:
            log(db, on=date(2025, 1, 20) + timedelta(days=day), seen=0)
            return "logged"
        except Conflict:
            return "told"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(correct, range(4))) == ["logged", "told", "told", "told"]


def test_accounts_on_the_network_that_is_left_count_for_the_baseline_and_no_longer_as_regained(db: Database) -> None:
    make_figures(db, "lyon", Network.FACEBOOK, {"2025-05-30": 40_000})
    make_account(db, "lyon", Network.BLUESKY, followers=10_000)
    assert standing(db).regained_high == 50_000
    log(db, on="2025-05-31", network=Network.FACEBOOK)
    after = standing(db)
    assert (after.baseline, after.regained_low, after.regained_high, after.recovery_low) == (40_000, 10_000, 10_000, 0.25)
    log(db, on="2025-05-31", network=Network.FACEBOOK, withdrawn=True)
    assert (standing(db).baseline, standing(db).regained_high) == (None, 50_000)


def test_the_baseline_is_of_the_network_that_is_left_not_of_one_left_before(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {"2025-05-31": 99_000})
    make_figures(db, "lyon", Network.FACEBOOK, {"2025-05-20": 40_000})
    log(db, on="2025-01-20")
    log(db, on="2025-05-31", network=Network.FACEBOOK)
    assert (standing(db).baseline, standing(db).departed_on) == (40_000, date(2025, 5, 31))
    view = shown(db)
    assert view.baseline is not None and view.baseline.followers == 40_000
    assert {one.account.network: one.account.origin for one in view.series} == {
        Network.X: Origin.ORIGIN,
        Network.FACEBOOK: Origin.ORIGIN,
    }


def test_a_departure_logged_by_mistake_on_another_network_can_be_taken_back(db: Database) -> None:
    log(db, on="2025-01-20")
    log(db, on="2025-02-01", network=Network.FACEBOOK)
    log_departure(db, "lyon", DEPARTED, date(2025, 2, 1), by=OPERATOR, now=NOW, holding=HOLDING, network=Network.FACEBOOK, withdrawn=True)
    assert (standing(db).status, standing(db).departed_on) == (DEPARTED, date(2025, 1, 20))
    assert shown(db).journey.departed_on == date(2025, 1, 20)


def test_it_does_not_matter_whether_accounts_or_departures_come_first(db: Database) -> None:
    make_figures(db, "lyon", Network.X, {"2025-05-30": 100})
    log(db, on="2025-01-20", network=Network.FACEBOOK)
    make_organisation(db, "Besançon")
    log(db, "besancon", on="2025-01-20", network=Network.FACEBOOK)
    make_figures(db, "besancon", Network.X, {"2025-05-30": 100})
    assert {one.regained_low for one in all_standings(db, today=TODAY, age=None, holding=HOLDING)} == {100}
