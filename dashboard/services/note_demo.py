"""Write the notes of the demo: what fictional papers told of fictional departures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from dashboard.domain.annotations import AnnotationKind
from dashboard.domain.people import Role
from db.tables import AnnotationRow, StandingRow

PAPER = "https://la-gazette.example/{day}"
"""Where nobody is: no real paper ever wrote of them."""
TOLD = 3
"""Institutions of which the paper told."""
TOGETHER = 2
"""Departures on one day that make it a day of many."""


@dataclass(frozen=True)
class _Note:
    """One note; on the whole movement without an organisation."""

    on: date
    kind: AnnotationKind
    text: str
    organisation_id: int | None = None
    public: bool = True


def note_demo(session: Session, organisation_ids: Sequence[int], *, now: datetime) -> None:
    """Store a few notes: public ones on the movement and on the first that have left, a private one of the first.

    :param organisation_ids: the fictional institutions; their standings are up to date.
    """
    today = now.date()
    rows = session.exec(select(StandingRow).where(col(StandingRow.departed_on) < today))
    left = {row.organisation_id: row.departed_on for row in rows if row.departed_on is not None}
    for one in (*_on_the_movement(left), *_on_some([(key, left[key]) for key in organisation_ids if key in left])):
        if one.on <= today:
            session.add(_row(one, now))


def _on_the_movement(left: dict[int, date]) -> Iterator[_Note]:
    for day, n in Counter(left.values()).most_common(1):
        if n >= TOGETHER:
            yield _Note(day, AnnotationKind.EXIT_DAY, f"{n} départs le même jour")
            yield _Note(day + timedelta(days=60), AnnotationKind.PRESS, "La Gazette compte les départs")


def _on_some(left: Sequence[tuple[int, date]]) -> Iterator[_Note]:
    for place, (key, day) in enumerate(left[:TOLD]):
        yield _Note(day + timedelta(days=21 + 9 * place), AnnotationKind.PRESS, "La Gazette raconte le départ", key)
    for key, day in left[:1]:
        yield _Note(day + timedelta(days=90), AnnotationKind.CAMPAIGN, "Affiches en bibliothèque", key)
        yield _Note(day + timedelta(days=120), AnnotationKind.EVENT, "Bilan présenté au conseil", key, public=False)


def _row(one: _Note, now: datetime) -> AnnotationRow:
    press = one.kind is AnnotationKind.PRESS
    return AnnotationRow(
        organisation_id=one.organisation_id,
        on=one.on,
        kind=one.kind.value,
        text=one.text,
        source=PAPER.format(day=one.on.isoformat()) if press else "",
        public=one.public,
        role=(Role.COLLECTIVE if one.organisation_id is None else Role.EDITOR).value,
        logged_at=now,
    )
