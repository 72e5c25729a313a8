"""Who goes: the greatest set of pledges that holds itself, against the rule in its plainest words."""

import random
from collections.abc import Iterator, Sequence

from benchmarks.ratios import Figure, Progress, Ratio, interleaved
from dashboard.domain.exit_days.conditions import Condition, Pledger
from dashboard.domain.exit_days.tipping import tipping
from dashboard.domain.exit_days.who_goes import who_goes
from dashboard.domain.organisations import Kind

PLEDGES = {"small": (120, 200, 2_000), "full": (1_000, 10_000, 100_000)}
"""For the peer, where pledges fall one after the other and it needs as many rounds as pledges; then ours, and ten times as many."""
DATABASES = ()
SECONDS = 1.0
GROWTH = 20.0
KINDS, REGIONS = (Kind.CITY, Kind.UNIVERSITY, Kind.HOSPITAL), ("FR-ARA", "FR-BFC", "FR-IDF", None)


def run(size: str, dialects: Sequence[str], progress: Progress) -> Iterator[Ratio]:
    """Pledges of which each waits for a little more than is there without it, so that they fall one after the other."""
    fewest, few, many = PLEDGES[size]
    progress("pledges are made")
    small, large = falling(few), falling(many)
    short = falling(fewest)
    assert who_goes(short) == naive(short)
    ours, peer = interleaved(3, lambda: who_goes(short), lambda: naive(short))
    yield Ratio(f"who goes, {fewest:,} pledges", Figure("ours", ours), Figure("peer (fixed point, round by round)", peer))
    ten, hundred = interleaved(3, lambda: who_goes(small), lambda: who_goes(large))
    yield Ratio(f"who goes, {many:,} pledges", Figure("ours", hundred), Figure(f"ours ({few:,})", ten), GROWTH, SECONDS)
    ten, hundred = interleaved(3, lambda: tipping(small), lambda: tipping(large))
    yield Ratio(f"tipping point, {many:,} pledges", Figure("ours", hundred), Figure(f"ours ({few:,})", ten), GROWTH)
    mixed = various(many)
    ours, peer = interleaved(1, lambda: who_goes(mixed), lambda: naive(mixed))
    yield Ratio(f"who goes, {many:,} various pledges", Figure("ours", ours), Figure("peer (fixed point, round by round)", peer))


def falling(n: int) -> list[Pledger]:
    """Each waits for one more than there are with a smaller number: the last falls first, and all after it."""
    return [Pledger(key, KINDS[key % 3], REGIONS[key % 4], 1_000, Condition(organisations=key + 2)) for key in range(n)]


def various(n: int) -> list[Pledger]:
    """Conditions of every sort, drawn with a seed."""
    draw = random.Random(20)
    found = []
    for key in range(n):
        condition = Condition(
            organisations=draw.choice((None, draw.randint(2, n))),
            audience=draw.choice((None, draw.randint(1, 1_500 * n))),
            named=frozenset({draw.randrange(n)} - {key}) if draw.random() < 0.1 else frozenset(),
            of_kind=draw.choice((None, draw.randint(2, n // 2))),
        )
        found.append(Pledger(key, draw.choice(KINDS), draw.choice(REGIONS), draw.choice((None, 1_000, 5_000)), condition))
    return found


def naive(pledgers: Sequence[Pledger]) -> frozenset[int]:
    """Count those who go, take out whoever's condition fails, and begin again until nobody falls."""
    going = {one.organisation: one for one in pledgers}
    while True:
        audience = sum(one.audience or 0 for one in going.values())
        kinds = {kind: sum(one.kind is kind for one in going.values()) for kind in KINDS}
        regions = {region: sum(one.region == region for one in going.values()) for region in REGIONS}
        still = {
            key: one
            for key, one in going.items()
            if len(going) >= (one.condition.organisations or 0)
            and audience >= (one.condition.audience or 0)
            and one.condition.named <= going.keys()
            and kinds[one.kind] >= (one.condition.of_kind or 0)
            and (one.condition.of_region is None or (one.region is not None and regions[one.region] >= one.condition.of_region))
        }
        if len(still) == len(going):
            return frozenset(going)
        going = still
