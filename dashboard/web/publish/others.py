"""How all others stand, as the pages of an institution say it: read for everybody at once, while everybody's pages are written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self, TypeVar

from dashboard.bootstrap import Essaim
from dashboard.services.read_beside import Beside, read_beside
from dashboard.services.read_peers import Peers, read_peers

_Known = TypeVar("_Known")


@dataclass(frozen=True)
class Others:
    """How the others stand.

    :param peers: how comparable institutions stand, by slug; ``beside``: the rank of each and those like it, likewise.
    """

    peers: Mapping[str, Peers | None]
    beside: Mapping[str, Beside]

    @classmethod
    def read(cls, essaim: Essaim, today: date) -> Self:
        """Of everybody."""
        return cls(read_peers(essaim.db, today=today, holding=essaim.holding), read_beside(essaim.db, today=today))

    def of(self, slugs: Collection[str]) -> "Others":
        """Of some alone: a process is told no more than it writes."""
        return Others(_of(self.peers, slugs), _of(self.beside, slugs))


def _of(known: Mapping[str, _Known], slugs: Iterable[str]) -> Mapping[str, _Known]:
    return {slug: known[slug] for slug in slugs if slug in known}
