"""Read what the API hands out: long lists a part at a time. Each part goes on after the key of the last row that was read, in a
transaction of its own: rows that are written meanwhile neither repeat one nor hide one, and nobody who reads slowly holds a connection.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from dashboard.domain.accounts import Account
from dashboard.domain.departures import DepartureEvent, in_force
from dashboard.domain.leaderboard import Standing
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Organisation
from dashboard.domain.redistribution import withheld
from db import accounts, baselines, departures, leaderboard, organisations, public
from db.engine import Database
from db.leaderboard import Selection
from db.public import WantedEvents, WantedOrganisations
from db.tables import OrganisationRow, StandingRow

AT_ONCE = 500
"""Steps of departures that are read together before those that do not count are left out."""


@dataclass(frozen=True)
class PublicOrganisation:
    """One institution as it may be handed on, at its latest reading.

    :param baseline_withheld: whether the baseline is known but may not be handed on: it must then not be shown.
    :param next_on: the next day on which the status will change by itself.
    :param accounts: empty in lists.
    """

    organisation: Organisation
    standing: Standing
    baseline_withheld: bool
    announced_on: date | None
    next_on: date | None
    accounts: Sequence[Account] = ()


@dataclass(frozen=True)
class PublicEvent:
    """One step of a departure that counts today, and whose it is."""

    organisation: Organisation
    event: DepartureEvent


@dataclass(frozen=True)
class ExitDay:
    """One departure on a day to come, or on a day on which ``together`` institutions left."""

    organisation: Organisation
    on: date
    together: int


def list_organisations(
    db: Database, wanted: WantedOrganisations, *, after: str | None, limit: int, today: date
) -> list[tuple[str, PublicOrganisation]]:
    """Institutions by slug, each with its slug as the key."""
    with db.reading() as session:
        rows = public.organisations_after(session, wanted, after, limit)
        hidden = withheld_baselines(session, [row.id or 0 for row, _ in rows])
        return [(row.slug, _public(row, latest, row.id in hidden, today)) for row, latest in rows]


def read_public_organisation(db: Database, slug: str, *, today: date) -> PublicOrganisation:
    """One institution with its accounts.

    :raises NotFound: no organisation is called so.
    """
    with db.reading() as session:
        row = organisations.by_slug(session, slug)
        key = row.id or 0
        made = _public(row, session.get_one(StandingRow, key), key in withheld_baselines(session, [key]), today)
        rows = accounts.of_organisations(session, [key])
        return replace(made, accounts=[accounts.as_account(one, row.slug) for one in rows])


def hidden_among(db: Database, slugs: Sequence[str]) -> set[str]:
    """Institutions among these whose baseline may not be handed on."""
    with db.reading() as session:
        keys = public.keys_of(session, slugs)
        hidden = withheld_baselines(session, list(keys.values()))
        return {slug for slug, key in keys.items() if key in hidden}


def withheld_baselines(session: Session, organisation_ids: Sequence[int]) -> set[int]:
    """Institutions whose baseline may not be handed on: frozen, or as the rule would choose it today."""
    events = baselines.last(session, organisation_ids)
    frozen = {key for key, event in events.items() if event.figure and withheld(event.figure.provenance, event.network)}
    return frozen | public.read_by_x(session, organisation_ids)


def list_events(
    db: Database, wanted: WantedEvents, *, after: tuple[date, int] | None, limit: int
) -> list[tuple[tuple[date, int], PublicEvent]]:
    """The steps that count today, planned ones included: by day, then as they were logged."""
    found: list[tuple[tuple[date, int], PublicEvent]] = []
    with db.reading() as session:
        while len(found) < limit:
            rows = public.events_after(session, wanted, after, AT_ONCE)
            ladders = departures.events_of(session, {row.organisation_id for row, _ in rows})
            counting = {key: _counting(events) for key, events in ladders.items()}
            for row, organisation in rows:
                after = (row.on, row.id or 0)
                event = departures.as_event(row)
                if event in counting[row.organisation_id]:
                    found.append((after, PublicEvent(organisations.as_organisation(organisation), event)))
            if len(rows) < AT_ONCE:
                break
    return found[:limit]


def list_exit_days(
    db: Database, *, since: date | None, until: date | None, after: tuple[date, str] | None, limit: int, today: date
) -> list[tuple[tuple[date, str], ExitDay]]:
    """Departures on days to come and on days that several chose, by day and slug."""
    with db.reading() as session:
        rows = public.exit_days_after(session, today, since, until, after, limit)
        return [((on, row.slug), ExitDay(organisations.as_organisation(row), on, n)) for row, on, n in rows]


def last_written(db: Database, today: date) -> tuple[str, datetime]:
    """A text that changes with everything that is written, and the instant since which nothing has changed: at the latest last
    midnight, when days that were planned come.
    """
    with db.reading() as session:
        number, at, read_at = public.last_write(session)
    midnight = datetime.combine(today, time(), UTC)
    return f"{number} {read_at} {today}", max(one for one in (at, read_at, midnight) if one is not None)


def _public(row: OrganisationRow, latest: StandingRow, hidden: bool, today: date) -> PublicOrganisation:
    return PublicOrganisation(
        organisation=organisations.as_organisation(row),
        standing=leaderboard.standing(row, latest, latest, Selection(today, None)),
        baseline_withheld=hidden,
        announced_on=latest.announced_on,
        next_on=latest.next_on,
    )


def _counting(events: Sequence[DepartureEvent]) -> set[DepartureEvent]:
    return {one for network in Network for one in in_force([event for event in events if event.network is network])}
