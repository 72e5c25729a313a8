"""The link that a server prints as long as there is nobody."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.bootstrap import KEY_FILE, wall_clock
from dashboard.domain.errors import Refused
from dashboard.services.people.first_run import set_up
from db.engine import Database
from db.vault import Vault, keys_in
from tests.test_web.serving import serving

LINE = re.compile(r"within 30 minutes: (http://127\.0\.0\.1:\d+)/set-up\?link=([\w-]{43})\n")


def printed(folder: Path) -> list[str]:
    """What a server says after its address, until it stops."""
    with serving(folder, ESSAIM_LANGUAGE="en") as found:
        found.process.terminate()
        assert found.process.stdout
        said = found.process.stdout.read()  # not communicate: it would lose what came together with the address
    return [*(line + "\n" for line in said.splitlines())]


def ana_sets_up(folder: Path, secret: str) -> str:
    with closing(Database(f"sqlite:///{folder / 'essaim.db'}")) as db:
        typed = {"email": "ana@lyon.example", "name": "Ana", "password": "tangue lilas quatorze mur", "browser": "", "language": "en"}
        return set_up(db, Vault(keys_in(folder / KEY_FILE)), secret, **typed, now=wall_clock())


def test_each_start_prints_a_link_that_voids_the_last_until_there_is_somebody(tmp_path: Path) -> None:
    secrets = []
    for _ in range(2):
        (line,) = printed(tmp_path)
        found = LINE.search(line)
        assert found, line
        secrets.append(found[2])
    with pytest.raises(Refused, match="no longer good"):
        ana_sets_up(tmp_path, secrets[0])
    assert ana_sets_up(tmp_path, secrets[1])
    assert printed(tmp_path) == []
