"""Take-overs by what people say of themselves and of each other: the provider's word, and the collective's."""

from datetime import timedelta

import pytest

from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.organisations import Level
from dashboard.domain.people import Actor, Role
from dashboard.services.claims.by_siret import prove_siret
from dashboard.services.claims.review import review, revoke
from db import people
from db.tables import OrganisationRow, PersonRow
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_person
from tests.test_claims.cast import SIRET, again, level, opened, reviewer, role, states, works_for
from tests.test_takeover.world import World

OTHER_ESTABLISHMENT = "21690123100995"


def set_siret(world: World, siret: str | None, siren: str | None = SIRET[:9]) -> None:
    with world.db.writing() as session:
        row = session.get_one(OrganisationRow, 1)
        row.siret, row.siren = siret, siren


def claims_by_siret(world: World, why: str, by: Actor | None = None) -> None:
    world.refused(lambda: prove_siret(world.db, by or world.mallory, "lyon", now=NOW), why)


@pytest.mark.parametrize("said", [None, "", "35600000000048", SIRET[:9], OTHER_ESTABLISHMENT])
def test_a_provider_that_says_no_siret_or_another_proves_nothing(world: World, said: str | None) -> None:
    set_siret(world, SIRET)
    works_for(world.db, world.mallory, said)
    claims_by_siret(world, "no provider said that you work for Lyon")


def test_whoever_has_no_provider_proves_nothing_by_it(world: World) -> None:
    set_siret(world, SIRET)
    claims_by_siret(world, "no provider said")


@pytest.mark.parametrize("said", [None, "", SIRET])
def test_an_institution_without_a_siret_is_proven_by_none_not_even_by_its_siren(world: World, said: str | None) -> None:
    set_siret(world, None)
    works_for(world.db, world.mallory, said)
    claims_by_siret(world, "The register has no SIRET for Lyon")


def test_what_a_provider_said_in_an_earlier_session_proves_nothing_in_this_one(world: World) -> None:
    set_siret(world, SIRET)
    works_for(world.db, world.mallory, SIRET, at=NOW - timedelta(seconds=1))
    claims_by_siret(world, "In this session no provider said")
    works_for(world.db, world.mallory, "35600000000048", provider="https://other.example")
    claims_by_siret(world, "In this session no provider said")


def test_what_a_provider_said_of_somebody_else_proves_nothing(world: World) -> None:
    set_siret(world, SIRET)
    ana = come_in(world.db, make_person(world.db, "ana@lyon.example"))[1]
    works_for(world.db, ana, SIRET)
    claims_by_siret(world, "no provider said")


def waits(world: World, by: Actor) -> Claim:
    """A claim on Lyon that waits for the collective."""
    return opened(world.db, by, Method.REVIEW)


def yes(world: World, by: Actor, claim: Claim) -> None:
    review(world.db, by, claim.id, True, "It is right.", now=NOW)


def test_nobody_of_the_collective_reviews_their_own_claim(world: World) -> None:
    rosa, paul = reviewer(world.db), reviewer(world.db, "paul@essaim.example")
    claim = waits(world, rosa)
    world.refused(lambda: yes(world, rosa, claim), "You have a part in this")
    yes(world, paul, claim)
    world.refused(lambda: yes(world, rosa, claim), "You have a part in this")
    assert (states(world.db), role(world.db, rosa)) == ([("review", "waiting")], None)


def test_two_of_the_collective_who_both_claim_an_institution_do_not_review_each_other(world: World) -> None:
    rosa, paul = reviewer(world.db), reviewer(world.db, "paul@essaim.example")
    hers, his = waits(world, rosa), waits(world, paul)
    world.refused(lambda: yes(world, rosa, his), "You have a part in this")
    world.refused(lambda: yes(world, paul, hers), "You have a part in this")


def test_nobody_reviews_a_claim_of_their_own_team(world: World) -> None:
    claim = waits(world, world.mallory)
    accomplice = reviewer(world.db, "eve@essaim.example", editor_of="lyon")
    world.refused(lambda: yes(world, accomplice, claim), "You have a part in this")


