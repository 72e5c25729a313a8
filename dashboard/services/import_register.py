"""Import a register file: say line by line what it would do, or do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from dashboard.domain.audit import Deed
from dashboard.domain.csv_table import LineProblem
from dashboard.domain.departures import DepartureEvent
from dashboard.domain.figures import Holding, Precision, Provenance, Snapshot
from dashboard.domain.names import match_key
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor, Role
from dashboard.domain.register_compare import Action, EventChange, FieldChange, FigureChange, Known, LineAction
from dashboard.domain.register_file import read_register
from dashboard.domain.register_match import compare_all
from dashboard.services.claims.settle import settle
from dashboard.services.permit import permit
from dashboard.services.plausibility.hold import hold_against_the_curve
from dashboard.services.record_snapshots import instant_of
from dashboard.services.register_organisation import PROVING
from dashboard.services.standings import refresh
from db import accounts, departures, figures, organisations
from db.engine import Database
from db.tables import AccountRow

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


def apply_import(db: Database, data: bytes, *, by: Actor, now: datetime, holding: Holding) -> ImportPlan:
    """Import the file: all lines that can be taken in, or none if anything fails midway. Twice changes nothing.

    :raises Refused: the file as a whole cannot be read.
    """
    today = now.date()
    with db.writing() as session:
        leave = permit(session, by, Act.MODERATE, now=now)
        plan = _plan(session, data, today)
        created = [one for one in plan.actions if one.action is Action.CREATED]
        organisations.add_many(session, [_columns(one) | {"slug": one.slug, "registered_at": now} for one in created])
        keys = organisations.keys(session)
        changed = {keys[one.slug or ""]: one for one in plan.actions if one.action is Action.CHANGED}
        for row in organisations.of_ids(session, changed):
            columns = _columns(changed[row.id or 0])
            for column, value in columns.items():
                setattr(row, column, value)
            if PROVING & columns.keys():
                settle(session, leave, row)
        moving = {keys[one.slug or ""]: one for one in created} | changed
        departures.append_many(session, [(key, event) for key, one in moving.items() for event in _events(one, now)])
        figures.store(session, hold_against_the_curve(session, _snapshots(session, moving, now, leave.role), today=today))
        refresh(session, moving, today=today, holding=holding)
        leave.note(Deed.REGISTER_IMPORTED, created=len(created), changed=len(changed))
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


def _columns(action: LineAction) -> dict[str, object]:
    """What the line changes in the organisation's own row."""
    columns: dict[str, object] = {change.field: change.new for change in action.changes if isinstance(change, FieldChange)}
    if "name" in columns:
        columns["match_key"] = match_key(action.line.name)
    if "kind" in columns:
        columns["kind"] = str(columns["kind"])
    return columns


def _events(action: LineAction, now: datetime) -> list[DepartureEvent]:
    changes = [change for change in action.changes if isinstance(change, EventChange)]
    return [DepartureEvent(change.status, change.new, action.line.source, now) for change in changes]


def _snapshots(session: Session, moving: Mapping[int, LineAction], now: datetime, role: Role) -> list[Snapshot]:
    """The counts that the lines give, each of the organisation's account on X; those without one get it, nameless as yet."""
    figured = {
        key: (change, action.line.source) for key, action in moving.items() for change in action.changes if isinstance(change, FigureChange)
    }
    known = accounts.first_on(session, Network.X, figured)
    accounts.list_nameless(session, Network.X, [key for key in figured if key not in known], now)
    ids = accounts.first_on(session, Network.X, figured)
    snapshots = []
    for key, (change, source) in figured.items():
        at = instant_of(session, ids[key] if key in known else None, change.on, Provenance.PRESS, now)
        precision = Precision.EXACT if change.new % ROUNDED_TO or not change.new else Precision.ROUNDED
        snapshots.append(Snapshot(ids[key], at, change.new, provenance=Provenance.PRESS, source=source, precision=precision, role=role))
    return snapshots
