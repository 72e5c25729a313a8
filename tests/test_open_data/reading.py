"""The open data as those read them who take them: the package through Frictionless, the files through a plain CSV reader."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from frictionless import Package

from dashboard.i18n import words_in
from dashboard.services.open_data.export import Written, export_open_data
from db.engine import Database
from tests.factories import TODAY

HOMEPAGE = "https://essaim.example/en/data/"


def export(db: Database, folder: Path, *, today: date = TODAY, **rest: Any) -> Written:
    """Write the package of that day, in English."""
    return export_open_data(db, folder, words=words_in("en"), homepage=HOMEPAGE, today=today, **rest)


def descriptor(folder: Path) -> dict[str, Any]:
    """What the package says of itself."""
    made: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return made


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one file, as text."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def problems(folder: Path) -> list[list[Any]]:
    """Everything that Frictionless finds wrong."""
    found: list[list[Any]] = Package(str(folder / "datapackage.json")).validate().flatten(["type", "rowNumber", "fieldName", "message"])
    return found
