"""Export the audit as CSV, part by part: however long it is, one part at a time is in memory."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import datetime

from dashboard.domain.audit import Deed
from dashboard.domain.csv_text import csv_rows, csv_text
from dashboard.domain.people import Act, Actor
from dashboard.services.permit import permit
from dashboard.services.read_audit import COLUMNS, Asked, line_of, wanted
from db import audit
from db.audit import Wanted
from db.engine import Database

PART = 1_000
"""Lines read at a time."""


def export_audit(db: Database, asked: Asked, *, by: Actor, now: datetime) -> Iterator[str]:
    """The lines asked for as parts of one CSV file, newest first; people are numbers in it. The export itself is noted.

    Leave is asked for at once, not when the first part is read. Lines written from then on are not in the file.

    :raises NotFound: no organisation is called so. :raises NotAllowed: whoever asks may not read the audit.
    """
    with db.writing() as session:
        leave = permit(session, by, Act.READ_AUDIT, now=now)
        selection = wanted(session, asked)
        newest = audit.last(session)
        end = (newest.id or 0) + 1 if newest else 1
        if selection.before_id is None or selection.before_id > end:
            selection = replace(selection, before_id=end)
        leave.note(Deed.AUDIT_EXPORTED, selection={name: str(value) for name, value in vars(asked).items() if value is not None})
    return _parts(db, selection)


def _parts(db: Database, selection: Wanted) -> Iterator[str]:
    yield csv_text(COLUMNS, [])
    while True:
        with db.reading() as session:
            found = audit.entries(session, selection, PART)
        if not found:
            return
        yield csv_rows([*_cells(astuple(line_of(one)))] for one in found)
        selection = replace(selection, before_id=found[-1].id)


def _cells(values: tuple[object, ...]) -> Iterator[object]:
    for value in values:
        yield value.isoformat() if isinstance(value, datetime) else value
