"""One file of the open data at a time, for the web."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.i18n import Words
from dashboard.services.open_data.cells import as_csv, header, rows_of
from dashboard.services.open_data.package import DESCRIPTOR, descriptor, files
from db.engine import Database


def file_names(db: Database) -> list[str]:
    """What there is: the descriptor, then every CSV file."""
    with db.reading() as session:
        return [DESCRIPTOR, *(f"{one.name}.csv" for one in files(session))]


def read_file(db: Database, name: str, *, words: Words, homepage: str, today: date, publisher: str = "") -> str | None:
    """The text of one file, or None if there is none of that name.

    The descriptor read so has no sizes and digests: the files are made anew whenever they are asked for.
    """
    with db.reading_once() as session:
        among = files(session)
        if name == DESCRIPTOR:
            return as_json(descriptor(session, words=words, homepage=homepage, today=today, among=among, publisher=publisher))
        for one in among:
            if name == f"{one.name}.csv":
                return header(one.table) + "".join(as_csv(one.table, some) for some in rows_of(session, one, today))
    return None


def as_json(made: Mapping[str, Any]) -> str:
    """The descriptor as text."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
