"""Read everything the page of one organisation shows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from sqlmodel import Session

from dashboard.domain.accounts import AccountState, Origin
from dashboard.domain.baselines import baseline
from dashboard.domain.departures import journey
from dashboard.domain.figures import DailyFigure, Holding
from dashboard.domain.organisations import Organisation
from dashboard.domain.transfer import Curve, DayReading, bands, share
from dashboard.services.standings import band_of, left_network
from dashboard.services.views import AccountSeries, Gap, OrganisationView
from db import accounts, annotations, baselines, departures, figures, leaderboard, organisations, standings
from db.engine import Database
from db.leaderboard import Selection
from db.tables import AccountRow, ObservationRow, OrganisationRow, StandingRow

FEWEST_PEERS = 3


def list_organisations(db: Database) -> list[Organisation]:
    """All organisations by name."""
    with db.reading() as session:
        return [organisations.as_organisation(row) for row in organisations.everyone(session)]


def holds_demo(db: Database) -> bool:
    """Whether the database holds the fictional institutions of the demo."""
    with db.reading() as session:
        return organisations.exists(session, fictional=True)


def read_organisation(
    db: Database, slug: str, *, today: date, holding: Holding, peers: Mapping[str, tuple[float, float, int] | None] | None = None
) -> OrganisationView:
    """The organisation with its ladder, its accounts' daily figures and gaps, its bands and how it stands.

    :param peers: how the others stand, by slug, where that was read for everybody at once (services.read_peers).

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        key = row.id or 0
        events = departures.events(session, key)
        left = left_network(events)
        current = journey(events, today, left)
        rows = accounts.of_organisations(session, [key])
        daily = figures.daily(session, [one.id for one in rows if one.id])
        series = _series(session, row, rows, daily, today, holding)
        origins = [one for each in series if each.account.network is left for one in each.figures]
        rule = baseline(origins, current.departed_on) if current.departed_on else None
        happened = [one for one in baselines.events(session, key) if one.network is left]
        frozen = current.departed_on is not None and not current.planned
        reference = baselines.as_they_are(session, [key]).get(key) if frozen and happened else None if frozen else rule
        curves = [Curve(each.figures, holding) for each in series if each.account.origin is Origin.DESTINATION]
        latest = session.get_one(StandingRow, key)
        standing = leaderboard.standing(row, latest, latest, Selection(today, None))
        return OrganisationView(
            organisation=organisations.as_organisation(row),
            journey=current,
            series=series,
            baseline=reference,
            baseline_by_rule=rule,
            baseline_events=happened,
            bands=_bands(curves, current.departed_on, today),
            standing=standing,
            peers=_peers(session, row, standing.age, today, holding) if peers is None else peers.get(row.slug),
            read_at=max((one.at for each in series for one in each.figures), default=None),
            logged=len(events),
            annotations=annotations.of_organisation(session, key, private=False, movement=True),
        )


def _series(
    session: Session,
    organisation: OrganisationRow,
    rows: Sequence[AccountRow],
    daily: Mapping[int, Sequence[DailyFigure]],
    today: date,
    holding: Holding,
) -> list[AccountSeries]:
    notes: dict[int, list[ObservationRow]] = {}
    for note in accounts.observations(session, [row.id for row in rows if row.id]):
        notes.setdefault(note.account_id, []).append(note)
    return [
        AccountSeries(
            accounts.as_account(row, organisation.slug),
            daily.get(row.id or 0, []),
            _gaps(
                daily.get(row.id or 0, []), notes.get(row.id or 0, []), today, holding, open_ended=row.origin == Origin.DESTINATION.value
            ),
        )
        for row in rows
    ]


def _gaps(days: Sequence[DailyFigure], notes: Sequence[ObservationRow], today: date, holding: Holding, open_ended: bool) -> list[Gap]:
    """Days on which no figure held although one had before; the last one lasts until today for an account still followed."""
    found: list[Gap] = []
    days = [one for one in days if not one.flagged]
    for index, figure in enumerate(days):
        following = days[index + 1].day if index + 1 < len(days) else today + timedelta(days=1)
        if index + 1 == len(days) and not open_ended:
            break
        first = figure.day + timedelta(days=holding.days(figure.provenance) + 1)
        last = following - timedelta(days=1)
        if first <= last:
            inside = [note for note in notes if first - timedelta(days=1) <= note.at.date() <= last]
            reason = AccountState(inside[-1].state) if inside else None
            found.append(Gap(first, last, reason.value if reason and reason is not AccountState.ACTIVE else None))
    return found


def _bands(curves: Sequence[Curve], departed_on: date | None, today: date) -> list[DayReading]:
    days = [day for curve in curves for day in curve.days]
    if not days:
        return []
    first, last = max(min(days), departed_on or min(days)), min(max(days), today)
    return bands(curves, first, last) if first <= last else []


def _peers(session: Session, row: OrganisationRow, age: int | None, today: date, holding: Holding) -> tuple[float, float, int] | None:
    """Medians of both ends of recovery over organisations of the same kind at the same age, without itself."""
    if age is None or age < 0:
        return None
    ids = [key for key in organisations.ids_of_kind(session, row.kind) if key != row.id]
    facts = standings.standings(session, ids)
    lows, highs = [], []
    for key, (day, known) in standings.known_at_age(session, age, today, ids).items():
        recovery = share(band_of(known, day, holding), facts[key][1])
        if recovery.low is not None and recovery.high is not None:
            lows.append(recovery.low)
            highs.append(recovery.high)
    return (median(lows), median(highs), len(lows)) if len(lows) >= FEWEST_PEERS else None


def newest_reading(db: Database) -> datetime | None:
    """The instant of the newest collected count of the whole register."""
    with db.reading() as session:
        return accounts.newest_reading(session)
