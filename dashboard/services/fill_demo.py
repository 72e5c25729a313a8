"""Fill an empty database with the fictional institutions of the simulator."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from connectors.base import Remedy
from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.audit import Deed
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import Holding, Provenance, Snapshot
from dashboard.domain.handles import profile_url
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Level
from dashboard.domain.people import Act, Actor
from dashboard.domain.simulation import SimulatedAccount, SimulatedOrganisation, simulate_one
from dashboard.services.exit_days.plan_demo import plan_demo
from dashboard.services.note_demo import note_demo
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import record_snapshots
from dashboard.services.standings import keep_week, refresh
from dashboard.services.store_outcomes import SENTENCES
from db import accounts, departures, figures
from db import organisations as register
from db.engine import Database
from db.tables import AccountRow, OrganisationRow, SnapshotRow

CAST = 8
"""The fixed characters of the demo are left as they are."""
LEAST_TO_JUMP = 1_000
UNREACHABLE = N_("{handle} could not be reached. It will be asked again later.")


def fill_demo(
    db: Database,
    *,
    organisations: int,
    days: int,
    seed: int,
    by: Actor,
    now: datetime,
    holding: Holding,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Store so many fictional institutions with so many days of figures; all of them or none.

    Their accounts are never collected: their addresses end in ``.example`` and nobody is there.

    :returns: how many institutions were stored.
    :raises Refused: the database holds something already. :raises NotAllowed: whoever asks may not.
    """
    last_week = now.date() - timedelta(days=now.weekday() + 7)
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        _check_empty(session)
        ids: list[int] = []
        this_week: list[Snapshot] = []
        for number in range(organisations):
            key, snapshots = _store(session, simulate_one(number, days, seed, now.date()), now)
            ids.append(key)
            # Standings are computed once for each of the two weeks: last week's first, so that there is one to compare with.
            figures.store(session, [one for one in snapshots if one.at.date() <= last_week])
            this_week += [one for one in snapshots if one.at.date() > last_week]
            progress(number + 1, organisations)
        refresh(session, ids, today=last_week, holding=holding)
        with _one_still_listed(session, ids[CAST:]):
            keep_week(session, today=last_week)
        figures.store(session, this_week)
        refresh(session, ids, today=now.date(), holding=holding)
        keep_week(session, today=now.date())
        _let_one_jump(session, ids[CAST:], now, holding)
        note_demo(session, ids, now=now)
        leave.note(Deed.REGISTER_IMPORTED, created=organisations, fictional=True)
    plan_demo(db, now=now)
    return organisations


@contextmanager
def _one_still_listed(session: Session, organisation_ids: Sequence[int]) -> Iterator[None]:
    """So that ranks have moved since last week: one institution was not certified by then."""
    rows = register.of_ids(session, organisation_ids)
    some = next((row for row in rows if Level(row.level).certified), None)
    level = some.level if some else ""
    if some:
        some.level = Level.L0.value
        session.flush()
    yield
    if some:
        some.level = level
        session.flush()


def _let_one_jump(session: Session, organisation_ids: Sequence[int], now: datetime, holding: Holding) -> None:
    """So that there is a figure to look at: one account gains three quarters overnight, which the judge holds back as of anybody."""
    rows = [row for row in accounts.of_organisations(session, organisation_ids) if row.origin == Origin.DESTINATION.value]
    for row in rows:
        last = figures.snapshots(session, [row.id or 0])[-1:]
        if last and last[0].provenance is Provenance.API and last[0].at.date() == now.date() and last[0].followers > LEAST_TO_JUMP:
            one = last[0]
            session.delete(session.get_one(SnapshotRow, (one.account_id, one.at, one.provenance.value)))
            session.flush()
            figures.roll_up(session, {(one.account_id, one.at.date())})
            record_snapshots(session, [replace(one, followers=round(one.followers * 1.75))], today=now.date(), holding=holding)
            return


def _check_empty(session: Session) -> None:
    if register.exists(session, fictional=False):
        raise Refused(
            N_("The database holds real institutions: fictional ones are never mixed with them. Set ESSAIM_DATABASE_URL to an empty one.")
        )
    if register.exists(session):
        raise Refused(N_("The database holds fictional institutions already. Set ESSAIM_DATABASE_URL to an empty one for others."))


def _store(session: Session, one: SimulatedOrganisation, now: datetime) -> tuple[int, list[Snapshot]]:
    known = one.organisation
    row = OrganisationRow(
        **{name: getattr(known, name) for name in register.SHARED_FIELDS},
        kind=known.kind.value,
        level=known.level.value,
        match_key=match_key(known.name),
        registered_at=now,
    )
    session.add(row)
    session.flush()
    for event in one.events:
        departures.append(session, row.id or 0, event)
    return row.id or 0, [snapshot for account in one.accounts for snapshot in _store_account(session, row.id or 0, account, now)]


def _store_account(session: Session, organisation_id: int, one: SimulatedAccount, now: datetime) -> list[Snapshot]:
    known = one.account
    row = AccountRow(
        organisation_id=organisation_id,
        network=known.network.value,
        identity=known.remote_id or f"{known.handle}@{known.host or ''}",
        handle=known.handle,
        origin=known.origin.value,
        link=known.link.value,
        remote_id=known.remote_id,
        host=known.host,
        url=known.url or profile_url(known.network, known.handle, known.host),
        opened_on=known.opened_on,
        connected_at=now,
        read_at=max((snapshot.at for snapshot in one.snapshots), default=None),
    )
    session.add(row)
    session.flush()
    if known.state is not AccountState.ACTIVE:
        accounts.observe(
            session,
            row,
            at=known.state_since or now,
            state=known.state,
            message=SENTENCES.get(known.state, UNREACHABLE),
            values={"handle": known.handle},
            remedy=(Remedy.RETRY_LATER if known.state is AccountState.UNREACHABLE else Remedy.FIX_HANDLE).value,
        )
    return [replace(snapshot, account_id=row.id or 0) for snapshot in one.snapshots]
