"""A process that replaces the key, for tests that kill it: ``python -m tests.test_links.rotating URL HALT KEY...``.

Says ``half-way`` in the middle of a batch, then waits for its end.
"""

import sys
import time

from dashboard.domain.people import OPERATOR
from dashboard.services.rotate_keys import rotate
from db.engine import Database
from db.vault import Vault, parse_keys
from tests.factories import NOW


class Halting(Vault):
    """Stops when it has sealed so many, with its transaction open."""

    left = 0

    def seal(self, text: str, bound_to: str) -> str:
        self.left -= 1
        if self.left == 0:
            print("half-way", flush=True)
            time.sleep(600)
        return super().seal(text, bound_to)


def main(url: str, halt: str, *keys: str) -> None:
    """Rotate until then."""
    vault = Halting(parse_keys(keys))
    vault.left = int(halt)
    rotate(Database(url), vault, by=OPERATOR, now=NOW)


if __name__ == "__main__":
    main(*sys.argv[1:])
