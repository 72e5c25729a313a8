"""Two people of the collective confirm a claim, one refuses it, and any of them takes a proof back."""

import pytest

from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.errors import Conflict, NotAllowed, NotFound, Refused
from dashboard.domain.organisations import Level
from dashboard.domain.people import OPERATOR, Role
from dashboard.services.claims.read import my_claims, waiting
from dashboard.services.claims.review import review, revoke
from dashboard.services.claims.withdraw import withdraw
from db.engine import Database
from tests.factories import NOW, make_organisation
from tests.people import come_in, make_person
from tests.test_claims.cast import deeds, level, mailed, make_lyon, member, opened, reviewer, role, states, stranger


def test_two_who_say_yes_prove_it_and_the_claimant_joins_the_team(db: Database) -> None:
    make_organisation(db, "Écoute")
    ana, rosa, paul = stranger(db, "ana@ecoute.example"), reviewer(db), reviewer(db, "paul@essaim.example")
    claim = opened(db, ana, Method.REVIEW, slug="ecoute", note="Secretary; our phone number is on the site.")
    assert (claim.state, claim.challenge) == (ClaimState.WAITING, "")
    assert review(db, rosa, claim.id, True, "Called them.", now=NOW).state is ClaimState.WAITING
    (listed,) = waiting(db, paul, now=NOW)
    assert (listed.name, listed.claimant, listed.note) == ("Écoute", "ana@ecoute.example", "Secretary; our phone number is on the site.")
    (said,) = listed.reviews
    assert (said.reviewer, said.approves, said.note, said.yours) == ("rosa@essaim.example", True, "Called them.", False)
    assert not listed.has_team
    assert review(db, paul, claim.id, True, "", now=NOW).state is ClaimState.PROVEN
    assert (level(db, "ecoute"), role(db, ana, "ecoute")) == (Level.L3, Role.OWNER)
    assert waiting(db, paul, now=NOW) == []
    assert deeds(db).count("claim.reviewed") == 2


def test_one_who_says_no_refuses_it_and_says_why(db: Database) -> None:
    make_lyon(db)
    ana, rosa, paul = stranger(db), reviewer(db), reviewer(db, "paul@essaim.example")
    claim = opened(db, ana, Method.REVIEW)
    review(db, rosa, claim.id, True, "", now=NOW)
    with pytest.raises(Refused, match="Say why"):
        review(db, paul, claim.id, False, "  ", now=NOW)
    assert review(db, paul, claim.id, False, "Nobody there knows you.", now=NOW).state is ClaimState.REFUSED
    assert (states(db), level(db), role(db, ana)) == ([("review", "refused")], Level.L0, None)
    with pytest.raises(Conflict, match="not waiting"):
        review(db, reviewer(db, "zoe@essaim.example"), claim.id, True, "", now=NOW)


def test_a_claim_of_the_team_itself_raises_its_level_and_changes_no_role(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    noe = member(sqlite_db, "noe@lyon.example", Role.EDITOR)
    claim = opened(sqlite_db, noe, Method.REVIEW)
    for email in ("rosa@essaim.example", "paul@essaim.example"):
        review(sqlite_db, reviewer(sqlite_db, email), claim.id, True, "", now=NOW)
    assert (level(sqlite_db), role(sqlite_db, noe)) == (Level.L3, Role.EDITOR)


def test_a_stranger_who_was_found_right_joins_a_team_that_exists_when_two_say_so(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    member(sqlite_db)
    lea = stranger(sqlite_db, "lea@lyon.example")
    claim = mailed(sqlite_db, lea, "lea@lyon.example")
    assert (claim.state, level(sqlite_db), role(sqlite_db, lea)) == (ClaimState.WAITING, Level.L0, None)
    rosa, paul = reviewer(sqlite_db), reviewer(sqlite_db, "paul@essaim.example")
    assert waiting(sqlite_db, rosa, now=NOW)[0].has_team
    for by in (rosa, paul):
        review(sqlite_db, by, claim.id, True, "", now=NOW)
    assert (states(sqlite_db), level(sqlite_db), role(sqlite_db, lea)) == ([("mail", "proven")], Level.L1, Role.OWNER)


def test_the_collective_takes_a_proof_back_at_once(db: Database) -> None:
    make_lyon(db)
    ana, rosa = member(db), reviewer(db)
    claim = mailed(db, ana)
    with pytest.raises(Refused, match="Say why"):
        revoke(db, rosa, claim.id, "", now=NOW)
    assert revoke(db, rosa, claim.id, "The mailbox was stolen.", now=NOW).state is ClaimState.REFUSED
    assert (level(db), role(db, ana)) == (Level.L0, Role.OWNER)
    with pytest.raises(Conflict, match="over already"):
        revoke(db, OPERATOR, claim.id, "Again.", now=NOW)
    with pytest.raises(NotFound):
        revoke(db, rosa, 999, "x", now=NOW)


@pytest.mark.parametrize("who", ["claimant", "owner", "coordinator", "operator"])
def test_only_people_of_the_collective_review(sqlite_db: Database, who: str) -> None:
    make_lyon(sqlite_db)
    ana = stranger(sqlite_db)
    claim = opened(sqlite_db, ana, Method.REVIEW)
    coordinator = come_in(sqlite_db, make_person(sqlite_db, "zoe@essaim.example", Role.COORDINATOR))[1]
    by = {"claimant": ana, "owner": member(sqlite_db), "coordinator": coordinator, "operator": OPERATOR}[who]
    with pytest.raises(NotAllowed):
        review(sqlite_db, by, claim.id, True, "", now=NOW)
    assert states(sqlite_db) == [("review", "waiting")]


def test_one_withdraws_ones_own_claim_and_an_owner_what_counts_for_the_team(db: Database) -> None:
    make_lyon(db)
    ana, noe = member(db), member(db, "noe@lyon.example", Role.EDITOR)
    pending, counts = opened(db, noe), mailed(db, noe, "noe@lyon.example")
    assert withdraw(db, noe, pending.id, now=NOW).state is ClaimState.WITHDRAWN
    with pytest.raises(NotAllowed):
        withdraw(db, noe, counts.id, now=NOW)
    assert level(db) is Level.L1
    assert withdraw(db, ana, counts.id, now=NOW).state is ClaimState.WITHDRAWN
    assert level(db) is Level.L0
    with pytest.raises(NotFound):
        withdraw(db, ana, counts.id, now=NOW)
    with pytest.raises(Conflict, match="over already"):
        withdraw(db, noe, counts.id, now=NOW)


def test_a_new_claim_after_one_that_is_over_has_a_new_challenge(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    first = opened(sqlite_db, ana)
    withdraw(sqlite_db, ana, first.id, now=NOW)
    second = opened(sqlite_db, ana)
    assert second.id != first.id and second.challenge != first.challenge


@pytest.mark.parametrize("end", ["proven", "withdrawn"])
def test_what_a_claimant_wrote_of_themselves_is_not_kept_once_it_is_decided(sqlite_db: Database, end: str) -> None:
    make_lyon(sqlite_db)
    ana = stranger(sqlite_db)
    claim = opened(sqlite_db, ana, Method.REVIEW, note="My direct line is 04 00 00 00 00.")
    if end == "withdrawn":
        withdraw(sqlite_db, ana, claim.id, now=NOW)
    else:
        for email in ("rosa@essaim.example", "paul@essaim.example"):
            review(sqlite_db, reviewer(sqlite_db, email), claim.id, True, "", now=NOW)
    assert [(own.claim.state, own.note) for own in my_claims(sqlite_db, ana, "lyon", now=NOW)] == [(ClaimState(end), "")]
