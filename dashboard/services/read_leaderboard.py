"""Read the leaderboard: a page of it, or all of it for export."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import col, select

from dashboard.domain.figures import Holding
from dashboard.domain.leaderboard import AGES, Order, Ranked, Standing, has_ranks, order, rank
from dashboard.domain.organisations import Kind, SizeClass
from dashboard.domain.rank_intervals import Intervals
from dashboard.domain.transfer import Band as Regained
from dashboard.domain.transfer import share
from dashboard.services.read_field import Field, field_of
from dashboard.services.standings import band_of
from dashboard.services.views import LeaderboardPage
from db import leaderboard, standings
from db.engine import Database
from db.leaderboard import Group, Selection
from db.tables import OrganisationRow, StandingRow

PAGE = 50


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
    :param field: of this very choice with all rows that are wanted, where many of its pages are read one after the other.
    """
    selection = Selection(today, age, kind, size_class, ordered)
    with db.reading() as session:
        known = field or field_of(session, selection)

        def rows(group: Group) -> Sequence[Standing]:
            if offset >= known.totals[group]:
                return []
            return known.parts[group][offset : offset + limit] if field else leaderboard.page(session, selection, group, offset, limit)

        def better(value: float) -> int:
            if field is None:
                return leaderboard.better(session, selection, value)
            return next(place for place, one in enumerate(field.parts[Group.CERTIFIED]) if one.value(ordered) == value)

        return LeaderboardPage(
            certified=_moved(_ranked(selection, rows(Group.CERTIFIED), offset, known.bands, better), known),
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


def count_each(db: Database) -> Counter[tuple[Kind, SizeClass | None]]:
    """How many institutions there are of each kind and size class, compared or not."""
    with db.reading() as session:
        return leaderboard.counts_of_each(session)


def fewest_pages(n: int, limit: int = PAGE) -> int:
    """How many pages ``n`` institutions fill at least: one of the parts holds its share of them, or more."""
    return pages_of(-(-n // len(Group)), limit)


def pages_of(longest: int, limit: int = PAGE) -> int:
    """Pages of so many rows; one at least."""
    return max(1, -(-longest // limit))


def _ranked(
    selection: Selection, page: Sequence[Standing], offset: int, bands: Intervals, better: Callable[[float], int]
) -> Sequence[Ranked]:
    """Ranks of one page. Equal values share a rank, also with those of the page before.

    :param bands: of everybody who is ranked, in the order that has them; ``better``: how many have a higher value, in the others.
    """
    by = selection.order
    if not page or not has_ranks(by, selection.kind):
        return [Ranked(None, one) for one in page]
    if by is Order.RECOVERY:
        lows = [(one, one.recovery_low) for one in page if one.recovery_low is not None]
        return [Ranked(bands.rank(low), one, *bands.of(low, one.recovery_high)) for one, low in lows]
    best = page[0].value(by)
    first = better(best or 0.0) + 1
    return [Ranked(first if one.standing.value(by) == best else offset + (one.rank or 0), one.standing) for one in rank(page, by)]


def _moved(page: Sequence[Ranked], field: Field) -> Sequence[Ranked]:
    """The same with the rank that each had then, among those of the selection that were certified and compared then."""
    if not field.then:
        return page
    moved = []
    for one in page:
        low = field.then.get(one.standing.slug)
        moved.append(one if low is None else replace(one, before=field.bands_then.rank(low), risen=field.risen.get(one.standing.slug)))
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
