"""Everybody sees how an institution is proven and nobody by whom; claimants see their lines, the collective what waits."""

from dataclasses import fields

import pytest

from dashboard.domain.accounts import LinkMethod
from dashboard.domain.claim_steps import Lack
from dashboard.domain.claims import Claim, Method
from dashboard.domain.errors import NotAllowed, NotFound, SignInNeeded
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import OPERATOR, VISITOR
from dashboard.services.claims.check import check_claim
from dashboard.services.claims.read import claims_of, lost, my_claims, steps_of, waiting
from dashboard.services.claims.recheck import settle_all
from dashboard.services.claims.review import review
from dashboard.services.import_register import apply_import
from db import claims, organisations
from db.engine import Database
from db.tables import AccountProofRow
from tests.factories import HOLDING, NOW, make_account
from tests.people import no_witnesses
from tests.test_claims.cast import LATER, level, mailed, make_lyon, member, opened, reviewer, states, stranger


def recorded(db: Database, by: object) -> Claim:
    """A proof in the DNS."""
    claim, witnesses = opened(db, by), no_witnesses()  # type: ignore[arg-type]
    witnesses.names.txt.return_value = [claim.challenge]  # type: ignore[attr-defined]
    return check_claim(db, witnesses, by, claim.id, now=LATER)  # type: ignore[arg-type]


def test_everybody_sees_what_is_proven_the_strongest_first_and_not_by_whom(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    mailed(db, ana)
    recorded(db, ana)
    opened(db, ana, Method.FILE)
    opened(db, ana, Method.REVIEW, note="Me.")
    told = claims_of(db, "lyon")
    assert [(one.method, one.evidence) for one in told] == [(Method.DNS, "_essaim.lyon.example"), (Method.MAIL, "lyon.example")]
    assert [(one.person_id, one.challenge) for one in told] == [(None, ""), (None, "")]
    assert [field.name for field in fields(Claim)] == [
        *("id", "organisation", "method", "state", "challenge", "evidence"),
        *("opened_at", "proven_at", "checked_at", "lost_at", "person_id"),
    ]
    with pytest.raises(NotFound):
        claims_of(db, "nowhere")


def test_a_claimant_sees_the_line_to_publish_and_what_was_answered(db: Database) -> None:
    make_lyon(db)
    mallory, rosa = stranger(db), reviewer(db)
    claim = opened(db, mallory)
    review(db, rosa, opened(db, mallory, Method.REVIEW).id, False, "Nobody there knows you.", now=NOW)
    seen = my_claims(db, mallory, "lyon", now=NOW)
    assert [(own.claim.method, own.note) for own in seen] == [(Method.REVIEW, "Nobody there knows you."), (Method.DNS, "")]
    assert seen[1].claim.challenge == claim.challenge
    with pytest.raises(SignInNeeded):
        my_claims(db, VISITOR, "lyon", now=NOW)


def test_the_collective_sees_what_waits_and_what_was_lost_and_nobody_else_does(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    opened(db, stranger(db), Method.REVIEW)
    for read in (waiting, lost):
        assert isinstance(read(db, OPERATOR, now=NOW), list)
        for by in (ana, VISITOR):
            with pytest.raises(NotAllowed):
                read(db, by, now=NOW)
    (listed,) = waiting(db, reviewer(db), now=NOW)
    assert (listed.claimant, listed.has_team, listed.reviews) == ("mallory@evil.example", True, [])


def test_the_steps_know_which_accounts_the_team_holds(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    key = make_account(db, "lyon", Network.BLUESKY, "lyon.example").id
    assert {one.method: one.lacks for one in steps_of(db, ana, "lyon", now=NOW)}[Method.BLUESKY] is Lack.CONTROL
    with db.writing() as session:
        proofs = [(LinkMethod.DOMAIN_HANDLE, NOW), (LinkMethod.APP_PASSWORD, NOW)]
        session.add_all(AccountProofRow(account_id=key, method=method.value, opened_at=NOW, proven_at=at) for method, at in proofs)
    step = {one.method: one for one in steps_of(db, ana, "lyon", now=NOW)}[Method.BLUESKY]
    assert (step.lacks, step.account_id) == (None, key)


def test_a_proof_of_an_account_that_was_lost_or_proves_no_hold_shows_no_control(db: Database) -> None:
    make_lyon(db)
    held = make_account(db, "lyon", Network.BLUESKY, "lyon.example").id
    with db.writing() as session:
        rows = [
            AccountProofRow(account_id=held, method="domain_handle", opened_at=NOW, proven_at=NOW),
            AccountProofRow(account_id=held, method="profile_code", opened_at=NOW),
            AccountProofRow(account_id=held, method="app_password", opened_at=NOW, proven_at=NOW, lost_at=NOW),
        ]
        session.add_all(rows)
    with db.reading() as session:
        assert claims.controlled(session, [held]) == frozenset()


def test_the_registers_import_corrects_a_domain_and_what_rested_on_the_old_one_is_lost(db: Database) -> None:
    make_lyon(db)
    ana = member(db)
    mailed(db, ana)
    recorded(db, ana)
    line = "name,kind,country,slug,domain\nLyon,city,FR,lyon,{}\n"
    apply_import(db, line.format("lyon.example").encode(), by=OPERATOR, now=LATER, holding=HOLDING)
    assert level(db) is Level.L2
    apply_import(db, line.format("grandlyon.example").encode(), by=OPERATOR, now=LATER, holding=HOLDING)
    assert (states(db), level(db)) == ([("mail", "lost"), ("dns", "lost")], Level.L0)


def test_an_institution_of_the_demo_keeps_the_level_it_was_given_until_a_claim_is_proven(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    with sqlite_db.writing() as session:
        row = organisations.by_slug(session, "lyon")
        row.fictional, row.level = True, Level.L3.value
    member(sqlite_db)
    opened(sqlite_db, stranger(sqlite_db), Method.REVIEW)
    settle_all(sqlite_db, now=NOW)
    assert level(sqlite_db) is Level.L3
    mailed(sqlite_db, member(sqlite_db, "noe@lyon.example"))
    assert level(sqlite_db) is Level.L1
