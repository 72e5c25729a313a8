"""Whom a starter pack lists: institutions whose Bluesky account is proven to be theirs, and is there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from dashboard.domain.accounts import CURRENT, SURE
from dashboard.domain.errors import N_, Refused
from dashboard.domain.exit_days.days import State, lapsed
from dashboard.domain.exit_days.pack import PackSector
from dashboard.domain.exit_days.pledges import wall
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind
from dashboard.domain.profile_pages import DID
from dashboard.domain.regions import REGIONS, region_of
from dashboard.services.exit_days.outcome import outcome_of
from dashboard.services.exit_days.plan import read_plan
from db import accounts, exit_days, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow


@dataclass(frozen=True)
class Member:
    """An institution on the list, by one account of its own.

    :param did: by which Bluesky knows the account whatever its handle becomes.
    """

    slug: str
    name: str
    handle: str
    did: str


@dataclass(frozen=True)
class Members:
    """Who is on the list, by name, and how many institutions of the sector are not.

    :param unproven: the account they have is not proven to be theirs. :param ended: it is gone, suspended or moved.
    :param without: they have none. :param fictional: whether any of those on the list is.
    """

    listed: tuple[Member, ...]
    unproven: int
    ended: int
    without: int
    fictional: bool


def read_members(db: Database, sector: PackSector, *, now: datetime) -> Members:
    """Whom a pack of that sector lists today.

    :raises NotFound: no such exit day. :raises Refused: no such region.
    """
    with db.reading() as session:
        return members_of(session, sector, now=now)


def members_of(session: Session, sector: PackSector, *, now: datetime) -> Members:
    """The same within the caller's transaction."""
    if sector.region is not None and sector.region not in REGIONS:
        raise Refused(N_("“{region}” is no region that is known here. Choose one of the list."), region=sector.region[:20])
    found = _institutions(session, sector, now)
    made_up = all(row.fictional for row in found)  # those of the demo are listed only where there are no others
    rows = {row.id or 0: row for row in found if row.fictional is made_up}
    held: dict[int, list[AccountRow]] = {key: [] for key in rows}
    for account in accounts.of_organisations(session, rows):
        if account.network == Network.BLUESKY.value:
            held[account.organisation_id].append(account)
    listed = [
        Member(row.slug, row.name, account.handle, account.remote_id or "")
        for key, row in rows.items()
        for account in held[key]
        if _is_sure(account) and _is_there(account)
    ]
    others = {key: some for key, some in held.items() if not any(_is_sure(one) and _is_there(one) for one in some)}
    return Members(
        listed=tuple(listed),
        unproven=sum(any(_is_there(one) for one in some) for some in others.values()),
        ended=sum(bool(some) and not any(_is_there(one) for one in some) for some in others.values()),
        without=sum(not some for some in others.values()),
        fictional=made_up and bool(listed),
    )


def _institutions(session: Session, sector: PackSector, now: datetime) -> list[OrganisationRow]:
    """Those of the sector, by name. Of an exit day only those whom everybody sees on it: whoever is hidden stays so."""
    named = None if sector.day is None else _named(session, sector.day, now)
    return [
        row
        for row in organisations.everyone(session)
        if (not sector.kinds or Kind(row.kind) in sector.kinds)
        and (sector.region is None or region_of(row.insee, row.uai) == sector.region)
        and (named is None or row.id in named)
    ]


def _named(session: Session, slug: str, now: datetime) -> frozenset[int]:
    row = exit_days.exit_day(session, slug)
    state = State(row.state)
    if lapsed(state, row.on, now.date()) or state in (State.DRAFT, State.CANCELLED):
        return frozenset()
    found = outcome_of(session, row, read_plan(session, row), now=now)
    return frozenset(wall(found.pledges, state, found.outcome).names)


def _is_sure(account: AccountRow) -> bool:
    return account.link in SURE and re.fullmatch(DID, account.remote_id or "") is not None


def _is_there(account: AccountRow) -> bool:
    return account.state in CURRENT


def names_of(session: Session, dids: Iterable[str]) -> dict[str, str]:
    """What the register calls the institutions behind some accounts, by DID; those it does not know are left out."""
    found = ((did, accounts.by_remote_id(session, Network.BLUESKY, did)) for did in dids)
    return {did: one[1].name for did, one in found if one is not None}
