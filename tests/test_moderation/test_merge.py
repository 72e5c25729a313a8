"""Merging two rows that are one institution: everything comes along, old addresses go on working, and only the collective does it."""

from datetime import date
from unittest.mock import Mock

import pytest

from dashboard.domain.audit import Deed
from dashboard.domain.claims import ClaimState, Method
from dashboard.domain.departures import Status
from dashboard.domain.errors import NotAllowed, NotFound, Refused, SignInNeeded
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import OPERATOR, VISITOR, Act, Actor, Role
from dashboard.services.export_series import export_series
from dashboard.services.log_departure import log_departure
from dashboard.services.merge_organisations import MergePlan, merge_organisations, preview_merge
from dashboard.services.people.sessions import who
from dashboard.services.permit import permit
from dashboard.services.read_audit import Asked, check_audit, read_audit
from dashboard.services.read_leaderboard import all_standings
from dashboard.services.read_organisation import list_organisations, read_organisation
from db import aliases, claims, organisations, people
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, make_organisation
from tests.people import actor, come_in, make_person
from tests.test_moderation.cast import add_claim, another, collective, counts, two_rows


def merge(db: Database, keep: str = "lyon", gone: str = "ville-de-lyon", by: Actor = OPERATOR) -> MergePlan:
    return merge_organisations(db, by, keep, gone, now=NOW, holding=HOLDING)


def test_everything_comes_along(db: Database) -> None:
    two_rows(db)
    merge(db)
    shown = read_organisation(db, "lyon", today=TODAY, holding=HOLDING)
    assert [(one.account.network, one.account.handle) for one in shown.series] == [
        (Network.BLUESKY, "lyon.fr"),
        (Network.X, ""),
        (Network.MASTODON, "ville-de-lyon@social.example"),
    ]
    assert (shown.journey.departed_on, shown.organisation.siren, shown.organisation.population) == (date(2025, 1, 20), "216901231", 520_000)
    assert [one.slug for one in list_organisations(db)] == ["lyon"]


def test_standings_follow_at_once(db: Database) -> None:
    two_rows(db)
    merge(db)
    (standing,) = all_standings(db, today=TODAY, age=None, holding=HOLDING)
    assert (standing.slug, standing.baseline, standing.regained_low, standing.regained_high) == ("lyon", 100_000, 20_000, 30_000)


def test_the_old_address_shows_the_one_that_stays(db: Database) -> None:
    two_rows(db)
    merge(db)
    assert read_organisation(db, "ville-de-lyon", today=TODAY, holding=HOLDING).organisation.slug == "lyon"
    assert [one.followers for one in export_series(db, "Ville-de-Lyon")] == [99_000, 101_000, 100_000, 20_000, 10_000]


def test_an_old_slug_is_never_given_to_another(db: Database) -> None:
    two_rows(db)
    merge(db)
    assert make_organisation(db, "Ville de Lyon").slug == "ville-de-lyon-city"


def test_a_merge_of_a_merge_keeps_every_address(db: Database) -> None:
    two_rows(db)
    make_organisation(db, "Mairie de Lyon")
    merge(db)
    merge(db, "mairie-de-lyon", "lyon")
    with db.reading() as session:
        kept = organisations.by_slug(session, "mairie-de-lyon").id
        assert kept and aliases.of_organisation(session, kept) == ["lyon", "ville-de-lyon"]
        assert {organisations.by_slug(session, slug).id for slug in ("lyon", "ville-de-lyon")} == {kept}


def test_the_higher_role_wins_and_new_roles_are_noted(db: Database) -> None:
    two_rows(db)
    both = make_person(db, "cle@lyon.fr", owner_of="ville-de-lyon", editor_of="lyon")
    lower = make_person(db, "dee@lyon.fr", owner_of="lyon", editor_of="ville-de-lyon")
    merge(db)
    with db.reading() as session:
        kept = organisations.by_slug(session, "lyon").id or 0
        team = {person.email: row.role for person, row in people.team(session, kept)}
    assert team == {"ana@lyon.fr": "owner", "bo@lyon.fr": "editor", "cle@lyon.fr": "owner", "dee@lyon.fr": "owner"}
    given = read_audit(db, Asked(deed=Deed.ROLE_GIVEN), by=OPERATOR, now=NOW).entries
    assert {(one.subject, one.details["given"], one.slug) for one in given} == {
        ("person:1", "owner", "lyon"),
        (f"person:{both}", "owner", "lyon"),
    }
    assert f"person:{lower}" not in {one.subject for one in given}


def test_members_work_on_in_an_open_session(db: Database) -> None:
    two_rows(db)
    token, ana = come_in(db, 1)
    merge(db)
    signed_in = who(db, token, now=NOW)
    assert signed_in and [one.slug for one in signed_in.memberships] == ["lyon"] and signed_in.may(Act.CONTRIBUTE, "lyon")
    log_departure(db, "ville-de-lyon", Status.CLOSED, date(2025, 3, 1), by=ana, now=NOW, holding=HOLDING)


def test_a_proof_that_still_fits_carries_its_level_over(db: Database) -> None:
    two_rows(db)
    merge(db)
    assert [(one.level, one.domain) for one in list_organisations(db)] == [(Level.L2, "lyon.fr")]


