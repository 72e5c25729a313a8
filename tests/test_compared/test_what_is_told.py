"""No count under ten is told, nor one from which it could be worked out."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain import comparison
from dashboard.domain.comparison import Counts, Found, scaled, tell
from dashboard.i18n import words_in
from dashboard.services.compared.sentences import sentences

MANY = Found(500, 500, 500)
NUMBERS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("found", "compared", "listed", "told"),
    [
        (Found(15, 15, 15), 300, MANY, Counts(45, 30, 30)),
        (Found(9, 0, 0), 300, MANY, Counts()),
        (Found(0, 0, 0), 300, MANY, Counts()),
        (Found(10, 0, 0), 300, Found(500, 0, 0), Counts(10, 10, None)),
        (Found(48, 2, 0), 300, MANY, Counts(50, None, None)),
        (Found(40, 20, 0), 300, MANY, Counts(60, 40, None)),
        (Found(20, 40, 0), 300, MANY, Counts(60, None, 40)),
        (Found(40, 20, 0), 300, Found(500, 500, 0), Counts(60, 40, 20)),
        (Found(15, 15, 15), 54, MANY, Counts()),
        (Found(15, 15, 15), 55, MANY, Counts(45, 30, 30)),
        (Found(45, 0, 0), 300, Found(500, 3, 0), Counts(45, None, None)),
    ],
)
def test_what_is_told_of_what_was_found(found: Found, compared: int, listed: Found, told: Counts) -> None:
    assert tell(found, compared, listed) == told


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(0, 200))
def test_nothing_told_is_under_ten_nor_is_what_lies_between(b: int, m: int, both: int, others: int) -> None:
    told = tell(Found(b, m, both), b + m + both + others, MANY)
    values = [n for n in (told.anywhere, told.bluesky, told.mastodon) if n is not None]
    assert all(n >= 10 for n in values)
    if told.anywhere is not None:
        rest = [told.anywhere - n for n in (told.bluesky, told.mastodon) if n is not None]
        assert all(n >= 10 for n in [*rest, others])


@pytest.mark.parametrize("listed", [MANY, Found(500, 0, 500), Found(500, 500, 0), Found(500, 0, 0)])
def test_nobody_who_knows_the_rule_can_work_out_a_smaller_number(listed: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table of few people, with 3 in the place of 10: whatever is told leaves at least two possibilities for each count under 3."""
    monkeypatch.setattr(comparison, "FEW", 3)
    followers = 12
    cells = (listed.bluesky_only, listed.mastodon_only, listed.both)
    possible: defaultdict[Counts, list[tuple[int, ...]]] = defaultdict(list)
    for found in product(*(range(followers + 1) if cell else (0,) for cell in cells)):
        if sum(found) <= followers:
            possible[tell(Found(*found), followers, listed)].append((*found, followers - sum(found)))
    assert len(possible) > 5
    for told, tables in possible.items():
        for place, cell in enumerate((*cells, 1)):
            values = {table[place] for table in tables}
            assert not cell or len(values) > 1 or min(values) >= 3, (told, place, values)


def test_a_sample_is_said_to_be_one() -> None:
    english = words_in("en")
    told = sentences(english, Counts(200, 150, None), 20_000, 2_200_000, 5_000)
    assert told[:2] == [
        "About 22,000 (19,178 to 25,232) of 2,200,000 followers have a known new account.",
        "Bluesky: about 16,500 (14,079 to 19,333).",
    ]
    assert "Mastodon" in told[2] and "fewer than 10" in told[2]
    assert "random sample of 20,000" in told[3] and "95%" in told[3]
    few = sentences(english, Counts(), 20_000, 2_200_000, 5_000)
    assert len(few) == 3 and "range" not in " ".join(few)


def test_a_whole_list_has_no_interval() -> None:
    assert scaled(45, 300, 300) == (45, 45, 45)


def test_the_interval_is_wilsons_with_the_finite_population() -> None:
    # By hand: 200 of 20,000 out of 2,200,000; the sample counts as 20,000 * 2,199,999 / 2,180,000 = 20,183.5.
    best, low, high = scaled(200, 20_000, 2_200_000)
    assert best == 22_000
    assert (low, high) == (19_178, 25_232)


@given(st.integers(1, 2_000), st.integers(1, 2_000), st.data())
def test_the_interval_holds_the_guess_and_what_was_seen(compared: int, others: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, compared))
    followers = compared + others
    best, low, high = scaled(n, compared, followers)
    assert n <= low <= best <= high <= followers - (compared - n)


@pytest.mark.parametrize("met", [20, 300, 2_500])
def test_the_interval_holds_the_truth_nineteen_times_of_twenty(met: int) -> None:
    """Counted over every possible sample, by the chance of each (hypergeometric), instead of drawing some."""
    from math import comb

    followers, compared = 5_000, 400
    covered = total = 0
    for n in range(max(0, compared - followers + met), min(met, compared) + 1):
        ways = comb(met, n) * comb(followers - met, compared - n)
        _, low, high = scaled(n, compared, followers)
        total += ways
        covered += ways * (low <= met <= high)
    assert 0.93 < covered / total < 0.985
