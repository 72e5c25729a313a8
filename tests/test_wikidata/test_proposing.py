"""What an item would add to the register: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.accounts import Account, Origin
from dashboard.domain.figures import Provenance
from dashboard.domain.networks import FACTS, Network
from dashboard.domain.organisations import Kind, Organisation
from dashboard.domain.wikidata import ACCOUNTS, DatedCount, Item, KnownAccount
from dashboard.domain.wikidata_compare import propose
from dashboard.domain.wikidata_proposals import Known, Part, Proposals, State, advised, source_of

TODAY = date(2025, 6, 1)
ON = date(2025, 1, 17)
CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa"
X = KnownAccount(Network.X, "VilledeLyon", "14")
YOUTUBE = KnownAccount(Network.YOUTUBE, f"channel/{CHANNEL}", CHANNEL)


def lyon(**known: object) -> Organisation:
    return Organisation(slug="lyon", name="Lyon", kind=Kind.CITY, **known)  # type: ignore[arg-type]


def on_x(handle: str = "VilledeLyon", remote_id: str | None = None, **known: object) -> Account:
    return Account(7, "lyon", Network.X, handle, Origin.ORIGIN, remote_id=remote_id, **known)  # type: ignore[arg-type]


def count(followers: int = 100, network: Network = Network.X, own: str = "14", on: date = ON, **known: object) -> DatedCount:
    statement = f"https://www.wikidata.org/wiki/Q1#Q1${network}-{own}-{on}-{followers}"
    return DatedCount(network, own, on, followers, statement, **known)  # type: ignore[arg-type]


def proposed(item: Item, *mine: Account, organisation: Organisation | None = None, **known: object) -> Proposals:
    return propose(item, Known(organisation or lyon(), mine, **known), TODAY)  # type: ignore[arg-type]


def test_an_account_is_new_here_or_anothers() -> None:
    item = Item("Q1", "Lyon", [X, YOUTUBE, KnownAccount(Network.BLUESKY, "lyon.fr", "lyon.fr")])
    found = proposed(item, on_x("villedelyon"), elsewhere={(Network.BLUESKY, "lyon.fr"): "Université de Besançon"})
    assert [(one.state, one.advised, one.held_by) for one in found.accounts] == [
        (State.HERE, False, None),
        (State.NEW, True, None),
        (State.ELSEWHERE, False, "Université de Besançon"),
    ]


def test_a_second_account_on_a_network_is_for_a_person_to_choose() -> None:
    found = proposed(Item("Q1", "Lyon", [X]), on_x("lyon_culture"))
    assert [(one.state, one.advised, one.others) for one in found.accounts] == [(State.NEW, False, ["lyon_culture"])]


def test_an_account_that_ended_is_advised_only_on_the_network_that_is_left_and_alone_there() -> None:
    ended = KnownAccount(Network.X, "lyon_old", "13", ended=True)
    youtube = KnownAccount(Network.YOUTUBE, f"channel/{CHANNEL}", CHANNEL, ended=True)
    assert [one.advised for one in proposed(Item("Q1", "Lyon", [ended, youtube])).accounts] == [True, False]
    assert [one.advised for one in proposed(Item("Q1", "Lyon", [X, ended])).accounts] == [True, False]
    assert [one.advised for one in proposed(Item("Q1", "Lyon", [ended]), left=frozenset({Network.FACEBOOK})).accounts] == [False]


def test_a_count_joins_an_account_by_its_own_id_only() -> None:
    item = Item("Q1", "Lyon", [X, YOUTUBE], [count(1), count(2, own="99"), count(3, Network.YOUTUBE, CHANNEL), count(4, own=CHANNEL)])
    found = proposed(item, on_x())
    assert [(one.count.followers, one.handle, one.account_id) for one in found.counts] == [
        (1, "VilledeLyon", 7),
        (3, f"channel/{CHANNEL}", None),
    ]
    assert found.item.left_out.strangers == 2


def test_the_number_that_an_archive_gave_is_never_overruled() -> None:
    item = Item("Q1", "Lyon", [X], [count(1, own="14"), count(2, own="15")])
    found = proposed(item, on_x(remote_id="15"))
    assert [(one.count.followers, one.account_id) for one in found.counts] == [(2, 7)]
    assert found.item.left_out.strangers == 1


def test_an_account_of_another_institution_brings_no_count() -> None:
    found = proposed(Item("Q1", "Lyon", [X], [count()]), elsewhere={(Network.X, "villedelyon"): "Besançon"})
    assert (found.counts, found.item.left_out.strangers) == ([], 1)


@pytest.mark.parametrize("on", [date(1999, 1, 1), TODAY + timedelta(days=1)])
def test_a_day_that_cannot_be_is_left_out(on: date) -> None:
    assert proposed(Item("Q1", "Lyon", [X], [count(on=on)]), on_x()).item.left_out.strangers == 1


def test_no_count_is_older_than_its_account() -> None:
    assert proposed(Item("Q1", "Lyon", [X], [count()]), on_x(opened_on=ON + timedelta(days=1))).counts == []


def test_a_count_that_is_here_is_not_proposed_again() -> None:
    item = Item("Q1", "Lyon", [X], [count(100), count(50, on=date(2024, 1, 1)), count(70, on=date(2023, 1, 1))])
    figures = {
        (7, ON): [(100, Provenance.API)],
        (7, date(2024, 1, 1)): [(51, Provenance.WIKIDATA), (49, Provenance.PRESS)],
        (7, date(2023, 1, 1)): [(71, Provenance.PRESS)],
    }
    found = proposed(item, on_x(), figures=figures)
    assert [(one.count.followers, one.state, one.stands, one.advised) for one in found.counts] == [
        (70, State.NEW, None, True),
        (50, State.DIFFERS, 51, False),
        (100, State.HERE, None, False),
    ]


def test_of_two_numbers_of_one_day_the_one_with_a_reference_is_proposed() -> None:
    item = Item("Q1", "Lyon", [X], [count(200), count(100, references=("https://presse.example/x",)), count(300)])
    found = proposed(item, on_x())
    assert [(one.count.followers, source_of(one.count)) for one in found.counts] == [(100, "https://presse.example/x")]
    assert found.item.left_out.unclear == 2


def test_identifiers_are_filled_kept_or_somebody_elses() -> None:
    known = {"siren": "123456782", "insee": "69123", "uai": "0251215K", "ror": "nonsense"}
    organisation = lyon(insee="69123", uai="0751717J")
    found = proposed(Item("Q1", "Lyon", identifiers=known), organisation=organisation, taken={"siren": "Besançon"})
    assert [(one.name, one.state, one.ours, one.held_by) for one in found.identifiers] == [
        ("wikidata", State.NEW, None, None),
        ("siren", State.ELSEWHERE, None, "Besançon"),
        ("insee", State.HERE, "69123", None),
        ("uai", State.DIFFERS, "0751717J", None),
    ]


def test_a_siren_that_is_not_that_of_the_siret_is_not_filled() -> None:
    item = Item("Q1", "Lyon", identifiers={"siren": "123456782"})
    other = proposed(item, organisation=lyon(siret="73282932000074")).identifiers[1]
    same = proposed(item, organisation=lyon(siret="12345678200010")).identifiers[1]
    assert (other.state, other.ours, same.state, same.ours) == (State.DIFFERS, "732829320", State.NEW, None)


@pytest.mark.parametrize(
    ("site", "domain"), [("https://www.lyon.fr/", "lyon.fr"), ("https://lyon.gouv.fr", "lyon.gouv.fr"), ("https://192.0.2.1/", None)]
)
def test_the_site_is_a_hint_for_the_official_domain(site: str, domain: str | None) -> None:
    found = proposed(Item("Q1", "Lyon", site=site)).site
    assert (found.domain if found else None) == domain


def test_only_what_nothing_speaks_against_is_chosen_unseen() -> None:
    former = KnownAccount(Network.X, "lyon_old", "13", ended=True)
    item = Item("Q1", "Lyon", [X, former], [count(), count(5, own="13")], {"siren": "123456782"})
    found = proposed(item)
    assert advised(found, list(Part)) == {
        "account:x:villedelyon",
        "identifier:wikidata",
        "identifier:siren",
        f"count:{count().statement}",
    }
    assert advised(found, []) == set()


NETWORKS = st.sampled_from(list(ACCOUNTS))
OWN = st.integers(1, 4).map(str)


@given(st.lists(st.tuples(NETWORKS, OWN), max_size=8), st.lists(st.tuples(NETWORKS, OWN, st.integers(0, 50)), max_size=12))
def test_no_count_ever_crosses_networks_or_accounts(accounts: list[tuple[Network, str]], counts: list[tuple[Network, str, int]]) -> None:
    named = [KnownAccount(network, f"name{own}", own) for network, own in dict.fromkeys(accounts)]
    start = max(facts.opened_on for facts in FACTS.values())
    dated = [count(place, network, own, start + timedelta(days=days)) for place, (network, own, days) in enumerate(counts)]
    found = proposed(Item("Q1", "Lyon", named, dated))
    for one in found.counts:
        assert one.handle == f"name{one.count.account_id}"
        assert one.account == f"account:{one.count.network.value}:{one.handle}"
        assert (one.count.network, one.count.account_id) in accounts
    left = found.item.left_out
    assert len(found.counts) + left.strangers + left.unclear == len(dated)
