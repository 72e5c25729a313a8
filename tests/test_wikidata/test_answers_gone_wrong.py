"""An endpoint that is slow, limited, broken or hostile: one error with a remedy, and nothing else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from connectors import wikidata as connector
from connectors.base import ConnectorError, Remedy
from connectors.wikidata import Wikidata
from dashboard.domain.networks import Network
from dashboard.domain.wikidata import Asked, DatedCount, Item, KnownAccount
from tests.factories import NOW, clock
from tests.network.http_fake import FAULTS, Reply, as_json
from tests.network.sparql_server import SparqlServer
from tests.test_wikidata import cast
from tests.waiting import until

Q = [Asked(item=cast.LYON)]
REFUSED = {"unauthorised", "forbidden", "gone", "gone410", "unprocessable", "loop"}
ENDLESS = {"slow", "drip"}


def problem(wikidata: Wikidata) -> ConnectorError:
    with pytest.raises(ConnectorError) as caught:
        wikidata.look_up(Q)
    return caught.value


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_is_one_error_with_a_remedy(sparql: SparqlServer, fault: str) -> None:
    hurried = Wikidata(sparql.endpoint, clock=clock, seconds=0.3 if fault in ENDLESS else 10)
    sparql.fault = fault
    found = problem(hurried)
    hurried.close()
    assert found.remedy is (Remedy.GIVE_UP if fault in REFUSED else Remedy.RETRY_LATER)
    assert "Wikidata" in str(found) and "{" not in str(found)
    until(lambda: sum(sparql.calls.values()), "the server has heard the call")
    assert sum(sparql.calls.values()) == 1, "no redirect is followed and nothing is asked twice"


def test_a_limit_says_until_when(sparql: SparqlServer, wikidata: Wikidata) -> None:
    sparql.fault = "too_many"
    found = problem(wikidata)
    assert found.retry_at is not None
    assert abs(found.retry_at - NOW - timedelta(seconds=37)) < timedelta(seconds=1)


def test_nobody_listens(sparql: SparqlServer) -> None:
    nobody = Wikidata("http://127.0.0.1:9/sparql", clock=clock, seconds=1)
    assert problem(nobody).remedy is Remedy.RETRY_LATER
    nobody.close()


def test_an_answer_without_end_is_not_read_to_its_end(sparql: SparqlServer, wikidata: Wikidata, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connector, "MOST_BYTES", 1_000)
    sparql.canned = [Reply(200, b" " * 100_000)]
    assert problem(wikidata).remedy is Remedy.GIVE_UP


def test_a_packed_answer_that_nobody_asked_for_is_not_unpacked(sparql: SparqlServer, wikidata: Wikidata) -> None:
    sparql.canned = [Reply(200, b"\x1f\x8b" + bytes(100), {"Content-Encoding": "gzip"})]
    assert problem(wikidata).remedy is Remedy.RETRY_LATER


def test_whoever_asks_says_who_they_are(sparql: SparqlServer, wikidata: Wikidata) -> None:
    wikidata.look_up(Q)
    assert sparql.header("user-agent") == "Essaim (dated follower counts of institutions; https://essaim.example)"
    assert Wikidata(sparql.endpoint, clock=clock).user_agent == "Essaim (dated follower counts of institutions)"


def answer(*rows: dict[str, Any]) -> Reply:
    """As query.wikidata.org puts it."""
    return as_json({"head": {"vars": sorted({name for row in rows for name in row})}, "results": {"bindings": list(rows)}})


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def text(value: str, kind: str = "") -> dict[str, str]:
    said = {"type": "literal", "value": value}
    return said | {"datatype": f"http://www.w3.org/2001/XMLSchema#{kind}"} if kind else said


WD, RANK = "http://www.wikidata.org/entity/", "http://wikiba.se/ontology#NormalRank"
LYON = uri(WD + cast.LYON)
STATEMENT = {"item": LYON, "statement": uri(f"{WD}statement/Q900001-AAAA-BBBB"), "rank": uri(RANK)}
ACCOUNT = STATEMENT | {"property": text("P2002"), "value": text("VilledeLyonTest"), "number": text(cast.X_OF_LYON)}
COUNT = STATEMENT | {
    "followers": text("100000", "decimal"),
    "on": text("2025-01-17T00:00:00Z", "dateTime"),
    "precision": text("11", "integer"),
    "qualifier": text("P6552"),
    "account": text(cast.X_OF_LYON),
    "reference": uri(cast.REPORT),
}
GENID = "http://www.wikidata.org/.well-known/genid/0123456789abcdef"


def read(sparql: SparqlServer, wikidata: Wikidata, statements: list[Any], counts: list[Any], label: str = "Lyon") -> Item:
    labels = answer({"item": LYON, "french": {"type": "literal", "xml:lang": "fr", "value": label}})
    sparql.canned = [answer({"item": LYON}), labels, answer(*statements), answer(*counts)]
    return wikidata.look_up(Q)[0]


def test_the_shape_that_wikidata_answers_is_read(sparql: SparqlServer, wikidata: Wikidata) -> None:
    found = read(sparql, wikidata, [ACCOUNT], [COUNT])
    statement = "https://www.wikidata.org/wiki/Q900001#Q900001$AAAA-BBBB"
    assert found.accounts == [KnownAccount(Network.X, "VilledeLyonTest", cast.X_OF_LYON)]
    on = found.counts[0].on
    assert found.counts == [DatedCount(Network.X, cast.X_OF_LYON, on, 100_000, statement, (cast.REPORT,))]
    assert json.loads(json.dumps(on.isoformat())) == "2025-01-17"


@pytest.mark.parametrize(
    "wrong",
    [
        {"followers": text("-5", "decimal")},
        {"followers": text("NaN")},
        {"followers": text("1e9")},
        {"followers": text("12.5", "decimal")},
        {"followers": text("9" * 5_000, "decimal")},
        {"followers": uri(GENID)},
        {"account": uri(GENID)},
        {"account": {"type": "bnode", "value": "b0"}},
        {"account": text("1' OR '1'='1")},
        {"qualifier": text("P31")},
        {"on": text("2025-02-30T00:00:00Z")},
        {"on": text("-0044-03-15T00:00:00Z")},
        {"on": uri(GENID)},
        {"precision": text("9", "integer")},
        {"precision": text("eleven")},
        {"statement": uri("javascript:alert(1)")},
        {"rank": uri("http://wikiba.se/ontology#DeprecatedRank")},
    ],
    ids=str,
)
def test_a_count_that_cannot_be_is_left_out(sparql: SparqlServer, wikidata: Wikidata, wrong: dict[str, Any]) -> None:
    assert read(sparql, wikidata, [ACCOUNT], [COUNT | wrong]).counts == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example", "https://a b", "https://u:p@a.example", "x" * 600, GENID])
def test_a_reference_that_is_no_page_is_left_out(sparql: SparqlServer, wikidata: Wikidata, address: str) -> None:
    assert read(sparql, wikidata, [], [COUNT | {"reference": uri(address)}]).counts[0].references == ()


@pytest.mark.parametrize("handle", ["<script>", "Ville de Lyon", "", "é", "a" * 400, "[x](https://evil.example)", "a\nb"])
def test_a_handle_that_cannot_be_is_left_out(sparql: SparqlServer, wikidata: Wikidata, handle: str) -> None:
    assert read(sparql, wikidata, [ACCOUNT | {"value": text(handle)}], []).accounts == []


def test_a_name_of_any_length_is_cut(sparql: SparqlServer, wikidata: Wikidata) -> None:
    assert len(read(sparql, wikidata, [], [], "x" * 100_000).label) == 200


@pytest.mark.parametrize("rows", [[1], [{"item": 1}], [{"item": {"type": "uri"}}], "x", {"a": 1}, None], ids=str)
def test_lines_of_another_shape_are_no_answer(sparql: SparqlServer, wikidata: Wikidata, rows: object) -> None:
    sparql.canned = [as_json({"results": {"bindings": rows}})]
    assert problem(wikidata).remedy is Remedy.RETRY_LATER


def test_an_item_that_nobody_asked_for_is_not_read(sparql: SparqlServer, wikidata: Wikidata) -> None:
    elsewhere = answer({"item": uri("https://evil.example/Q1")}, {"item": uri(WD + "Q1 } DROP")}, {"item": uri(WD + "P2002")})
    sparql.canned = [elsewhere]
    assert wikidata.look_up(Q) == []
    assert sum(sparql.calls.values()) == 1
