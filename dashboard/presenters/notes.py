"""Notes on charts, as they are shown: marks beside a line, and lines of what happened."""

from collections.abc import Iterable, Iterator

from dashboard.charts.rows import EventMark
from dashboard.domain.annotations import Annotation
from dashboard.domain.people import TEAM
from dashboard.i18n import Words


def mark(one: Annotation) -> EventMark:
    """A note that everybody may see, as a mark."""
    return EventMark(one.on, one.text)


def marks(words: Words, annotations: Iterable[Annotation]) -> Iterator[EventMark]:
    """Each note as a mark; one that only the team sees says so first, where nothing cuts it off."""
    for one in annotations:
        yield mark(one) if one.public else EventMark(one.on, words("Private: {text}", text=one.text))


def of_movement(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Those on the whole movement, each once, by day: what a comparison has in common."""
    return sorted({one for one in annotations if one.organisation is None}, key=lambda one: (one.on, one.id))


def of_one(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Those on an organisation alone."""
    return [one for one in annotations if one.organisation is not None]


def said(words: Words, one: Annotation) -> str:
    """“Press: Le Monde writes about the departure”."""
    return words("{kind}: {text}", kind=words.beginning(words.term(one.kind)), text=one.text)


def noted_by(words: Words, one: Annotation) -> str:
    """On what, by whom in what capacity, and whether others see it."""
    parts = [words("on the whole movement")] if one.organisation is None else []
    if one.role in TEAM:
        parts.append(words("noted by the institution’s team"))
    else:
        parts.append(words("noted by the collective"))
    if not one.public:
        parts.append(words("private"))
    return " · ".join(parts)
