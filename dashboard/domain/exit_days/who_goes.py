"""Who goes: the greatest set of institutions whose conditions all hold within it.

Whoever's condition fails is taken out, until nothing changes. The conditions are monotone (more who leave never break one), so what is left
is the same in whatever order they are taken out, holds every other such set, and grows with each pledge added.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.domain.exit_days.conditions import Pledger

Queue = list[tuple[int, int]]
"""What is asked for and by whom, the most last."""


@dataclass(frozen=True)
class Outcome:
    """Who leaves.

    :param goes: those whose conditions hold by the figures that are known.
    :param undecided: those of whom missing figures decide: they would go if the unknown audiences were large enough.
    """

    goes: frozenset[int]
    undecided: frozenset[int]


@dataclass(frozen=True)
class Guests:
    """Others who leave in any case, and of whom only so much is known.

    :param organisations: how many. :param audience: of all together. :param kinds: how many of each kind; ``regions`` of each region.
    """

    organisations: int = 0
    audience: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)


def decide(pledgers: Sequence[Pledger], *, left: Collection[int] = ()) -> Outcome:
    """Who goes, and of whom that cannot be said yet.

    :param left: institutions that have left already: whoever waits for one of them need not wait any more.
    """
    goes = who_goes(pledgers, left=left)
    if not any(one.audience is None for one in pledgers) or not any(one.condition.audience for one in pledgers):
        return Outcome(goes, frozenset())
    most = max(one.condition.audience or 0 for one in pledgers)
    return Outcome(goes, who_goes(pledgers, left=left, unknown=most) - goes)


def who_goes(pledgers: Sequence[Pledger], *, left: Collection[int] = (), unknown: int = 0, guests: Guests | None = None) -> frozenset[int]:
    """Keys of those who go: O(n log n).

    :param unknown: what an audience counts that is not known.
    """
    return frozenset(Swarm(pledgers, left=left, unknown=unknown, guests=guests).settle().going)


class Swarm:
    """Those who still go, while others are taken out. Every demand waits in a queue of its own kind, the greatest first.

    :param numbers: whether demands for a number of institutions count; without them they are asked by ``drop`` alone.
    """

    def __init__(
        self,
        pledgers: Sequence[Pledger],
        *,
        left: Collection[int] = (),
        unknown: int = 0,
        guests: Guests | None = None,
        numbers: bool = True,
    ) -> None:
        guests = guests or Guests()
        self.going = {one.organisation: one for one in pledgers}
        self._unknown = unknown
        self._guests = guests.organisations
        self._audience = guests.audience
        self._kinds, self._regions = Counter(guests.kinds), Counter(guests.regions)
        self._waiting: dict[int, list[int]] = defaultdict(list)
        self._numbers: Queue = []
        self._audiences: Queue = []
        self._of_kind: dict[str, Queue] = defaultdict(list)
        self._of_region: dict[str, Queue] = defaultdict(list)
        self._alone: list[int] = []
        for one in self.going.values():
            self._count(one, 1)
            self._line_up(one, frozenset(left), numbers)
        for queue in (self._numbers, self._audiences, *self._of_kind.values(), *self._of_region.values()):
            queue.sort()

    def settle(self) -> "Swarm":
        """Take out whoever has a condition that does not hold, and all who fall with them."""
        self.drop([*self._alone, *(key for queue, have in self._queues() for key in _above(queue, have))])
        return self

    def drop(self, keys: Iterable[int]) -> None:
        """Take these out, and all who fall with them."""
        falling = list(keys)
        while falling:
            one = self.going.pop(falling.pop(), None)
            if one is None:
                continue
            self._count(one, -1)
            falling.extend(self._waiting.get(one.organisation, ()))
            falling.extend(_above(self._numbers, len(self.going) + self._guests))
            falling.extend(_above(self._audiences, self._audience))
            falling.extend(_above(self._of_kind.get(one.kind, []), self._kinds[one.kind]))
            if one.region is not None:
                falling.extend(_above(self._of_region.get(one.region, []), self._regions[one.region]))

    def _count(self, one: Pledger, sign: int) -> None:
        self._audience += sign * (self._unknown if one.audience is None else one.audience)
        self._kinds[one.kind] += sign
        if one.region is not None:
            self._regions[one.region] += sign

    def _line_up(self, one: Pledger, left: frozenset[int], numbers: bool) -> None:
        key, condition = one.organisation, one.condition
        if condition.organisations is not None and numbers:
            self._numbers.append((condition.organisations, key))
        if condition.audience is not None:
            self._audiences.append((condition.audience, key))
        if condition.of_kind is not None:
            self._of_kind[one.kind].append((condition.of_kind, key))
        if condition.of_region is not None:
            if one.region is None:
                self._alone.append(key)
            else:
                self._of_region[one.region].append((condition.of_region, key))
        for other in condition.named - left:
            self._waiting[other].append(key)
            if other not in self.going:
                self._alone.append(key)

    def _queues(self) -> Iterator[tuple[Queue, int]]:
        yield self._numbers, len(self.going) + self._guests
        yield self._audiences, self._audience
        for kind, queue in self._of_kind.items():
            yield queue, self._kinds[kind]
        for region, queue in self._of_region.items():
            yield queue, self._regions[region]


def _above(queue: Queue, have: int) -> Iterator[int]:
    """Out of the queue, whoever asks for more than there is."""
    while queue and queue[-1][0] > have:
        yield queue.pop()[1]
