"""One line of the register: an institution, what is known of its departure from X, and the count that goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dashboard.domain import csv_cells, identifiers, register_cells
from dashboard.domain.csv_cells import Cells
from dashboard.domain.departures import LEFT, DepartureEvent, Status, check_event
from dashboard.domain.errors import N_, Refused
from dashboard.domain.organisations import Kind
from dashboard.domain.slugs import check_slug

IDENTIFIERS = ("siret", "siren", "uai", "ror", "wikidata", "insee")
"""What names one institution, the surest first."""
ORGANISATION_FIELDS = ("name", "kind", "country", *IDENTIFIERS, "domain", "population", "students", "staff")

Value = str | int | Kind


@dataclass(frozen=True)
class RegisterLine:
    """What one line says. An empty cell is None and says nothing: what is known already stays.

    :param line_no: of the file, its first line being 1.
    :param events: dated rungs of the departure from X, lowest first; days to come are planned.
    :param figure: day and number of followers on X.
    :param source: where events and figure can be checked; empty if the line gives none.
    """

    line_no: int
    name: str
    kind: Kind
    country: str | None = None
    slug: str | None = None
    siren: str | None = None
    siret: str | None = None
    insee: str | None = None
    uai: str | None = None
    ror: str | None = None
    wikidata: str | None = None
    domain: str | None = None
    population: int | None = None
    students: int | None = None
    staff: int | None = None
    events: tuple[tuple[Status, date], ...] = ()
    figure: tuple[date, int] | None = None
    source: str = ""

    @property
    def fields(self) -> dict[str, Value]:
        """The fields of the organisation that the line gives, by their names in Organisation; never the slug, which is for life."""
        given: dict[str, Value | None] = {field: getattr(self, field) for field in ORGANISATION_FIELDS}
        return {field: value for field, value in given.items() if value is not None}


class BadLine(Exception):
    """A line that cannot be taken in: every column that is wrong, with the reason."""

    def __init__(self, problems: Sequence[tuple[str, Refused]]) -> None:
        self.problems = problems
        super().__init__(problems)


def parse_line(line_no: int, given: Mapping[str, str], today: date | None = None) -> RegisterLine:
    """The line with these cells, keyed by column.

    :param today: the last day that can have a count, or None for a caller without a clock.
    :raises BadLine: with all that is wrong in it.
    """
    cells = Cells(given)
    siren = cells.get("siren", identifiers.siren)
    line = RegisterLine(
        line_no=line_no,
        name=cells.get("name", register_cells.name, required=True) or "",
        kind=cells.get("kind", register_cells.kind, required=True) or Kind.OTHER,
        country=cells.get("country", identifiers.country),
        slug=cells.get("slug", check_slug),
        siren=siren,
        siret=cells.get("siret", lambda text: identifiers.siret(text, siren)),
        insee=cells.get("insee", identifiers.insee),
        uai=cells.get("uai", identifiers.uai),
        ror=cells.get("ror", identifiers.ror),
        wikidata=cells.get("wikidata", identifiers.wikidata),
        domain=cells.get("domain", identifiers.domain),
        population=cells.get("population", identifiers.head_count),
        students=cells.get("students", identifiers.head_count),
        staff=cells.get("staff", identifiers.head_count),
        events=_events(cells),
        figure=register_cells.figure(cells, today),
        source=cells.get("source", csv_cells.source) or "",
    )
    if cells.problems:
        raise BadLine(cells.problems)
    return line


def _events(cells: Cells) -> tuple[tuple[Status, date], ...]:
    """The announcement and the day of leaving; the status says which rung exactly each day stands for."""
    announced_on = cells.get("announced_on", csv_cells.day)
    left_on = cells.get("left_on", csv_cells.day)
    status = cells.get("status", register_cells.status)
    if status is Status.RETURNED:
        problem = Refused(N_("A return has no day in this table. Leave the status empty, and log the return afterwards."))
        cells.problems.append(("status", problem))
        return ()
    said = status if status in (Status.CONSIDERING, Status.PLEDGED) else Status.ANNOUNCED
    left = status if status in (Status.LAST_POST, *LEFT) else Status.DEPARTED
    events = tuple((rung, on) for rung, on in ((said, announced_on), (left, left_on)) if on is not None)
    column = "announced_on" if status is said else "left_on"
    if status is not None and status not in dict(events) and not cells.wrong(column):
        problem = Refused(N_("The status “{status}” needs its day in {column}, or leave it empty."), status=status, column=column)
        cells.problems.append((column, problem))
    try:
        check_ladder((), events)
    except Refused as problem:
        cells.problems.append(("left_on" if left_on else "announced_on", problem))
    return events


def logged_last(known: Sequence[DepartureEvent], new: Sequence[tuple[Status, date]]) -> list[DepartureEvent]:
    """The new rungs as events logged after the known ones."""
    logged_at = max((event.logged_at for event in known), default=datetime.min.replace(tzinfo=UTC))
    return [DepartureEvent(status, on, "", logged_at) for status, on in new]


def check_ladder(known: Sequence[DepartureEvent], new: Sequence[tuple[Status, date]]) -> None:
    """Refuse rungs that cannot stand together, nor on top of those logged before.

    :raises Refused: see :func:`dashboard.domain.departures.check_event`.
    """
    events = logged_last(known, new)
    for event in events:
        check_event([*known, *(other for other in events if other is not event)], event)
