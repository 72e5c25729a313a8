"""What curves are made of, honest or not: counts day by day, and the figures that carry them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from random import Random

from dashboard.domain.figures import Precision, Provenance, Snapshot, noon
from dashboard.domain.networks import Network
from dashboard.domain.people import Role
from dashboard.domain.plausibility.known import Around

FIRST = date(2025, 1, 6)
DAYS = 150
SOURCE = "https://archive.example/page"


@dataclass(frozen=True)
class Case:
    """One account with its figures in the order in which they came in.

    :param batches: figures that came together, and the day on which they did.
    :param false: places (batch, place within it) of the figures that are false; empty for an honest one.
    :param models: curves of other accounts by day (ordinal), which a series may have been copied from.
    """

    around: Around
    batches: Sequence[tuple[date, Sequence[Snapshot]]]
    false: frozenset[tuple[int, int]] = frozenset()
    models: Sequence[Mapping[int, int]] = ()


def day(n: int) -> date:
    """The ``n``-th day of the simulation."""
    return FIRST + timedelta(days=n)


def joined(departed: int | None = None, opened: int | None = None, stirs: Sequence[int] = ()) -> Around:
    """A new account; days are those of the simulation."""
    own = [departed] if departed is not None else []
    return Around(
        Network.BLUESKY,
        opened_on=None if opened is None else day(opened),
        departed_on=None if departed is None else day(departed),
        stirs=tuple(day(n).toordinal() for n in (*own, *stirs)),
    )


def being_left(departed: int) -> Around:
    """The account on X."""
    return Around(Network.X, left=True, departed_on=day(departed), stirs=(day(departed).toordinal(),))


def growing(random: Random, start: float, rate: float, days: int = DAYS) -> list[float]:
    """Counts that grow by about so large a share a day: chance as large as a root, fewer at the end of a week."""
    rhythm = [random.uniform(0.8, 1.4) for _ in range(5)] + [random.uniform(0.3, 0.8) for _ in range(2)]
    count, counts = start, []
    for n in range(days):
        counts.append(count)
        mean = count * rate * rhythm[n % 7]
        count = max(0.0, count + mean + random.gauss(0, sqrt(abs(mean)) + 0.01 * sqrt(count)))
    return counts


def raised(counts: Sequence[float], gains: Mapping[int, float]) -> list[float]:
    """The same with so many more from each of some days on."""
    extra, found = 0.0, []
    for n, count in enumerate(counts):
        extra += gains.get(n, 0.0)
        found.append(max(0.0, count + extra))
    return found


def readings(counts: Sequence[float], missing: frozenset[int] = frozenset()) -> list[tuple[date, Sequence[Snapshot]]]:
    """A reading a day by the connector, each stored on its own."""
    return [
        (day(n), [Snapshot(1, datetime.combine(day(n), time(6), UTC), round(count))]) for n, count in enumerate(counts) if n not in missing
    ]


def told(n: int, count: float, provenance: Provenance, source: str = SOURCE, rounded_to: int | None = None) -> Snapshot:
    """A figure that a team brings."""
    whole = round(count / rounded_to) * rounded_to if rounded_to else round(count)
    precision = Precision.ROUNDED if rounded_to else Precision.EXACT
    return Snapshot(1, noon(day(n)), whole, None, None, provenance, source, precision, Role.EDITOR, rounded_to)


def exported(counts: Sequence[float], first: int = 0) -> list[Snapshot]:
    """A daily series from a file that a team brings."""
    return [told(first + n, count, Provenance.ANALYTICS, "overview.csv") for n, count in enumerate(counts)]


def after(batches: Sequence[tuple[date, Sequence[Snapshot]]], first: int) -> frozenset[tuple[int, int]]:
    """The places of all figures from a day on."""
    return frozenset((at, place) for at, (_, new) in enumerate(batches) for place, one in enumerate(new) if one.at.date() >= day(first))


def by_role(snapshots: Sequence[Snapshot], role: Role) -> list[Snapshot]:
    """The same, brought in another capacity."""
    return [replace(one, role=role) for one in snapshots]
