"""What caches, scripts of other sites and mistaken callers are told."""

import json

import pytest

from dashboard.bootstrap import Essaim
from dashboard.config import Settings
from dashboard.domain.networks import Network
from db.engine import Database
from db.problems import StorageError
from tests.factories import NOW, make_figures, make_organisation
from tests.people import make_essaim
from tests.test_api.reading import LISTS, ask
from tests.test_web.browsing import Browser

PROBLEM = "application/problem+json"
EVERYTHING = (*LISTS, *(f"{path}.csv" for path in LISTS), "/", "/organisations/lyon", "/openapi.json")


@pytest.mark.parametrize("path", EVERYTHING)
def test_nothing_is_sent_again_that_has_not_changed(path: str, visitor: Browser) -> None:
    first = ask(visitor, path)
    assert (first.status, first.headers["cache-control"]) == (200, "public, max-age=60")
    assert first.headers["etag"].startswith('W/"')
    for told in ({"if_none_match": f'"other", {first.headers["etag"]}'}, {"if_modified_since": first.headers["last-modified"]}):
        again = ask(visitor, path, **told)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = ask(visitor, path, if_none_match='W/"other"', if_modified_since=first.headers["last-modified"])
    assert (other.status, other.body) == (200, first.body)


@pytest.mark.parametrize("path", ["/organisations", "/organisations.csv", "/series/lyon.csv", "/departures"])
def test_what_is_written_changes_the_tag(path: str, sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Lyon")
    make_figures(sqlite_db, "lyon", Network.X, {"2025-01-20": 1_000})
    visitor = Browser(make_essaim(sqlite_db, Settings()))
    before = ask(visitor, path)
    make_organisation(sqlite_db, "Arles", now=NOW.replace(hour=10))
    make_figures(sqlite_db, "lyon", Network.X, {"2025-01-21": 1_001}, now=NOW.replace(hour=10))
    after = ask(visitor, path, if_none_match=before.headers["etag"])
    assert after.status == (304 if path == "/departures" else 200)
    assert ask(visitor, path).headers["last-modified"] == "Sun, 01 Jun 2025 10:00:00 GMT"


@pytest.mark.parametrize("path", EVERYTHING)
def test_every_header_is_said_once_and_nothing_is_kept_in_browsers(path: str, visitor: Browser) -> None:
    headers = ask(visitor, path, origin="https://press.example").headers
    assert [name for name in set(headers) if len(headers.get_list(name)) > 1] == []
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert {"link", "etag", "retry-after", "x-ratelimit-remaining"} <= set(headers["access-control-expose-headers"].split(", "))
    assert (headers["cross-origin-resource-policy"], headers["x-content-type-options"]) == ("cross-origin", "nosniff")
    assert "set-cookie" not in headers


def test_a_script_of_another_site_may_ask_first(visitor: Browser) -> None:
    told = {"origin": "https://press.example", "access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
    answer = visitor.ask("/api/v1/organisations", "OPTIONS", told=told)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-max-age"] == "86400"


@pytest.mark.parametrize("path", EVERYTHING)
def test_whoever_asks_for_the_headers_alone_gets_them(path: str, visitor: Browser) -> None:
    whole, head = ask(visitor, path), visitor.ask(f"/api/v1{path}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-type", "last-modified", "vary"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("origin", [None, "https://evil.invalid", "http://localhost:8501"])
def test_nothing_can_be_changed(method: str, origin: str | None, visitor: Browser) -> None:
    answer = visitor.ask("/api/v1/organisations", method, body=b"{}", told={"origin": origin} if origin else {})
    assert (answer.status, answer.headers["content-type"], answer.headers["allow"]) == (405, PROBLEM, "GET, HEAD, OPTIONS")
    assert json.loads(answer.body)["title"] == "Nothing can be changed here"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/organisations/",
        "/organisations/nobody",
        "/series/nobody",
        "/series/nobody.csv",
        "/series/a%00b",
        "/annotations?organisation=x",
        "/annotations.csv?organisation=x",
    ],
)
def test_what_is_unknown_is_said_as_a_problem(path: str, visitor: Browser) -> None:
    answer = ask(visitor, path)
    said = json.loads(answer.body)
    assert (answer.status, answer.headers["content-type"], said["status"], said["type"]) == (404, PROBLEM, 404, "about:blank")
    assert (said["title"], answer.headers["content-language"]) == ("There is nothing here", "en")
    assert said["detail"]


@pytest.mark.parametrize(
    ("path", "parameter", "allowed"),
    [
        ("/organisations?kind=town", "kind", "city"),
        ("/organisations?kind=", "kind", "city"),
        ("/organisations?limit=0", "limit", "1 ... 200"),
        ("/organisations?limit=201", "limit", "1 ... 200"),
        ("/organisations?limit=ten", "limit", "1 ... 200"),
        ("/organisations?country=FRA", "country", "two letters, as FR"),
        ("/organisations?kid=city", "kid", "kind"),
        (f"/organisations?q={'a' * 101}", "q", "at most 100 characters"),
        ("/organisations.csv?cursor=abc", "cursor", "the cursor of a “next” address, unchanged"),
        ("/departures?since=1700000000", "since", "a day, as 2025-01-20"),
        ("/departures?until=2025-02-30", "until", "a day, as 2025-01-20"),
        ("/standings?age=31", "age", "30"),
        ("/standings?order=wealth", "order", "recovery"),
        ("/methodology?lang=de", "lang", "fr"),
        ("/organisations/lyon?limit=1", "limit", "lang"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(path: str, parameter: str, allowed: str, visitor: Browser) -> None:
    answer = ask(visitor, path)
    said = json.loads(answer.body)
    assert (answer.status, answer.headers["content-type"], answer.headers["cache-control"]) == (422, PROBLEM, "no-store")
    assert [one["parameter"] for one in said["parameters"]] == [parameter]
    assert allowed in said["parameters"][0]["allowed"]
    assert parameter in said["detail"]


def test_a_foreign_name_of_the_server_is_refused_here_too(essaim: Essaim) -> None:
    assert Browser(essaim, base="http://evil.invalid").ask("/api/v1/").status == 400


def test_a_database_that_cannot_be_read_is_said_so(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise StorageError("The database does not answer.")

    monkeypatch.setattr("dashboard.web.api.lists.last_written", broken)
    answer = ask(visitor, "/organisations")
    assert (answer.status, answer.headers["retry-after"], answer.headers["content-type"]) == (503, "60", PROBLEM)


def test_a_mistake_of_ours_is_a_problem_too(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.web.api.lists.last_written", None)
    answer = ask(visitor, "/organisations")
    assert (answer.status, answer.headers["content-type"], json.loads(answer.body)["status"]) == (500, PROBLEM, 500)
