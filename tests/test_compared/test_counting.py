"""The whole archive on the command line: each id passes by once."""

import pytest
from sqlmodel import select

from dashboard.domain.audit import Deed
from dashboard.domain.comparison import Counts
from dashboard.domain.errors import Refused
from dashboard.domain.people import OPERATOR
from dashboard.services.compared import count
from dashboard.services.compared.count import compare_archive
from dashboard.services.compared.read import comparisons_of
from dashboard.services.compared.record import remove_comparison
from dashboard.services.read_audit import Asked, read_audit
from db.blinding import Digests, parts_of
from db.engine import Database
from db.tables import ComparisonRow
from tests.factories import NOW, make_organisation
from tests.people import VAULT
from tests.test_compared.cast import enlist, ids, in_lists, thirds
from tests.test_compared.rounds import facts

FOLLOWERS = ids(300)


@pytest.fixture
def lyon(db: Database) -> Database:
    """60 people agreed, 45 of them follow Lyon."""
    make_organisation(db)
    enlist(db, thirds(FOLLOWERS[30:75] + ids(15, 990_000_003)))
    return db


@pytest.mark.parametrize("length", [1, 7, 300])
def test_the_counts_are_kept_and_nothing_else(lyon: Database, length: int) -> None:
    found = compare_archive(lyon, VAULT, "lyon", facts(300), in_lists(FOLLOWERS, length), by=OPERATOR, now=NOW)
    assert (found.followers, found.compared, found.counts, found.pairs) == (300, 300, Counts(45, 30, 30), 60)
    assert comparisons_of(lyon, VAULT, OPERATOR, "lyon", now=NOW).kept == [found]
    (line, *_) = read_audit(lyon, Asked(), by=OPERATOR, now=NOW).entries
    assert (line.deed, line.subject, dict(line.details)) == (
        Deed.FOLLOWERS_COMPARED,
        f"comparison:{found.id}",
        {"compared": 300, "kept": True},
    )


def test_a_follower_named_twice_counts_once(lyon: Database) -> None:
    found = compare_archive(lyon, VAULT, "lyon", facts(400), in_lists([*FOLLOWERS, *FOLLOWERS[30:75], *ids(55, 5)]), by=OPERATOR, now=NOW)
    assert found.counts == Counts(45, 30, 30)


def test_few_are_not_told(lyon: Database) -> None:
    found = compare_archive(lyon, VAULT, "lyon", facts(109), in_lists(FOLLOWERS[66:175]), by=OPERATOR, now=NOW)
    assert found.counts == Counts()
    with lyon.reading() as session:
        row = session.exec(select(ComparisonRow)).one()
    assert (row.anywhere, row.bluesky, row.mastodon) == (None, None, None)


def test_what_cannot_be_compared_is_refused_and_nothing_kept(lyon: Database) -> None:
    with pytest.raises(Refused, match="fewer than 100 followers"):
        compare_archive(lyon, VAULT, "lyon", facts(99), in_lists(FOLLOWERS[:99]), by=OPERATOR, now=NOW)
    with pytest.raises(Refused, match="fewer than 100 followers"):
        compare_archive(lyon, VAULT, "lyon", facts(300), in_lists(FOLLOWERS[:99]), by=OPERATOR, now=NOW)

    def breaks() -> object:
        yield from in_lists(FOLLOWERS[:150])
        raise Refused("the archive ends here")

    with pytest.raises(Refused, match="ends here"):
        compare_archive(lyon, VAULT, "lyon", facts(300), breaks(), by=OPERATOR, now=NOW)  # type: ignore[arg-type]
    assert comparisons_of(lyon, VAULT, OPERATOR, "lyon", now=NOW).kept == []


def test_a_comparison_can_be_removed(lyon: Database) -> None:
    found = compare_archive(lyon, VAULT, "lyon", facts(300), in_lists(FOLLOWERS), by=OPERATOR, now=NOW)
    remove_comparison(lyon, found.id, by=OPERATOR, now=NOW)
    assert comparisons_of(lyon, VAULT, OPERATOR, "lyon", now=NOW).kept == []
    (line, *_) = read_audit(lyon, Asked(), by=OPERATOR, now=NOW).entries
    assert (line.deed, line.subject) == (Deed.COMPARISON_REMOVED, f"comparison:{found.id}")
    with pytest.raises(Refused, match="no such comparison"):
        remove_comparison(lyon, found.id, by=OPERATOR, now=NOW)


def test_two_people_of_one_tag_are_told_apart() -> None:
    """A tag has 32 bits: of a long list, some share theirs."""
    digests = [(f"k1.0000000a{letter * 32}", True, letter == "b") for letter in "abc"]
    people = count._People(digests)
    codes = [parts_of(digest)[1] for digest, _, _ in digests]
    assert [people.take(10, code) for code in codes] == [count.BLUESKY, count.BOTH, count.BLUESKY]
    assert [people.take(10, code) for code in codes] == [count.COUNTED] * 3
    assert people.take(10, b"\xdd" * 16) == people.take(11, codes[0]) == count.COUNTED


def test_a_tag_is_the_same_alone_and_among_others() -> None:
    digests = Digests(VAULT)
    some = [1, 12, 444000333, 1400000000000000001, 2**63 - 1]
    tags = list(digests.tags([str(one).encode() for one in some]))
    assert [parts_of(digests.digest(one))[0] for one in some] == tags and len(set(tags)) == 5
    assert [parts_of(digests.digest(one))[1] for one in some] == [digests.code(str(one).encode()) for one in some]
