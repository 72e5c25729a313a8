"""A step that this curve does not make. The figures are cut into runs at such steps; a run that fits those that stand is kept."""

from collections.abc import Sequence
from datetime import date

from dashboard.domain.flags import Flag, Reason
from dashboard.domain.plausibility.allowance import Allowance
from dashboard.domain.plausibility.known import Read

Placed = tuple[Read, int | None]
"""A figure with its number among the new ones; None for one that stands."""
Run = tuple[int, int]
"""First place and the place after the last."""


def jumps(line: Sequence[Placed], allowance: Allowance) -> dict[int, Flag]:
    """A flag for each new figure that does not fit, by its number.

    :param line: all figures in the order of their days.

    Those that stand are not judged. Without any of them, the longest run is taken for the curve.
    """
    fits = allowance.fits
    cuts = [at for at in range(1, len(line)) if not fits(line[at - 1][0], line[at][0])]
    if not cuts:
        return {}
    runs = list(zip([0, *cuts], [*cuts, len(line)], strict=True))
    kept = [run for run in runs if any(line[at][1] is None for at in range(*run))]
    if not kept:
        kept = [max(runs, key=lambda run: run[1] - run[0])]
    flags: dict[int, Flag] = {}
    for run in sorted((run for run in runs if run not in kept), key=lambda run: min(abs(run[0] - other[0]) for other in kept)):
        before = max((other for other in kept if other[1] <= run[0]), default=None)
        after = min((other for other in kept if other[0] >= run[1]), default=None)
        if _fits(line, run, before, after, allowance):
            kept.append(run)
            continue
        held = line[before[1] - 1][0] if before else line[after[0]][0] if after else line[run[0]][0]
        for at in range(*run):
            one, number = line[at]
            if number is not None:
                flags[number] = _flag(held, one, allowance)
    return flags


def _fits(line: Sequence[Placed], run: Run, before: Run | None, after: Run | None, allowance: Allowance) -> bool:
    """Whether a run fits what is kept on both sides, or on one of them where those two do not fit each other."""
    first, last = line[run[0]][0], line[run[1] - 1][0]
    rises = [allowance.fits(line[before[1] - 1][0], first)] if before else []
    rises += [allowance.fits(last, line[after[0]][0])] if after else []
    if before and after and not allowance.fits(line[before[1] - 1][0], line[after[0]][0]):
        return any(rises)
    return all(rises)


def _flag(held: Read, one: Read, allowance: Allowance) -> Flag:
    first, last = sorted((held, one), key=lambda each: each.day)
    most = allowance.most(first, last)
    values = {"before": held.followers, "before_on": date.fromordinal(held.day).isoformat(), "days": abs(one.day - held.day)}
    return Flag(Reason.JUMP, {**values, "most": round(most)} if most != float("inf") else values)
