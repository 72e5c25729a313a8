"""Rows of the lists out of what services give. Figures have the digits of the open data: more would claim more than is known."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.domain.accounts import Account, AccountState
from dashboard.domain.annotations import Annotation
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.leaderboard import Ranked, Standing
from dashboard.domain.organisations import own_word
from dashboard.domain.people import Role
from dashboard.domain.redistribution import WITHHELD_DIGITS
from dashboard.services.exit_days.afterwards import Held
from dashboard.services.exit_days.read import ExitDay as CampaignDay
from dashboard.services.exit_days.read import Standing as PledgeStanding
from dashboard.services.open_data import exit_days
from dashboard.services.open_data.accounts import WEB
from dashboard.services.read_public import ExitDay, PublicEvent, PublicOrganisation
from dashboard.services.read_series import PublicPoint
from dashboard.web.api import items
from db.leaderboard import Group

SHARE_DIGITS = 4
PER_PERSON_DIGITS = 2


def organisation(one: PublicOrganisation) -> items.OrganisationItem:
    """An institution."""
    return items.OrganisationItem(**_organisation(one))


def detail(one: PublicOrganisation) -> items.OrganisationDetail:
    """An institution with its accounts."""
    return items.OrganisationDetail(**_organisation(one), accounts=[_account(each) for each in one.accounts])


def departure(one: PublicEvent) -> items.DepartureItem:
    """A step of a departure."""
    event, known = one.event, one.organisation
    return items.DepartureItem(
        organisation=known.slug,
        name=known.name,
        kind=known.kind,
        network=event.network,
        day=event.on,
        status=event.status,
        source=event.source or None,
        said_by_institution=own_word(known.level, event.source),
        logged_at=event.logged_at,
        fictional=known.fictional,
    )


def count(one: PublicPoint) -> items.SeriesItem:
    """A dated count."""
    point = one.point
    return items.SeriesItem(
        organisation=one.organisation,
        account=one.account,
        network=point.network,
        handle=point.handle or None,
        side=one.origin,
        day=point.at.date(),
        followers=None if one.withheld else point.followers,
        withheld=one.withheld,
        at=point.at,
        provenance=Provenance(point.provenance),
        precision=Precision(point.precision),
        rounded_to=point.rounded_to,
        flagged=point.flagged,
        role=Role(point.role) if point.role else None,
        source=point.source or None,
        fictional=one.fictional,
    )


def standing(part: Group, ranked: Ranked, *, withheld: bool) -> items.StandingItem:
    """A line of the leaderboard."""
    one = ranked.standing
    shown = ("name", "kind", "level", "missing", "size", "size_measure", "size_class", "status", "departed_on", "fictional")
    return items.StandingItem(
        **{name: getattr(one, name) for name in shown},
        **_figures(one, withheld),
        organisation=one.slug,
        part=part,
        rank=ranked.rank,
        rank_best=ranked.best,
        rank_worst=ranked.worst,
        rank_before=ranked.before,
    )


def exit_day(one: ExitDay, today: date) -> items.ExitDayItem:
    """A departure of an exit day."""
    known = one.organisation
    return items.ExitDayItem(
        day=one.on,
        to_come=one.on > today,
        together=one.together,
        organisation=known.slug,
        name=known.name,
        kind=known.kind,
        fictional=known.fictional,
    )


def campaign_day(day: CampaignDay, standing: PledgeStanding, held: Sequence[Held]) -> items.CampaignDayItem:
    """A day on which institutions leave together.

    :param held: those who were bound when it was confirmed; nobody before that.
    """
    cells = exit_days.campaign_day(day, standing, held)
    made: dict[str, Any] = dict(zip((column.name for column in exit_days.EXIT_DAYS.columns), cells, strict=True))
    return items.CampaignDayItem(**made)


def annotation(one: Annotation, *, fictional: bool) -> items.AnnotationItem:
    """A note."""
    return items.AnnotationItem(
        annotation=one.id,
        organisation=one.organisation,
        day=one.on,
        kind=one.kind,
        text=one.text,
        source=one.source or None,
        role=one.role,
        fictional=fictional,
    )


def _organisation(one: PublicOrganisation) -> dict[str, Any]:
    known = one.organisation
    register = ("slug", "name", "kind", "country", "siren", "siret", "insee", "uai", "ror", "wikidata", "domain")
    sizes = ("population", "students", "staff", "size_class", "level", "fictional")
    measure, size = known.size or (None, None)
    return {
        **{name: getattr(known, name) for name in (*register, *sizes)},
        **{"size": size, "size_measure": measure, "certified": known.level.certified},
        **{"status": one.standing.status, "departed_on": one.standing.departed_on},
        **{"announced_on": one.announced_on, "next_on": one.next_on},
        **_figures(one.standing, one.baseline_withheld),
    }


def _figures(one: Standing, withheld: bool) -> dict[str, Any]:
    return {
        "baseline": None if withheld else one.baseline,
        "baseline_on": one.baseline_on,
        "baseline_source": one.baseline_source or None,
        "baseline_withheld": withheld,
        "as_of": one.as_of,
        "age": one.age,
        "regained_low": one.regained_low,
        "regained_high": one.regained_high,
        "recovery_low": _rounded(one.recovery_low, WITHHELD_DIGITS if withheld else SHARE_DIGITS),
        "recovery_high": _rounded(one.recovery_high, WITHHELD_DIGITS if withheld else SHARE_DIGITS),
        "per_person": _rounded(one.per_person, PER_PERSON_DIGITS),
        "growth": _rounded(one.growth, SHARE_DIGITS),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _account(one: Account) -> items.AccountItem:
    same = ("network", "link", "state", "remote_id", "host", "opened_on")
    return items.AccountItem(
        **{name: getattr(one, name) for name in same},
        account=one.id,
        handle=one.handle or None,
        side=one.origin,
        state_since=one.state_since if one.state is not AccountState.ACTIVE else None,
        url=one.url if one.url and one.url.startswith(WEB) else None,
    )
