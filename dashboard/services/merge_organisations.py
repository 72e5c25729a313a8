"""Merge two rows of the register that are one institution: everything of one goes to the other, and its address goes on working."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, SQLModel, col, select, update

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.organisations import Organisation
from dashboard.domain.people import WEIGHT, Act, Actor, Role
from dashboard.services.claims.settle import settle
from dashboard.services.fold_accounts import Fold, adopt, fold, folds
from dashboard.services.permit import Permit, permit
from dashboard.services.standings import refresh
from db import accounts, aliases, figures, organisations, pledges, x_tokens
from db.audit import SUBJECT
from db.engine import Database
from db.tables import (
    AliasRow,
    AnnotationRow,
    ClaimRow,
    ComparisonRow,
    DepartureRow,
    ImportRow,
    MembershipRow,
    OrganisationRow,
    PressFigureRow,
    SharedViewRow,
    TicketRow,
)

MOVED: tuple[type[SQLModel], ...] = (
    *(DepartureRow, ClaimRow, TicketRow, AliasRow, ImportRow, ComparisonRow),
    *(AnnotationRow, PressFigureRow),
)
"""Rows that only change their organisation. Accounts and memberships need a look; standings are computed anew; the audit stays. Events
of the baseline of the one that goes, its mappings of columns and its token of X go with it: those of the other stand."""
FILLED = ("siren", "siret", "insee", "uai", "ror", "wikidata", "domain", "population", "students", "staff", "country")
"""What the one that stays takes over where it has nothing itself."""


@dataclass(frozen=True)
class MergePlan:
    """What a merge comes to: rows of the one that goes.

    :param accounts: how many become the other's; ``folded``: those among them that it has already, whose figures join.
    :param both: members of both teams; each keeps the higher role.
    :param filled: fields that the one that stays takes over.
    :param other_domain: official domain of the one that goes where the other has another one: proofs that rest on it count no longer.
    """

    keep: Organisation
    gone: Organisation
    accounts: int
    folded: int
    figures: int
    steps: int
    members: int
    both: int
    claims: int
    links: int
    addresses: int
    filled: tuple[str, ...]
    other_domain: str | None


def preview_merge(db: Database, by: Actor, keep_slug: str, gone_slug: str, *, now: datetime) -> MergePlan:
    """What merging would do; nothing is stored.

    :raises NotFound: no such organisation. :raises Refused: they cannot be merged. :raises NotAllowed: whoever asks may not.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        return _plan(session, *_both(session, keep_slug, gone_slug))


