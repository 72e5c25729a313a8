"""What one line of a register file would change in what is known. Pure: nothing is stored here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.departures import DepartureEvent, Status, in_force
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.identifiers import siret
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.register_line import RegisterLine, Value, check_ladder, logged_last


@dataclass(frozen=True)
class Known:
    """What the register already holds of one organisation.

    :param events: all that was ever logged, corrected and withdrawn events included.
    :param figures: every stored count of its account on X, with its day (UTC).
    """

    organisation: Organisation
    events: Sequence[DepartureEvent] = ()
    figures: Collection[tuple[date, int]] = ()


class Action(StrEnum):
    """What happens to a line."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class FieldChange:
    """A field of the organisation, by its name there."""

    field: str
    old: Value | None
    new: Value


@dataclass(frozen=True)
class EventChange:
    """An event to append; ``old`` is the day of the one in force that it corrects, or None."""

    status: Status
    old: date | None
    new: date


@dataclass(frozen=True)
class FigureChange:
    """A count of the account on X to store; ``old`` is another one known of that day, or None."""

    on: date
    old: int | None
    new: int


Change = FieldChange | EventChange | FigureChange


@dataclass(frozen=True)
class LineAction:
    """What a line comes to.

    :param slug: of the organisation concerned; None where none is given yet (a creation without a slug column) or it was refused.
    :param changes: all there is to store, fields first.
    :param reason: why it was refused, else None.
    """

    action: Action
    line: RegisterLine
    slug: str | None = None
    changes: tuple[Change, ...] = ()
    reason: Refused | None = None


def compare(line: RegisterLine, existing: Known | None) -> LineAction:
    """What the line would change in the organisation it names, None if it names a new one.

    Empty cells never erase. An event or a figure that was ever stored is not brought back once a person has corrected it:
    importing a file again changes nothing. A slug is for life and never changes.
    """
    try:
        changes: tuple[Change, ...] = (*_fields(line, existing), *_events(line, existing), *_figures(line, existing))
    except Refused as reason:
        return LineAction(Action.REFUSED, line, reason=reason)
    if existing is None:
        return LineAction(Action.CREATED, line, line.slug, changes)
    return LineAction(Action.CHANGED if changes else Action.UNCHANGED, line, existing.organisation.slug, changes)


def _fields(line: RegisterLine, existing: Known | None) -> list[FieldChange]:
    if existing is None:
        return [FieldChange(field, None, value) for field, value in line.fields.items()]
    known = existing.organisation
    if line.slug is not None and line.slug != known.slug:
        raise Conflict(
            N_("{name} is known here as “{slug}”, and an address never changes. Write {slug} in the column slug, or nothing."),
            name=known.name,
            slug=known.slug,
        )
    if (number := line.siret or known.siret) is not None:
        siret(number, line.siren or known.siren)
    pairs = [(field, getattr(known, field), value) for field, value in line.fields.items()]
    return [FieldChange(field, old, new) for field, old, new in pairs if old != new]


def _events(line: RegisterLine, existing: Known | None) -> list[EventChange]:
    logged = [event for event in existing.events if event.network is Network.X] if existing else []
    said = {(event.status, event.on) for event in logged if not event.withdrawn}
    new = [event for event in line.events if event not in said]
    check_ladder(logged, new)
    counting = in_force(logged)
    after = in_force([*logged, *logged_last(logged, new)])
    changes = []
    for status, on in new:
        old = [event.on for event in counting if event.status is status and event not in after]
        changes.append(EventChange(status, old[0] if old else None, on))
    return changes


def _figures(line: RegisterLine, existing: Known | None) -> list[FigureChange]:
    if line.figure is None or (existing and line.figure in existing.figures):
        return []
    on, followers = line.figure
    others = [count for day, count in existing.figures if day == on] if existing else []
    return [FigureChange(on, others[0] if others else None, followers)]
