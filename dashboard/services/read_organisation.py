"""Read everything the page of one organisation shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import TypeVar

from sqlmodel import Session

from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.baselines import baseline
from dashboard.domain.departures import DepartureEvent, journey
from dashboard.domain.figures import DailyFigure, Holding
from dashboard.domain.leaderboard import FEWEST
from dashboard.domain.organisations import Organisation
from dashboard.domain.transfer import Curve, Stretch, share, stretches
from dashboard.services.comparable import Comparable, Recoveries
from dashboard.services.standings import band_of, left_network
from dashboard.services.views import AccountSeries, Gap, OrganisationView
from db import accounts, annotations, baselines, departures, figures, leaderboard, organisations, standings
from db.engine import Database
from db.leaderboard import Selection
from db.tables import AccountRow, ObservationRow, OrganisationRow

_One = TypeVar("_One")
_Key = TypeVar("_Key")


def list_organisations(db: Database) -> list[Organisation]:
    """All organisations by name."""
    with db.reading() as session:
        return [organisations.as_organisation(row) for row in organisations.everyone(session)]


def list_slugs(db: Database) -> Sequence[str]:
    """The slugs of all organisations, in the order of their names."""
    with db.reading() as session:
        return organisations.slugs(session)


def holds_demo(db: Database) -> bool:
    """Whether the database holds the fictional institutions of the demo."""
    with db.reading() as session:
        return organisations.exists(session, fictional=True)


def read_organisation(
    db: Database,
    slug: str,
    *,
    today: date,
    holding: Holding,
    peers: Mapping[str, tuple[float, float, int] | None] | None = None,
    comparable: Comparable | None = None,
) -> OrganisationView:
    """The organisation with its ladder, its accounts' daily figures and gaps, its bands and how it stands.

    :param peers: how the others stand, by slug, where that was read for everybody at once (services.read_peers).
    :param comparable: keeps for a minute how the others stand, where many read.
    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        events = departures.events_of(session, [row.id or 0])
        return next(views_of(session, [row], events, today=today, holding=holding, peers=peers, comparable=comparable))


def views_of(
    session: Session,
    rows: Sequence[OrganisationRow],
    events: Mapping[int, Sequence[DepartureEvent]],
    *,
    today: date,
    holding: Holding,
    peers: Mapping[str, tuple[float, float, int] | None] | None,
    comparable: Comparable | None = None,
) -> Iterator[OrganisationView]:
    """The same of several, in as many queries as of one.

    :param events: of their departures, by key.
    """
    keys = [row.id or 0 for row in rows]
    latest = standings.latest(session, keys)
    changed, frozen = baselines.events_of(session, keys), baselines.as_they_are(session, keys)
    movement = annotations.of_organisation(session, None, private=False)
    noted = _grouped(annotations.public_of(session, keys), lambda note: note.organisation)
    mine = _grouped(accounts.of_organisations(session, keys), lambda one: one.organisation_id)
    ids = [one.id for some in mine.values() for one in some if one.id]
    daily = figures.daily(session, ids)
    observed = _grouped(accounts.observations(session, ids), lambda note: note.account_id)
    for row in rows:
        key = row.id or 0
        left = left_network(events.get(key, ()))
        current = journey(events.get(key, ()), today, left)
        series = [_series(row, one, daily, observed, today, holding) for one in mine.get(key, ())]
        origins = [one for each in series if each.account.network is left for one in each.figures]
        rule = baseline(origins, current.departed_on) if current.departed_on else None
        changes = [one for one in changed.get(key, ()) if one.network is left]
        gone = current.departed_on is not None and not current.planned
        reference = frozen.get(key) if gone and changes else None if gone else rule
        curves = [Curve(each.figures, holding) for each in series if each.account.origin is Origin.DESTINATION]
        standing = leaderboard.standing(row, latest[key], latest[key], Selection(today, None))
        yield OrganisationView(
            organisation=organisations.as_organisation(row),
            journey=current,
            series=series,
            baseline=reference,
            baseline_by_rule=rule,
            baseline_events=changes,
            stretches=_stretches(curves, current.departed_on, today),
            standing=standing,
            peers=_peers(session, row, standing.age, today, holding, comparable or Comparable()) if peers is None else peers.get(row.slug),
            read_at=max((one.at for each in series for one in each.figures), default=None),
            logged=len(events.get(key, ())),
            annotations=sorted([*noted.get(row.slug, ()), *movement], key=lambda note: (note.on, note.id)),
        )


