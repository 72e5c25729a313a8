"""Read claims: for everybody what is proven and how, for claimants their own, for the collective what waits and what was lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.domain.claim_steps import Step, next_steps
from dashboard.domain.claims import COUNTS, Claim, ClaimState
from dashboard.domain.people import TEAM, Act, Actor
from dashboard.services.permit import permit
from db import accounts, claims, organisations, people
from db.engine import Database
from db.tables import ClaimRow, OrganisationRow, ReviewRow

TOLD = frozenset({*COUNTS, ClaimState.LOST})
"""States that everybody may see: what is proven, and what was."""
REMEMBERED = timedelta(days=90)
"""How long a lost proof stays on the list of the collective."""


@dataclass(frozen=True)
class Own:
    """A claim as its claimant sees it.

    :param note: what the collective said, where it refused.
    :param yours: whether one made it oneself; others are the team's.
    """

    claim: Claim
    note: str
    yours: bool


@dataclass(frozen=True)
class Review:
    """What one member of the collective said of a claim.

    :param reviewer: their address, or empty when they were erased.
    """

    reviewer: str
    approves: bool
    note: str
    at: datetime
    yours: bool


@dataclass(frozen=True)
class Waiting:
    """A claim that waits for people.

    :param name: of the institution.
    :param claimant: address of whoever made it, and the name they gave.
    :param note: what the claimant wrote for the collective.
    :param has_team: whether the institution has a team already: a yes adds an owner to it.
    """

    claim: Claim
    name: str
    claimant: str
    claimant_name: str
    note: str
    has_team: bool
    reviews: Sequence[Review]


@dataclass(frozen=True)
class Missing:
    """A proof on notice, or lost; ``name`` is the institution's."""

    claim: Claim
    name: str


def claims_of(db: Database, slug: str) -> list[Claim]:
    """How an institution is proven, and was, the strongest first: without challenges, and without whoever proved it.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        rows = claims.of_organisation(session, organisation.id or 0)
        told = [_public(claims.as_claim(row, organisation.slug)) for row in rows if ClaimState(row.state) in TOLD and row.proven_at]
        return sorted(told, key=lambda one: (one.state not in COUNTS, one.state is ClaimState.LOST, -int(one.level[1:]), one.id))


def my_claims(db: Database, by: Actor, slug: str, *, now: datetime) -> list[Own]:
    """One's own claims of an institution, the newest first, and for its team those that count.

    :raises SignInNeeded: nobody is signed in.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CLAIM, now=now, organisation_id=organisation.id)
        found = []
        for row in reversed(claims.of_organisation(session, organisation.id or 0)):
            yours = row.person_id is not None and row.person_id == leave.person_id
            if yours or (leave.role in TEAM and ClaimState(row.state) in COUNTS):
                claim = claims.as_claim(row, organisation.slug)
                found.append(Own(claim if yours else replace(claim, person_id=None), row.note if yours else "", yours))
        return found


def steps_of(db: Database, by: Actor, slug: str, *, now: datetime) -> list[Step]:
    """What somebody can do for an institution to go up a level (domain.claim_steps).

    :raises SignInNeeded: nobody is signed in.
    """
    mine = [own.claim for own in my_claims(db, by, slug, now=now)]
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        rows = accounts.of_organisations(session, [organisation.id or 0])
        held = claims.controlled(session, [row.id or 0 for row in rows])
        known = organisations.as_organisation(organisation)
        return next_steps(known, mine, [accounts.as_account(row, organisation.slug) for row in rows], held)


def waiting(db: Database, by: Actor, *, now: datetime) -> list[Waiting]:
    """Claims that wait for the collective, the oldest first.

    :raises NotAllowed: whoever asks is not of the collective.
    """
    with db.reading() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        held = [(row, whose) for row, whose in claims.in_states(session, [ClaimState.WAITING]) if row.person_id is not None]
        said: dict[int, list[ReviewRow]] = {}
        for one in claims.reviews(session, [row.id or 0 for row, _ in held]):
            said.setdefault(one.claim_id, []).append(one)
        return [_waiting(session, row, whose, said.get(row.id or 0, []), leave.person_id) for row, whose in held]


def lost(db: Database, by: Actor, *, now: datetime) -> list[Missing]:
    """Proofs on notice and those lost in the last three months, the last first.

    :raises NotAllowed: whoever asks is not of the collective.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        rows = claims.in_states(session, [ClaimState.NOTICE, ClaimState.LOST])
        recent = [(row, whose) for row, whose in rows if row.lost_at is not None and now - row.lost_at < REMEMBERED]
        recent.sort(key=lambda one: one[0].lost_at or now, reverse=True)
        return [Missing(_public(claims.as_claim(row, whose.slug)), whose.name) for row, whose in recent]


def _public(claim: Claim) -> Claim:
    return replace(claim, person_id=None, challenge="")


def _waiting(session: Session, row: ClaimRow, whose: OrganisationRow, said: Sequence[ReviewRow], reader: int | None) -> Waiting:
    person = people.by_id(session, row.person_id or 0)
    return Waiting(
        claim=claims.as_claim(row, whose.slug),
        name=whose.name,
        claimant=person.email if person else "",
        claimant_name=person.name if person else "",
        note=row.note,
        has_team=bool(people.team(session, whose.id or 0)),
        reviews=[_review(session, one, reader) for one in said],
    )


def _review(session: Session, row: ReviewRow, reader: int | None) -> Review:
    person = people.by_id(session, row.reviewer_id)
    return Review(person.email if person else "", row.approves, row.note, row.at, row.reviewer_id == reader)
