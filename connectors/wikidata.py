"""Wikidata, asked in SPARQL: accounts, identifiers and dated follower counts of institutions.

Property numbers: see dashboard.domain.wikidata. Documentation: https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from dashboard.domain.wikidata import Asked, Item


class Wikidata:
    """One SPARQL endpoint."""

    def __init__(self, url: str, *, clock: Callable[[], datetime]) -> None:
        """
        :param url: of the endpoint; trusted, since the operator typed it.
        """
        self._url = url
        self._clock = clock

    def look_up(self, asked: Sequence[Asked]) -> list[Item]:
        """The items meant, in the order of Wikidata's numbers; what it does not know is left out.

        :raises ConnectorError: it does not answer, refuses, or answers something else.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Close what is open."""
