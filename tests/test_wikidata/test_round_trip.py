"""What goes out comes back the same: QuickStatements applied to a Wikidata of the tests, and looked up again."""

import re
from datetime import date
from typing import Any

import pytest
from pyoxigraph import NamedNode
from sqlmodel import select

from connectors.wikidata import Wikidata
from dashboard.domain.figures import Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.organisations import Level
from dashboard.domain.people import OPERATOR
from dashboard.domain.wikidata import Asked
from dashboard.domain.wikidata_proposals import Part, State, advised
from dashboard.services.export_quickstatements import export_quickstatements
from dashboard.services.imports.look_up_wikidata import look_up
from dashboard.services.imports.wikidata import accept
from db.engine import Database
from db.figures import roll_up
from db.tables import AccountRow, OrganisationRow, SnapshotRow
from tests.factories import HOLDING, NOW, account_id, log, make_account, make_figures, make_organisation
from tests.network.sparql_server import SparqlServer
from tests.network.wikidata_rdf import WikidataRdf
from tests.test_wikidata import cast

SITE = "https://essaim.example"
PAGE = f"{SITE}/dashboard/organisation?o=lyon"


def apply(commands: str, wiki: WikidataRdf) -> None:
    """Do to the store what Wikidata's tool does: each line is one statement with its qualifiers and its reference."""
    for command in commands.splitlines():
        item, which, number, *rest = command.split("\t")
        qualifiers: dict[str, Any] = {}
        references: list[dict[str, NamedNode]] = []
        for name, value in zip(rest[::2], rest[1::2], strict=True):
            if name.startswith("S"):
                references.append({"P" + name[1:]: NamedNode(value[1:-1])})
            elif day := re.fullmatch(r"\+([0-9-]+)T00:00:00Z/11", value):
                qualifiers[name] = date.fromisoformat(day[1])
            else:
                qualifiers[name] = value[1:-1]
        wiki.state(item, which, int(number), references=references, **qualifiers)


def lines(db: Database, **known: object) -> list[tuple[str, str, str, str]]:
    """Number, day, account and reference of each line."""
    cells = [line.split("\t") for line in export_quickstatements(db, **known).text.splitlines()]  # type: ignore[arg-type]
    return [(one[2], one[4][1:11], one[6].strip('"'), one[8].strip('"')) for one in cells]


def furnish(db: Database) -> Database:
    """A certified city that left X on 20 January 2025; its archive gave its number on X."""
    make_organisation(db, "Lyon", level=Level.L2, wikidata=cast.LYON)
    make_account(db, "lyon", Network.X, "VilledeLyonTest")
    with db.writing() as session:
        session.get_one(AccountRow, account_id(db, "lyon", Network.X)).remote_id = cast.X_OF_LYON
    make_figures(db, "lyon", Network.X, {"2025-01-19": 100_000, "2025-03-01": 98_000}, source=cast.REPORT, provenance=Provenance.PRESS)
    log(db, "lyon", on="2025-01-20")
    make_account(db, "lyon", Network.BLUESKY, "lyon.fr", followers=20_000)
    make_figures(db, "lyon", Network.BLUESKY, {"2025-02-10": 15_000, "2025-02-27": 16_000, "2025-03-30": 17_000, "2025-03-31": 18_000})
    make_account(db, "lyon", Network.MASTODON, "lyon@social.example", followers=9_000)
    make_figures(db, "lyon", Network.YOUTUBE, {"2025-05-01": 70_000}, source="counted at the town hall")
    return db


@pytest.fixture
def lyon(db: Database) -> Database:
    """The city on every sort of database."""
    return furnish(db)


@pytest.fixture
def city(sqlite_db: Database) -> Database:
    """The same on one, for rules that never reach it."""
    return furnish(sqlite_db)


def test_the_baseline_and_the_latest_counts_go_out(lyon: Database) -> None:
    assert lines(lyon, public_url=SITE) == [
        ("100000", "2025-01-19", cast.X_OF_LYON, PAGE),
        ("98000", "2025-03-01", cast.X_OF_LYON, PAGE),
        ("20000", "2025-06-01", "lyon.fr", PAGE),
        ("9000", "2025-06-01", "lyon@social.example", PAGE),
    ]
    done = export_quickstatements(lyon, public_url=SITE)
    assert (done.organisations, done.statements, done.nameless, done.uncited, done.doubled) == (1, 4, 1, 0, 0)


def test_ends_of_months_go_out_on_request(city: Database) -> None:
    days = [(number, on) for number, on, own, _ in lines(city, public_url=SITE, since=date(2025, 2, 15)) if own == "lyon.fr"]
    assert days == [("16000", "2025-02-27"), ("18000", "2025-03-31"), ("20000", "2025-06-01")]


