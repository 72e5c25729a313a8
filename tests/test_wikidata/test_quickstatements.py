"""Dated counts as QuickStatements takes them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.networks import Network
from dashboard.domain.quickstatements import Statement, apart, line, lines

PAGE = "https://essaim.example/dashboard/organisation?o=lyon"
ONE = Statement("Q90", Network.X, "1400000000000000001", date(2025, 1, 17), 2_200_000, PAGE)


def test_a_count_is_one_line_of_cells() -> None:
    assert line(ONE) == (f'Q90\tP8687\t2200000\tP585\t+2025-01-17T00:00:00Z/11\tP6552\t"1400000000000000001"\tS854\t"{PAGE}"')


@pytest.mark.parametrize(
    ("network", "own", "which"),
    [
        (Network.BLUESKY, "lyon.fr", "P12361"),
        (Network.MASTODON, "lyon@social.example", "P4033"),
        (Network.YOUTUBE, "UCaaaaaaaaaaaaaaaaaaaaaa", "P2397"),
        (Network.INSTAGRAM, "VilleDeLyon", "P2003"),
    ],
)
def test_each_network_names_accounts_by_its_own_property(network: Network, own: str, which: str) -> None:
    assert f'\t{which}\t"{own}"\t' in line(replace(ONE, network=network, account_id=own))


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "Q90\tP31"},
        {"item": "90"},
        {"account_id": "VilledeLyon"},
        {"account_id": '1"\tP31\tQ5'},
        {"network": Network.YOUTUBE},
        {"network": Network.BLUESKY, "account_id": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"},
        {"followers": -1},
        {"reference": "counted by hand"},
    ],
    ids=str,
)
def test_nothing_else_can_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"reference|statement"):
        replace(ONE, **wrong)  # type: ignore[arg-type]


@given(st.text(max_size=60))
def test_no_address_ends_the_cell_it_stands_in(end: str) -> None:
    written = line(replace(ONE, reference="https://a.example/" + end))
    cells = written.split("\t")
    assert len(cells) == 9 and "\n" not in written and "\r" not in written
    assert cells[8].count('"') == 2 and cells[8].isascii()


def test_an_address_that_is_encoded_already_stays_as_it_is() -> None:
    assert line(replace(ONE, reference="https://a.example/%C3%A9?a=b&c#d")).endswith('"https://a.example/%C3%A9?a=b&c#d"')


def test_lines_are_ordered_by_item_and_day() -> None:
    early = replace(ONE, on=date(2024, 1, 1), followers=1)
    other = replace(ONE, item="Q9", followers=2)
    assert lines([ONE, early, other]) == "".join(line(one) + "\n" for one in (other, early, ONE))


def test_equal_numbers_of_one_item_are_kept_apart_by_keeping_the_first() -> None:
    again = replace(ONE, on=date(2025, 2, 1))
    elsewhere = replace(ONE, item="Q91")
    assert apart([ONE, again, elsewhere]) == [ONE, elsewhere]
