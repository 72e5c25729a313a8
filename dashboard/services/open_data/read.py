"""The open data a file at a time, for the web."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlmodel import Session

from dashboard.i18n import Words
from dashboard.services.open_data.cells import ended, header, lines_of
from dashboard.services.open_data.figures import listed_accounts
from dashboard.services.open_data.package import DESCRIPTOR, Contents, contents, descriptor
from db.engine import Database


def read_contents(db: Database) -> Contents:
    """What the package holds now."""
    with db.reading() as session:
        return contents(session)


class OpenData:
    """The files, read one after the other; what several of them rest on is read once.

    :param among: what the package holds (read_contents).
    """

    def __init__(self, db: Database, among: Contents, *, today: date) -> None:
        self._db, self._among, self._today = db, among, today
        self._accounts: Sequence[Any] | None = None

    def names(self) -> list[str]:
        """What there is: the descriptor, then every CSV file."""
        return [DESCRIPTOR, *(f"{one.name}.csv" for one in self._among.files)]

    def descriptor(self, *, words: Words, homepage: str, publisher: str = "") -> Mapping[str, Any]:
        """What datapackage.json says, without sizes and digests: the files are made anew whenever they are asked for."""
        with self._db.reading() as session:
            return descriptor(session, words=words, homepage=homepage, today=self._today, among=self._among, publisher=publisher)

    def table(self, name: str) -> str | None:
        """The text of one CSV file, or None if there is none of that name."""
        one = next((one for one in self._among.files if name == f"{one.name}.csv"), None)
        if one is None:
            return None
        with self._db.reading_once() as session:
            parts = lines_of(session, one, self._today, self._listed(session) if one.period else None)
            return "".join(map(ended, chain([[header(one.table)]], parts)))

    def _listed(self, session: Session) -> Sequence[Any]:
        if self._accounts is None:
            self._accounts = listed_accounts(session)
        return self._accounts


def as_json(made: Mapping[str, Any]) -> str:
    """The descriptor as text."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
