"""X's account overview: the curve rebuilt from it is shown first, and stored only then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from dashboard.domain.analytics.curve import Anchor, Counted, Residual, anchors, chained, rebuild, residuals
from dashboard.domain.analytics.overlap import Earlier, Laid, lay
from dashboard.domain.analytics.overview import Overview, read_overview
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figure_rules import check_account_day, check_followers, check_source
from dashboard.domain.figures import Holding, Provenance, Snapshot, noon
from dashboard.domain.imports import Import, Method
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.services.imports.run import Brought, Taken, bring
from dashboard.services.imports.x_account import Named, reading, remember, x_account
from dashboard.services.list_account import listed
from dashboard.services.permit import permit
from dashboard.services.record_snapshots import instant_of
from dashboard.services.typed import one_line
from db import figures, imports, organisations
from db.engine import Database
from db.tables import AccountRow, OrganisationRow

SHOWN_RESIDUALS = 20
"""So many are kept with the import, the largest."""


class NoAnchor(Refused):
    """No count is known of any day of the file.

    :param first: its first day; ``last``: its last.
    """

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            N_("No exact count of the X account is known between {first} and {last}. Bring one first, such as the archive, or type one."),
            first=first,
            last=last,
        )
        self.first, self.last = first, last


@dataclass(frozen=True)
class TypedCount:
    """A count somebody types because no other is known; it is stored as a declared figure with the curve.

    :param source: an address, or who counted and where.
    """

    on: date
    followers: int
    source: str


@dataclass(frozen=True)
class AnalyticsPreview:
    """What storing a file would do.

    :param curve: every day of the file, oldest first, as it is rebuilt.
    :param anchor: the count it is rebuilt from; ``typed``: whether it comes with the file and is stored too.
    :param residuals: what every other exact count of these days says of the curve.
    :param laid: which days are stored, which stood already, which stay as an export that ends later has them.
    """

    curve: Sequence[Counted]
    anchor: Anchor
    typed: bool
    residuals: Sequence[Residual]
    laid: Laid


@dataclass(frozen=True)
class _Read:
    preview: AnalyticsPreview
    file: Overview
    source: str
    account: AccountRow | None
    instants: Mapping[date, datetime]


def preview_analytics(
    db: Database,
    slug: str,
    data: bytes,
    *,
    by: Actor,
    now: datetime,
    mapping: Named = None,
    anchor: TypedCount | None = None,
    handle: str | None = None,
) -> AnalyticsPreview:
    """Rebuild the curve of a file and store nothing.

    :param mapping: the header of ``date``, ``new`` and ``lost`` where they are not known by name.
    :param anchor: a count of one of its days, where none is known.
    :param handle: which account, where the organisation has several on X.
    :raises UnknownColumns: nobody said which column is which; with what was said of the same headers before.
    :raises NoAnchor: no count is known.
    :raises Refused: what is wrong with the file, with its line and its column.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    with db.reading() as session:
        organisation = organisations.by_slug(session, slug)
        permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        return _read(session, organisation, data, now, mapping, anchor, handle).preview


def store_analytics(
    db: Database,
    slug: str,
    data: bytes,
    *,
    by: Actor,
    now: datetime,
    holding: Holding,
    mapping: Named = None,
    anchor: TypedCount | None = None,
    handle: str | None = None,
) -> Taken:
    """Store the curve of a file as one import. Parameters and errors as for the preview, made anew: what it said must still hold."""
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        read = _read(session, organisation, data, now, mapping, anchor, handle)
        account = read.account or listed(session, organisation, Network.X, None, now)
        remember(session, organisation, Method.ANALYTICS, read.file.headers, mapping, now)
        brought = Brought(_snapshots(session, account.id or 0, read, now), () if read.account else (account.id or 0,), _details(read))
        return bring(
            session, leave, Method.ANALYTICS, brought, organisation_id=organisation.id, slug=organisation.slug, now=now, holding=holding
        )


