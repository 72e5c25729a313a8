"""A Wikidata of the tests, and the connector that asks it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from connectors.wikidata import Wikidata
from tests.factories import clock
from tests.network.sparql_server import SparqlServer
from tests.test_wikidata.cast import tell


@pytest.fixture
def wiki(sparql: SparqlServer) -> SparqlServer:
    """An endpoint that knows the cast."""
    tell(sparql)
    return sparql


@pytest.fixture
def wikidata(sparql: SparqlServer) -> Iterator[Wikidata]:
    """The connector, on that endpoint."""
    with closing(Wikidata(sparql.endpoint, clock=clock, contact="https://essaim.example", seconds=5)) as made:
        yield made
