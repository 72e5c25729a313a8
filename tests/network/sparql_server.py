"""A SPARQL endpoint on this machine: a real engine over HTTP, loaded with a Wikidata of the tests."""

from collections.abc import Iterator

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions

from tests.network.http_fake import HttpFake, Query, Reply, as_json
from tests.network.wikidata_rdf import WikidataRdf

PATH = "/sparql"


class SparqlServer(HttpFake):
    """Answers queries sent as a form, as the protocol of SPARQL 1.1 has it.

    :param wiki: what it knows.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wiki = WikidataRdf()
        self.queries: list[str] = []
        self.canned: list[Reply] = []

    @property
    def endpoint(self) -> str:
        """Where it is asked."""
        return self.url + PATH

    def reply(self, path: str, query: Query) -> Reply:
        """Questions are posted."""
        return as_json({"error": "Method Not Allowed"}, 405)

    def reply_to_post(self, path: str, fields: Query) -> Reply:
        """The answer of the engine, or the next canned one."""
        if self.canned:
            return self.canned.pop(0)
        if path != PATH or self.header("accept") != "application/sparql-results+json":
            return Reply(406, b"only JSON is spoken here")
        self.queries.append(fields["query"][0])
        try:
            found = self.wiki.store.query(self.queries[-1])
        except SyntaxError as problem:
            return Reply(400, str(problem).encode())
        assert isinstance(found, QuerySolutions)
        body = found.serialize(format=QueryResultsFormat.JSON)
        return Reply(200, body or b"", {"Content-Type": "application/sparql-results+json;charset=utf-8"})


@pytest.fixture
def sparql() -> Iterator[SparqlServer]:
    """An endpoint that knows nothing to begin with."""
    with SparqlServer() as server:
        yield server
