"""Let the figures of a case come in one after the other, as the services do, and see what is flagged."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice

from dashboard.domain.figures import Provenance, Snapshot
from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.copied import FEWEST_SAME, Series, copied_from
from dashboard.domain.plausibility.go_on import STEPS, Held
from dashboard.domain.plausibility.judge import judge
from dashboard.domain.plausibility.known import Around, Read, read
from dashboard.domain.plausibility.screen import EARLIER_DAYS, worth_judging
from tests.fraud.curves import Case

Place = tuple[int, int]
COPIED = Flag(Reason.COPIED)


def flagged(case: Case) -> dict[Place, list[str]]:
    """The figures that are flagged, by their place, with the reasons."""
    stood: list[Read] = []
    found: dict[Place, list[str]] = {}
    held: Held | None = None
    for at, (today, new) in enumerate(case.batches):
        flags = _flags(case.around, stood, new, today, held)
        if len(new) > FEWEST_SAME:
            mine = Series({one.at.toordinal(): one.followers for one in new})
            if copied_from(mine, [(n, Series(model)) for n, model in enumerate(case.models)]):
                flags = {place: [*flags.get(place, []), COPIED] for place in range(len(new))}
        for place, one in enumerate(new):
            if place in flags:
                found[at, place] = [flag.reason.value for flag in flags[place]]
                held = next((Held(one.at.toordinal(), one.followers, flag) for flag in flags[place] if flag.reason in STEPS), held)
            else:
                stood.append(read(one))
        stood.sort()
    return found


def _flags(around: Around, stood: Sequence[Read], new: Sequence[Snapshot], today: date, held: Held | None) -> Mapping[int, Sequence[Flag]]:
    if not held and len(new) == 1 and new[0].provenance is Provenance.API and not _suspect(around, stood, new[0]):
        return {}
    return judge(around, stood, new, today, held)


def _suspect(around: Around, stood: Sequence[Read], one: Snapshot) -> bool:
    """As services.plausibility.around.suspects asks the database."""
    if not stood:
        return False
    on = one.at.toordinal()
    before = stood[-1]
    near = islice(reversed(stood), EARLIER_DAYS + 1)
    earlier = next((other.followers for other in near if other.day == on - EARLIER_DAYS), None)
    return worth_judging(one.followers, before.followers, on - before.day, earlier, around.left)
