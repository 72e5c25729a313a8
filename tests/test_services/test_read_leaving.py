"""Who leaves, one by one: the day, the source, the return; and those without a day."""

from datetime import date, timedelta

from dashboard.domain.departures import Status
from dashboard.services.read_leaving import read_leaving, read_undated
from db.engine import Database
from tests.factories import TODAY, day, log, make_organisation

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def test_departures_come_by_day_then_by_name_with_their_source(db: Database) -> None:
    for name, on in (("Évreux", "2025-01-20"), ("Dole", "2025-01-20"), ("Lyon", "2025-01-05"), ("Besançon", "2025-02-01")):
        log(db, make_organisation(db, name).slug, Status.DEPARTED, on, source=f"https://{on}.example")
    found = read_leaving(db, *JANUARY, today=TODAY, limit=10)
    assert [(one.standing.name, one.source) for one in found] == [
        ("Lyon", "https://2025-01-05.example"),
        ("Dole", "https://2025-01-20.example"),
        ("Évreux", "https://2025-01-20.example"),
    ]
    newest = read_leaving(db, *JANUARY, today=TODAY, newest_first=True, offset=1, limit=1)
    assert [one.standing.name for one in newest] == ["Évreux"]


def test_the_source_is_that_of_the_departure_in_force(db: Database) -> None:
    slug = make_organisation(db).slug
    log(db, slug, Status.ANNOUNCED, "2025-01-02", source="announced")
    log(db, slug, Status.DEPARTED, "2025-01-20", source="first said")
    log(db, slug, Status.DEPARTED, "2025-01-21", source="corrected")
    (found,) = read_leaving(db, *JANUARY, today=TODAY, limit=10)
    assert (found.standing.departed_on, found.source, found.announced_on) == (day("2025-01-21"), "corrected", day("2025-01-02"))
    assert found.returned_on is None


def test_whoever_came_back_says_when_once_the_day_has_come(db: Database) -> None:
    for name, back in (("Lyon", "2025-04-05"), ("Dole", "2025-12-24")):
        slug = make_organisation(db, name).slug
        log(db, slug, Status.DEPARTED, "2025-01-20")
        log(db, slug, Status.RETURNED, back)
    found = {one.standing.name: one.returned_on for one in read_leaving(db, *JANUARY, today=TODAY, limit=10)}
    assert found == {"Lyon": day("2025-04-05"), "Dole": None}


def test_those_without_a_day_are_those_that_said_so_publicly(db: Database) -> None:
    for name, status in (
        ("Lyon", Status.ANNOUNCED),
        ("Dole", Status.LAST_POST),
        ("Évreux", Status.PLEDGED),
        ("Nevers", Status.CONSIDERING),
    ):
        log(db, make_organisation(db, name).slug, status, "2025-05-02", source=status.value)
    found = read_undated(db, today=TODAY, limit=10)
    assert [(one.standing.name, one.source) for one in found] == [("Dole", "last_post"), ("Lyon", "announced")]
    assert [one.standing.name for one in read_undated(db, today=TODAY, offset=1, limit=10)] == ["Lyon"]
    assert read_leaving(db, TODAY + timedelta(days=1), date.max, today=TODAY, limit=10) == []
