"""The protocol: what is counted is what both lists hold, and nothing else comes of it."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete

from dashboard.domain import comparison
from dashboard.domain.audit import Deed
from dashboard.domain.comparison import Counts
from dashboard.domain.people import OPERATOR
from dashboard.services.compared import begin, evaluate, record
from dashboard.services.compared.count import compare_archive
from dashboard.services.compared.keep import keep
from dashboard.services.compared.read import comparisons_of
from dashboard.services.read_audit import Asked, read_audit
from db.engine import Database
from db.tables import PairRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT, actor
from tests.test_compared.cast import BLUESKY, BOTH, MASTODON, enlist, ids, in_lists, thirds
from tests.test_compared.rounds import Browser, facts

FOLLOWERS = ids(120)
LISTED = thirds(FOLLOWERS[:36] + ids(24, 990_000_003))


@pytest.fixture
def everything_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is too few, so that the count itself is seen; and few points make a request."""
    monkeypatch.setattr(comparison, "FEW", 0)
    for name in ("LEAST_FOLLOWERS", "LEAST_PAIRS"):
        monkeypatch.setattr(record, name, 0)
    monkeypatch.setattr(begin, "PER_DAY", 1_000)
    monkeypatch.setattr(evaluate, "CHUNK", 7)


def test_what_is_counted_is_what_both_lists_hold(db: Database) -> None:
    make_organisation(db)
    enlist(db, LISTED)
    ana = Browser(db, actor(db, owner_of="lyon"))
    outcome = ana.compares(FOLLOWERS)
    assert outcome == record.Outcome(120, 120, Counts(36, 24, 24), 60)
    assert comparisons_of(db, VAULT, ana.by, "lyon", now=NOW).kept == []
    kept = keep(db, ana.rounds, ana.ticket, **ana.who)
    assert comparisons_of(db, VAULT, ana.by, "lyon", now=NOW).kept == [kept]
    deeds = [(one.deed, dict(one.details)) for one in read_audit(db, Asked(), by=OPERATOR, now=NOW).entries if one.slug == "lyon"]
    assert deeds[:2] == [
        (Deed.FOLLOWERS_COMPARED, {"compared": 120, "kept": True}),
        (Deed.FOLLOWERS_COMPARED, {"compared": 120, "kept": False}),
    ]


SOME = st.sets(st.integers(1, 60), max_size=40)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(followers=SOME.filter(bool), on_bluesky=SOME.filter(bool), on_mastodon=SOME, order=st.randoms(use_true_random=False))
def test_it_is_so_for_any_two_lists(
    followers: set[int], on_bluesky: set[int], on_mastodon: set[int], order: Random, ana: Browser, everything_is_told: None
) -> None:
    known = on_bluesky | on_mastodon
    with ana.db.writing() as session:
        session.execute(delete(PairRow))
    enlist(ana.db, [(one, (one in on_bluesky, one in on_mastodon)) for one in known])
    outcome = ana.compares(sorted(followers), lambda found: order.sample(found, len(found)))
    met = followers & known
    assert outcome.counts == Counts(len(met), len(met & on_bluesky), len(met & on_mastodon))
    whole = compare_archive(ana.db, VAULT, "lyon", facts(len(followers)), in_lists(sorted(followers), 7), by=OPERATOR, now=NOW)
    assert whole.counts == outcome.counts


def test_networks_of_few_people_travel_without_their_mark(ana: Browser) -> None:
    """Nine people on Mastodon alone: who of them follows is not told, not even to the server."""
    with ana.db.writing() as session:
        session.execute(delete(PairRow))
    enlist(ana.db, [(one, MASTODON if place < 9 else BLUESKY if place < 30 else BOTH) for place, one in enumerate(FOLLOWERS[:60])])
    ana.begins(120)
    ana.sends(FOLLOWERS)
    found = ana.fetches()
    assert {mark for mark, _ in found} == {"0"}
    outcome = ana.returns([(mark, ana.blind(point)) for mark, point in found])
    assert outcome and outcome.counts == Counts(60, None, None)


def test_two_comparisons_of_the_same_lists_have_no_point_in_common(ana: Browser) -> None:
    seen: list[set[bytes]] = []
    for secret in (b"\x01" * 32, b"\x02" * 32):
        ana.secret = secret
        ana.begins(120)
        ana.sends(FOLLOWERS)
        seen.append({point for _, point in ana.fetches()})
    assert len(seen[0]) == len(seen[1]) == 60 and not seen[0] & seen[1]


def test_once_it_is_counted_the_points_are_let_go_of(ana: Browser) -> None:
    ana.compares(FOLLOWERS)
    going = ana.rounds.get(ana.ticket, ana.by, now=NOW)
    assert (going.order, going.sent, going.met) == ([], set(), {})
    keep(ana.db, ana.rounds, ana.ticket, **ana.who)
    with pytest.raises(Exception, match="no longer under way"):
        ana.rounds.get(ana.ticket, ana.by, now=NOW)