def _read(
    session: Session,
    organisation: OrganisationRow,
    data: bytes,
    now: datetime,
    mapping: Named,
    typed: TypedCount | None,
    handle: str | None,
) -> _Read:
    file = reading(session, organisation, Method.ANALYTICS, lambda: read_overview(data, today=now.date(), mapping=mapping))
    account = x_account(session, organisation, handle)
    if account:
        check_account_day(account.handle, account.opened_on, file.first)
    known = figures.snapshots(session, [account.id]) if account and account.id else []
    found = anchors(known, file.first, file.last)
    chosen = _typed(typed, file, found, now) or (found[0] if found else chained(known, file.first, file.last))
    if chosen is None:
        raise NoAnchor(file.first, file.last)
    curve = rebuild(file.days, chosen.on, chosen.followers)
    source = f"X analytics CSV, {file.first.isoformat()}/{file.last.isoformat()}"
    stand = {one.at.date(): one for one in known if one.provenance is Provenance.ANALYTICS}
    laid = lay(curve, _earlier(session, stand), source)
    preview = AnalyticsPreview(curve, chosen, typed is not None, residuals(curve, found[1:]), laid)
    return _Read(preview, file, source, account, {on: one.at for on, one in stand.items()})


def _typed(typed: TypedCount | None, file: Overview, found: Sequence[Anchor], now: datetime) -> Anchor | None:
    if typed is None:
        return None
    if found:
        raise Refused(
            N_("{n} followers on {on} are known already ({provenance}): the curve is rebuilt from there. Leave the typed count out."),
            n=found[0].followers,
            on=found[0].on,
            provenance=found[0].provenance,
        )
    if not file.first <= typed.on <= file.last:
        raise Refused(N_("The count must be of a day of the file, from {first} to {last}."), first=file.first, last=file.last)
    check_followers(typed.followers)
    source = one_line(typed.source)
    check_source(source)
    return Anchor(typed.on, typed.followers, Provenance.DECLARED, source, now)


def _earlier(session: Session, stand: Mapping[date, Snapshot]) -> dict[date, Earlier]:
    """The rebuilt days that stand, each with the last day of the export it came with."""
    keys = {one.import_id for one in stand.values() if one.import_id}
    ends = {key: _ends_on(imports.as_import(imports.by_id(session, key), None)) for key in keys}
    return {on: Earlier(one.followers, ends.get(one.import_id or 0, on), one.source) for on, one in stand.items()}


def _ends_on(done: Import) -> date:
    """The last day of an export, which may be among those that were not stored."""
    told = done.details.get("to")
    return date.fromisoformat(told) if isinstance(told, str) else done.last_on or date.min


def _snapshots(session: Session, account_id: int, read: _Read, now: datetime) -> list[Snapshot]:
    """The days to store, those that stand exactly so included: the import says how many those were."""

    def at(on: date) -> datetime:
        midnight = noon(on).replace(hour=0)
        return read.instants.get(on) or (midnight if noon(on) > now else noon(on))

    laid, anchor = read.preview.laid, read.preview.anchor
    made = [
        Snapshot(account_id, at(one.on), one.followers, provenance=Provenance.ANALYTICS, source=read.source)
        for one in (*laid.stored, *laid.unchanged)
    ]
    if read.preview.typed:
        instant = instant_of(session, account_id, anchor.on, anchor.provenance, now)
        made.append(Snapshot(account_id, instant, anchor.followers, provenance=anchor.provenance, source=anchor.source))
    return made


def _details(read: _Read) -> dict[str, object]:
    preview = read.preview
    largest = sorted(preview.residuals, key=lambda one: abs(one.difference), reverse=True)[:SHOWN_RESIDUALS]
    return {
        "from": read.file.first.isoformat(),
        "to": read.file.last.isoformat(),
        "anchor": preview.anchor.followers,
        "anchor_on": preview.anchor.on.isoformat(),
        "anchor_from": preview.anchor.provenance.value,
        "residuals": {f"{one.anchor.on.isoformat()} {one.anchor.provenance.value}": one.difference for one in largest},
        "kept": len(preview.laid.kept),
    }
