"""Read the leaderboard: a page of it, or all of it for export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median

from sqlmodel import Session, col, select

from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import AGES, Order, Ranked, Standing, has_ranks, order, rank
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.rank_intervals import Intervals, places_risen
from dashboard.domain.transfer import Band as Regained
from dashboard.domain.transfer import share
from dashboard.services.standings import band_of
from dashboard.services.views import LeaderboardPage
from db import accounts, leaderboard, standings, weeks
from db.engine import Database
from db.leaderboard import Group, Selection
from db.tables import OrganisationRow, StandingRow

PAGE = 50


@dataclass(frozen=True)
class Field:
    """What all pages of one choice have in common.

    :param bands: of everybody: they say the ranks and what other ranks they allow; ``median``: of what the order compares.
    :param then: lower ends on the day of last week ``since``, by slug; None where none were kept. ``risen``: places since then.
    """

    totals: Mapping[Group, int]
    bands: Intervals
    median: float | None
    then: Mapping[str, float] | None
    risen: Mapping[str, int]
    since: date | None
    read_at: datetime | None
    kinds: Sequence[Kind]


def read_leaderboard(
    db: Database,
    *,
    today: date,
    age: int | None = None,
    kind: Kind | None = None,
    size_class: SizeClass | None = None,
    ordered: Order = Order.RECOVERY,
    offset: int = 0,
    limit: int = PAGE,
    field: Field | None = None,
) -> LeaderboardPage:
    """One page of each part, from the standing rows alone.

    :param age: one of domain.leaderboard.AGES, or None for the latest reading of each.
    :param ordered: by what.
    :param offset: rows to leave out of each part; ``limit``: rows of each part at most.
    :param field: of this very choice, where many of its pages are read one after the other.
    """
    selection = Selection(today, age, kind, size_class, ordered)
    with db.reading() as session:
        known = field or _field(session, selection)

        def rows(group: Group) -> list[Standing]:
            return leaderboard.page(session, selection, group, offset, limit) if offset < known.totals[group] else []

        certified = _ranked(session, selection, rows(Group.CERTIFIED), offset, known.bands)
        return LeaderboardPage(
            certified=_moved(certified, known.then, known.risen) if known.then is not None else certified,
            certified_total=known.totals[Group.CERTIFIED],
            listed=rows(Group.LISTED),
            listed_total=known.totals[Group.LISTED],
            not_enough=rows(Group.NOT_ENOUGH),
            not_enough_total=known.totals[Group.NOT_ENOUGH],
            median=known.median,
            read_at=known.read_at,
            kinds=known.kinds,
            since=known.since,
        )


def read_field(db: Database, *, today: date, age: int | None, kind: Kind | None, size_class: SizeClass | None, ordered: Order) -> Field:
    """What all pages of a choice have in common."""
    with db.reading() as session:
        return _field(session, Selection(today, age, kind, size_class, ordered))


def _field(session: Session, selection: Selection) -> Field:
    totals, banded = leaderboard.counts(session, selection), selection.order is Order.RECOVERY
    bands = leaderboard.bands(session, selection) if banded else []
    since = weeks.last_week(session, selection.today) if banded else None
    then = weeks.lows_then(session, selection, since) if since and totals[Group.CERTIFIED] else None
    return Field(
        totals=totals,
        bands=Intervals(bands),
        median=median(low for low, _ in bands) if bands else leaderboard.median_value(session, selection, totals[Group.CERTIFIED]),
        then=then,
        risen=places_risen(then, leaderboard.lows_now(session, selection)) if then else {},
        since=since,
        read_at=accounts.newest_reading(session),
        kinds=leaderboard.kinds(session),
    )


def count_pages(
    db: Database, *, today: date, age: int | None, kind: Kind | None, size_class: SizeClass | None, ordered: Order, limit: int = PAGE
) -> int:
    """On how many pages of that many rows of each part a choice stands; one at least."""
    with db.reading() as session:
        totals = leaderboard.counts(session, Selection(today, age, kind, size_class, ordered))
    return pages_of(max(totals.values()), limit)


def read_kinds(db: Database) -> list[Kind]:
    """The kinds of which there is an institution."""
    with db.reading() as session:
        return leaderboard.kinds(session)


def pages_of(longest: int, limit: int = PAGE) -> int:
    """Pages of so many rows; one at least."""
    return max(1, -(-longest // limit))


def _ranked(session: Session, selection: Selection, page: list[Standing], offset: int, field: Intervals) -> list[Ranked]:
    """Ranks of one page. Equal values share a rank, also with those of the page before.

    :param field: everybody who is ranked, in the order that has bands.
    """
    by = selection.order
    if not page or not has_ranks(by, selection.kind):
        return [Ranked(None, one) for one in page]
    if by is Order.RECOVERY:
        lows = [(one, one.recovery_low) for one in page if one.recovery_low is not None]
        return [Ranked(field.rank(low), one, *field.of(low, one.recovery_high)) for one, low in lows]
    best = page[0].value(by)
    first = leaderboard.better(session, selection, best or 0.0) + 1
    return [Ranked(first if one.standing.value(by) == best else offset + (one.rank or 0), one.standing) for one in rank(page, by)]


def _moved(page: Sequence[Ranked], lows: Mapping[str, float], risen: Mapping[str, int]) -> list[Ranked]:
    """The same with the rank that each had then, among those of the selection that were certified and compared then."""
    field = Intervals((low, None) for low in lows.values())
    moved = []
    for one in page:
        low = lows.get(one.standing.slug)
        moved.append(one if low is None else replace(one, before=field.rank(low), risen=risen.get(one.standing.slug)))
    return moved


def chosen_standings(
    db: Database, *, today: date, age: int | None, kind: Kind | None, size_class: SizeClass | None, ordered: Order
) -> list[Standing]:
    """Everybody of a choice, as its pages show them: the certified in its order, the listed, those who lack something.

    :param age: one of domain.leaderboard.AGES, or None for the latest reading of each.
    """
    selection = Selection(today, age, kind, size_class, ordered)
    with db.reading() as session:
        return [one for group in Group for one in leaderboard.page(session, selection, group, 0, 10**9)]


def all_standings(db: Database, *, today: date, age: int | None, holding: Holding) -> list[Standing]:
    """Every organisation, best first, at any age or at its latest reading: for the command line and exports.

    :param age: days after departure, any number; None for the latest reading of each.
    """
    with db.reading() as session:
        if age is None or age in AGES:
            selection = Selection(today, age)
            return order([one for group in Group for one in leaderboard.page(session, selection, group, 0, 10**9)])
        selection = Selection(today, None)
        known = standings.known_at_age(session, age, today)
        query = select(OrganisationRow, StandingRow).join(StandingRow, col(StandingRow.organisation_id) == OrganisationRow.id)
        found = []
        for organisation, latest in session.exec(query):
            day, ones = known.get(organisation.id or 0, (None, []))
            regained = band_of(ones, day, holding) if day else Regained(None, None)
            recovery = share(regained, latest.baseline)
            reading = StandingRow(
                organisation_id=latest.organisation_id,
                regained_low=regained.low,
                regained_high=regained.high,
                recovery_low=recovery.low,
                recovery_high=recovery.high,
                as_of=day,
            )
            found.append(leaderboard.standing(organisation, latest, reading, replace(selection, age=age)))
        return order(found)
