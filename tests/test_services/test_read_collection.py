"""The state of the collection: what was read when, what failed, and what to do about it."""

from datetime import timedelta

from dashboard.domain.accounts import AccountState
from dashboard.domain.networks import Network
from dashboard.services.read_collection import read_collection
from dashboard.services.store_outcomes import store_outcomes
from dashboard.services.views import CollectionStatus
from db.engine import Database
from tests.databases import statements
from tests.factories import EVERY, HOLDING, NOW, TODAY, account_id, down, make_account, make_figures, make_organisation, make_profile


def fail(db: Database, slug: str, network: Network, state: AccountState) -> None:
    with db.writing() as session:
        store_outcomes(session, {account_id(db, slug, network): down(state=state)}, now=NOW, holding=HOLDING, every=EVERY)


def seen(db: Database) -> CollectionStatus:
    return read_collection(db, now=NOW)


def test_an_empty_register_collects_nothing(db: Database) -> None:
    make_organisation(db)
    assert seen(db) == CollectionStatus([], 0, 0, 0, 0, None)


def test_those_that_need_somebody_come_first_then_those_read_longest_ago_then_those_by_hand(db: Database) -> None:
    for name in ("Arles", "Brest", "Caen", "Dax"):
        make_organisation(db, name)
    make_figures(db, "arles", Network.LINKEDIN, {TODAY: 5})
    make_account(db, "arles", Network.BLUESKY, followers=10)
    make_account(db, "brest", Network.BLUESKY, followers=10, now=NOW - timedelta(days=3))
    make_account(db, "caen", Network.BLUESKY)
    make_account(db, "dax", Network.BLUESKY, followers=10)
    fail(db, "dax", Network.BLUESKY, AccountState.GONE)
    status = seen(db)
    assert [(one.organisation_name, one.account.network) for one in status.accounts] == [
        ("Dax", Network.BLUESKY),
        ("Caen", Network.BLUESKY),
        ("Brest", Network.BLUESKY),
        ("Arles", Network.BLUESKY),
        ("Arles", Network.LINKEDIN),
    ]
    assert (status.collected, status.by_hand, status.failing, status.never_read, status.last_round_at) == (4, 1, 1, 1, NOW)


def test_a_problem_keeps_the_last_count(db: Database) -> None:
    make_organisation(db)
    make_account(db, "lyon", Network.BLUESKY, followers=10)
    fail(db, "lyon", Network.BLUESKY, AccountState.SUSPENDED)
    (one,) = seen(db).accounts
    assert (one.last_followers, one.last_read_at, one.remedy) == (10, NOW, "retry_later")
    assert one.problem == ("{host} does not answer. It will be asked again.", {"host": "social.example"})
    assert (one.account.state, one.account.state_since) == (AccountState.SUSPENDED, NOW)


def test_an_account_that_moved_counts_and_says_what_to_do(db: Database) -> None:
    make_organisation(db)
    profile = make_profile(Network.MASTODON, "lyon@social.example", 10, state=AccountState.MOVED, moved_to="lyon@new.example")
    make_account(db, "lyon", Network.MASTODON)
    with db.writing() as session:
        store_outcomes(session, {1: profile}, now=NOW, holding=HOLDING, every=EVERY)
    status = seen(db)
    assert (status.failing, status.accounts[0].remedy, status.accounts[0].last_followers) == (0, "fix_handle", 10)


def test_a_larger_collection_asks_no_more_questions(db: Database) -> None:
    asked = []
    for names in (["Arles"], ["Brest", "Caen", "Dax"]):
        for name in names:
            slug = make_organisation(db, name).slug
            make_account(db, slug, Network.BLUESKY, followers=10)
            fail(db, slug, Network.BLUESKY, AccountState.GONE)
        with statements(db) as sent:
            seen(db)
        asked.append(len(sent))
    assert asked[0] == asked[1]
