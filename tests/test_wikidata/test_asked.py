"""Whom somebody means, and that nothing they type can become part of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import wikidata_queries as queries
from dashboard.domain.accounts import Account, Origin
from dashboard.domain.errors import Refused
from dashboard.domain.networks import Network
from dashboard.domain.wikidata import Asked, Item, KnownAccount, answers, asked_for, own_id, own_id_of

INJECTIONS = ('a" } DELETE { ?s', "a\\", "a b", "Q1 }", "é", "a\n", "٣", "", "x" * 16, "a'", "a#b", "a>b", "Q1\n", "1234567\u0668\u0669")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Q456", Asked(item="Q456")),
        (" q456 ", Asked(item="Q456")),
        ("https://www.wikidata.org/wiki/Q456", Asked(item="Q456")),
        ("123 456 782", Asked(siren="123456782")),
        ("@VilledeLyonTest", Asked(x_username="VilledeLyonTest")),
        ("VilledeLyonTest", Asked(x_username="VilledeLyonTest")),
        ("https://x.com/VilledeLyonTest", Asked(x_username="VilledeLyonTest")),
        ("@Q456", Asked(x_username="Q456")),
    ],
)
def test_an_item_a_siren_and_a_username_are_told_apart(typed: str, meant: Asked) -> None:
    assert asked_for(typed) == meant
    assert asked_for(str(meant)) == meant


@pytest.mark.parametrize(
    "typed", ["", "Q0", "123456789", "lyon@social.example", "Ville de Lyon", 'x" }', "https://bsky.app/profile/lyon.fr"]
)
def test_what_cannot_be_looked_up_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused):
        asked_for(typed)


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["item", "x_username", "siren"])
def test_nothing_else_than_the_three_forms_can_be_asked(field: str, text: str) -> None:
    with pytest.raises(ValueError, match="one item"):
        Asked(**{field: text})


def test_exactly_one_is_asked_for() -> None:
    for given_ in ({}, {"item": "Q1", "siren": "123456782"}):
        with pytest.raises(ValueError, match="one item"):
            Asked(**given_)


@given(st.text(max_size=20))
def test_no_text_ends_the_string_it_stands_in(text: str) -> None:
    try:
        query = queries.who([Asked(x_username=text)])
    except ValueError:
        return
    assert f'"{text}"' in query and text.isascii() and text.isidentifier() is (not text[0].isdigit())


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_query_takes_no_item_that_is_none(text: str) -> None:
    for question in (queries.labels, queries.statements, queries.counts):
        with pytest.raises(ValueError, match="not part of a query"):
            question([text])


def test_the_item_meant_is_found_again_among_many() -> None:
    lyon = Item("Q2", "Lyon", [KnownAccount(Network.X, "VilleDeLyon")], identifiers={"siren": "123456782"}, formerly=["Q9"])
    other = Item("Q3", "Other")
    for one in (Asked(item="Q2"), Asked(item="Q9"), Asked(x_username="villedelyon"), Asked(siren="123456782")):
        assert answers(one, [other, lyon]) == [lyon]
    assert answers(Asked(x_username="nobody"), [other, lyon]) == []


@pytest.mark.parametrize(
    ("network", "text", "own"),
    [
        (Network.X, "1400000000000000001", "1400000000000000001"),
        (Network.X, "VilledeLyonTest", None),
        (Network.X, "UCaaaaaaaaaaaaaaaaaaaaaa", None),
        (Network.YOUTUBE, "UCaaaaaaaaaaaaaaaaaaaaaa", "UCaaaaaaaaaaaaaaaaaaaaaa"),
        (Network.YOUTUBE, "channel/UCaaaaaaaaaaaaaaaaaaaaaa", "UCaaaaaaaaaaaaaaaaaaaaaa"),
        (Network.YOUTUBE, "VilleDeLyon", None),
        (Network.BLUESKY, "Lyon.FR", "lyon.fr"),
        (Network.BLUESKY, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", None),
        (Network.MASTODON, "Lyon@Social.example", "lyon@social.example"),
        (Network.INSTAGRAM, "VilleDeLyon", "villedelyon"),
    ],
)
def test_an_account_has_one_name_of_its_own(network: Network, text: str, own: str | None) -> None:
    assert own_id(network, text) == own


def test_an_account_on_x_has_a_number_of_its_own_only_once_an_archive_gave_it() -> None:
    account = Account(1, "lyon", Network.X, "VilledeLyonTest", Origin.ORIGIN)
    assert own_id_of(account) is None
    assert own_id_of(Account(1, "lyon", Network.X, "VilledeLyonTest", Origin.ORIGIN, remote_id="14")) == "14"
    assert own_id_of(Account(1, "lyon", Network.THREADS, "lyon", Origin.DESTINATION)) is None
