"""The data of a shared comparison, with its notes, as files."""

import json
from collections.abc import Sequence

from dashboard.domain.annotations import Annotation
from dashboard.domain.csv_text import EXCEL, csv_text
from dashboard.domain.redistribution import LICENCE
from dashboard.domain.shared_views import SharedView
from dashboard.i18n import Words
from dashboard.web.public.document import CSV, JSON, Document, attachment, text
from dashboard.web.public.shown_chart import Shown

NOTES = ("note", "note_kind", "note_source", "note_private")


def as_csv(_: Words, __: SharedView, one: Shown, noted: Sequence[Annotation]) -> Document:
    """Every row of the chart, then every note on a line of its own."""
    table = one.table()
    names = [column.name for column in table.columns]
    rows: list[Sequence[object]] = [[*row, *[None] * len(NOTES)] for row in table.rows]
    for note in noted:
        known: dict[str, object] = {"organisation": note.organisation, "day": note.on.isoformat()}
        said = (note.text, note.kind.value, note.source or None, str(not note.public).lower())
        rows.append([*(known.get(name) for name in names), *said])
    # The mark at the start tells spreadsheets that accents are UTF-8.
    return text(csv_text([*names, *NOTES], rows, EXCEL["en"]), CSV, headers=attachment("essaim-comparison.csv"))


def as_json(_: Words, view: SharedView, one: Shown, noted: Sequence[Annotation]) -> Document:
    """The same, with the name under which it was shared and its licence."""
    table = one.table()
    names = [column.name for column in table.columns]
    content = {
        "name": view.name,
        "expires_on": view.expires_on.isoformat() if view.expires_on else None,
        "organisations": [each.organisation.slug for each in one.organisations],
        "licence": LICENCE.name,
        "fictional": one.fictional,
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
        "notes": [
            {
                "organisation": note.organisation,
                "day": note.on.isoformat(),
                "kind": note.kind.value,
                "text": note.text,
                "source": note.source or None,
                "private": not note.public,
            }
            for note in noted
        ],
    }
    return text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", JSON, headers=attachment("essaim-comparison.json"))
