"""Lines of figures held against what is known: new, replacing, unchanged, or refused; and how they become snapshots."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlmodel import Session, col, select

from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_file import FigureFile, FigureLine
from dashboard.domain.figure_plan import FigurePlan, Outcome
from dashboard.domain.figure_rules import check_account_day
from dashboard.domain.figures import Provenance, Snapshot, noon
from dashboard.domain.handles import Recognised
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.services.imports.figure_places import Place, Places
from dashboard.services.imports.whose_lines import Named, Register
from db.chunks import chunks
from db.tables import SnapshotRow, SourceRow

Standing = dict[tuple[int, datetime], tuple[int, str, int | None, str | None, str | None]]
"""Followers, precision, what they are rounded to, role and source of the figures that stand, by account and instant."""


class Taken(NamedTuple):
    """A line that can be taken: of which account, and at which instant."""

    line: FigureLine
    place: Place
    at: datetime


@dataclass
class Considered:
    """What every line comes to, and those to be stored."""

    plan: FigurePlan
    places: Places
    taken: list[Taken]

    @property
    def organisations(self) -> dict[int, Named]:
        """Those of which figures would be stored."""
        return {one.place.organisation.id: one.place.organisation for one in self.taken}

    def snapshots(self, provenance: Provenance, now: datetime) -> tuple[list[Snapshot], list[int]]:
        """The snapshots, and the keys of the accounts that were listed for them."""
        made = self.places.list_new({id(one.place) for one in self.taken}, now)
        alike: dict[tuple[int | None, bool], Snapshot] = {}
        found = []
        for line, place, at in self.taken:
            said = line.said
            how = (said.rounded_to, said.about)
            if how not in alike:
                alike[how] = Snapshot(0, at, 0, provenance=provenance, precision=said.precision, rounded_to=said.rounded_to)
            found.append(alike[how].but(account_id=place.account_id, at=at, followers=said.value, source=line.source))
        return found, made


def consider(session: Session, file: FigureFile, register: Register, provenance: Provenance, role: Role, now: datetime) -> Considered:
    """What each line comes to; nothing is stored.

    :param role: in what capacity they are brought: whoever brings a figure again answers for it.
    """
    lines = file.lines
    owners = [register.find(line.organisation) for line in lines]
    places = Places(session, {one for one in owners if isinstance(one, Named)})
    found = _found(lines, owners, places)
    standing = _standing(session, lines, found, provenance)
    plan = FigurePlan(file.problems, file.encoding, file.ignored, file.stopped_at)
    taken: list[Taken] = []
    first: dict[tuple[int, date], FigureLine] = {}
    days = {on: (datetime.combine(on, time(), UTC), noon(on)) for on in {line.on for line in lines}}
    for line, owner, place in zip(lines, owners, found, strict=True):
        label = (owner.slug, owner.name) if isinstance(owner, Named) else None
        reason = place if isinstance(place, Refused) else _reason(line, place, first.setdefault((id(place), line.on), line))
        if isinstance(place, Refused) or reason is not None:
            plan.add(line, Outcome.REFUSED, label, reason=reason)
            continue
        midnight, midday = days[line.on]
        key = place.account_id or 0
        # Noon of today may still be to come: its midnight then stands for the day, from then on.
        at = midnight if midday > now or (key, midnight) in standing else midday
        old = standing.get((key, at))
        if old is None:
            plan.add(line, Outcome.NEW, label)
        elif old == (line.said.value, line.said.precision.value, line.said.rounded_to, role.value, line.source):
            plan.add(line, Outcome.UNCHANGED, label)
            continue
        else:
            plan.add(line, Outcome.REPLACES, label, old[0])
        taken.append(Taken(line, place, at))
    return Considered(plan, places, taken)


def _found(lines: Sequence[FigureLine], owners: Sequence[Named | Refused], places: Places) -> list[Place | Refused]:
    # Those with a handle first: they say what is meant by lines without one.
    for line, owner in zip(lines, owners, strict=True):
        if line.handle and isinstance(owner, Named):
            places.find(owner, line.network, line.handle)
    known: dict[tuple[str, Network, Recognised | None], Place | Refused] = {}
    found = []
    for line, owner in zip(lines, owners, strict=True):
        key = (line.organisation, line.network, line.handle)
        if (place := known.get(key)) is None:
            place = known[key] = places.find(owner, line.network, line.handle) if isinstance(owner, Named) else owner
        found.append(place)
    return found


def _reason(line: FigureLine, place: Place, first: FigureLine) -> Refused | None:
    if first is not line:
        return Refused(N_("Line {line} gives a figure of this account and day too. Keep one of the two."), line=first.line_no)
    if place.opened_on is None or line.on >= place.opened_on:
        return None
    try:
        check_account_day(place.handle, place.opened_on, line.on)
    except Refused as reason:
        return reason
    return None


def _standing(session: Session, lines: Sequence[FigureLine], found: Sequence[Place | Refused], provenance: Provenance) -> Standing:
    known: Collection[int] = {place.account_id for place in found if isinstance(place, Place) and place.account_id}
    if not known:
        return {}
    first, last = (datetime.combine(day, time(), UTC) for day in (min(line.on for line in lines), max(line.on for line in lines)))
    standing: Standing = {}
    columns = (
        SnapshotRow.account_id,
        SnapshotRow.at,
        SnapshotRow.followers,
        SnapshotRow.precision,
        SnapshotRow.rounded_to,
        SnapshotRow.role,
        SourceRow.text,
    )
    for some in chunks(known):
        query = select(*columns).join(SourceRow, col(SourceRow.id) == SnapshotRow.source_id, isouter=True)  # type: ignore[call-overload]
        query = query.where(col(SnapshotRow.account_id).in_(some), SnapshotRow.provenance == provenance.value)
        for account_id, at, *rest in session.execute(query.where(SnapshotRow.at >= first, SnapshotRow.at <= noon(last.date()))):
            standing[account_id, at] = tuple(rest)
    return standing
