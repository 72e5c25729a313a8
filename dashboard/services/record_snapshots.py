"""Take snapshots in: hold them against the curve, store them, roll them up by day, and move the standings of those concerned."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from dashboard.domain.figures import Holding, Provenance, Snapshot, noon
from dashboard.services.plausibility.hold import hold_against_the_curve
from dashboard.services.standings import refresh_after
from db import accounts, figures


def instant_of(session: Session, account_id: int | None, on: date, provenance: Provenance, now: datetime) -> datetime:
    """The instant of a figure of which only the day is known: noon, or the one under which that day's figure stands already.

    :param account_id: None for an account that is new.

    Noon of today may still be to come, and no snapshot is of the future: its midnight then stands for the day.
    """
    midnight = datetime.combine(on, time(), UTC)
    stands = account_id is not None and figures.written(session, account_id, midnight, provenance)
    return midnight if noon(on) > now or stands else noon(on)


def record_snapshots(session: Session, snapshots: Sequence[Snapshot], *, today: date, holding: Holding) -> Sequence[Snapshot]:
    """Store snapshots of any number of accounts inside the caller's transaction; returns them as stored, the doubtful ones flagged.

    Writing the same account, instant and provenance twice stores it once. Figures of days to come must not reach this point.
    """
    held = hold_against_the_curve(session, snapshots, today=today)
    figures.store(session, held)
    follow_figures(session, {(one.account_id, one.at.date()) for one in held}, today=today, holding=holding)
    return held


def follow_figures(session: Session, changed: set[tuple[int, date]], *, today: date, holding: Holding) -> None:
    """Move the standings that figures of these accounts and days may change."""
    owners = accounts.owners(session, {account_id for account_id, _ in changed})
    earliest: dict[int, date] = {}
    origins: set[int] = set()
    for account_id, day in changed:
        organisation_id, is_origin = owners[account_id]
        if organisation_id not in earliest or day < earliest[organisation_id]:
            earliest[organisation_id] = day
        if is_origin:
            origins.add(organisation_id)
    refresh_after(session, earliest, origins, today=today, holding=holding)
