"""The movement as a whole: sums that anybody can redo by hand."""

from datetime import date

from dashboard.domain.departures import Status
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.services.read_overview import read_overview
from dashboard.services.views import AgePoint, Overview
from db.engine import Database
from tests.factories import NOW, TODAY, a_city_that_left, log, make_figures, make_organisation


def test_the_movement_is_summed_over_those_that_left(db: Database) -> None:
    a_city_that_left(db, "Lyon", left=100_000, regained=(20_000, 10_000))
    a_city_that_left(db, "Éveux", left=1_000, regained=(50,))
    returned = a_city_that_left(db, "Besançon", left=500, regained=())
    log(db, returned, Status.RETURNED, "2025-05-01")
    university = make_organisation(db, "Université de Besançon", Kind.UNIVERSITY).slug
    make_figures(db, university, Network.X, {"2025-05-20": 70_000})
    log(db, university, on="2025-06-21")
    log(db, make_organisation(db, "Les Amis", Kind.ASSOCIATION).slug, Status.ANNOUNCED, "2025-05-01")
    make_organisation(db, "Dole")
    found = read_overview(db, today=TODAY)
    assert (found.organisations, found.left, found.planned, found.announced, found.returned) == (6, 3, 1, 1, 1)
    assert (found.audience_left, found.audience_known) == (101_500, 3)
    assert found.regained == (20_050, 30_050, 2)
    assert found.departures == [(date(2025, 1, 20), 3), (date(2025, 6, 21), 4)]
    assert [one.slug for one in found.next_departures] == ["universite-de-besancon"]
    assert found.by_kind == [("city", 3)]
    assert found.read_at == NOW


def test_without_a_baseline_what_was_regained_is_not_summed(db: Database) -> None:
    slug = make_organisation(db, "Lyon").slug
    log(db, slug)
    make_figures(db, slug, Network.LINKEDIN, {TODAY: 900})
    found = read_overview(db, today=TODAY)
    assert (found.left, found.audience_known, found.regained) == (1, 0, (0, 0, 0))


def test_fewer_than_four_have_no_quartiles(db: Database) -> None:
    for number, regained in enumerate((128, 256, 384, 640)):
        assert read_overview(db, today=TODAY).recovery == []
        slug = make_organisation(db, f"Éveux {number}").slug
        make_figures(db, slug, Network.X, {"2025-01-20": 1_024})
        log(db, slug)
        make_figures(db, slug, Network.LINKEDIN, {"2025-04-20": regained})
    assert read_overview(db, today=TODAY).recovery == [AgePoint(90, 4, 0.21875, 0.3125, 0.4375)]


def test_the_five_next_departures_come_soonest_first(db: Database) -> None:
    for number in range(6):
        log(db, make_organisation(db, f"Éveux {number}").slug, on=date(2025, 6, 20 - number))
    assert [one.slug for one in read_overview(db, today=TODAY).next_departures] == [f"eveux-{number}" for number in (5, 4, 3, 2, 1)]


def test_an_empty_register_is_an_empty_movement(db: Database) -> None:
    assert read_overview(db, today=TODAY) == Overview(0, 0, 0, 0, 0, 0, 0, (0, 0, 0), [], [], [], [], None)
