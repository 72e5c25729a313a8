"""Export dated counts of certified organisations for Wikidata."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from sqlmodel import Session

from dashboard.addresses import ORGANISATION
from dashboard.domain.accounts import Account
from dashboard.domain.figures import DailyFigure, Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.quickstatements import Statement, apart, lines
from dashboard.domain.sources import read_back
from dashboard.domain.wikidata import CHANNEL, own_id_of
from db import accounts, baselines, figures, organisations
from db.engine import Database
from db.tables import OrganisationRow


@dataclass(frozen=True)
class Exported:
    """The commands, and what is not among them.

    :param organisations: how many have a line.
    :param nameless: figures of accounts whose own id is not known; ``uncited``: without a page that says so;
        ``doubled``: with a number that the institution has in another line.
    """

    text: str
    organisations: int = 0
    statements: int = 0
    nameless: int = 0
    uncited: int = 0
    doubled: int = 0


def export_quickstatements(db: Database, *, public_url: str = "", since: date | None = None) -> Exported:
    """Of every certified organisation with an item: its baseline, and the latest count of each account.

    Exact figures only; none that waits for a person or was set aside, none that came from Wikidata, nothing of the demo.

    :param public_url: under which our pages are public: they are the references. Empty: the figures' own sources, where these are pages.
    :param since: from then on, the last count of each month as well.
    """
    found: list[Statement] = []
    nameless = uncited = 0
    with db.reading() as session:
        certified = organisations.certified_with_item(session)
        baseline = baselines.as_they_are(session, [row.id for row in certified if row.id])
        for row in certified:
            mine = {one.id or 0: accounts.as_account(one, row.slug) for one in accounts.of_organisations(session, [row.id or 0])}
            for figure in _wanted(session, mine, baseline.get(row.id or 0), since):
                account = mine[figure.account_id]
                reference = _reference(row, figure, account, public_url)
                if own_id_of(account) is None:
                    nameless += 1
                elif reference is None:
                    uncited += 1
                else:
                    found.append(_statement(row.wikidata or "", account, figure, reference))
    kept = apart(found)
    return Exported(
        text=lines(kept),
        organisations=len({one.item for one in kept}),
        statements=len(kept),
        nameless=nameless,
        uncited=uncited,
        doubled=len(found) - len(kept),
    )


def _wanted(session: Session, mine: Mapping[int, Account], baseline: DailyFigure | None, since: date | None) -> Iterable[DailyFigure]:
    """The baseline first, then the latest of each account, then the ends of months: of two equal numbers the first is kept."""
    wanted: dict[tuple[int, date], DailyFigure] = {}
    usable = {key: [one for one in of_account if _usable(one)] for key, of_account in figures.daily(session, mine).items()}
    chosen = [baseline] if baseline and _usable(baseline) and baseline.account_id in mine else []
    chosen += [of_account[-1] for of_account in usable.values() if of_account]
    if since is not None:
        chosen += [one for of_account in usable.values() for one in _ends_of_months(of_account, since)]
    for one in chosen:
        wanted.setdefault((one.account_id, one.day), one)
    return wanted.values()


def _usable(one: DailyFigure) -> bool:
    return one.precision is Precision.EXACT and not one.flagged and one.provenance is not Provenance.WIKIDATA


def _ends_of_months(of_account: Sequence[DailyFigure], since: date) -> Iterable[DailyFigure]:
    last = {(one.day.year, one.day.month): one for one in of_account if one.day >= since}
    return last.values()


def _reference(row: OrganisationRow, figure: DailyFigure, account: Account, public_url: str) -> str | None:
    if public_url:
        return f"{public_url}{ORGANISATION.address}?o={quote(row.slug)}"
    return read_back(figure.source or account.url or "").address or None


def _statement(item: str, account: Account, figure: DailyFigure, reference: str) -> Statement:
    # As the network writes it; X's number and a channel's id have one form.
    named = own_id_of(account) or "" if account.network in (Network.X, Network.YOUTUBE) else account.handle
    return Statement(item, account.network, named.removeprefix(CHANNEL), figure.day, figure.followers, reference)
