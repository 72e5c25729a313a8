"""What was chosen is taken as one import, and can be undone as one."""

from collections.abc import Collection
from datetime import date, datetime

import pytest

from connectors.wikidata import Wikidata
from dashboard.domain.accounts import Account, Link
from dashboard.domain.audit import Deed
from dashboard.domain.errors import Conflict, NotAllowed, Refused
from dashboard.domain.figures import Precision, Provenance, Snapshot
from dashboard.domain.imports import Method
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Actor
from dashboard.domain.wikidata import Asked
from dashboard.domain.wikidata_proposals import Part, Proposals, advised
from dashboard.services.imports.look_up_wikidata import look_up, look_up_many, usual
from dashboard.services.imports.run import Taken
from dashboard.services.imports.undo import undo_import
from dashboard.services.imports.wikidata import accept
from db import accounts, audit, figures, organisations
from db.audit import Wanted
from db.engine import Database
from db.tables import OrganisationRow
from tests.factories import HOLDING, NOW, make_account, make_figures, make_organisation
from tests.network.sparql_server import SparqlServer
from tests.people import actor
from tests.test_wikidata import cast

Q = Asked(item=cast.LYON)


def found(db: Database, wikidata: Wikidata, asked: Asked = Q, slug: str = "lyon", *, by: Actor = OPERATOR) -> Proposals:
    return look_up(db, wikidata, slug, asked, by=by, now=NOW)[0]


def take(db: Database, proposals: Proposals, keys: Collection[str] = (), slug: str = "lyon", *, by: Actor = OPERATOR) -> Taken:
    chosen = keys or advised(proposals, list(Part))
    return accept(db, slug, proposals, chosen, by=by, now=NOW, holding=HOLDING)


def row_of(db: Database, slug: str = "lyon") -> OrganisationRow:
    with db.reading() as session:
        return organisations.by_slug(session, slug)


def accounts_of(db: Database, slug: str = "lyon") -> dict[str, Account]:
    with db.reading() as session:
        key = organisations.by_slug(session, slug).id or 0
        return {f"{row.network} {row.handle}": accounts.as_account(row, slug) for row in accounts.of_organisations(session, [key])}


def figures_of(db: Database, slug: str = "lyon") -> list[Snapshot]:
    ids = [one.id for one in accounts_of(db, slug).values()]
    with db.reading() as session:
        return list(figures.snapshots(session, ids))


def deeds(db: Database) -> list[Deed]:
    with db.reading() as session:
        return [one.deed for one in reversed(audit.entries(session, Wanted(), 100))]


@pytest.fixture
def lyon(db: Database, wiki: SparqlServer) -> Database:
    make_organisation(db, "Lyon")
    return db


@pytest.fixture
def city(sqlite_db: Database, wiki: SparqlServer) -> Database:
    """The same on one database, for rules that never reach it."""
    make_organisation(sqlite_db, "Lyon")
    return sqlite_db


def test_accounts_identifiers_and_counts_come_as_one_import(lyon: Database, wikidata: Wikidata) -> None:
    done = take(lyon, found(lyon, wikidata))
    assert (done.done.method, done.stored, done.done.first_on, done.done.last_on) == (
        Method.WIKIDATA,
        4,
        date(2023, 2, 1),
        date(2025, 2, 1),
    )
    row = row_of(lyon)
    assert (row.wikidata, row.siren, row.insee, row.domain) == (cast.LYON, cast.SIREN, "69123", None)
    mine = accounts_of(lyon)
    assert set(mine) == {
        "x VilledeLyonTest",
        "bluesky lyon.fr",
        "mastodon lyon@social.example",
        "linkedin ville-de-lyon-test",
        "instagram villedelyon.test",
        f"youtube channel/{cast.CHANNEL}",
    }
    assert {one.link for one in mine.values()} == {Link.LISTED}
    assert mine["x VilledeLyonTest"].remote_id is None, "anybody can edit the number that Wikidata gives"
    assert deeds(lyon)[-2:] == [Deed.FIGURES_IMPORTED, Deed.ORGANISATION_CHANGED]


