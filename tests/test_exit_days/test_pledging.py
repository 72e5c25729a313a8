"""Institutions pledge, on condition or not, and take it back; everybody sees where the day stands, and nobody who hides."""

from datetime import date, timedelta

import pytest

from dashboard.domain.departures import Status
from dashboard.domain.errors import NotAllowed, NotFound, Refused
from dashboard.domain.exit_days.afterwards import Kept
from dashboard.domain.exit_days.checklist import Task
from dashboard.domain.exit_days.days import Goal, Sector
from dashboard.domain.exit_days.pledges import Strength
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.exit_days.afterwards import read_afterwards
from dashboard.services.exit_days.behind import read_behind, read_invited
from dashboard.services.exit_days.pledge import withdraw_pledge
from dashboard.services.exit_days.prepare import read_checklist, tick
from dashboard.services.exit_days.read import own_pledge, read_standing
from dashboard.services.exit_days.steps import confirm_exit_day
from dashboard.services.log_departure import log_departure
from dashboard.services.merge_organisations import merge_organisations
from dashboard.services.record_figure import record_figure
from db.engine import Database
from tests.factories import HOLDING, NOW, make_organisation
from tests.people import actor
from tests.test_exit_days.cast import DAY, city, planned, pledges


def left(db: Database, slug: str, on: date) -> None:
    log_departure(
        db, slug, Status.DEPARTED, on, by=OPERATOR, now=NOW + timedelta(days=200), holding=HOLDING, source="https://evian.example/"
    )


def followers(db: Database, slug: str, count: int) -> None:
    record_figure(db, slug, Network.X, NOW.date(), count, by=OPERATOR, now=NOW, holding=HOLDING, source="X")


def test_the_owner_of_a_team_pledges_and_an_editor_does_not(db: Database) -> None:
    planned(db)
    lyon = city(db, "Lyon")
    made = pledges(db, lyon, by=actor(db, owner_of=lyon), organisations=3)
    assert own_pledge(db, DAY, lyon, by=OPERATOR, now=NOW) == made
    with pytest.raises(NotAllowed):
        pledges(db, lyon, by=actor(db, "bea@lyon.example", editor_of=lyon))
    with pytest.raises(NotAllowed):
        pledges(db, lyon, by=actor(db, "carla@coordination.example", Role.COORDINATOR))


def test_another_pledge_takes_the_place_of_the_first(db: Database) -> None:
    planned(db)
    lyon = city(db, "Lyon")
    first = pledges(db, lyon)
    assert pledges(db, lyon) == first
    second = pledges(db, lyon, named=(city(db, "Évian"),))
    assert own_pledge(db, DAY, lyon, by=OPERATOR, now=NOW) == second and second.id != first.id


def test_a_day_is_open_to_its_sector_alone(db: Database) -> None:
    planned(db, sector=Sector(kinds=frozenset({Kind.CITY}), region="FR-ARA"))
    pledges(db, city(db, "Lyon", insee="69123"))
    pau = city(db, "Pau", insee="64445")
    with pytest.raises(Refused, match="is not open to Pau, so your condition could never hold"):
        pledges(db, "lyon", named=(pau,))
    for slug in (city(db, "Besançon", insee="25056"), make_organisation(db, "Université de Lyon", Kind.UNIVERSITY, now=NOW).slug):
        with pytest.raises(Refused, match="is not open to"):
            pledges(db, slug)


def test_whoever_has_left_has_nothing_to_pledge(db: Database) -> None:
    planned(db)
    evian = city(db, "Évian")
    left(db, evian, date(2025, 1, 20))
    with pytest.raises(Refused, match="has left already"):
        pledges(db, evian)
    with pytest.raises(Refused, match="named has left already"):
        pledges(db, city(db, "Lyon"), named=(evian,))


def test_a_pledge_after_the_last_day_for_them_is_refused(db: Database) -> None:
    planned(db)
    with pytest.raises(Refused, match="last day for pledges"):
        pledges(db, city(db, "Lyon"), now=NOW + timedelta(days=110))


def test_a_withdrawal_before_the_day_is_confirmed_leaves_no_trace_on_the_page(db: Database) -> None:
    planned(db)
    lyon = city(db, "Lyon")
    pledges(db, lyon, shown=True)
    withdraw_pledge(db, DAY, lyon, by=OPERATOR, now=NOW)
    found = read_standing(db, DAY, now=NOW)
    assert (found.wall.names, found.wall.hidden, found.going) == ((), 0, 0)
    with pytest.raises(NotFound, match="has not pledged"):
        withdraw_pledge(db, DAY, lyon, by=OPERATOR, now=NOW)


def test_names_appear_when_the_day_is_confirmed(db: Database) -> None:
    planned(db)
    lyon, evian, annecy, pau = (city(db, name) for name in ("Lyon", "Évian", "Annecy", "Pau"))
    pledges(db, lyon, shown=True)
    pledges(db, evian, named=(lyon, annecy))
    pledges(db, annecy)
    pledges(db, pau, organisations=4)
    before = read_standing(db, DAY, now=NOW)
    assert ([before.named[key].slug for key in before.wall.names], before.wall.hidden, before.going, before.reached) == ([lyon], 3, 4, True)
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    after = read_standing(db, DAY, now=NOW)
    assert sorted(after.named[key].slug for key in after.wall.names) == sorted([lyon, evian, annecy, pau])


def test_two_hidden_institutions_are_counted_nowhere(db: Database) -> None:
    planned(db)
    for name in ("Lyon", "Évian"):
        slug = city(db, name)
        followers(db, slug, 5_000)
        pledges(db, slug)
    found = read_standing(db, DAY, now=NOW)
    assert (found.wall.hidden, found.going, found.audience, found.unknown, found.tipping) == (None, None, None, None, None)


