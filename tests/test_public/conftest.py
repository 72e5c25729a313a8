"""Four institutions of which one has left, one is about to, one has announced it and one came back; read, never changed, by these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.departures import Status
from dashboard.domain.organisations import Kind
from db.engine import Database
from tests.databases import sqlite_copy
from tests.factories import a_city_that_left, log, make_organisation
from tests.people import make_essaim
from tests.test_exit_days.cast import planned
from tests.test_web.browsing import Browser

HERE = "https://essaim.example"


def fill(db: Database) -> None:
    """The cast."""
    a_city_that_left(db, "Lyon")
    university = make_organisation(db, "Université de Besançon", Kind.UNIVERSITY, students=20_000)
    log(db, university.slug, Status.DEPARTED, "2025-07-14", source="https://besancon.example/depart")
    association = make_organisation(db, "Écoute d’Évreux", Kind.ASSOCIATION)
    log(db, association.slug, Status.ANNOUNCED, "2025-05-02", source="L’Éveil, https://eveil.example/a?b=1&c=2")
    museum = make_organisation(db, "Musée de Dole", Kind.MUSEUM)
    log(db, museum.slug, Status.DEPARTED, "2025-02-03")
    log(db, museum.slug, Status.RETURNED, "2025-04-05")
    planned(db)


@pytest.fixture(scope="session")
def essaim(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essaim]:
    """An Essaim on the web whose settings say who runs it."""
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("public")) as db:
        fill(db)
        yield make_essaim(
            db,
            Settings(
                public_url=HERE,
                publisher="Association Essaim, 1 rue de l’Exemple, Lyon",
                publication_director="Camille Exemple",
                hosted_by="Hébergeur Exemple, Strasbourg",
                contact="contact@essaim.example",
            ),
        )


@pytest.fixture(scope="session")
def reader(essaim: Essaim) -> Browser:
    """A visitor from nowhere, without an account."""
    return Browser(essaim, base=HERE)


@pytest.fixture
def nobodys(sqlite_db: Database) -> Browser:
    """A visitor of an Essaim that is empty, and of which nobody has said who runs it."""
    return Browser(make_essaim(sqlite_db, Settings()))