def merge_organisations(db: Database, by: Actor, keep_slug: str, gone_slug: str, *, now: datetime, holding: Holding) -> MergePlan:
    """Give everything of one organisation to the other, in one transaction. It cannot be taken back by a button: the audit says what moved.

    :raises NotFound: no such organisation. :raises Refused: they cannot be merged. :raises NotAllowed: whoever asks may not.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        keep, gone = _both(session, keep_slug, gone_slug)
        plan = _plan(session, keep, gone)
        kept_id, gone_id = keep.id or 0, gone.id or 0
        _bring_accounts(session, kept_id, gone_id)
        _bring_members(session, leave, kept_id, gone_id, plan.gone.slug)
        for table in MOVED:
            owner = col(table.organisation_id)  # type: ignore[attr-defined]
            session.execute(update(table).where(owner == gone_id).values(organisation_id=kept_id))
        shown = col(SharedViewRow.notes_of_id)
        session.execute(update(SharedViewRow).where(shown == gone_id).values(notes_of_id=kept_id))
        x_tokens.bring(session, kept_id, gone_id)
        pledges.bring(session, kept_id, gone_id, now)
        taken_over = {name: getattr(gone, name) for name in plan.filled}
        session.expire(gone)
        session.delete(gone)
        session.flush()
        aliases.add(session, plan.gone.slug, kept_id, now)
        for name, value in taken_over.items():
            setattr(keep, name, value)
        session.flush()
        counts = {name: getattr(plan, name) for name in ("accounts", "folded", "figures", "steps", "members", "claims")}
        leave.note(
            Deed.ORGANISATION_MERGED, f"{SUBJECT}{gone_id}", organisation_id=kept_id, gone=plan.gone.slug, **counts, filled=plan.filled
        )
        settle(session, leave, keep)
        refresh(session, [kept_id], today=now.date(), holding=holding)
        return plan


def _both(session: Session, keep_slug: str, gone_slug: str) -> tuple[OrganisationRow, OrganisationRow]:
    keep, gone = organisations.by_slug(session, keep_slug), organisations.by_slug(session, gone_slug)
    if keep.id == gone.id:
        raise Refused(N_("{name} cannot be merged with itself. Choose two institutions."), name=keep.name)
    if keep.fictional != gone.fictional:
        raise Refused(N_("A fictional institution cannot be merged with a real one."))
    return keep, gone


def _plan(session: Session, keep: OrganisationRow, gone: OrganisationRow) -> MergePlan:
    kept_id, gone_id = keep.id or 0, gone.id or 0
    theirs = accounts.of_organisations(session, [gone_id])
    members, both = _members(session, gone_id), _members(session, kept_id).keys()
    filled = tuple(name for name in FILLED if getattr(keep, name) is None and getattr(gone, name) is not None)
    return MergePlan(
        keep=organisations.as_organisation(keep),
        gone=organisations.as_organisation(gone),
        accounts=len(theirs),
        folded=len(_folds(session, kept_id, gone_id)),
        figures=sum(figures.count(session, row.id or 0) for row in theirs),
        steps=_count(session, DepartureRow, gone_id),
        members=len(members),
        both=len(members.keys() & both),
        claims=_count(session, ClaimRow, gone_id),
        links=_count(session, TicketRow, gone_id),
        addresses=_count(session, AliasRow, gone_id) + 1,
        filled=filled,
        other_domain=gone.domain if keep.domain and gone.domain and keep.domain != gone.domain else None,
    )


def _folds(session: Session, kept_id: int, gone_id: int) -> list[Fold]:
    return folds(accounts.of_organisations(session, [kept_id]), accounts.of_organisations(session, [gone_id]))


def _bring_accounts(session: Session, kept_id: int, gone_id: int) -> None:
    for stays, goes in _folds(session, kept_id, gone_id):
        fold(session, stays, goes)
    for row in accounts.of_organisations(session, [gone_id]):
        adopt(session, row, kept_id)


def _members(session: Session, organisation_id: int) -> dict[int, MembershipRow]:
    rows = session.exec(select(MembershipRow).where(MembershipRow.organisation_id == organisation_id))
    return {row.person_id: row for row in rows}


def _bring_members(session: Session, leave: Permit, kept_id: int, gone_id: int, slug: str) -> None:
    """Everybody of the other team joins; of who is in both, the higher role counts. Each role that is new here is noted."""
    ours = _members(session, kept_id)
    for person_id, theirs in _members(session, gone_id).items():
        mine = ours.get(person_id)
        if mine is None:
            session.add(MembershipRow(person_id=person_id, organisation_id=kept_id, role=theirs.role, since=theirs.since))
        higher = mine is None or WEIGHT[Role(theirs.role)] > WEIGHT[Role(mine.role)]
        if mine is not None:
            mine.role, mine.since = theirs.role if higher else mine.role, min(mine.since, theirs.since)
        if higher:
            leave.note(Deed.ROLE_GIVEN, f"person:{person_id}", organisation_id=kept_id, given=theirs.role, merged=slug)
        session.delete(theirs)
    session.flush()


def _count(session: Session, table: type[SQLModel], organisation_id: int) -> int:
    return len(session.exec(select(table).where(col(table.organisation_id) == organisation_id)).all())  # type: ignore[attr-defined]