def test_without_a_public_address_the_sources_are_cited_where_they_are_pages(city: Database) -> None:
    cited = {(number, reference) for number, _, _, reference in lines(city)}
    assert cited == {
        ("100000", cast.REPORT),
        ("98000", cast.REPORT),
        ("20000", "https://bsky.app/profile/lyon.fr"),
        ("9000", "https://social.example/@lyon"),
    }


def test_a_channel_on_youtube_goes_out_by_its_id(city: Database) -> None:
    with city.writing() as session:
        row = session.get_one(AccountRow, account_id(city, "lyon", Network.YOUTUBE))
        row.handle, row.identity = f"channel/{cast.CHANNEL}", f"channel/{cast.CHANNEL}".lower()
    assert ("70000", "2025-05-01", cast.CHANNEL, PAGE) in lines(city, public_url=SITE)


def test_equal_numbers_are_kept_apart(city: Database) -> None:
    make_figures(city, "lyon", Network.X, {"2025-05-01": 98_000}, source=cast.REPORT, provenance=Provenance.PRESS)
    january = date(2025, 1, 1)
    assert [on for number, on, *_ in lines(city, public_url=SITE, since=january) if number == "98000"] == ["2025-05-01"]
    assert export_quickstatements(city, public_url=SITE, since=january).doubled == 1


@pytest.mark.parametrize("change", [{"level": "L1"}, {"wikidata": None}, {"fictional": True}], ids=str)
def test_only_certified_institutions_with_an_item_go_out_and_none_of_the_demo(city: Database, change: dict[str, object]) -> None:
    with city.writing() as session:
        row = session.get_one(OrganisationRow, 1)
        for name, value in change.items():
            setattr(row, name, value)
    assert export_quickstatements(city, public_url=SITE).text == ""


@pytest.mark.parametrize(
    "how", [{"provenance": Provenance.WIKIDATA}, {"provenance": Provenance.PRESS, "precision": Precision.ROUNDED}], ids=str
)
def test_rounded_figures_and_those_of_wikidata_stay(city: Database, how: dict[str, object]) -> None:
    make_figures(city, "lyon", Network.X, {"2025-05-20": 97_000}, source=cast.REPORT, **how)  # type: ignore[arg-type]
    numbers = {number for number, *_ in lines(city, public_url=SITE, since=date(2025, 1, 1))}
    assert "97000" not in numbers and "98000" in numbers


def test_figures_that_wait_for_a_person_stay(lyon: Database) -> None:
    key = account_id(lyon, "lyon", Network.BLUESKY)
    with lyon.writing() as session:
        for row in session.exec(select(SnapshotRow).where(SnapshotRow.account_id == key)):
            row.flagged = True
        session.flush()
        roll_up(session, [(key, NOW.date())])
    assert "20000" not in {number for number, *_ in lines(lyon, public_url=SITE)}


def test_what_goes_out_comes_back_the_same(lyon: Database, sparql: SparqlServer, wikidata: Wikidata) -> None:
    exported = lines(lyon, public_url=SITE, since=date(2025, 1, 1))
    sparql.wiki.state(cast.LYON, "P2002", "VilledeLyonTest", P6552=cast.X_OF_LYON)
    apply(export_quickstatements(lyon, public_url=SITE, since=date(2025, 1, 1)).text, sparql.wiki)
    item = wikidata.look_up([Asked(item=cast.LYON)])[0]
    assert sorted((str(one.followers), one.on.isoformat(), one.account_id, *one.references) for one in item.counts) == sorted(exported)
    again = look_up(lyon, wikidata, "lyon", Asked(item=cast.LYON), by=OPERATOR, now=NOW)[0]
    assert {one.state for one in again.counts} == {State.HERE}
    assert len(again.counts) == len(exported) > 4


def test_another_register_reads_the_same_dated_counts(city: Database, sparql: SparqlServer, wikidata: Wikidata) -> None:
    exported = lines(city, public_url=SITE)
    sparql.wiki.state(cast.LYON, "P2002", "VilledeLyonTest", P6552=cast.X_OF_LYON)
    sparql.wiki.state(cast.LYON, "P12361", "lyon.fr")
    sparql.wiki.state(cast.LYON, "P4033", "lyon@social.example")
    apply(export_quickstatements(city, public_url=SITE).text, sparql.wiki)
    with city.writing() as session:
        session.delete(session.get_one(OrganisationRow, 1))
    make_organisation(city, "Lyon again")
    proposals = look_up(city, wikidata, "lyon-again", Asked(item=cast.LYON), by=OPERATOR, now=NOW)[0]
    done = accept(city, "lyon-again", proposals, advised(proposals, list(Part)), by=OPERATOR, now=NOW, holding=HOLDING)
    assert done.stored == len(exported)
    assert {one.count.followers for one in proposals.counts} == {int(number) for number, *_ in exported}
