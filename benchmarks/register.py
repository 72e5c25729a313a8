"""A register of any size, the same at every run: organisations that left X, each with three accounts and a long history."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Column, Date, Integer, MetaData, Table, insert, text

from benchmarks.ratios import Progress
from dashboard.domain.departures import Status
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level
from dashboard.services.standings import refresh
from db.engine import Database
from db.tables import AccountRow, DepartureRow, OrganisationRow
from db.types import UtcDateTime

TODAY = date(2026, 7, 1)
NOW = datetime.combine(TODAY, time(18), UTC)
NETWORKS = (Network.X, Network.BLUESKY, Network.MASTODON)
"""The accounts of organisation n are 3 n - 2, 3 n - 1 and 3 n, in this order."""
KINDS = (Kind.CITY, Kind.UNIVERSITY, Kind.HOSPITAL, Kind.ASSOCIATION)
LEVELS = (Level.L2, Level.L0, Level.L3, Level.L1)
LEFT_WITHIN = 700
"""Days over which the departures are spread."""
BLOCK = 600
"""Accounts written at once."""

SNAPSHOTS = text(
    """
    INSERT INTO snapshot (account_id, at, followers, following, posts, provenance, precision)
    SELECT account.id, calendar.at, 100 + account.id * 7919 % 9000 + calendar.n * (account.id % 7), account.id % 400,
           calendar.n * 2, CASE account.origin WHEN 'origin' THEN 'analytics_csv' ELSE 'api' END, 'exact'
    FROM account CROSS JOIN calendar WHERE account.id BETWEEN :first AND :last ORDER BY account.id, calendar.n
    """
)
ROLL_UP = text(
    """
    INSERT INTO daily (account_id, day, at, followers, provenance, precision)
    SELECT snapshot.account_id, calendar.day, snapshot.at, snapshot.followers, snapshot.provenance, snapshot.precision
    FROM snapshot JOIN calendar ON calendar.at = snapshot.at
    WHERE snapshot.account_id BETWEEN :first AND :last ORDER BY snapshot.account_id, snapshot.at
    """
)


def write_organisations(db: Database, n: int) -> None:
    """Organisations 1 to ``n`` with their departures and accounts, without any figure."""
    everyone = range(1, n + 1)
    with db.writing() as session:
        session.execute(insert(OrganisationRow), [_organisation(key) for key in everyone])
        session.execute(insert(DepartureRow), [_departure(key) for key in everyone])
        session.execute(insert(AccountRow), [_account(key, place) for key in everyone for place in range(len(NETWORKS))])


def write_history(db: Database, organisations: int, days: int, step: int, progress: Progress) -> int:
    """A figure of every account on every ``step``-th of the last ``days`` days, with the roll-up. Returns how many snapshots."""
    calendar = Table(
        "calendar",
        MetaData(),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("at", UtcDateTime, index=True),
        Column("day", Date),
        prefixes=["TEMPORARY"],
    )
    first_day = TODAY - timedelta(days=days - 1)
    days_read = [(n, first_day + timedelta(days=n)) for n in range(0, days, step)]
    accounts = organisations * len(NETWORKS)
    with db.engine.connect() as connection:
        if db.dialect == "sqlite":  # what a power cut would spoil is made anew
            connection.connection.execute("PRAGMA synchronous=OFF")
        calendar.create(connection)
        rows = [{"n": n, "day": day, "at": datetime.combine(day, time(6), UTC)} for n, day in days_read]
        connection.execute(insert(calendar), rows)
        connection.commit()
        for first in range(1, accounts + 1, BLOCK):
            block = {"first": first, "last": first + BLOCK - 1}
            connection.execute(SNAPSHOTS, block)
            connection.execute(ROLL_UP, block)
            connection.commit()
            progress(f"{min(first + BLOCK - 1, accounts) * len(days_read):,} snapshots")
        calendar.drop(connection)
        connection.commit()
        if db.dialect == "sqlite":
            connection.connection.execute("PRAGMA synchronous=FULL")
    return accounts * len(days_read)


def write_standings(db: Database, organisations: int, holding: Holding) -> None:
    """Every standing anew, and what PostgreSQL's autovacuum does by itself before long."""
    with db.writing() as session:
        refresh(session, range(1, organisations + 1), today=TODAY, holding=holding)
    if db.dialect == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _organisation(key: int) -> dict[str, Any]:
    return {
        "id": key,
        "slug": f"institution-{key}",
        "name": f"Institution {key * 7919 % 100_003:06}",
        "match_key": f"institution {key}",
        "kind": KINDS[key % len(KINDS)].value,
        "country": "FR",
        "population": 1_000 + key * 104_729 % 400_000,
        "level": LEVELS[key // 4 % len(LEVELS)].value,
        "fictional": True,
        "registered_at": NOW,
    }


def _departure(key: int) -> dict[str, Any]:
    left = TODAY - timedelta(days=key * 37 % LEFT_WITHIN)
    values = {"network": Network.X.value, "status": Status.DEPARTED.value, "on": left, "source": "", "logged_at": NOW, "withdrawn": False}
    return {"organisation_id": key, **values}


def _account(key: int, place: int) -> dict[str, Any]:
    network = NETWORKS[place]
    host = {Network.MASTODON: f"social-{key % 500}.example"}.get(network)
    handle = f"institution-{key}" + (f"@{host}" if host else "")
    return {
        "id": (key - 1) * len(NETWORKS) + place + 1,
        "organisation_id": key,
        "network": network.value,
        "identity": handle,
        "handle": handle,
        "origin": "destination" if place else "origin",
        "link": "listed",
        "state": "active",
        "host": host,
        "url": f"https://{host or network.value + '.example'}/{handle}",
        "connected_at": NOW,
        "due_at": NOW if place else None,
        "read_at": NOW if place else None,
    }
