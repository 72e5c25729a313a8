"""Choose another figure as the baseline, with a reason."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from dashboard.domain.audit import Deed
from dashboard.domain.baselines import BASELINE_WITHIN_DAYS, BaselineEvent, BaselineKind, baseline
from dashboard.domain.errors import N_, Refused
from dashboard.domain.figures import TRUST, DailyFigure, Holding, Provenance
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import Permit, permit
from dashboard.services.standings import departure_of, refresh
from dashboard.services.typed import one_line
from db import accounts, baselines, organisations, standings
from db.engine import Database
from db.tables import OrganisationRow

LONGEST_REASON = 500


def choose_baseline(
    db: Database,
    slug: str,
    account_id: int,
    at: datetime,
    provenance: Provenance,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    holding: Holding,
) -> None:
    """Take a stored figure of the account being left as the baseline; appended as an event, with the reason.

    :param at: instant of the figure, with ``provenance`` its key.
    :raises Refused: no reason, no such figure, a flagged one, one of 0, one of another network, or one too far from the departure.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    """
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(N_("Choosing another baseline needs a reason, in at most {n} characters: everybody can read it."), n=LONGEST_REASON)
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        network, departed_on = departure_of(session, organisation.id or 0, now.date())
        stored = baselines.stored(session, account_id, at.astimezone(UTC), provenance)
        figure = _usable(session, organisation, network, departed_on, stored, today=now.date())
        _append(session, leave, organisation.id or 0, network, departed_on, figure, BaselineKind.CHOSEN, reason)
        refresh(session, [organisation.id or 0], today=now.date(), holding=holding)


def adopt_if_better(session: Session, leave: Permit, organisation_id: int, *, reason: str, today: date, holding: Holding) -> bool:
    """Correct a frozen baseline by a more trustworthy figure that the rule would choose now; returns whether it did.

    For acts that mean to bring the baseline, such as an archive. The organisation's standing follows.
    """
    network, departed_on = departure_of(session, organisation_id, today)
    frozen = baselines.last(session, [organisation_id]).get(organisation_id)
    if departed_on is None or departed_on > today or frozen is None or frozen.figure is None or frozen.kind is BaselineKind.CHOSEN:
        return False
    closest = standings.figures_at_departure(session, [organisation_id])
    figure = baseline(closest.get((organisation_id, network), ()), departed_on)
    if figure is None or TRUST[figure.provenance] >= TRUST[frozen.figure.provenance]:
        return False
    _append(session, leave, organisation_id, network, departed_on, figure, BaselineKind.CORRECTED, reason)
    refresh(session, [organisation_id], today=today, holding=holding)
    return True


def _usable(
    session: Session,
    organisation: OrganisationRow,
    network: Network,
    departed_on: date | None,
    figure: DailyFigure | None,
    *,
    today: date,
) -> DailyFigure:
    mine = {row.id for row in accounts.of_organisations(session, [organisation.id or 0]) if row.network == network.value}
    if departed_on is None or departed_on > today:
        raise Refused(N_("A baseline is frozen on the day of the departure. Until then the rule chooses it, and nothing is lost."))
    if figure is None or figure.account_id not in mine:
        raise Refused(
            N_("{name} has no such figure on {network}. Choose one from the list."), name=organisation.name, network=FACTS[network].label
        )
    if not figure.followers:
        raise Refused(N_("A share of 0 followers means nothing. Choose another figure."))
    if figure.flagged:
        raise Refused(N_("This figure waits for somebody of the collective to look at it. It can be the baseline once it is cleared."))
    if abs((figure.day - departed_on).days) > BASELINE_WITHIN_DAYS:
        raise Refused(
            N_("The figure of {on} is more than a year away from the departure on {departed}. Choose a closer one."),
            on=figure.day,
            departed=departed_on,
        )
    return figure


def _append(
    session: Session,
    leave: Permit,
    organisation_id: int,
    network: Network,
    departed_on: date | None,
    figure: DailyFigure,
    kind: BaselineKind,
    reason: str,
) -> None:
    event = BaselineEvent(kind, network, departed_on, figure, reason, leave.role, leave.now)
    baselines.append(session, [(organisation_id, event)])
    leave.note(
        Deed.BASELINE_CHOSEN,
        f"account:{figure.account_id}",
        organisation_id=organisation_id,
        on=figure.day.isoformat(),
        followers=figure.followers,
        provenance=figure.provenance.value,
        reason=reason,
    )
