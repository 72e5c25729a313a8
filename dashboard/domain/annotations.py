"""Notes on charts: what else happened on a day. The departure itself is drawn from the ladder."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.people import Role

LONGEST_TEXT = 80
"""Characters of a note: it stands beside a line in a chart."""
LONGEST_SOURCE = 600


class AnnotationKind(StrEnum):
    """What happened."""

    EXIT_DAY = "exit_day"
    PRESS = "press"
    CAMPAIGN = "campaign"
    EVENT = "event"


@dataclass(frozen=True)
class Annotation:
    """One note on one day.

    :param organisation: slug of the one it is about; None for the whole movement, on the charts of everybody.
    :param text: from a person, at most 80 characters; ``source``: a web address, or empty.
    :param public: drawn for everybody and exported; otherwise for the team, and in a shared view that says so.
    :param role: in what capacity somebody wrote it.
    """

    id: int
    organisation: str | None
    on: date
    kind: AnnotationKind
    text: str
    source: str
    public: bool
    role: Role
