"""Judge the new figures of one account: none, one or several reasons to look at each."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.domain.figures import Provenance, Snapshot
from dashboard.domain.flags import Flag
from dashboard.domain.plausibility.allowance import Allowance
from dashboard.domain.plausibility.conflict import conflict
from dashboard.domain.plausibility.go_on import Held, goes_on
from dashboard.domain.plausibility.growth import growths
from dashboard.domain.plausibility.jump import Placed, jumps
from dashboard.domain.plausibility.known import Around, Read, read, start
from dashboard.domain.plausibility.late import late, late_flag, told_late
from dashboard.domain.plausibility.size import too_large, too_round
from dashboard.domain.plausibility.week import odd_week


def judge(
    around: Around, stood: Sequence[Read], new: Sequence[Snapshot], today: date, held: Held | None = None
) -> Mapping[int, Sequence[Flag]]:
    """The flags of new figures of one account, by their place in ``new``; those without any are left out.

    :param stood: figures that stand and are not flagged, oldest first; those that a new one replaces are ignored.
    :param new: in any order.
    :param held: the newest figure of the account that waits or was set aside, if one does.
    """
    if all(one.provenance is Provenance.API for one in new):
        # What the network itself says is not doubted for what people told.
        stood = [one for one in stood if one.provenance == Provenance.API]
    line = _line(stood, new)
    started = start(around, (one for one, _ in line))
    allowance = Allowance(around, stood or [one for one, _ in line], started)
    place = {number: at for at, (_, number) in enumerate(line) if number is not None}
    flags: dict[int, list[Flag]] = {}

    def raise_(number: int, flag: Flag | None) -> None:
        if flag is not None:
            flags.setdefault(number, []).append(flag)

    sources = {one.provenance for one, _ in line}
    for number, one in enumerate(new):
        raise_(number, too_large(around.network, one))
        raise_(number, too_round(one, place[number], line))
        if len(sources) > 1:
            raise_(number, conflict(around, one, place[number], line))
    contradicted = set(flags)
    # What is doubted already says nothing about the others.
    sound = [(one, number) for one, number in line if number not in contradicted] if contradicted else line
    for number, flag in jumps(sound, allowance).items() if len(sound) > 1 else ():
        raise_(number, flag)
    for number, flag in growths(line, started):
        raise_(number, flag)
    for number, one in enumerate(new):
        if held is not None and number not in flags:
            raise_(number, goes_on(held, stood, read(one)))
    for number, at in place.items():
        if number not in flags:
            raise_(number, odd_week(around, at, line, started))
    for number, one in enumerate(new):
        if number in flags and told_late(one, today):
            raise_(number, late_flag(one, today))
        elif number not in flags:
            raise_(number, late(around, one, line, today))
    return flags


def _line(stood: Sequence[Read], new: Sequence[Snapshot]) -> list[Placed]:
    """All figures by day; one read again on the same day in the same way stands no longer, unless each reading has its instant."""
    reads = [read(one) for one in new]
    again = {(one.day, one.provenance) for one in reads if one.provenance != Provenance.API}
    line: list[Placed] = [(one, None) for one in stood if (one.day, one.provenance) not in again]
    line += [(one, number) for number, one in enumerate(reads)]
    # Sorting keeps what stands before what is new on the same day.
    line.sort(key=_day)
    return line


def _day(placed: Placed) -> int:
    return placed[0].day
