"""Log an event of an institution's departure."""

from datetime import date, datetime

from dashboard.domain.audit import Deed
from dashboard.domain.departures import DepartureEvent, Journey, Status, check_event, journey
from dashboard.domain.errors import N_, Conflict, Refused
from dashboard.domain.figures import Holding
from dashboard.domain.networks import Network
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from dashboard.services.standings import refresh
from dashboard.services.typed import one_line
from db import accounts, departures, organisations
from db.engine import Database

LONGEST_SOURCE = 500


def log_departure(
    db: Database,
    slug: str,
    status: Status,
    on: date,
    *,
    by: Actor,
    now: datetime,
    holding: Holding,
    source: str = "",
    network: Network = Network.X,
    withdrawn: bool = False,
    seen: int | None = None,
) -> Journey:
    """Append one event; the same event again changes nothing, another day for the same status corrects it.

    A source that was given once stays when the same event is logged without one.

    :param on: the day it happened, or will happen: a day to come makes a planned departure.
    :param seen: how many events the person had before their eyes; refused if somebody has written another since.
    :raises NotAllowed: whoever asks is not in the team of this organisation.
    :raises Refused: the event cannot stand on the ladder, or is dated before the account or its network existed.
    :raises Conflict: somebody logged something meanwhile.
    """
    source = one_line(source)
    if len(source) > LONGEST_SOURCE:
        raise Refused(N_("The source is {length} characters long, at most {longest} fit."), length=len(source), longest=LONGEST_SOURCE)
    event = DepartureEvent(status, on, source, now, network, withdrawn)
    with db.writing() as session:
        organisation = organisations.by_slug(session, slug)
        leave = permit(session, by, Act.CONTRIBUTE, now=now, organisation_id=organisation.id)
        known = departures.events(session, organisation.id or 0)
        if seen is not None and seen != len(known):
            raise Conflict(
                N_("Somebody logged another event for {name} while you were writing. Look at the ladder again, then save."),
                name=organisation.name,
            )
        before = journey(known, now.date(), network)
        if not withdrawn and any((one.status, one.on) == (status, on) and source in ("", one.source) for one in before.events):
            return before
        check_event(known, event)
        after = journey([*known, event], now.date(), network)
        if withdrawn and after.events == before.events:
            raise Refused(
                N_("“{status}” is not on the ladder of {name} around {on}: there is nothing to take back."),
                status=status,
                name=organisation.name,
                on=on,
            )
        rows = accounts.of_organisations(session, [organisation.id or 0])
        for row in rows:
            if row.network == network.value and row.opened_on and on < row.opened_on:
                raise Refused(
                    N_("The account {handle} was opened on {opened}: nothing can have happened to it on {on}. Check the year."),
                    handle=row.handle,
                    opened=row.opened_on,
                    on=on,
                )
        departures.append(session, organisation.id or 0, event)
        deed = Deed.DEPARTURE_TAKEN_BACK if withdrawn else Deed.DEPARTURE_LOGGED
        leave.note(deed, organisation_id=organisation.id, network=network.value, status=status.value, on=on.isoformat())
        refresh(session, [organisation.id or 0], today=now.date(), holding=holding)
        return after
