"""Sources: other servers that give figures of the past, or of many accounts at once."""

from dataclasses import dataclass

from connectors.wikidata import Wikidata
from connectors.x_api import XApi


@dataclass(frozen=True)
class Sources:
    """All of them.

    :param x: None where X's API is off.
    """

    wikidata: Wikidata
    x: XApi | None = None

    def close(self) -> None:
        """Close what is open."""
        self.wikidata.close()
        if self.x is not None:
            self.x.close()