def test_an_audience_that_is_not_known_leaves_a_condition_undecided(db: Database) -> None:
    planned(db)
    for name in ("Lyon", "Évian", "Annecy"):
        slug = city(db, name)
        pledges(db, slug)
        if name == "Lyon":
            followers(db, slug, 40_000)
    for name in ("Pau", "Foix", "Auch"):
        pledges(db, city(db, name), audience=50_000)
    found = read_standing(db, DAY, now=NOW)
    assert (found.going, found.audience, found.unknown, found.undecided) == (3, 40_000, 2, 3)
    assert found.tipping and found.tipping.stands == 3


def test_coordinators_see_who_pledged_and_whom_to_invite(db: Database) -> None:
    planned(db)
    lyon, evian = city(db, "Lyon"), city(db, "Évian")
    pledges(db, lyon)
    pledges(db, evian, organisations=3)
    annecy = city(db, "Annecy")
    followers(db, annecy, 9_000)
    carla = actor(db, "carla@coordination.example", Role.COORDINATOR)
    found = read_behind(db, DAY, by=carla, now=NOW)
    assert [found.institutions[one.organisation].slug for one in found.pledges] == [lyon, evian]
    invited = read_invited(db, DAY, by=carla, now=NOW)
    assert invited and [one.slug for one in invited.institutions] == [annecy]
    assert (invited.suggestion.brings, invited.suggestion.exact) == (1, True)
    ana = actor(db, owner_of=lyon)
    for read in (read_behind, read_invited):
        with pytest.raises(NotAllowed):
            read(db, DAY, by=ana, now=NOW)


def test_whoever_considers_is_in_no_total(db: Database) -> None:
    planned(db)
    pledges(db, city(db, "Lyon"), shown=True)
    for name in ("Pau", "Foix", "Auch"):
        pledges(db, city(db, name), strength=Strength.CONSIDERING)
    found = read_standing(db, DAY, now=NOW)
    assert (found.going, found.wall.pledged, found.wall.considering) == (1, 1, 3)


def test_afterwards_the_register_says_who_kept_the_pledge(db: Database) -> None:
    planned(db, goal=Goal())
    lyon, evian, annecy, pau = (city(db, name) for name in ("Lyon", "Évian", "Annecy", "Pau"))
    for slug in (lyon, evian, annecy, pau):
        pledges(db, slug)
    confirm_exit_day(db, DAY, by=OPERATOR, now=NOW)
    withdraw_pledge(db, DAY, pau, by=OPERATOR, now=NOW + timedelta(days=30))
    left(db, lyon, date(2025, 9, 22))
    left(db, evian, date(2025, 10, 3))
    found = {one.organisation.slug: one.found for one in read_afterwards(db, DAY, now=NOW + timedelta(days=160))}
    assert {slug: one.kept for slug, one in found.items()} == {
        annecy: Kept.BROKEN,
        evian: Kept.LATE,
        lyon: Kept.KEPT,
        pau: Kept.WITHDRAWN,
    }
    assert (found[lyon].left_on, found[lyon].source) == (date(2025, 9, 22), "https://evian.example/")


def test_nobody_is_held_to_a_day_before_it_is_confirmed(db: Database) -> None:
    planned(db)
    pledges(db, city(db, "Lyon"))
    assert read_afterwards(db, DAY, now=NOW) == []


def test_a_team_ticks_its_checklist_and_the_register_ticks_what_it_sees(db: Database) -> None:
    planned(db)
    lyon = city(db, "Lyon")
    ana = actor(db, editor_of=lyon)
    followers(db, lyon, 40_000)
    for _ in range(2):
        tick(db, DAY, lyon, Task.PIN_ANNOUNCEMENT, done=True, by=ana, now=NOW)
    items = {one.task: (one.done, one.by_itself) for one in read_checklist(db, DAY, lyon, by=OPERATOR, now=NOW)}
    assert items[Task.PIN_ANNOUNCEMENT] == (True, False)
    assert (items[Task.TAKE_FIGURES], items[Task.OPEN_ACCOUNTS], items[Task.LEAVE]) == ((True, True), (False, False), (False, False))
    tick(db, DAY, lyon, Task.PIN_ANNOUNCEMENT, done=False, by=ana, now=NOW)
    assert not {one.task: one.done for one in read_checklist(db, DAY, lyon, by=OPERATOR, now=NOW)}[Task.PIN_ANNOUNCEMENT]
    with pytest.raises(NotAllowed):
        tick(db, DAY, city(db, "Évian"), Task.LEAVE, done=True, by=ana, now=NOW)


def test_what_two_rows_of_one_institution_pledged_becomes_one_pledge(db: Database) -> None:
    planned(db)
    lyon, twin, evian = city(db, "Lyon"), city(db, "Ville de Lyon"), city(db, "Évian")
    pledges(db, lyon, shown=True)
    pledges(db, twin, named=(evian,))
    pledges(db, evian, named=(twin,))
    tick(db, DAY, twin, Task.PIN_ANNOUNCEMENT, done=True, by=OPERATOR, now=NOW)
    merge_organisations(db, OPERATOR, lyon, twin, now=NOW, holding=HOLDING)
    kept, named = own_pledge(db, DAY, lyon, by=OPERATOR, now=NOW), own_pledge(db, DAY, evian, by=OPERATOR, now=NOW)
    assert kept and kept.shown and not kept.condition
    assert named and named.condition.named == {kept.organisation}
    assert {one.task for one in read_checklist(db, DAY, lyon, by=OPERATOR, now=NOW) if one.done} == {Task.PIN_ANNOUNCEMENT}
