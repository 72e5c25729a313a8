"""A register for the public pages: written once a module, then only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.annotations import AnnotationKind, NewAnnotation
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Kind, Level
from dashboard.domain.people import OPERATOR
from dashboard.services.annotations.annotate import annotate
from db.engine import Database
from tests.databases import sqlite_copy
from tests.factories import NOW, day, log, make_account, make_figures, make_organisation
from tests.people import make_essaim

HOSTILE = "</script><script>alert('é')</script> =1+1"
WEEKS = [f"2025-{month:02d}-{on:02d}" for month in (1, 2, 3, 4, 5) for on in (6, 13, 20, 27)]


def write_register(db: Database) -> None:
    """Lyon has left with two networks, Besançon is scheduled, an association has no account yet, and somebody means harm."""
    make_organisation(db, "Lyon", population=520_000, siren="216901231", level=Level.L2)
    make_figures(db, "lyon", Network.X, {"2025-01-20": 100_000}, source="https://example.org/x?a=1&b=2")
    log(db, "lyon", on="2025-01-20", source="https://example.org/departure")
    make_account(db, "lyon", Network.BLUESKY, followers=20_000)
    make_account(db, "lyon", Network.MASTODON, followers=10_000)
    make_figures(db, "lyon", Network.BLUESKY, {on: 12_000 + 300 * week for week, on in enumerate(WEEKS)})
    make_figures(db, "lyon", Network.LINKEDIN, {"2025-05-20": 963})
    note = NewAnnotation(day("2025-03-03"), AnnotationKind.PRESS, "Une page dans le journal", "https://example.org/journal", public=True)
    annotate(db, "lyon", note, by=OPERATOR, now=NOW)
    annotate(db, "lyon", NewAnnotation(day("2025-03-04"), AnnotationKind.EVENT, "Réunion interne"), by=OPERATOR, now=NOW)
    make_organisation(db, "Université de Besançon", Kind.UNIVERSITY)
    log(db, "universite-de-besancon", on="2025-09-01")
    make_organisation(db, "Association de l’Étang", Kind.ASSOCIATION)
    make_organisation(db, HOSTILE, Kind.OTHER)


@pytest.fixture(scope="module")
def register(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essaim]:
    """An Essaim on that register, for tests that only read."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("register")) as db:
        write_register(db)
        yield make_essaim(db, Settings(contact="bonjour@essaim.example"))
