"""Import a register file: say line by line what it would do, or do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from dashboard.domain.accounts import Link, Origin
from dashboard.domain.departures import DepartureEvent
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.names import match_key
from dashboard.domain.networks import Network
from dashboard.domain.register_compare import Action, EventChange, FieldChange, FigureChange, Known, LineAction
from dashboard.domain.register_file import LineProblem, read_register
from dashboard.domain.register_match import compare_all
from dashboard.services.record_snapshots import instant_of, record_snapshots
from dashboard.services.standings import refresh
from db import accounts, departures, figures, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow

ROUNDED_TO = 1_000
"""A count that is a multiple of this is taken for a rounded one: the table has no column for the precision."""


@dataclass(frozen=True)
class ImportPlan:
    """What a register file comes to.

    :param actions: one per line that could be read, in the order of the file.
    :param problems: one per line, and column, that could not.
    """

    actions: Sequence[LineAction]
    problems: Sequence[LineProblem]
    encoding: str
    ignored: Sequence[str]

    def count(self, action: Action) -> int:
        """How many lines come to that; lines that could not be read count as refused."""
        unread = len({problem.line_no for problem in self.problems}) if action is Action.REFUSED else 0
        return sum(one.action is action for one in self.actions) + unread


def plan_import(db: Database, data: bytes, *, today: date) -> ImportPlan:
    """What importing the file would do; nothing is stored.

    :raises Refused: the file as a whole cannot be read.
    """
    with db.reading() as session:
        return _plan(session, data, today)


def apply_import(db: Database, data: bytes, *, now: datetime, holding: Holding) -> ImportPlan:
    """Import the file: all lines that can be taken in, or none if anything fails midway. Twice changes nothing.

    :raises Refused: the file as a whole cannot be read.
    """
    today = now.date()
    with db.writing() as session:
        plan = _plan(session, data, today)
        rows = {row.slug: row for row in organisations.everyone(session)}
        moving = [one for one in plan.actions if one.action in (Action.CREATED, Action.CHANGED)]
        for action in moving:
            if action.slug is not None and action.slug not in rows:
                rows[action.slug] = _new_row(action, now)
                session.add(rows[action.slug])
        session.flush()
        changed = [(action, rows[action.slug or ""]) for action in moving]
        snapshots = [snapshot for action, row in changed for snapshot in _store(session, action, row, now)]
        session.flush()
        record_snapshots(session, snapshots, today=today, holding=holding)
        refresh(session, [row.id or 0 for _, row in changed], today=today, holding=holding)
        return plan


def _plan(session: Session, data: bytes, today: date) -> ImportPlan:
    file = read_register(data, today)
    rows = organisations.everyone(session)
    events = departures.events_of(session, [row.id for row in rows if row.id])
    counts = _x_figures(session)
    known = [Known(organisations.as_organisation(row), events.get(row.id or 0, ()), counts.get(row.id or 0, ())) for row in rows]
    return ImportPlan(compare_all(file.lines, known), file.problems, file.encoding, file.ignored)


def _x_figures(session: Session) -> dict[int, set[tuple[date, int]]]:
    query = select(AccountRow.id, AccountRow.organisation_id).where(col(AccountRow.network) == Network.X.value)
    owners = {key: owner for key, owner in session.exec(query) if key}
    found: dict[int, set[tuple[date, int]]] = {}
    for one in figures.snapshots(session, owners):
        found.setdefault(owners[one.account_id], set()).add((one.at.date(), one.followers))
    return found


def _new_row(action: LineAction, now: datetime) -> OrganisationRow:
    line = action.line
    return OrganisationRow(slug=action.slug or "", name=line.name, match_key=match_key(line.name), kind=line.kind.value, registered_at=now)


def _store(session: Session, action: LineAction, row: OrganisationRow, now: datetime) -> list[Snapshot]:
    snapshots: list[Snapshot] = []
    for change in action.changes:
        if isinstance(change, FieldChange):
            setattr(row, change.field, str(change.new) if change.field == "kind" else change.new)
            if change.field == "name":
                row.match_key = match_key(action.line.name)
        elif isinstance(change, EventChange):
            departures.append(session, row.id or 0, DepartureEvent(change.status, change.new, action.line.source, now))
        elif isinstance(change, FigureChange):
            snapshots.append(_snapshot(session, action, change, row, now))
    return snapshots


def _snapshot(session: Session, action: LineAction, change: FigureChange, row: OrganisationRow, now: datetime) -> Snapshot:
    mine = [one for one in accounts.of_organisations(session, [row.id or 0]) if one.network == Network.X.value]
    account = (
        mine[0]
        if mine
        else AccountRow(
            organisation_id=row.id or 0,
            network=Network.X.value,
            identity=f"organisation:{row.id}",
            handle="",
            origin=Origin.ORIGIN.value,
            link=Link.LISTED.value,
            connected_at=now,
        )
    )
    session.add(account)
    session.flush()
    at = instant_of(session, account.id or 0, change.on, Provenance.PRESS, now)
    precision = Precision.EXACT if change.new % ROUNDED_TO else Precision.ROUNDED
    return Snapshot(account.id or 0, at, change.new, provenance=Provenance.PRESS, source=action.line.source, precision=precision)
