"""Comparisons shared by a link, in words: until when, by whom in what capacity, and what became of a link."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dashboard.domain.annotations import Annotation
from dashboard.domain.people import TEAM, Role
from dashboard.domain.shared_views import SharedView
from dashboard.i18n import Words
from dashboard.presenters import notes
from dashboard.presenters.what_happened import Event


def until(words: Words, days: int | None) -> str:
    """For how long a link may be given."""
    return words("until it is revoked") if days is None else words("for {n} days", n=days)


def state(words: Words, view: SharedView, today: date) -> str:
    """Whether a link opens, and since when or until when."""
    if view.revoked_at is not None:
        return words("revoked on {day}", day=view.revoked_at.date())
    if view.expires_on is None:
        return words("opens until it is revoked")
    if view.opens(today):
        return words("opens until {day}", day=view.expires_on)
    return words("expired on {day}", day=view.expires_on)


def shared_by(words: Words, view: SharedView) -> str:
    """In what capacity somebody shared it; who it was is never said."""
    if view.role in TEAM:
        return words("Shared by the team of an institution")
    if view.role is Role.COLLECTIVE:
        return words("Shared by the collective")
    return words("Shared by somebody who signs in here")


def note_events(words: Words, found: Sequence[Annotation], names: Mapping[str, str]) -> Iterator[Event]:
    """Each note, newest first, with the institution it is about.

    :param names: by slug.
    """
    for one in sorted(found, key=lambda one: one.on, reverse=True):
        whose = names.get(one.organisation or "", "")
        yield Event(one.on, notes.said(words, one), " · ".join(filter(None, (whose, notes.noted_by(words, one)))), one.source)
