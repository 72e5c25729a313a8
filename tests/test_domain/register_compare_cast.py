"""What the tests of register compare are made of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dashboard.domain.departures import DepartureEvent, Status
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.register_compare import Action, Known, LineAction
from dashboard.domain.register_line import RegisterLine
from dashboard.domain.register_match import compare_all

LOGGED = datetime(2025, 2, 1, tzinfo=UTC)


ANNOUNCED = (Status.ANNOUNCED, date(2025, 1, 17))


DEPARTED = (Status.DEPARTED, date(2025, 1, 20))


LYON = Organisation("lyon", "Ville de Lyon", Kind.CITY, country="FR", insee="69123", population=522_250)


BESANCON = Organisation("universite-de-besancon", "Université de Besançon", Kind.UNIVERSITY, country="FR", uai="0251215K")


def line(name: str = "Ville de Lyon", kind: Kind = Kind.CITY, line_no: int = 2, **fields: object) -> RegisterLine:
    return replace(RegisterLine(line_no, name, kind), **fields)  # type: ignore[arg-type]


def known(organisation: Organisation = LYON, *events: tuple[Status, date], figures: Sequence[tuple[date, int]] = ()) -> Known:
    logged = [DepartureEvent(status, on, "CNews", LOGGED + timedelta(minutes=n)) for n, (status, on) in enumerate(events)]
    return Known(organisation, logged, figures)


def only(lines: Sequence[RegisterLine], *register: Known) -> LineAction:
    """What the last line comes to."""
    return compare_all(lines, register)[-1]


def reason(action: LineAction) -> str:
    assert action.action is Action.REFUSED
    return str(action.reason)
