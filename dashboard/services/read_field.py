"""Read what all pages of one choice of the leaderboard have in common."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from statistics import median

from sqlmodel import Session

from dashboard.domain.leaderboard import Order, Standing
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.rank_intervals import Intervals, places_risen
from db import accounts, leaderboard, weeks
from db.engine import Database
from db.leaderboard import Group, Selection


@dataclass(frozen=True)
class Field:
    """What all pages of one choice have in common.

    :param parts: the first rows of each part, where they were asked for.
    :param bands: of everybody: they say the ranks and what other ranks they allow; ``median``: of what the order compares.
    :param then: lower ends on the day of last week ``since``, by slug; None where none were kept. ``risen``: places since then.
    """

    totals: Mapping[Group, int]
    parts: Mapping[Group, Sequence[Standing]]
    bands: Intervals
    median: float | None
    then: Mapping[str, float] | None
    risen: Mapping[str, int]
    since: date | None
    read_at: datetime | None
    kinds: Sequence[Kind]

    @cached_property
    def bands_then(self) -> Intervals:
        """Of everybody on that day, for the ranks of then."""
        return Intervals((low, None) for low in (self.then or {}).values())


def read_field(
    db: Database, *, today: date, age: int | None, kind: Kind | None, size_class: SizeClass | None, ordered: Order, rows: int
) -> Field:
    """What all pages of a choice have in common.

    :param rows: how many of each part are wanted: for every page the database would put all of them into order.
    """
    selection = Selection(today, age, kind, size_class, ordered)
    with db.reading() as session:
        parts = {group: leaderboard.page(session, selection, group, 0, rows) for group in Group}
        return replace(field_of(session, selection), parts=parts)


def field_of(session: Session, selection: Selection) -> Field:
    """The same without its rows."""
    totals, banded = leaderboard.counts(session, selection), selection.order is Order.RECOVERY
    since = weeks.last_week(session, selection.today) if banded else None
    field = Field(
        totals=totals,
        parts={},
        bands=Intervals(()),
        median=None if banded else leaderboard.median_value(session, selection, totals[Group.CERTIFIED]),
        then=None,
        risen={},
        since=since,
        read_at=accounts.newest_reading(session),
        kinds=leaderboard.kinds(session),
    )
    if not banded or not totals[Group.CERTIFIED]:
        return field
    then = weeks.lows_then(session, selection, since) if since else None
    return _ranked_by_bands(field, leaderboard.bands(session, selection), then)


def narrowed(whole: Field, kind: Kind | None, size_class: SizeClass | None) -> Field:
    """The same of one kind, of one size class, or of both, by recovery: the rows stand in the order in which they stand among all.

    :param whole: of everybody, with every row of each part.
    """
    parts = {group: [one for one in rows if _chosen(one, kind, size_class)] for group, rows in whole.parts.items()}
    field = replace(whole, totals={group: len(rows) for group, rows in parts.items()}, parts=parts)
    slugs = {one.slug for rows in parts.values() for one in rows}
    then = None if whole.then is None or not parts[Group.CERTIFIED] else {slug: low for slug, low in whole.then.items() if slug in slugs}
    ranked = [(one.slug, one.recovery_low, one.recovery_high) for one in parts[Group.CERTIFIED] if one.recovery_low is not None]
    return _ranked_by_bands(field, ranked, then)


def _chosen(one: Standing, kind: Kind | None, size_class: SizeClass | None) -> bool:
    return kind in (None, one.kind) and size_class in (None, one.size_class)


def _ranked_by_bands(field: Field, ranked: Iterable[leaderboard.Banded], then: Mapping[str, float] | None) -> Field:
    """The same with the ranks that the recovery of everybody who is certified gives, now and then."""
    lows, bands = {}, []
    for slug, low, high in ranked:
        lows[slug] = low
        bands.append((low, high))
    return replace(
        field,
        bands=Intervals(bands),
        median=median(lows.values()) if lows else None,
        then=then,
        risen=places_risen(then, lows) if then else {},
    )