def test_one_yes_is_not_two_however_often_it_is_said(world: World) -> None:
    rosa, claim = reviewer(world.db), waits(world, world.mallory)
    yes(world, rosa, claim)
    world.refused(lambda: yes(world, rosa, claim), "You have reviewed this claim already")
    world.refused(lambda: yes(world, again(world.db, rosa, NOW), claim), "You have reviewed this claim already")


def test_a_yes_of_somebody_who_has_left_the_collective_since_is_none(world: World) -> None:
    rosa, paul, claim = reviewer(world.db), reviewer(world.db, "paul@essaim.example"), waits(world, world.mallory)
    yes(world, rosa, claim)
    with world.db.writing() as session:
        session.get_one(PersonRow, rosa.person_id).collective = False
    yes(world, paul, claim)
    world.nothing_won()
    world.refused(lambda: yes(world, rosa, claim), "You may not do that")


def test_a_yes_of_somebody_who_has_joined_the_team_since_or_was_erased_is_none(world: World) -> None:
    rosa, paul, zoe = (reviewer(world.db, f"{name}@essaim.example") for name in ("rosa", "paul", "zoe"))
    claim = waits(world, world.mallory)
    yes(world, rosa, claim)
    with world.db.writing() as session:
        people.join(session, rosa.person_id or 0, 1, Role.EDITOR, NOW)
    yes(world, zoe, claim)
    world.nothing_won()
    with world.db.writing() as session:
        session.delete(session.get_one(PersonRow, zoe.person_id))
    yes(world, paul, claim)
    world.nothing_won()
    assert states(world.db) == [("review", "waiting")]


@pytest.mark.parametrize("kind", ["coordinator", "owner elsewhere", "without second factor", "claimant"])
def test_nobody_but_the_collective_with_its_second_factor_reviews(world: World, kind: str) -> None:
    make_organisation(world.db, "Écoute")
    claim = waits(world, world.mallory)
    by = {
        "coordinator": lambda: come_in(world.db, make_person(world.db, "zoe@essaim.example", Role.COORDINATOR))[1],
        "owner elsewhere": lambda: come_in(world.db, make_person(world.db, "zoe@ecoute.example", owner_of="ecoute"))[1],
        "without second factor": lambda: come_in(world.db, make_person(world.db, "zoe@essaim.example", Role.COLLECTIVE), strong=False)[1],
        "claimant": lambda: world.mallory,
    }[kind]()
    world.refused(lambda: yes(world, by, claim), "second factor" if kind == "without second factor" else "You may not do that")
    world.refused(lambda: revoke(world.db, by, claim.id, "x", now=NOW), "")
    assert states(world.db) == [("review", "waiting")]


def test_a_claim_that_was_refused_is_not_approved_any_more(world: World) -> None:
    rosa, paul, zoe = (reviewer(world.db, f"{name}@essaim.example") for name in ("rosa", "paul", "zoe"))
    claim = waits(world, world.mallory)
    yes(world, rosa, claim)
    review(world.db, paul, claim.id, False, "An impostor.", now=NOW)
    world.refused(lambda: yes(world, zoe, claim), "not waiting")
    anew = waits(world, world.mallory)
    yes(world, zoe, anew)
    world.nothing_won()


def test_an_open_claim_that_nothing_was_found_for_is_not_approved_by_people(world: World) -> None:
    claim = opened(world.db, world.mallory)
    for name in ("rosa", "paul"):
        by = reviewer(world.db, f"{name}@essaim.example")
        world.refused(lambda by=by: yes(world, by, claim), "not waiting")  # type: ignore[misc]


def test_the_provider_and_two_reviewers_do_prove_it(world: World) -> None:
    """The refusals above are for the reason they give, and not because nothing is ever accepted."""
    set_siret(world, SIRET)
    claim = waits(world, world.mallory)
    yes(world, reviewer(world.db), claim)
    yes(world, reviewer(world.db, "paul@essaim.example"), claim)
    works_for(world.db, world.mallory, SIRET)
    assert prove_siret(world.db, world.mallory, "lyon", now=NOW).state is ClaimState.PROVEN
    assert (level(world.db), role(world.db, world.mallory)) == (Level.L3, Role.OWNER)
