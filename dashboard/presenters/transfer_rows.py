"""From what the services read to the typed rows that the charts draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from dashboard.charts.rows import BandPoint, EventMark, Gap, Line, Point, TransferRows
from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.departures import Journey, Status
from dashboard.domain.figures import READ_DAILY, Holding
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.redistribution import withheld
from dashboard.domain.transfer import Stretch
from dashboard.presenters import notes
from dashboard.services import views
from dashboard.services.views import AccountSeries, OrganisationView

_MADE: Callable[[tuple[Any, ...]], Point] = partial(tuple.__new__, Point)
"""A point of these, in half the time: there are hundreds of each account."""
MARKED = (Status.ANNOUNCED, Status.RETURNED)
"""Events that get a line of their own; the departure has one anyway."""


def left_network(view: OrganisationView) -> Network:
    """The network being left: the one of the account marked so, else the one of the ladder, else X."""
    origins = [one.account.network for one in view.series if one.account.origin is Origin.ORIGIN]
    return next(iter([*origins, *(event.network for event in view.journey.events)]), Network.X)


def transfer_rows(view: OrganisationView, *, today: date, holding: Holding, private: Sequence[EventMark] = ()) -> TransferRows:
    """One organisation's figures as rows of the transfer chart.

    :param private: notes that only its team sees, for a member of it.
    """
    noted = sorted([*map(notes.mark, view.annotations), *private], key=lambda mark: mark.day)
    return TransferRows(
        organisation=view.organisation.name,
        as_of=as_of(view, today),
        lines=tuple(_line(one) for one in view.series if one.figures),
        bands=tuple(_bands(view.stretches)),
        events=(*_marks(view.journey), *noted),
        network=left_network(view),
        departed_on=view.journey.departed_on,
        status=view.journey.status,
        returned_on=returned_on(view.journey),
        baseline=view.baseline.followers if view.baseline else None,
        baseline_on=view.baseline.day if view.baseline else None,
        baseline_provenance=view.baseline.provenance if view.baseline else None,
        baseline_rounded_to=view.baseline.rounded_to if view.baseline else None,
        holding=holding,
    )


def _bands(found: Sequence[Stretch]) -> Iterator[BandPoint]:
    """Both ends of each stretch of the same: a line through the days between them is the same line."""
    for first, last, (low, high) in found:
        yield BandPoint(first, low, high)
        if last > first:
            yield BandPoint(last, low, high)


def baseline_withheld(view: OrganisationView) -> bool:
    """Whether the audience left behind is known but may not be handed on: it then stays on the page, beside its chart."""
    return view.baseline is not None and withheld(view.baseline.provenance, left_network(view))


def handed_on(rows: TransferRows) -> TransferRows:
    """The rows without the figures that may not be handed on, for texts that leave the page."""
    lines = tuple(replace(one, held=tuple(p for p in one.held if not withheld(p.provenance, one.network))) for one in rows.lines)
    kept = None if withheld(rows.baseline_provenance, rows.network) else rows.baseline
    return replace(rows, lines=lines, baseline=kept)


def as_of(view: OrganisationView, today: date) -> date:
    """The day up to which something is known: the newest figure's, but never before a departure that has come."""
    departed_on = view.journey.departed_on
    come = [departed_on] if departed_on and departed_on <= today else []
    return max([view.read_at.date(), *come]) if view.read_at else today


def returned_on(journey: Journey) -> date | None:
    """When the organisation came back, if that is where the ladder in force ends."""
    last = journey.events[-1] if journey.events else None
    return last.on if last and last.status is Status.RETURNED else None


def _line(series: AccountSeries) -> Line:
    account, read = series.account, series.columns
    return Line(
        network=account.network,
        label=FACTS[account.network].label,
        handle=account.handle,
        points=tuple(map(_MADE, zip(read.day, read.followers, read.provenance, read.rounded_to, strict=True))),
        declared=not any(one in READ_DAILY for one in read.provenance),
        origin=account.origin is Origin.ORIGIN,
        gaps=tuple(map(_gap, series.gaps)),
        still=_gap(series.unread) if series.unread else None,
        held=tuple(Point(one.day, one.followers, one.provenance) for one in series.held),
    )


def _gap(found: views.Gap) -> Gap:
    return Gap(found.first, found.last, AccountState(found.reason) if found.reason else None)


def _marks(journey: Journey) -> Iterator[EventMark]:
    for event in journey.events:
        if event.status in MARKED:
            yield EventMark(event.on, event.status)
