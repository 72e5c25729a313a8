"""What bringing dated figures would come to, line by line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.csv_table import LineProblem
from dashboard.domain.errors import Refused
from dashboard.domain.figure_file import FigureLine

SHOWN = 1_000
"""Lines of each outcome that are kept to be shown: nobody reads a hundred thousand."""


class Outcome(StrEnum):
    """What happens to a line."""

    NEW = "new"
    REPLACES = "replaces"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class PlannedLine(NamedTuple):
    """One line that could be read, and what it comes to.

    :param organisation: slug and name of the institution it was found to be about; None where none was.
    :param old: the figure of that day that it replaces.
    :param reason: why it is refused.
    """

    line: FigureLine
    outcome: Outcome
    organisation: tuple[str, str] | None = None
    old: int | None = None
    reason: Refused | None = None


@dataclass
class FigurePlan:
    """What a whole file comes to.

    :param lines: the first :data:`SHOWN` lines of each outcome, in the order of the file.
    :param counts: how many lines come to what, those that could not be read left out.
    :param problems: of the lines that could not be read.
    :param stopped_at: the line after which nothing was read; such a file is not stored.
    """

    problems: Sequence[LineProblem] = ()
    encoding: str = ""
    ignored: Sequence[str] = ()
    stopped_at: int | None = None
    lines: list[PlannedLine] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)

    def add(
        self, line: FigureLine, outcome: Outcome, named: tuple[str, str] | None, old: int | None = None, reason: Refused | None = None
    ) -> None:
        """Count one more line, and keep it if it is among the first; the parameters are those of :class:`PlannedLine`."""
        self.counts[outcome] = n = self.counts[outcome] + 1
        if n <= SHOWN:
            self.lines.append(PlannedLine(line, outcome, named, old, reason))

    def count(self, outcome: Outcome) -> int:
        """How many lines come to that; lines that could not be read count as refused."""
        unread = len({problem.line_no for problem in self.problems}) if outcome is Outcome.REFUSED else 0
        return self.counts[outcome] + unread

    @property
    def storing(self) -> int:
        """How many figures would be stored."""
        return 0 if self.stopped_at else self.counts[Outcome.NEW] + self.counts[Outcome.REPLACES]

    @property
    def refused(self) -> list[LineProblem]:
        """The reasons, in the order of the file."""
        later = [LineProblem(one.line.line_no, None, one.reason) for one in self.lines if one.reason]
        return sorted([*self.problems, *later], key=lambda problem: problem.line_no)
