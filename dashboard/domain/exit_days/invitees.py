"""Whom to invite: the smallest set of institutions that, leaving in any case, bring others along."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

from dashboard.domain.exit_days.conditions import ALWAYS, Pledger
from dashboard.domain.exit_days.who_goes import Guests, who_goes

MOST_WORK = 400_000
"""Pledges looked at in all before the search goes from every set of a size to one institution at a time: a second or so."""


@dataclass(frozen=True)
class Suggestion:
    """Whom to invite.

    :param invitees: keys, the most useful first. :param brings: how many others come along.
    :param at_least: no smaller number of invitees brings anybody along.
    """

    invitees: tuple[int, ...]
    brings: int
    at_least: int

    @property
    def exact(self) -> bool:
        """Whether no smaller set does it. Otherwise one of ``at_least`` or more might."""
        return len(self.invitees) == self.at_least


def suggest(
    pledgers: Sequence[Pledger], candidates: Sequence[Pledger], *, left: Collection[int] = (), work: int = MOST_WORK
) -> Suggestion | None:
    """The smallest set of candidates that brings others along, and of those the one that brings most; None if not even all of them would.

    :param candidates: institutions that have not pledged; their conditions do not matter.
    :param work: how many pledges may be looked at; exact as long as that suffices.
    """
    search = _Search(pledgers, candidates, left, work)
    if not search.brought(search.candidates):
        return None
    smallest = search.lower_bound()
    for size in range(smallest, len(search.candidates) + 1):
        if not search.affords(size):
            return search.one_at_a_time(size)
        best = search.best(size)
        if best is not None:
            return best
    raise AssertionError("all candidates together bring somebody")


class _Search:
    def __init__(self, pledgers: Sequence[Pledger], candidates: Sequence[Pledger], left: Collection[int], work: int) -> None:
        taken = {one.organisation for one in pledgers}
        self.candidates = [replace(one, condition=ALWAYS) for one in candidates if one.organisation not in taken]
        self.candidates.sort(key=lambda one: (-(one.audience or 0), one.organisation))
        self._pledgers, self._left, self._work = pledgers, left, work
        self._today = len(who_goes(pledgers, left=left))
        self._named: dict[int, frozenset[int]] = {
            one.organisation: frozenset(other.organisation for other in pledgers if one.organisation in other.condition.named)
            for one in self.candidates
        }

    def brought(self, invited: Sequence[Pledger]) -> int:
        return len(who_goes([*self._pledgers, *invited], left=self._left)) - self._today - len(invited)

    def lower_bound(self) -> int:
        """The least number of candidates that would do if each of them were all that anybody waits for."""
        low, high = 1, len(self.candidates)
        while low < high:
            middle = (low + high) // 2
            if self._best_case(middle):
                high = middle
            else:
                low = middle + 1
        return low

    def affords(self, size: int) -> bool:
        return comb(len(self._worth_trying(size)), size) * (len(self._pledgers) + size) <= self._work

    def best(self, size: int) -> Suggestion | None:
        """Of all sets of that size the one that brings most, the larger audiences first."""
        brings, found = 0, None
        for some in combinations(self._worth_trying(size), size):
            if (here := self.brought(some)) > brings:
                brings, found = here, some
        return Suggestion(tuple(one.organisation for one in found), brings, size) if found is not None else None

    def one_at_a_time(self, at_least: int) -> Suggestion:
        """The larger audiences first, as few as bring somebody along; then leave out whoever was not needed, as far as the work allows.

        Whoever is brought along by some is by more: how many it takes can be found by halving.
        """
        sizes = range(1, len(self.candidates) + 1)
        size = sizes[bisect_left(sizes, True, key=lambda n: self.brought(self.candidates[:n]) > 0)]
        chosen = self.candidates[:size]
        tries = MOST_WORK // (len(self._pledgers) + size) if size > at_least else 0
        for one in chosen[::-1][:tries]:
            without = [other for other in chosen if other is not one]
            if self.brought(without):
                chosen = without
        return Suggestion(tuple(one.organisation for one in chosen), self.brought(chosen), min(at_least, len(chosen)))

    def _worth_trying(self, size: int) -> list[Pledger]:
        """Candidates of one kind and region whom the same institutions name differ in their audience alone: the largest of each will do."""
        alike: Counter[tuple[str, str | None, frozenset[int]]] = Counter()
        found = []
        for one in self.candidates:
            sort = (one.kind.value, one.region, self._named[one.organisation])
            alike[sort] += 1
            if alike[sort] <= size:
                found.append(one)
        return found

    def _best_case(self, size: int) -> bool:
        largest = sum(one.audience or 0 for one in self.candidates[:size])
        kinds: dict[str, int] = defaultdict(int)
        regions: dict[str, int] = defaultdict(int)
        for one in self.candidates:
            kinds[one.kind] += 1
            regions[one.region or ""] += 1
        guests = Guests(
            size,
            largest,
            Counter({kind: min(size, n) for kind, n in kinds.items()}),
            Counter({region: min(size, n) for region, n in regions.items()}),
        )
        left = {*self._left, *self._named}
        return len(who_goes(self._pledgers, left=left, guests=guests)) > self._today
