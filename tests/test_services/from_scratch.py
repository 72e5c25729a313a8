"""What every standing must be: computed anew from the raw rows by the pure domain, without any of the services' shortcuts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from dashboard.domain.baselines import baseline
from dashboard.domain.departures import DepartureEvent, Status, in_force, journey
from dashboard.domain.figures import TRUST, DailyFigure, Holding, Precision, Provenance
from dashboard.domain.leaderboard import AGES
from dashboard.domain.networks import Network
from dashboard.domain.transfer import Band, Curve, Share, band_on, latest, share
from db.engine import Database
from db.tables import AccountRow, BaselineRow, DepartureRow, MilestoneRow, OrganisationRow, SnapshotRow, SourceRow, StandingRow


@dataclass(frozen=True)
class Reading:
    """A band with its shares, on one day."""

    as_of: date | None
    band: Band
    share: Share


@dataclass(frozen=True)
class Truth:
    """How one organisation stands."""

    status: Status | None
    departed_on: date | None
    announced_on: date | None
    next_on: date | None
    baseline: tuple[int, date, str] | None
    latest: Reading
    at_ages: Mapping[int, Reading]
    growth: float | None


def truths(db: Database, today: date, holding: Holding, ages: Sequence[int] = AGES) -> dict[str, Truth]:
    """Every organisation by slug."""
    with db.reading() as session:
        return {row.slug: _truth(session, row, today, holding, ages) for row in session.exec(select(OrganisationRow))}


def stored(db: Database) -> dict[str, Truth]:
    """The same, as the standing and milestone rows have it."""
    with db.reading() as session:
        slugs = {row.id: row.slug for row in session.exec(select(OrganisationRow))}
        at_ages: dict[int, dict[int, Reading]] = defaultdict(dict)
        for one in session.exec(select(MilestoneRow)):
            at_ages[one.organisation_id][one.age] = _reading(one)
        return {
            slugs[row.organisation_id]: Truth(
                Status(row.status) if row.status else None,
                row.departed_on,
                row.announced_on,
                row.next_on,
                None if row.baseline is None or row.baseline_on is None else (row.baseline, row.baseline_on, row.baseline_source or ""),
                _reading(row),
                at_ages[row.organisation_id],
                row.growth,
            )
            for row in session.exec(select(StandingRow))
        }


def _reading(row: StandingRow | MilestoneRow) -> Reading:
    return Reading(row.as_of, Band(row.regained_low, row.regained_high), Share(row.recovery_low, row.recovery_high))


def left(events: Sequence[DepartureEvent]) -> tuple[Network, set[Network]]:
    """The network of the step in force that was logged last, and all networks being left; X if no step is in force."""
    counting = [one for network in Network for one in in_force([event for event in events if event.network is network])]
    last = [event for event in events if event in counting]
    return (last[-1].network if last else Network.X), ({event.network for event in counting} or {Network.X})


def _truth(session: Session, organisation: OrganisationRow, today: date, holding: Holding, ages: Sequence[int]) -> Truth:
    rows = session.exec(select(DepartureRow).where(DepartureRow.organisation_id == organisation.id).order_by(DepartureRow.id))  # type: ignore[arg-type]
    events = [DepartureEvent(Status(one.status), one.on, one.source, one.logged_at, Network(one.network), one.withdrawn) for one in rows]
    network, networks = left(events)
    ladder = journey(events, today, network)
    origin: list[DailyFigure] = []
    curves: list[Curve] = []
    for account in session.exec(select(AccountRow).where(AccountRow.organisation_id == organisation.id).order_by(AccountRow.id)):  # type: ignore[arg-type]
        daily = _roll_up(session, account)
        assert (account.origin == "origin") == (Network(account.network) in networks), (account, networks)
        if Network(account.network) not in networks:
            curves.append(Curve(daily, holding))
        elif Network(account.network) is network:
            origin.extend(daily)
    figure = baseline(origin, ladder.departed_on) if ladder.departed_on else None
    if ladder.departed_on is not None and ladder.departed_on <= today:
        figure = _frozen(session, organisation, network, figure)
    known = figure.followers if figure else None
    newest = latest(curves, today)
    before = band_on(curves, newest.day - timedelta(days=30)).low if newest else None
    at_ages = {}
    for age in ages:
        if ladder.departed_on is not None and ladder.departed_on + timedelta(days=age) <= today:
            on = ladder.departed_on + timedelta(days=age)
            regained = band_on(curves, on)
            at_ages[age] = Reading(on, regained, share(regained, known))
    return Truth(
        ladder.status,
        ladder.departed_on,
        ladder.announced_on,
        ladder.next_on,
        (figure.followers, figure.day, figure.source) if figure else None,
        Reading(newest.day, newest.band, share(newest.band, known)) if newest else Reading(None, Band(None, None), Share(None, None)),
        at_ages,
        newest.band.low / before - 1 if newest and newest.band.low is not None and before else None,
    )


def _frozen(session: Session, organisation: OrganisationRow, network: Network, rule: DailyFigure | None) -> DailyFigure | None:
    """The figure of the last event, which is there exactly if the rule finds any, and is as it is stored today."""
    events = session.exec(select(BaselineRow).where(BaselineRow.organisation_id == organisation.id).order_by(BaselineRow.id))  # type: ignore[arg-type]
    last = list(events)[-1:]
    if not last or last[0].followers is None:
        assert rule is None, "a figure could be the baseline, and none is frozen"
        return None
    row = last[0]
    account, stored = session.get_one(AccountRow, row.account_id), session.get(SnapshotRow, (row.account_id, row.at, row.provenance))
    assert stored is not None and not stored.flagged and stored.followers == row.followers, "the baseline rests on no figure"
    assert (account.organisation_id, account.network, row.network) == (organisation.id, network.value, network.value)
    assert row.account_id and row.at and row.on and row.provenance and row.precision
    how = Provenance(row.provenance), Precision(row.precision), row.source
    return DailyFigure(row.account_id, row.on, row.followers, row.at, *how)


def _roll_up(session: Session, account: AccountRow) -> list[DailyFigure]:
    """The figure of each day: of those not flagged, or else of all, the most trustworthy, then the latest."""
    days: dict[date, list[SnapshotRow]] = defaultdict(list)
    for row in session.exec(select(SnapshotRow).where(SnapshotRow.account_id == account.id)):
        days[row.at.date()].append(row)
    sources = {row.id: row.text for row in session.exec(select(SourceRow))}
    found = []
    for day, rows in sorted(days.items()):
        row = min(rows, key=lambda one: (one.flagged, TRUST[Provenance(one.provenance)], -one.at.timestamp()))
        source = sources.get(row.source_id) or account.url or ""
        how = Provenance(row.provenance), Precision(row.precision), source
        found.append(DailyFigure(row.account_id, day, row.followers, row.at, *how, flagged=row.flagged))
    return found
