"""Wikidata asked over HTTP, answered by a real SPARQL engine."""

from datetime import date

import pytest

from connectors.wikidata import AT_ONCE, Wikidata
from dashboard.domain.networks import Network
from dashboard.domain.wikidata import Asked, DatedCount, Item, KnownAccount, LeftOut
from tests.network.sparql_server import SparqlServer
from tests.test_wikidata import cast

Q = Asked(item=cast.LYON)


def lyon(wikidata: Wikidata, asked: Asked = Q) -> Item:
    return next(one for one in wikidata.look_up([asked]) if one.item == cast.LYON)


@pytest.mark.parametrize(
    "asked",
    [Q, Asked(x_username="VilledeLyonTest"), Asked(x_username="LYON_AVANT"), Asked(siren=cast.SIREN), Asked(item=cast.OLD_LYON)],
    ids=str,
)
def test_an_item_is_found_by_its_number_a_username_or_a_siren(wiki: SparqlServer, wikidata: Wikidata, asked: Asked) -> None:
    assert lyon(wikidata, asked).label == "Lyon"
    assert all("SERVICE" not in query for query in wiki.queries)


def test_accounts_are_read_in_our_own_form(wiki: SparqlServer, wikidata: Wikidata) -> None:
    assert lyon(wikidata).accounts == [
        KnownAccount(Network.X, "VilledeLyonTest", cast.X_OF_LYON),
        KnownAccount(Network.X, "lyon_avant", cast.X_BEFORE, ended=True),
        KnownAccount(Network.BLUESKY, "lyon.fr", "lyon.fr"),
        KnownAccount(Network.MASTODON, "lyon@social.example", "lyon@social.example"),
        KnownAccount(Network.LINKEDIN, "ville-de-lyon-test", "ville-de-lyon-test"),
        KnownAccount(Network.INSTAGRAM, "villedelyon.test", "villedelyon.test"),
        KnownAccount(Network.YOUTUBE, f"channel/{cast.CHANNEL}", cast.CHANNEL),
    ]


def test_identifiers_and_the_preferred_site_are_read(wiki: SparqlServer, wikidata: Wikidata) -> None:
    found = lyon(wikidata)
    assert found.identifiers == {"siren": cast.SIREN, "insee": "69123"}
    assert found.site == "https://www.lyon.example/"
    assert found.address == "https://www.wikidata.org/wiki/Q900001"


def test_a_count_on_youtube_is_never_read_as_one_on_x(wiki: SparqlServer, wikidata: Wikidata) -> None:
    counts = lyon(wikidata).counts
    on = date(2025, 1, 17)
    assert [(one.network, one.account_id, one.followers) for one in counts if one.on == on] == [
        (Network.X, cast.X_OF_LYON, 100_000),
        (Network.YOUTUBE, cast.CHANNEL, 70_000),
    ]


def test_a_count_has_its_references_and_the_address_of_its_statement(wiki: SparqlServer, wikidata: Wikidata) -> None:
    counts = {one.followers: one for one in lyon(wikidata).counts}
    assert counts[100_000].references == (cast.REPORT,)
    assert counts[100_000].stated_in == ("https://www.wikidata.org/wiki/Q918",)
    assert counts[20_500].statement == "https://www.wikidata.org/wiki/Q900001#Q900001$00000017-aaaa-bbbb-cccc-ddddeeeeffff"


def test_a_count_that_is_not_exact_keeps_its_precision(wiki: SparqlServer, wikidata: Wikidata) -> None:
    rounded = {one.followers: one.rounded_to for one in lyon(wikidata).counts}
    assert rounded == {100_000: None, 90_000: 10_000, 70_000: None, 20_500: None}


def test_what_cannot_be_used_is_counted_by_its_reason(wiki: SparqlServer, wikidata: Wikidata) -> None:
    before = lyon(wikidata)
    cast.tell_what_cannot_be_used(wiki.wiki)
    after = lyon(wikidata)
    assert before.left_out == LeftOut()
    assert after.left_out == LeftOut(nameless=3, unclear=3, undated=2)
    # A number that is not Lyon's and a day before X are only seen beside the register.
    assert [one.followers for one in after.counts if one not in before.counts] == [11, 7]


def test_a_name_is_given_in_french_else_in_english_else_in_any_language(wiki: SparqlServer, wikidata: Wikidata) -> None:
    wiki.wiki.name("Q900004", en="Nancy", de="Nanzig")
    wiki.wiki.state("Q900005", "P2002", "nameless")
    found = wikidata.look_up([Asked(item=one) for one in (cast.LYON, cast.BESANCON, "Q900004", "Q900005")])
    assert [one.label for one in found] == ["Lyon", "Universidad de Besanzón", "Nancy", "Q900005"]


def test_an_identifier_of_which_there_are_several_is_left_out(wiki: SparqlServer, wikidata: Wikidata) -> None:
    assert wikidata.look_up([Asked(x_username="univ_besancon")])[0].identifiers == {"uai": "0251215K"}


def test_what_wikidata_does_not_know_is_left_out(wiki: SparqlServer, wikidata: Wikidata) -> None:
    assert wikidata.look_up([Asked(item="Q404"), Asked(x_username="nobody"), Asked(siren="732829320")]) == []
    assert wikidata.look_up([]) == []


def test_several_items_may_share_a_siren(wiki: SparqlServer, wikidata: Wikidata) -> None:
    assert [one.item for one in wikidata.look_up([Asked(siren=cast.SIREN)])] == [cast.LYON, cast.TWIN]


def test_a_deprecated_username_finds_nobody(wiki: SparqlServer, wikidata: Wikidata) -> None:
    assert wikidata.look_up([Asked(x_username="not_lyon_at_all")]) == []


def test_the_account_in_use_wins_over_the_same_one_that_ended(sparql: SparqlServer, wikidata: Wikidata) -> None:
    sparql.wiki.state("Q900007", "P2002", "lyon", P6552="1", P582=date(2020, 1, 1))
    sparql.wiki.state("Q900007", "P2002", "Lyon", P6552="1")
    sparql.wiki.state("Q900007", "P2002", "lyon_2", rank="Preferred")
    assert wikidata.look_up([Asked(item="Q900007")])[0].accounts == [
        KnownAccount(Network.X, "lyon_2"),
        KnownAccount(Network.X, "Lyon", "1", ended=True),
    ]


def test_many_are_asked_for_in_few_questions(sparql: SparqlServer, wikidata: Wikidata) -> None:
    numbers = [f"Q{number}" for number in range(1, 2 * AT_ONCE + 2)]
    for number in numbers:
        sparql.wiki.state(number, "P2002", f"city_{number}", P6552=number[1:])
        sparql.wiki.state(number, "P8687", 100 + int(number[1:]), P585=date(2025, 1, 1), P6552=number[1:])
    found = wikidata.look_up([Asked(item=number) for number in reversed(numbers)])
    assert [one.item for one in found] == numbers
    assert all([one.account_id for one in each.counts] == [each.item[1:]] for each in found)
    assert len(sparql.queries) == 3 * 4


def test_a_count_is_what_the_contract_says(sparql: SparqlServer, wikidata: Wikidata) -> None:
    statement = sparql.wiki.state("Q900008", "P8687", 12, P585=date(2025, 3, 1), P4033="@lyon@social.example")
    assert wikidata.look_up([Asked(item="Q900008")])[0].counts == [
        DatedCount(
            Network.MASTODON,
            "lyon@social.example",
            date(2025, 3, 1),
            12,
            f"https://www.wikidata.org/wiki/Q900008#Q900008${statement.rpartition('/Q900008-')[2]}",
        )
    ]
