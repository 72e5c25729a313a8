"""Camille, who coordinates, and the owners of three institutions that have not left: on a server whose clock the test moves."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp

from dashboard.bootstrap import Essaim, build
from dashboard.config import Settings
from dashboard.domain.names import match_key
from dashboard.domain.organisations import Kind
from dashboard.domain.people import Role
from dashboard.services.people.factors import begin_totp, confirm_totp
from dashboard.services.people.passwords import hash_password
from tests.factories import make_organisation
from tests.people import come_in, make_person
from tests.test_browser.actors import PASSWORD
from tests.test_browser.clocked import Clock, clock_of
from tests.test_browser.served import CLOCKED, served

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
CAMILLE = "camille@collective.example"
NAMES = {
    "fr": ("Ville d’Évian", "Université de Besançon", "Ville de Lyon"),
    "en": ("Ville d’Étampes", "Université de Nîmes", "Ville de Dole"),
}
"""One day for each language, one after the other, on one server."""


@dataclass(frozen=True)
class World:
    """A server.

    :param root: address of the dashboard; ``folder``: of its data. :param code: Camille's code generator.
    """

    root: str
    folder: Path
    clock: Clock
    code: pyotp.TOTP

    def passes(self, days: float) -> None:
        """So many days pass."""
        self.clock.set(self.clock() + timedelta(days=days))

    @contextmanager
    def behind(self) -> Iterator[Essaim]:
        """What a job of the background works on."""
        with closing(build(Settings(data_dir=self.folder), clock=self.clock, migrate=False)) as essaim:
            yield essaim


def email_of(name: str) -> str:
    """As whom the owner of an institution signs in."""
    return f"{match_key(name).replace(' ', '-')}@owners.example"


@contextmanager
def exit_day_world(template: Path, folder: Path) -> Iterator[World]:
    """The cast, and a server for it.

    :param template: a database without a row.
    """
    clock = clock_of(folder)
    clock.set(BEGIN)
    shutil.copy(template, folder / "essaim.db")
    with closing(build(Settings(data_dir=folder), clock=clock, migrate=False)) as essaim:
        secret = _fill(essaim, clock())
    # The code with which Camille set up her generator is used up.
    clock.set(BEGIN + timedelta(minutes=1))
    with served(folder, CLOCKED, collect_in_background="false") as root:
        yield World(root, folder, clock, pyotp.TOTP(secret))


def _fill(essaim: Essaim, now: datetime) -> str:
    db, password = essaim.db, hash_password(PASSWORD)
    for name in (name for names in NAMES.values() for name in names):
        kind = Kind.UNIVERSITY if name.startswith("Université") else Kind.CITY
        slug = make_organisation(db, name, kind, now=now).slug
        make_person(db, email_of(name), owner_of=slug, name=f"Owner, {name}", password_hash=password, now=now)
    camille = make_person(db, CAMILLE, Role.COORDINATOR, name="Camille", password_hash=password, now=now)
    _, actor = come_in(db, camille, strong=False, now=now)
    offer = begin_totp(db, essaim.vault, actor, now=now)
    confirm_totp(db, essaim.vault, actor, offer.factor_id, pyotp.TOTP(offer.secret).at(now), now=now)
    return offer.secret
