"""Take what somebody chose of what Wikidata knows, as one import."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.imports import Method
from dashboard.domain.people import Act, Actor
from dashboard.domain.wikidata import recognised
from dashboard.domain.wikidata_compare import propose
from dashboard.domain.wikidata_proposals import AccountProposal, CountProposal, IdentifierProposal, Proposals, State, source_of
from dashboard.services.imports.known import known_of
from dashboard.services.imports.run import Brought, Taken, bring
from dashboard.services.list_account import listed, taken
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import instant_of
from dashboard.services.standings import refresh
from db import accounts, organisations
from db.engine import Database
from db.tables import OrganisationRow


def accept(db: Database, slug: str, found: Proposals, chosen: Collection[str], *, by: Actor, now: datetime, holding: Holding) -> Taken:
    """Take what was chosen, as one import: all of it or nothing. A count brings the account that it belongs to.

    :param found: as looked up; held against the register again, since that may have changed.
    :param chosen: keys of proposals; the organisation's item is set with them.
    :raises Refused: nothing was chosen that is still new. :raises Conflict: another institution has the item, or an account.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    try:
        with db.writing() as session:
            organisation = organisations.by_slug(session, slug)
            leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
            current = propose(found.item, known_of(session, organisation, found.item), now.date())
            _check(current, chosen)
            wanted = [one for one in current.new if one.key in chosen]
            if not wanted:
                raise Refused(N_("Nothing was taken: choose what is right. What stands already needs no choice."))
            brought = Brought(details={"item": found.item.item})
            ids = _list_accounts(session, organisation, current.accounts, wanted, brought, now)
            fields = {one.name: one.value for one in wanted if isinstance(one, IdentifierProposal)}
            item = next(one for one in current.identifiers if one.name == "wikidata")
            if item.state is State.NEW:
                fields[item.name] = item.value
            _fill(organisation, fields, brought)
            brought.snapshots = [_snapshot(session, one, ids, now) for one in wanted if isinstance(one, CountProposal)]
            done = bring(
                session, leave, Method.WIKIDATA, brought, organisation_id=organisation.id, slug=organisation.slug, now=now, holding=holding
            )
            if fields:
                leave.note(Deed.ORGANISATION_CHANGED, f"organisation:{organisation.id}", organisation_id=organisation.id, **fields)
            refresh(session, [organisation.id or 0], today=now.date(), holding=holding)
            return done
    except IntegrityError as problem:
        raise Conflict(N_("Somebody has just taken a part of this for another institution. Look it up again.")) from problem


def _check(current: Proposals, chosen: Collection[str]) -> None:
    if name := current.is_anothers:
        raise Conflict(
            N_("The Wikidata item {item} is that of another institution: {name}. Look up the right one, or tell the collective."),
            item=current.item.item,
            name=name,
        )
    for one in current.accounts:
        meant = recognised(one.known.network, one.known.handle)
        if one.key in chosen and one.state is State.ELSEWHERE and meant:
            raise taken(meant, one.held_by or "")
    for each in current.identifiers:
        if each.key in chosen and each.state is State.ELSEWHERE:
            raise Conflict(
                N_("{identifier} {value} already belongs to “{name}”. Leave it out, or tell the collective."),
                identifier=each.name.upper(),
                value=each.value,
                name=each.held_by,
            )


def _list_accounts(
    session: Session,
    organisation: OrganisationRow,
    proposed: Sequence[AccountProposal],
    wanted: Sequence[object],
    brought: Brought,
    now: datetime,
) -> dict[str, int]:
    """List the accounts that were chosen, or whose counts were; gives their numbers by key."""
    needed = {one.key for one in wanted if isinstance(one, AccountProposal)}
    needed |= {one.account for one in wanted if isinstance(one, CountProposal) and one.account}
    ids: dict[str, int] = {}
    before = {row.id for row in accounts.of_organisations(session, [organisation.id or 0])}
    new: list[int] = []
    named: list[int] = []
    for one in proposed:
        meant = recognised(one.known.network, one.known.handle)
        if one.key not in needed or meant is None:
            continue
        row = listed(session, organisation, one.known.network, meant, now)
        ids[one.key] = row.id or 0
        (named if row.id in before else new).append(row.id or 0)
    brought.accounts = new
    # An account that was there without a handle keeps its figures when this is undone, and loses the handle only.
    if named:
        brought.details["named"] = named
    return ids


def _fill(organisation: OrganisationRow, fields: dict[str, str], brought: Brought) -> None:
    for name, value in fields.items():
        setattr(organisation, name, value)
    if fields:
        brought.details["filled"] = fields


def _snapshot(session: Session, one: CountProposal, ids: dict[str, int], now: datetime) -> Snapshot:
    account_id = one.account_id or ids[one.account or ""]
    count = one.count
    at = instant_of(session, account_id, count.on, Provenance.WIKIDATA, now)
    return Snapshot(
        account_id,
        at,
        count.followers,
        provenance=Provenance.WIKIDATA,
        source=source_of(count),
        precision=Precision.ROUNDED if count.rounded_to else Precision.EXACT,
        rounded_to=count.rounded_to,
    )
