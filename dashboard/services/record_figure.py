"""Record a figure dated by hand: any network, any past day, with where it comes from. An import of one figure, which can be undone."""

from datetime import date, datetime

from dashboard.domain.accounts import Account
from dashboard.domain.audit import Deed
from dashboard.domain.figure_file import FigureFile, FigureLine
from dashboard.domain.figure_rules import check_day, check_followers, check_rounding, check_source
from dashboard.domain.figures import Holding, Precision, Provenance
from dashboard.domain.handles import recognise_for
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.domain.rounded_counts import Count
from dashboard.services.imports.figure_lines import consider
from dashboard.services.imports.figure_places import Place
from dashboard.services.imports.run import Brought, bring
from dashboard.services.imports.whose_lines import Named, Register
from dashboard.services.permit import permit
from dashboard.services.typed import one_line
from db import accounts, organisations
from db.engine import Database
from db.tables import AccountRow


def record_figure(
    db: Database,
    slug: str,
    network: Network,
    on: date,
    followers: int,
    *,
    source: str,
    by: Actor,
    now: datetime,
    holding: Holding,
    precision: Precision = Precision.EXACT,
    rounded_to: int | None = None,
    provenance: Provenance = Provenance.DECLARED,
    handle: str | None = None,
) -> Account:
    """Store one figure; the account is created as *listed* if there is none. The same day again replaces the figure.

    :param rounded_to: of a rounded figure, to the nearest how many; it is then rounded whatever ``precision`` says.
    :param handle: which account, where the organisation has several on this network.
    :raises Refused: a negative or impossible count, a day to come or before the network existed, no source, or an ambiguous account.
    :raises Conflict: another institution has the account of that handle.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    source = one_line(source)
    check_followers(followers)
    check_rounding(followers, rounded_to)
    check_source(source)
    check_day(network, on, now.date())
    count = Count(followers, rounded_to, about=precision is Precision.ROUNDED and rounded_to is None)
    line = FigureLine(1, "", network, on, count, source, recognise_for(handle, network) if handle else None)
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        own = Named(organisation.id or 0, organisation.slug, organisation.name)
        considered = consider(session, FigureFile([line]), Register(session, own, only=True), provenance, leave.role, now)
        for problem in considered.plan.refused:
            raise problem.reason
        if considered.taken:
            brought = Brought(*considered.snapshots(provenance, now))
            method = Method.PRESS if provenance is Provenance.PRESS else Method.EDITOR
            bring(session, leave, method, brought, organisation_id=organisation.id, slug=organisation.slug, now=now, holding=holding)
        place = considered.places.find(own, network, line.handle)
        row = session.get_one(AccountRow, place.account_id if isinstance(place, Place) else None)
        leave.note(
            Deed.FIGURE_RECORDED,
            f"account:{row.id}",
            organisation_id=organisation.id,
            on=on.isoformat(),
            followers=followers,
            provenance=provenance.value,
        )
        return accounts.as_account(row, organisation.slug)
