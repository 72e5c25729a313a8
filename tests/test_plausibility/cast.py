"""What the tests of plausibility share: curves of whole numbers, and the ways by which figures come in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from dashboard.domain.figures import Precision, Provenance, Snapshot, noon
from dashboard.domain.flags import Verdict
from dashboard.domain.networks import Network
from dashboard.domain.people import OPERATOR, Role
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.known import Around, Read
from dashboard.services.plausibility.decide import decide
from dashboard.services.plausibility.read import HeldAccount, waiting
from dashboard.services.record_snapshots import record_snapshots
from db.engine import Database
from tests.factories import HOLDING, NOW, TODAY, account_id

SETTLED = Around(Network.BLUESKY, opened_on=date(2023, 5, 1))
LEFT_X = Around(Network.X, left=True, departed_on=date(2025, 1, 20))


def reads(counts: Sequence[int], last: date = TODAY - timedelta(days=1), provenance: str = "api") -> list[Read]:
    """A figure a day up to a day."""
    first = last.toordinal() - len(counts) + 1
    return [Read(first + n, count, 0, provenance) for n, count in enumerate(counts)]


def figure(
    followers: int,
    on: date = TODAY,
    provenance: Provenance = Provenance.API,
    *,
    source: str = "",
    rounded_to: int | None = None,
    role: Role | None = None,
) -> Snapshot:
    """One new figure; by hand it is a team that brings it."""
    precision = Precision.ROUNDED if rounded_to else Precision.EXACT
    role = role or (None if provenance is Provenance.API else Role.EDITOR)
    return Snapshot(1, noon(on), followers, None, None, provenance, source, precision, role, rounded_to)


def reasons(around: Around, stood: Sequence[Read], *new: Snapshot, today: date = TODAY) -> list[list[str]]:
    """Why each of some new figures is flagged."""
    found = judge(around, stood, new, today)
    return [[flag.reason.value for flag in found.get(place, ())] for place in range(len(new))]


def read_daily(db: Database, figures: Mapping[date, int], network: Network = Network.BLUESKY, slug: str = "lyon") -> list[bool]:
    """Readings of the network, each stored on its day; tells which were flagged."""
    key, flagged = account_id(db, slug, network), []
    for on, followers in figures.items():
        with db.writing() as session:
            one = Snapshot(key, datetime.combine(on, time(6), UTC), followers)
            flagged += [each.flagged for each in record_snapshots(session, [one], today=on, holding=HOLDING)]
    return flagged


def since(first: date, *counts: int) -> dict[date, int]:
    """One count a day from a day on."""
    return {first + timedelta(days=n): count for n, count in enumerate(counts)}


def held(db: Database) -> Sequence[HeldAccount]:
    """What waits for the collective."""
    return waiting(db, OPERATOR, now=NOW).accounts


def decided(db: Database, verdict: Verdict, note: str = "asked them") -> int:
    """Decide of all that waits."""
    ids = [figure.flag_id for one in held(db) for figure in one.held]
    return decide(db, ids, verdict, note, by=OPERATOR, now=NOW, holding=HOLDING)
