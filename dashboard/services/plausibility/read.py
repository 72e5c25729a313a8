"""Figures that wait for a person, with all that is needed to judge them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from dashboard.domain.accounts import Account
from dashboard.domain.figures import DailyFigure, Precision, Provenance
from dashboard.domain.flags import Flag
from dashboard.domain.imports import Import
from dashboard.domain.people import Act, Actor, Role
from dashboard.services.permit import permit
from db import accounts, figures, flags, imports, organisations
from db.engine import Database
from db.flags import Waiting

AROUND_DAYS = 120
"""Days before and after that are shown beside a figure."""
MOST_ACCOUNTS = 25
"""Accounts shown at once, those that wait longest."""


@dataclass(frozen=True)
class HeldFigure:
    """One figure that waits.

    :param flag_id: one of its flags, by which it is decided. :param source: an address or words; empty if there is none.
    :param role: in what capacity somebody brought it, never who; None for what was read by itself.
    """

    flag_id: int
    at: datetime
    followers: int
    provenance: Provenance
    precision: Precision
    rounded_to: int | None
    source: str
    role: Role | None
    brought: Import | None
    flags: Sequence[Flag]


@dataclass(frozen=True)
class HeldAccount:
    """An account with its figures that wait, oldest first, and those around them that count or not.

    :param name: of its institution.
    """

    account: Account
    name: str
    held: Sequence[HeldFigure]
    around: Sequence[DailyFigure]


@dataclass(frozen=True)
class HeldBack:
    """What waits: the accounts shown, and how many there are."""

    accounts: Sequence[HeldAccount]
    total: int


def waiting(db: Database, by: Actor, *, now: datetime) -> HeldBack:
    """What the collective has to look at, the account that waits longest first.

    :raises NotAllowed: whoever asks is not of the collective.
    """
    with db.reading() as session:
        permit(session, by, Act.MODERATE, now=now)
        keys = flags.waiting_accounts(session)
        return HeldBack(_accounts(session, keys[:MOST_ACCOUNTS]), len(keys))


def waiting_of(db: Database, by: Actor, slug: str, *, now: datetime) -> HeldBack:
    """What waits of one institution, for its team.

    :raises NotFound: no such organisation. :raises NotAllowed: whoever asks is not in its team.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        keys = flags.waiting_accounts(session, organisation.id)
        return HeldBack(_accounts(session, keys[:MOST_ACCOUNTS]), len(keys))


def _accounts(session: Session, keys: Sequence[int]) -> list[HeldAccount]:
    by_account: dict[int, list[Waiting]] = {key: [] for key in keys}
    for one in flags.waiting(session, keys):
        by_account[one.flag.account_id].append(one)
    return [_account(session, rows) for rows in by_account.values() if rows]


def _account(session: Session, rows: Sequence[Waiting]) -> HeldAccount:
    reach = timedelta(days=AROUND_DAYS)
    first, last = rows[0].flag.at.date() - reach, rows[-1].flag.at.date() + reach
    account, organisation = rows[0].account, rows[0].organisation
    key = account.id or 0
    by_figure: dict[flags.Key, list[Waiting]] = {}
    for row in rows:
        by_figure.setdefault(flags.key_of(row.flag), []).append(row)
    return HeldAccount(
        account=accounts.as_account(account, organisation.slug),
        name=organisation.name,
        held=[_figure(ones) for ones in by_figure.values()],
        around=figures.daily(session, [key], first, last).get(key, []),
    )


def _figure(rows: Sequence[Waiting]) -> HeldFigure:
    one = rows[0]
    figure = one.figure
    return HeldFigure(
        flag_id=one.flag.id or 0,
        at=figure.at,
        followers=figure.followers,
        provenance=Provenance(figure.provenance),
        precision=Precision(figure.precision),
        rounded_to=figure.rounded_to,
        source=one.source or "",
        role=Role(figure.role) if figure.role else None,
        brought=imports.as_import(one.brought, one.organisation.slug) if one.brought else None,
        flags=[flags.as_flag(row.flag) for row in rows],
    )