def _grouped(found: Iterable[_One], key: Callable[[_One], _Key]) -> Mapping[_Key, Sequence[_One]]:
    groups: dict[_Key, list[_One]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups


def _series(
    organisation: OrganisationRow,
    row: AccountRow,
    daily: Mapping[int, Sequence[DailyFigure]],
    observed: Mapping[int, Sequence[ObservationRow]],
    today: date,
    holding: Holding,
) -> AccountSeries:
    days, notes = daily.get(row.id or 0, []), observed.get(row.id or 0, [])
    gaps = _gaps(days, notes, today, holding, open_ended=row.origin == Origin.DESTINATION.value)
    return AccountSeries(accounts.as_account(row, organisation.slug), days, gaps)


def _gaps(days: Sequence[DailyFigure], notes: Sequence[ObservationRow], today: date, holding: Holding, open_ended: bool) -> list[Gap]:
    """Days on which no figure held although one had before; the last one lasts until today for an account still followed."""
    found: list[Gap] = []
    days = [one for one in days if not one.flagged]
    following = [one.day for one in days[1:]]
    if open_ended:
        following.append(today + timedelta(days=1))
    shortest = min(holding.collected, holding.declared)
    for figure, end in zip(days, following, strict=False):
        unread = (end - figure.day).days - 1
        # Most figures are followed by one of the next day: how long they would have held need not be asked.
        if unread <= shortest or unread <= (held := holding.days(figure.provenance)):
            continue
        first, last = figure.day + timedelta(days=held + 1), end - timedelta(days=1)
        inside = [note for note in notes if first - timedelta(days=1) <= note.at.date() <= last]
        reason = AccountState(inside[-1].state) if inside else None
        found.append(Gap(first, last, reason.value if reason and reason is not AccountState.ACTIVE else None))
    return found


def _stretches(curves: Sequence[Curve], departed_on: date | None, today: date) -> list[Stretch]:
    read = [curve.days for curve in curves if curve.days]
    if not read:
        return []
    begun = min(days[0] for days in read)
    first, last = max(begun, departed_on or begun), min(max(days[-1] for days in read), today)
    return stretches(curves, first, last)


def _peers(
    session: Session, row: OrganisationRow, age: int | None, today: date, holding: Holding, comparable: Comparable
) -> tuple[float, float, int] | None:
    """Medians of both ends of recovery over organisations of the same kind at the same age, without itself."""
    if age is None or age < 0:
        return None
    key = (row.kind, age, today.toordinal())
    found = comparable.find(key, lambda: _recoveries(session, row.kind, age, today, holding))
    ends = [both for other, both in found.items() if other != row.id]
    return (median(low for low, _ in ends), median(high for _, high in ends), len(ends)) if len(ends) >= FEWEST else None


def _recoveries(session: Session, kind: str, age: int, today: date, holding: Holding) -> Recoveries:
    ids = organisations.ids_of_kind(session, kind)
    facts, found = standings.standings(session, ids), {}
    for key, (day, known) in standings.known_at_age(session, age, today, ids).items():
        recovery = share(band_of(known, day, holding), facts[key][1])
        if recovery.low is not None and recovery.high is not None:
            found[key] = recovery.low, recovery.high
    return found


def newest_reading(db: Database) -> datetime | None:
    """The instant of the newest collected count of the whole register."""
    with db.reading() as session:
        return accounts.newest_reading(session)
