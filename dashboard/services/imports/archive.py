"""The X archive: its count becomes a figure of the organisation's account on X, and the baseline where none is more trustworthy."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dashboard.domain.departures import Journey, Status, journey
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.domain.handles import Recognised
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.domain.x_archive import ArchiveFacts
from dashboard.services.baselines.choose import adopt_if_better
from dashboard.services.imports.run import Brought, Taken, bring
from dashboard.services.list_account import listed, taken
from dashboard.services.permit import permit
from db import accounts, departures, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow


@dataclass(frozen=True)
class ArchivePreview:
    """What storing an archive would do.

    :param handle: the account that gets the figure, as the register calls it.
    :param is_new: the account is not in the register yet, or only without its handle.
    :param departed_on: the departure from X, or None; may be to come.
    """

    facts: ArchiveFacts
    handle: str
    is_new: bool
    departed_on: date | None


def check_archive(db: Database, slug: str, facts: ArchiveFacts, *, by: Actor, now: datetime) -> ArchivePreview:
    """The checks of ``store_archive``, and nothing stored."""
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        account = account_of(session, organisation, facts)
        left = _check_days(session, organisation, account, facts, now)
        return ArchivePreview(facts, account.handle if account else facts.handle, account is None, left.departed_on)


def store_archive(db: Database, slug: str, facts: ArchiveFacts, *, by: Actor, now: datetime, holding: Holding) -> Taken:
    """Store what an archive's manifest says as one figure, dated to the instant at which X made the archive.

    :raises Refused: the archive of another account, made after the departure, before the account was opened, or on a day to come.
    :raises Conflict: another institution has the account.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        row = account_of(session, organisation, facts)
        _check_days(session, organisation, row, facts, now)
        brought = _brought(session, organisation, row, facts, now)
        key = organisation.id or 0
        done = bring(session, leave, Method.ARCHIVE, brought, organisation_id=key, slug=slug, now=now, holding=holding)
        adopt_if_better(session, leave, key, reason=_source(facts), today=now.date(), holding=holding)
        return done


def _brought(session: Session, organisation: OrganisationRow, row: AccountRow | None, facts: ArchiveFacts, now: datetime) -> Brought:
    """The figure, and what undoing it takes back beside it."""
    brought = Brought()
    if row is None:
        before = {one.id for one in accounts.of_organisations(session, [organisation.id or 0])}
        row = listed(session, organisation, Network.X, Recognised(Network.X, facts.handle, None), now)
        if row.id in before:
            brought.details["named"] = [row.id]
        else:
            brought.accounts = [row.id or 0]
    if row.remote_id is None:
        row.remote_id = facts.account_id
        brought.details["identified"] = {str(row.id): facts.account_id}
        session.add(row)
        session.flush()
    figure = Snapshot(row.id or 0, facts.generated_at, facts.followers, facts.following, None, Provenance.ARCHIVE, _source(facts))
    brought.snapshots = [figure]
    return brought


def _source(facts: ArchiveFacts) -> str:
    """The same in every language: whose archive, and of which day."""
    return f"X archive {facts.account_id} {facts.generated_at:%Y-%m-%d}"


def account_of(session: Session, organisation: OrganisationRow, facts: ArchiveFacts) -> AccountRow | None:
    """The account that the archive is of; None if it is to be listed from it, or if only its handle is not known yet.

    :raises Refused: it is of another account than the organisation's. :raises Conflict: another organisation has that one.
    """
    by_number = accounts.by_remote_id(session, Network.X, facts.account_id)
    held = by_number or accounts.by_handle(session, Network.X, facts.handle)
    if held is not None and held[1].id != organisation.id:
        raise taken(Recognised(Network.X, facts.handle, None), held[1].name)
    if held is not None and held[0].remote_id not in (None, facts.account_id):
        raise Refused(
            N_(
                "This archive is of another account that was called @{handle} too: its number on X is {other}, and that of the "
                "account of {name} is {known}. Choose the archive of that one."
            ),
            handle=facts.handle,
            other=facts.account_id,
            known=held[0].remote_id,
            name=organisation.name,
        )
    if held is not None:
        return held[0]
    mine = [row.handle for row in accounts.of_organisations(session, [organisation.id or 0]) if row.network == Network.X.value]
    if mine and all(mine):
        raise Refused(
            N_(
                "This is the archive of @{handle}, and {name} is @{known} on X. Choose the archive of that account, "
                "or connect @{handle} first."
            ),
            handle=facts.handle,
            name=organisation.name,
            known=", @".join(mine),
        )
    return None


def _check_days(session: Session, organisation: OrganisationRow, row: AccountRow | None, facts: ArchiveFacts, now: datetime) -> Journey:
    """Refuse an archive of a day on which its count says nothing of the audience before the departure; the journey away from X."""
    made = facts.generated_at.date()
    if facts.generated_at > now:
        raise Refused(N_("This archive says that it was made on {made}, which is still to come. Download it from X again."), made=made)
    if row is not None and row.opened_on and made < row.opened_on:
        raise Refused(
            N_("The account {handle} was opened on {opened}: it had no followers on {on}."),
            handle=row.handle,
            opened=row.opened_on,
            on=made,
        )
    left = journey(departures.events(session, organisation.id or 0), now.date(), Network.X)
    if left.departed_on and made > left.departed_on and left.status is not Status.RETURNED:
        raise Refused(
            N_(
                "This archive was made on {made}, and {name} left X on {departed}: its count of {followers} is no baseline. "
                "Bring that count as a dated figure of {made}, with the archive as its source."
            ),
            made=made,
            departed=left.departed_on,
            name=organisation.name,
            followers=facts.followers,
        )
    return left
