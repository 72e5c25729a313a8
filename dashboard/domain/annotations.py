"""Notes on charts: what else happened on a day. The departure itself is drawn from the ladder."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.domain.errors import N_, Refused
from dashboard.domain.people import Role
from dashboard.domain.sources import source_of

LONGEST_TEXT = 80
"""Characters of a note: it stands beside a line in a chart."""
FIRST_YEAR = 2006
"""X opened in that year."""
YEARS_AHEAD = 10
MOST = 200
"""Notes of one organisation, or of the whole movement: a chart has no room for more."""


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


@dataclass(frozen=True)
class NewAnnotation:
    """A note as it was typed; see :class:`Annotation`."""

    on: date
    kind: AnnotationKind
    text: str
    source: str = ""
    public: bool = False


def check_annotation(typed: NewAnnotation, today: date) -> NewAnnotation:
    """The note as it may be stored.

    :param typed: its text on one line already, without characters that cannot be shown.
    :raises Refused: the text is empty or too long, the day is out of bounds, the source is no address of a page.
    """
    if not any(sign.isalnum() for sign in typed.text):
        raise Refused(N_("A note needs a few words: what happened on that day."))
    if len(typed.text) > LONGEST_TEXT:
        raise Refused(
            N_("The note is {length} characters long, at most {longest} fit beside a line."), length=len(typed.text), longest=LONGEST_TEXT
        )
    if not FIRST_YEAR <= typed.on.year <= today.year + YEARS_AHEAD:
        raise Refused(
            N_("{day} lies outside of what charts show: from {first} to {last}. Check the year."),
            day=typed.on,
            first=str(FIRST_YEAR),
            last=str(today.year + YEARS_AHEAD),
        )
    source = source_of("", typed.source).address if typed.source.strip() else ""
    return NewAnnotation(typed.on, typed.kind, typed.text, source, typed.public)