def test_each_figure_says_where_it_comes_from(lyon: Database, wikidata: Wikidata) -> None:
    take(lyon, found(lyon, wikidata))
    stored = {one.followers: one for one in figures_of(lyon)}
    assert {one.provenance for one in stored.values()} == {Provenance.WIKIDATA}
    assert stored[100_000].source == cast.REPORT
    assert stored[70_000].source.startswith("https://www.wikidata.org/wiki/Q900001#")
    assert (stored[90_000].precision, stored[90_000].rounded_to) == (Precision.ROUNDED, 10_000)
    x, youtube = (accounts_of(lyon)[name].id for name in ("x VilledeLyonTest", f"youtube channel/{cast.CHANNEL}"))
    assert (stored[100_000].account_id, stored[70_000].account_id) == (x, youtube)


def test_undoing_takes_everything_back(lyon: Database, wikidata: Wikidata) -> None:
    make_account(lyon, "lyon", Network.LINKEDIN, "ville-de-lyon-test")
    done = take(lyon, found(lyon, wikidata))
    undo_import(lyon, done.done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    row = row_of(lyon)
    assert (row.wikidata, row.siren, row.insee) == (None, None, None)
    assert set(accounts_of(lyon)) == {"linkedin ville-de-lyon-test"}
    assert figures_of(lyon) == []
    assert set(deeds(lyon)[-2:]) == {Deed.ORGANISATION_CHANGED, Deed.IMPORT_UNDONE}


def test_undoing_leaves_what_somebody_changed_since(city: Database, wikidata: Wikidata) -> None:
    done = take(city, found(city, wikidata), {"identifier:siren"})
    with city.writing() as session:
        organisations.by_slug(session, "lyon").siren = "732829320"
    undo_import(city, done.done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert (row_of(city).siren, row_of(city).wikidata) == ("732829320", None)


def test_an_account_without_a_handle_gets_one_and_loses_it_again(lyon: Database, wikidata: Wikidata) -> None:
    make_figures(lyon, "lyon", Network.X, {"2025-01-10": 100_100})
    before = accounts_of(lyon)["x "].id
    done = take(lyon, found(lyon, wikidata), {"account:x:villedelyontest"})
    assert accounts_of(lyon)["x VilledeLyonTest"].id == before
    undo_import(lyon, done.done.id, by=OPERATOR, now=NOW, holding=HOLDING)
    assert (accounts_of(lyon)["x "].id, accounts_of(lyon)["x "].url) == (before, None)
    assert [one.followers for one in figures_of(lyon)] == [100_100]


def test_only_what_was_chosen_is_taken_and_a_count_brings_its_account(city: Database, wikidata: Wikidata) -> None:
    proposals = found(city, wikidata)
    on_bluesky = next(one.key for one in proposals.counts if one.count.network is Network.BLUESKY)
    done = take(city, proposals, {on_bluesky})
    assert (done.stored, set(accounts_of(city)), row_of(city).siren) == (1, {"bluesky lyon.fr"}, None)
    assert row_of(city).wikidata == cast.LYON


def test_taking_it_again_finds_nothing_new(city: Database, wikidata: Wikidata) -> None:
    first = found(city, wikidata)
    take(city, first)
    again = found(city, wikidata)
    assert advised(again, list(Part)) == set()
    with pytest.raises(Refused, match="Nothing was taken"):
        take(city, again, advised(first, list(Part)))


def test_an_account_that_another_institution_took_meanwhile_is_refused_whole(lyon: Database, wikidata: Wikidata) -> None:
    proposals = found(lyon, wikidata)
    make_organisation(lyon, "Marseille")
    make_account(lyon, "marseille", Network.INSTAGRAM, "VilleDeLyon.test")
    with pytest.raises(Conflict, match="Marseille"):
        take(lyon, proposals)
    assert (accounts_of(lyon), row_of(lyon).wikidata, figures_of(lyon)) == ({}, None, [])


def test_the_item_of_another_institution_is_refused(city: Database, wikidata: Wikidata) -> None:
    make_organisation(city, "Marseille", wikidata=cast.LYON)
    with pytest.raises(Conflict, match="Marseille"):
        take(city, found(city, wikidata), {"identifier:insee"})
    assert row_of(city).insee is None


def test_an_identifier_of_another_institution_is_refused(city: Database, wikidata: Wikidata) -> None:
    make_organisation(city, "Marseille", siren=cast.SIREN)
    with pytest.raises(Conflict, match="Marseille"):
        take(city, found(city, wikidata), {"identifier:siren"})


def test_an_identifier_that_stands_is_never_replaced(sqlite_db: Database, wiki: SparqlServer, wikidata: Wikidata) -> None:
    make_organisation(sqlite_db, "Lyon", siren="732829320", wikidata="Q5")
    take(sqlite_db, found(sqlite_db, wikidata))
    assert (row_of(sqlite_db).siren, row_of(sqlite_db).wikidata, row_of(sqlite_db).insee) == ("732829320", "Q5", "69123")


def test_a_stranger_may_neither_ask_nor_take(city: Database, wikidata: Wikidata, wiki: SparqlServer) -> None:
    proposals = found(city, wikidata)
    asked = len(wiki.queries)
    stranger = actor(city, "stranger@elsewhere.example")
    with pytest.raises(NotAllowed):
        found(city, wikidata, by=stranger)
    with pytest.raises(NotAllowed):
        take(city, proposals, by=stranger)
    with pytest.raises(NotAllowed):
        look_up_many(city, wikidata, [Q], by=actor(city, "ed@lyon.example", editor_of="lyon"), now=NOW)
    assert len(wiki.queries) == asked, "nobody is asked for a stranger"


def test_an_editor_may(city: Database, wikidata: Wikidata) -> None:
    editor = actor(city, "ed@lyon.example", editor_of="lyon")
    assert take(city, found(city, wikidata, by=editor), by=editor).stored == 4


def test_an_institution_is_looked_up_by_what_the_register_has(sqlite_db: Database) -> None:
    make_organisation(sqlite_db, "Lyon")
    assert usual(sqlite_db, "lyon") is None
    make_organisation(sqlite_db, "Nancy", siren="732829320")
    assert usual(sqlite_db, "nancy") == Asked(siren="732829320")
    make_account(sqlite_db, "nancy", Network.X, "VilleDeNancy")
    assert usual(sqlite_db, "nancy") == Asked(x_username="VilleDeNancy")
    make_organisation(sqlite_db, "Metz", siren=cast.SIREN, wikidata="Q456")
    assert usual(sqlite_db, "metz") == Asked(item="Q456")


def test_whoever_wikidata_does_not_know_is_said(city: Database, wikidata: Wikidata) -> None:
    with pytest.raises(Refused, match="@nobody"):
        look_up(city, wikidata, "lyon", Asked(x_username="nobody"), by=OPERATOR, now=NOW)


def test_a_list_finds_each_institution_of_the_register(db: Database, wiki: SparqlServer, wikidata: Wikidata) -> None:
    make_organisation(db, "Lyon")
    make_account(db, "lyon", Network.X, "villedelyontest")
    make_organisation(db, "Université de Besançon", siren="732829320")
    asked = [Q, Asked(x_username="univ_besancon"), Asked(item="Q404")]
    told = look_up_many(db, wikidata, asked, by=OPERATOR, now=NOW)
    assert [(one, [each.organisation for each in many]) for one, many in told] == [(asked[0], ["lyon"]), (asked[1], []), (asked[2], [])]


def test_a_count_of_today_is_not_of_the_future(city: Database, wiki: SparqlServer, wikidata: Wikidata) -> None:
    wiki.wiki.state(cast.LYON, "P8687", 20_600, P585=NOW.date(), P12361="lyon.fr")
    take(city, found(city, wikidata))
    newest: datetime = max(one.at for one in figures_of(city))
    assert newest <= NOW and newest.date() == NOW.date()
