"""Take-overs of teams: what a real proof wins where there is a team already, and what is left to those who were in it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import EssaimError, NotAllowed, NotFound, SignInNeeded
from dashboard.domain.organisations import Kind, Level
from dashboard.domain.people import VISITOR, Actor, Role
from dashboard.services.claims.by_siret import prove_siret
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.claims.read import claims_of, lost, my_claims, waiting
from dashboard.services.claims.recheck import settle_all
from dashboard.services.claims.review import review, revoke
from dashboard.services.claims.withdraw import withdraw
from dashboard.services.people.invite import invite
from dashboard.services.people.sessions import sign_out
from dashboard.services.people.team import remove_member
from dashboard.services.register_organisation import NewOrganisation, register_organisation
from db import people
from db.tables import OrganisationRow, PersonRow
from tests.factories import HOLDING, NOW, make_organisation
from tests.people import VAULT, come_in, make_person
from tests.test_claims.cast import ENGLISH, LATER, SIRET, level, mailed, member, opened, reviewer, role, states, stranger, works_for
from tests.test_takeover.world import World


def proves(world: World, by: Actor) -> Claim:
    """A real proof: the record stands in the official DNS."""
    claim = opened(world.db, by)
    world.dns.txt("_essaim.lyon.example", claim.challenge)
    return world.look(claim, by)


@pytest.mark.parametrize("method", [Method.MAIL, Method.DNS, Method.SIRET])
@pytest.mark.parametrize("held", [Role.OWNER, Role.EDITOR])
def test_a_real_proof_of_a_stranger_opens_no_team_that_exists(world: World, method: Method, held: Role) -> None:
    member(world.db, role=held)
    with world.db.writing() as session:
        session.get_one(OrganisationRow, 1).siret = SIRET
    works_for(world.db, world.mallory, SIRET)
    claim = {
        Method.MAIL: lambda: mailed(world.db, world.mallory, "student@lyon.example"),
        Method.DNS: lambda: proves(world, world.mallory),
        Method.SIRET: lambda: prove_siret(world.db, world.mallory, "lyon", now=NOW),
    }[method]()
    assert claim.state is ClaimState.WAITING
    world.nothing_won()
    assert claims_of(world.db, "lyon") == []


def test_of_two_strangers_who_prove_it_the_second_waits(world: World) -> None:
    ana = stranger(world.db, "ana@lyon.example")
    assert proves(world, ana).state is ClaimState.PROVEN
    assert mailed(world.db, world.mallory, "student@lyon.example").state is ClaimState.WAITING
    assert (role(world.db, ana), role(world.db, world.mallory), level(world.db)) == (Role.OWNER, None, Level.L2)


def test_somebody_who_was_put_out_of_the_team_does_not_prove_their_way_back_into_the_empty_house(world: World) -> None:
    first = mailed(world.db, world.mallory, "student@lyon.example")
    assert (first.state, role(world.db, world.mallory)) == (ClaimState.PROVEN, Role.OWNER)
    revoke(world.db, reviewer(world.db), first.id, "A student, not the university.", now=NOW)
    out(world, world.mallory)
    assert mailed(world.db, world.mallory, "student@lyon.example").state is ClaimState.WAITING
    world.nothing_won()


def out(world: World, by: Actor) -> None:
    """The collective takes somebody out of Lyon's team."""
    remove_member(world.db, reviewer(world.db, f"r{by.person_id}@essaim.example"), "lyon", by.person_id or 0, now=NOW)


def test_a_team_that_left_without_ever_proving_anything_leaves_no_open_door(world: World) -> None:
    out(world, member(world.db))
    assert proves(world, world.mallory).state is ClaimState.WAITING
    world.nothing_won()


def test_a_stranger_does_not_overtake_whoever_was_invited_first(world: World) -> None:
    rosa, site = reviewer(world.db), "https://essaim.example"
    invite(world.db, VAULT, rosa, email=None, role=Role.OWNER, slug="lyon", base=site, now=NOW, words=ENGLISH)
    assert mailed(world.db, world.mallory, "student@lyon.example").state is ClaimState.WAITING
    world.nothing_won()


def test_an_empty_house_whose_people_were_erased_is_not_anybodys(world: World) -> None:
    ana = stranger(world.db, "ana@lyon.example")
    mailed(world.db, ana)
    with world.db.writing() as session:
        session.delete(session.get_one(PersonRow, ana.person_id))
    settle_all(world.db, now=NOW + timedelta(days=7))
    settle_all(world.db, now=NOW + timedelta(days=14))
    assert mailed(world.db, world.mallory, "student@lyon.example").state is ClaimState.WAITING
    world.nothing_won()


def test_whoever_left_the_team_keeps_no_hold_on_its_proofs(world: World) -> None:
    ana, eve = member(world.db), member(world.db, "eve@lyon.example")
    claim = proves(world, eve)
    out(world, eve)
    for attempt in ("check", "withdraw"):
        with pytest.raises(NotFound, match="There is no such claim"):
            ATTEMPTS[attempt](world, eve, claim)
    assert (states(world.db), level(world.db)) == ([("dns", "proven")], Level.L2)
    assert withdraw(world.db, ana, claim.id, now=NOW).state is ClaimState.WITHDRAWN