def test_a_proof_of_another_domain_certifies_nothing(db: Database) -> None:
    two_rows(db)
    make_organisation(db, "Grand Lyon", domain="grandlyon.com")
    plan = merge(db, "grand-lyon", "ville-de-lyon")
    assert plan.other_domain == "lyon.fr"
    with db.reading() as session:
        row = organisations.by_slug(session, "grand-lyon")
        (claim,) = claims.of_organisation(session, row.id or 0)
    assert (row.level, row.domain, claim.state) == ("L0", "grandlyon.com", "lost")


def test_a_team_of_old_still_keeps_strangers_from_being_the_first(db: Database) -> None:
    two_rows(db)
    another(db)
    zoe = collective(db)
    with db.writing() as session:
        gone = organisations.by_slug(session, "universite-de-besancon").id
        permit(session, zoe, Act.MANAGE_TEAM, now=NOW).note(Deed.ROLE_TAKEN, "person:9", organisation_id=gone)
    make_organisation(db, "Fac de Besançon")
    merge(db, "fac-de-besancon", "universite-de-besancon")
    with db.reading() as session:
        assert claims.ever_had_team(session, organisations.by_slug(session, "fac-de-besancon").id or 0)


def test_the_preview_says_what_would_move_and_stores_nothing(db: Database) -> None:
    two_rows(db)
    with db.reading() as session:
        before = counts(session)
    plan = preview_merge(db, OPERATOR, "lyon", "ville-de-lyon", now=NOW)
    assert (plan.accounts, plan.folded, plan.figures, plan.steps, plan.members, plan.both) == (2, 1, 3, 1, 1, 0)
    assert (plan.claims, plan.links, plan.addresses, plan.filled, plan.other_domain) == (1, 1, 1, ("siren", "domain"), None)
    with db.reading() as session:
        assert counts(session) == before
    assert merge(db) == plan


def test_it_is_noted_and_the_lines_of_old_are_found_under_the_new_name(db: Database) -> None:
    two_rows(db)
    zoe = collective(db)
    merge(db, by=zoe)
    lines = read_audit(db, Asked(organisation="ville-de-lyon"), by=zoe, now=NOW).entries
    (merged,) = [one for one in lines if one.deed is Deed.ORGANISATION_MERGED]
    assert (merged.person_id, merged.role, merged.subject) == (zoe.person_id, Role.COLLECTIVE, "organisation:2")
    assert (merged.details["gone"], merged.details["figures"]) == ("ville-de-lyon", 3)
    registered = [one for one in lines if one.deed is Deed.ORGANISATION_REGISTERED]
    assert [(one.organisation_id, one.slug) for one in registered] == [(2, "lyon"), (1, "lyon")]
    assert check_audit(db, by=zoe, now=NOW).whole


@pytest.mark.parametrize(
    ("keep", "gone", "problem"),
    [("lyon", "lyon", Refused), ("lyon", "atlantis", NotFound), ("atlantis", "lyon", NotFound)],
)
def test_what_cannot_be_merged_is_said(db: Database, keep: str, gone: str, problem: type[Exception]) -> None:
    two_rows(db)
    with pytest.raises(problem):
        merge(db, keep, gone)
    with pytest.raises(problem):
        preview_merge(db, OPERATOR, keep, gone, now=NOW)
    assert len(list_organisations(db)) == 2


def test_once_merged_there_is_nothing_left_to_merge(db: Database) -> None:
    two_rows(db)
    merge(db)
    with pytest.raises(Refused, match="with itself"):
        merge(db)


def test_a_fictional_institution_never_joins_a_real_one(db: Database) -> None:
    two_rows(db)
    with db.writing() as session:
        organisations.by_slug(session, "lyon").fictional = True
    with pytest.raises(Refused, match="fictional"):
        merge(db)


def test_nobody_but_the_collective_merges(db: Database) -> None:
    two_rows(db)
    owner = come_in(db, 1)[1]
    coordinator = actor(db, "co@essaim.example", Role.COORDINATOR)
    weak = come_in(db, make_person(db, "zoe@essaim.example", Role.COLLECTIVE), strong=False)[1]
    for by, problem in ((VISITOR, SignInNeeded), (owner, NotAllowed), (coordinator, NotAllowed), (weak, SignInNeeded)):
        with pytest.raises(problem):
            merge(db, by=by)
        with pytest.raises(problem):
            preview_merge(db, by, "lyon", "ville-de-lyon", now=NOW)
    assert len(list_organisations(db)) == 2


def test_a_merge_that_fails_midway_changes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    two_rows(db)
    with db.reading() as session:
        before = counts(session)
    monkeypatch.setattr("dashboard.services.merge_organisations.refresh", Mock(side_effect=RuntimeError("stopped")))
    with pytest.raises(RuntimeError, match="stopped"):
        merge(db)
    with db.reading() as session:
        assert counts(session) == before


def test_claims_of_both_come_together(db: Database) -> None:
    two_rows(db)
    add_claim(db, "lyon", None, Method.MAIL, ClaimState.LOST)
    merge(db)
    with db.reading() as session:
        kept = organisations.by_slug(session, "lyon").id or 0
        assert [one.method for one in claims.of_organisation(session, kept)] == ["dns", "mail"]
