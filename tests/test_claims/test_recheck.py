"""Proofs that stay in public are looked at again every week; one that is gone counts for seven more days, and everybody sees it."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from connectors.base import ConnectorError, Remedy
from connectors.witnesses import Witnesses
from dashboard.domain.claims import Claim, ClaimState, Method
from dashboard.domain.errors import N_, NotAllowed, Refused
from dashboard.domain.organisations import Level
from dashboard.domain.people import Actor, Role
from dashboard.services.claims.by_siret import prove_siret
from dashboard.services.claims.check import check_claim
from dashboard.services.claims.official_domain import set_official_domain
from dashboard.services.claims.read import claims_of, lost
from dashboard.services.claims.recheck import due, recheck, settle_all
from dashboard.services.claims.review import revoke
from db import people
from db.engine import Database
from db.tables import IdentityRow, PersonRow
from tests.factories import NOW, make_organisation
from tests.people import no_witnesses
from tests.test_claims.cast import (
    SILENCE,
    SIRET,
    again,
    leaves,
    level,
    mailed,
    make_lyon,
    member,
    opened,
    reviewer,
    states,
    stranger,
    works_for,
)

DAY = timedelta(days=1)
ELSEWHERE = ConnectorError(N_("{host} does not exist."), Remedy.FIX_HANDLE, host="lyon.example")


def proven(db: Database, by: Actor, method: Method = Method.DNS) -> tuple[Claim, Witnesses]:
    """A proof in the DNS or in a file, and the witnesses that go on saying it."""
    claim, witnesses = opened(db, by, method), no_witnesses()
    says(witnesses, claim.challenge)
    return check_claim(db, witnesses, by, claim.id, now=NOW), witnesses


def says(witnesses: Witnesses, text: str | ConnectorError) -> None:
    """What the DNS and the site say from now on."""
    answers: tuple[tuple[Any, object], ...] = ((witnesses.names.txt, [text]), (witnesses.sites.text, text))
    for call, value in answers:
        call.side_effect = text if isinstance(text, ConnectorError) else None
        call.return_value = value


def after(db: Database, witnesses: Witnesses, days: float) -> tuple[list[tuple[str, str]], Level]:
    """What is left after a round so many days later."""
    recheck(db, witnesses, now=NOW + days * DAY)
    return states(db), level(db)


def test_a_proof_is_looked_at_again_within_the_week_and_not_every_day(db: Database) -> None:
    make_lyon(db)
    claim, witnesses = proven(db, member(db))
    assert due(db, NOW + 6 * DAY - timedelta(minutes=1)) == []
    assert due(db, NOW + 7 * DAY) == [claim.id]
    assert recheck(db, witnesses, now=NOW + 7 * DAY) == 1
    assert due(db, NOW + 12 * DAY) == []
    assert (states(db), level(db)) == ([("dns", "proven")], Level.L2)


def test_what_was_proven_in_one_hour_is_not_all_due_in_one_hour(sqlite_db: Database) -> None:
    slugs = [make_organisation(sqlite_db, f"Ville {number}", domain=f"ville{number}.example").slug for number in range(12)]
    for slug in slugs:
        by = stranger(sqlite_db, f"ana@{slug}.example")
        claim, witnesses = opened(sqlite_db, by, slug=slug), no_witnesses()
        says(witnesses, claim.challenge)
        check_claim(sqlite_db, witnesses, by, claim.id, now=NOW)
    counts = [len(due(sqlite_db, NOW + 6 * DAY + timedelta(hours=hour))) for hour in (0, 6, 12, 18, 24)]
    assert counts[-1] == 12 and all(later - earlier <= 6 for earlier, later in pairwise(counts))


@pytest.mark.parametrize("method", [Method.DNS, Method.FILE])
def test_a_proof_that_is_gone_counts_for_seven_more_days_and_then_lowers_the_level(db: Database, method: Method) -> None:
    make_lyon(db)
    ana, rosa = member(db), reviewer(db)
    mailed(db, ana)
    _, witnesses = proven(db, ana, method)
    says(witnesses, "nothing")
    name = method.value
    assert after(db, witnesses, 7) == ([("mail", "proven"), (name, "notice")], Level.L2)
    (told, _) = claims_of(db, "lyon")
    assert (told.method, told.lost_at, told.lowers_at) == (method, NOW + 7 * DAY, NOW + 14 * DAY)
    assert [(one.name, one.claim.method) for one in lost(db, again(db, rosa, NOW + 8 * DAY), now=NOW + 8 * DAY)] == [("Lyon", method)]
    assert after(db, witnesses, 13.9) == ([("mail", "proven"), (name, "notice")], Level.L2)
    assert after(db, witnesses, 14) == ([("mail", "proven"), (name, "lost")], Level.L1)
    assert [(one.method, one.state) for one in claims_of(db, "lyon")] == [(Method.MAIL, ClaimState.PROVEN), (method, ClaimState.LOST)]


def test_a_proof_that_is_put_back_in_time_loses_nothing(db: Database) -> None:
    make_lyon(db)
    claim, witnesses = proven(db, member(db))
    says(witnesses, "nothing")
    after(db, witnesses, 7)
    says(witnesses, claim.challenge)
    assert after(db, witnesses, 8) == ([("dns", "proven")], Level.L2)
    assert claims_of(db, "lyon")[0].proven_at == NOW
    assert after(db, witnesses, 30) == ([("dns", "proven")], Level.L2)


def test_a_proof_that_is_put_back_too_late_has_to_be_given_anew(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    claim, witnesses = proven(sqlite_db, ana)
    says(witnesses, "nothing")
    after(sqlite_db, witnesses, 7)
    after(sqlite_db, witnesses, 14)
    says(witnesses, claim.challenge)
    assert after(sqlite_db, witnesses, 21) == ([("dns", "lost")], Level.L0)
    with pytest.raises(Refused, match="nothing to look for"):
        check_claim(sqlite_db, witnesses, ana, claim.id, now=NOW + timedelta(hours=1))
    assert opened(sqlite_db, ana).challenge != claim.challenge


def test_nobody_answering_is_no_loss_until_a_month_has_passed(db: Database) -> None:
    make_lyon(db)
    claim, witnesses = proven(db, member(db))
    says(witnesses, SILENCE)
    for days in (7, 8, 15, 29.9):
        assert after(db, witnesses, days) == ([("dns", "proven")], Level.L2)
        assert due(db, NOW + days * DAY) == [claim.id], "asked again at the next round"
    assert after(db, witnesses, 30) == ([("dns", "notice")], Level.L2)
    assert after(db, witnesses, 36.9) == ([("dns", "notice")], Level.L2)
    assert after(db, witnesses, 37) == ([("dns", "lost")], Level.L0)


def test_a_site_that_no_longer_exists_is_an_answer(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    _, witnesses = proven(sqlite_db, member(sqlite_db), Method.FILE)
    says(witnesses, ELSEWHERE)
    assert after(sqlite_db, witnesses, 7) == ([("file", "notice")], Level.L2)


def test_one_proof_that_is_gone_harms_no_other(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    ana = member(sqlite_db)
    _, _ = proven(sqlite_db, ana, Method.FILE)
    claim, witnesses = proven(sqlite_db, ana)
    says(witnesses, claim.challenge)
    witnesses.sites.text.side_effect = ELSEWHERE  # type: ignore[attr-defined]
    assert after(sqlite_db, witnesses, 7) == ([("file", "notice"), ("dns", "proven")], Level.L2)
    assert after(sqlite_db, witnesses, 15) == ([("file", "lost"), ("dns", "proven")], Level.L2)


def test_a_proof_that_was_revoked_in_the_middle_of_a_round_is_not_brought_back_by_it(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    rosa = reviewer(sqlite_db)
    claim, witnesses = proven(sqlite_db, member(sqlite_db))

    def revoked_meanwhile(name: str) -> list[str]:
        revoke(sqlite_db, again(sqlite_db, rosa, NOW + 7 * DAY), claim.id, "An impostor.", now=NOW + 7 * DAY)
        return [claim.challenge]

    witnesses.names.txt.side_effect = revoked_meanwhile  # type: ignore[attr-defined]
    assert after(sqlite_db, witnesses, 7) == ([("dns", "refused")], Level.L0)


def test_another_official_domain_ends_every_proof_of_the_old_one_at_once(db: Database) -> None:
    make_lyon(db)
    ana, rosa = member(db), reviewer(db)
    mailed(db, ana)
    proven(db, ana)
    proven(db, ana, Method.FILE)
    made = set_official_domain(db, rosa, "lyon", "https://www.GrandLyon.example/", now=NOW)
    assert made.domain == "grandlyon.example"
    assert ([state for _, state in states(db)], level(db)) == (["lost"] * 3, Level.L0)


def test_the_same_domain_again_changes_nothing(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    _, _ = proven(sqlite_db, member(sqlite_db))
    set_official_domain(sqlite_db, reviewer(sqlite_db), "lyon", "LYON.example", now=NOW)
    assert states(sqlite_db) == [("dns", "proven")]


def leave(db: Database, by: Actor, now: datetime = NOW) -> None:
    leaves(db, by)
    settle_all(db, now=now)


def test_a_mailbox_counts_while_its_holder_is_in_the_team(db: Database) -> None:
    make_lyon(db)
    ana, noe = member(db), member(db, "noe@lyon.example", Role.EDITOR)
    mailed(db, noe, "noe@lyon.example")
    leave(db, noe)
    assert (states(db), level(db)) == ([("mail", "notice")], Level.L1)
    settle_all(db, now=NOW + 7 * DAY)
    assert (states(db), level(db)) == ([("mail", "lost")], Level.L0)
    assert mailed(db, again(db, ana, NOW + 7 * DAY), now=NOW + 7 * DAY).state is ClaimState.PROVEN


def test_a_siret_counts_while_the_provider_goes_on_saying_it(sqlite_db: Database) -> None:
    make_lyon(sqlite_db, siret=SIRET)
    ana = member(sqlite_db)
    works_for(sqlite_db, ana, SIRET)
    prove_siret(sqlite_db, ana, "lyon", now=NOW)
    assert level(sqlite_db) is Level.L3
    with sqlite_db.writing() as session:
        session.get_one(IdentityRow, 1).siret = None
    mailed(sqlite_db, ana)
    settle_all(sqlite_db, now=NOW)
    assert (states(sqlite_db), level(sqlite_db)) == ([("siret", "notice"), ("mail", "proven")], Level.L3)
    settle_all(sqlite_db, now=NOW + 7 * DAY)
    assert level(sqlite_db) is Level.L1


def test_what_was_pending_of_somebody_who_was_erased_is_withdrawn(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    mallory = stranger(sqlite_db)
    opened(sqlite_db, mallory)
    opened(sqlite_db, mallory, Method.REVIEW)
    with sqlite_db.writing() as session:
        person = people.by_id(session, mallory.person_id or 0)
        assert isinstance(person, PersonRow)
        session.delete(person)
    settle_all(sqlite_db, now=NOW)
    assert states(sqlite_db) == [("dns", "withdrawn"), ("review", "withdrawn")]


def test_only_the_background_and_the_collective_run_a_round(sqlite_db: Database) -> None:
    make_lyon(sqlite_db)
    with pytest.raises(NotAllowed):
        recheck(sqlite_db, no_witnesses(), now=NOW, by=member(sqlite_db))