def test_whoever_left_the_team_does_not_prolong_the_notice_of_their_mailbox(world: World) -> None:
    member(world.db)
    eve = member(world.db, "eve@lyon.example", Role.EDITOR)
    mailed(world.db, eve, "eve@lyon.example")
    out(world, eve)
    settle_all(world.db, now=NOW)
    assert (states(world.db), level(world.db)) == ([("mail", "notice")], Level.L1)
    mailed(world.db, eve, "eve@lyon.example", now=NOW + timedelta(hours=11))
    settle_all(world.db, now=NOW + timedelta(days=7))
    assert (states(world.db), level(world.db)) == ([("mail", "lost")], Level.L0)


def test_an_open_tab_of_somebody_who_was_demoted_signed_out_or_erased_proves_nothing(world: World) -> None:
    eve = member(world.db, "eve@lyon.example", Role.EDITOR)
    member(world.db)
    claim = opened(world.db, eve)
    world.dns.txt("_essaim.lyon.example", claim.challenge)
    out(world, eve)
    assert world.look(claim, eve).state is ClaimState.WAITING
    sign_out(world.db, eve, now=NOW)
    with pytest.raises(SignInNeeded):
        world.look(claim, eve)
    world.nothing_won()


ATTEMPTS: dict[str, Callable[[World, Actor, Claim], object]] = {
    "check": lambda world, by, claim: world.look(claim, by),
    "withdraw": lambda world, by, claim: withdraw(world.db, by, claim.id, now=NOW),
    "review": lambda world, by, claim: review(world.db, by, claim.id, True, "", now=NOW),
    "revoke": lambda world, by, claim: revoke(world.db, by, claim.id, "x", now=NOW),
    "waiting": lambda world, by, claim: waiting(world.db, by, now=NOW),
    "lost": lambda world, by, claim: lost(world.db, by, now=NOW),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("who", ["visitor", "stranger", "owner elsewhere", "teammate"])
def test_the_number_of_somebody_elses_claim_opens_nothing(world: World, attempt: str, who: str) -> None:
    hers = opened(world.db, member(world.db))
    world.dns.txt("_essaim.lyon.example", hers.challenge)
    by = {
        "visitor": lambda: VISITOR,
        "stranger": lambda: world.mallory,
        "owner elsewhere": lambda: _owner_elsewhere(world),
        "teammate": lambda: member(world.db, "noe@lyon.example", Role.EDITOR),
    }[who]()
    with pytest.raises((NotFound, NotAllowed)) as theirs:
        ATTEMPTS[attempt](world, by, hers)
    if attempt in ("check", "withdraw") and who != "visitor":
        with pytest.raises(EssaimError) as nobodys:
            ATTEMPTS[attempt](world, by, Claim(999, "lyon", Method.DNS, ClaimState.OPEN, "", "", NOW))
        assert str(theirs.value) == str(nobodys.value), "what exists and what does not are told apart"
    assert states(world.db) == [("dns", "open")]
    world.nothing_won()


def _owner_elsewhere(world: World) -> Actor:
    make_organisation(world.db, "Écoute")
    return come_in(world.db, make_person(world.db, "zoe@ecoute.example", owner_of="ecoute"))[1]


def test_nobody_reads_the_line_or_the_note_of_somebody_elses_claim(world: World) -> None:
    ana = member(world.db)
    claim = opened(world.db, ana)
    opened(world.db, ana, Method.REVIEW, note="My boss is called Camille.")
    proven = proves(world, ana)
    assert claim.challenge and [own.yours for own in my_claims(world.db, ana, "lyon", now=NOW)] == [True, True]
    for by in (world.mallory, member(world.db, "noe@lyon.example", Role.EDITOR)):
        seen = my_claims(world.db, by, "lyon", now=NOW)
        assert [own.claim.id for own in seen] in ([], [proven.id])
        assert not [own for own in seen if own.note or own.claim.person_id]
    assert [(one.challenge, one.person_id) for one in claims_of(world.db, "lyon")] == [("", None)]


@pytest.mark.parametrize("field", ["domain", "siret"])
def test_a_coordinator_registers_no_institution_with_a_domain_or_a_siret_of_their_own(world: World, field: str) -> None:
    zoe = come_in(world.db, make_person(world.db, "zoe@evil.example", Role.COORDINATOR))[1]
    value = {"domain": "evil.example", "siret": SIRET}[field]
    new = NewOrganisation("Ville de Lyon", Kind.CITY, **{field: value})
    world.refused(lambda: register_organisation(world.db, new, by=zoe, now=NOW, holding=HOLDING), "the collective adds them")
    world.refused(lambda: set_official_domain(world.db, zoe, "lyon", "evil.example", now=NOW), "You may not do that")


@pytest.mark.parametrize("held", [Role.OWNER, Role.EDITOR])
def test_a_team_does_not_set_its_own_official_domain(world: World, held: Role) -> None:
    by = member(world.db, "eve@lyon.example", held)
    world.refused(lambda: set_official_domain(world.db, by, "lyon", "evil.example", now=NOW), "You may not do that")


def test_who_waits_counts_from_the_day_on_which_the_team_lets_them_in(world: World) -> None:
    member(world.db)
    claim = proves(world, world.mallory)
    world.nothing_won()
    with world.db.writing() as session:
        people.join(session, world.mallory.person_id or 0, 1, Role.EDITOR, NOW)
    settle_all(world.db, now=LATER)
    assert (claim.state, states(world.db), level(world.db)) == (ClaimState.WAITING, [("dns", "proven")], Level.L2)
    assert role(world.db, world.mallory) is Role.EDITOR
