"""Wikidata, asked in SPARQL: accounts, identifiers and dated follower counts of institutions.

Property numbers: dashboard.domain.wikidata. Documentation: https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service,
https://www.w3.org/TR/sparql11-protocol/ and https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from connectors import wikidata_answers as answers
from connectors import wikidata_queries as queries
from connectors.base import ConnectorError, Remedy
from connectors.ratelimits import read_limits
from dashboard.domain.errors import N_
from dashboard.domain.wikidata import Asked, Item

if TYPE_CHECKING:
    import httpx

AT_ONCE = 50
"""Institutions in one query."""
MOST_BYTES = 4_000_000
CONNECT_SECONDS, SECONDS = 5.0, 60.0
"""Wikidata itself gives up after 60."""
PROJECT = "Essaim (dated follower counts of institutions)"
UNAVAILABLE = frozenset({429, 502, 503, 504})


class Wikidata:
    """One SPARQL endpoint."""

    def __init__(self, url: str, *, clock: Callable[[], datetime], contact: str = "", seconds: float = SECONDS) -> None:
        """
        :param url: of the endpoint; trusted, since the operator typed it.
        :param contact: where whoever runs the endpoint finds us: our public address.
        :param seconds: what one question may take in all.
        """
        self._url = url
        self._clock = clock
        self._contact = contact
        self._seconds = seconds
        self._client: httpx.Client | None = None

    def look_up(self, asked: Sequence[Asked]) -> list[Item]:
        """The items meant, in the order of Wikidata's numbers; what it does not know is left out.

        :raises ConnectorError: it does not answer, refuses, or answers something else.
        """
        found: dict[str, Item] = {}
        unique = list(dict.fromkeys(asked))
        for start in range(0, len(unique), AT_ONCE):
            meant: dict[str, set[str]] = defaultdict(set)
            for row in self._ask(queries.who(unique[start : start + AT_ONCE])):
                if item := answers.item_of(row.get("item", "")):
                    meant[item] |= {former} if (former := answers.item_of(row.get("formerly", ""))) else set()
            found |= self._read({item: former for item, former in meant.items() if item not in found})
        return sorted(found.values(), key=lambda one: int(one.item[1:]))

    def close(self) -> None:
        """Close what is open."""
        if self._client is not None:
            self._client.close()

    def _read(self, meant: dict[str, set[str]]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        items = sorted(meant)
        for start in range(0, len(items), AT_ONCE):
            some = items[start : start + AT_ONCE]
            said = [answers.by_item(self._ask(question(some))) for question in (queries.labels, queries.statements, queries.counts)]
            for item in some:
                read = answers.read_item(item, sorted(meant[item]), *(part.get(item, ()) for part in said))
                if read is not None:
                    found[item] = read
        return found

    def _ask(self, query: str) -> list[answers.Row]:
        """The lines of one answer."""
        import httpx

        try:
            body = self._send(query)
            return answers.rows(json.loads(body))
        except (httpx.TimeoutException, TimeoutError) as problem:
            raise self._later(N_("Wikidata takes too long to answer. Try again in a few minutes, or ask for fewer at once.")) from problem
        except httpx.HTTPError as problem:
            raise self._later(N_("Wikidata cannot be reached. Try again in a few minutes.")) from problem
        except (ValueError, RecursionError) as problem:
            raise self._later(N_("Wikidata’s answer could not be read. Try again in a few minutes.")) from problem

    def _send(self, query: str) -> bytes:
        """The body of the answer, of at most so many bytes and within so many seconds."""
        ends = time.monotonic() + self._seconds
        client = self._opened()
        with client.stream("POST", self._url, data={"query": query}) as answer:
            if answer.status_code != 200:
                raise self._refused(answer.status_code, dict(answer.headers))
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise ValueError("packed although nobody asked for it")
            body = bytearray()
            for piece in answer.iter_raw():
                body += piece
                if time.monotonic() > ends:
                    raise TimeoutError
                if len(body) > MOST_BYTES:
                    said = N_("Wikidata answers far more than was asked. Ask for fewer institutions at once.")
                    raise ConnectorError(said, Remedy.GIVE_UP)
            return bytes(body)

    def _opened(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            # Unpacked answers only: what counts against the limit is then what came.
            headers = {"accept": "application/sparql-results+json", "accept-encoding": "identity", "user-agent": self.user_agent}
            timeout = httpx.Timeout(self._seconds, connect=min(CONNECT_SECONDS, self._seconds))
            self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False, trust_env=False)
        return self._client

    @property
    def user_agent(self) -> str:
        """Who asks, with where to find us: Wikidata turns away whoever does not say."""
        return f"{PROJECT.removesuffix(')')}; {self._contact})" if self._contact else PROJECT

    def _refused(self, status: int, headers: dict[str, str]) -> ConnectorError:
        if status in UNAVAILABLE or status >= 500:
            now = self._clock()
            retry = read_limits(headers, now.timestamp()).retry_at
            at = datetime.fromtimestamp(retry, UTC) if retry is not None else None
            if at is None:
                return self._later(N_("Wikidata does not answer at the moment. Try again in a few minutes."))
            return self._later(N_("Wikidata asks to be left alone until {at}. Try again then."), retry_at=at, at=at)
        return ConnectorError(
            N_("Wikidata refused the question ({status}). Tell whoever runs this server: the address is in ESSAIM_WIKIDATA_URL."),
            Remedy.GIVE_UP,
            status=str(status),
        )

    @staticmethod
    def _later(message: str, **values: Any) -> ConnectorError:
        return ConnectorError(message, Remedy.RETRY_LATER, **values)
