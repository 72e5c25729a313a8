"""What happened to an institution, in words: the ladder, the accounts that were opened, the baseline."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dashboard.domain.annotations import Annotation
from dashboard.domain.baselines import BaselineEvent, BaselineKind
from dashboard.domain.departures import Status
from dashboard.domain.leaderboard import Standing
from dashboard.domain.organisations import Organisation, own_word
from dashboard.i18n import Words
from dashboard.presenters import notes
from dashboard.presenters.organisation_parts import handle, provenance
from dashboard.services.views import OrganisationView

CHANGES = (BaselineKind.CORRECTED, BaselineKind.CHOSEN, BaselineKind.LIFTED)


class Event(NamedTuple):
    """One dated event; ``source`` may be an address."""

    on: date
    text: str
    note: str = ""
    source: str = ""


def events(words: Words, view: OrganisationView, today: date, private: Sequence[Annotation] = ()) -> list[Event]:
    """What happened or is planned, newest first: the ladder, the accounts that were opened on the way, corrections of the baseline, notes.

    :param private: notes that only its team sees, for a member of it.
    """
    found = [*_ladder(words, view, today), *_openings(words, view), *baseline_events(words, view.baseline_events)]
    found += noted(words, [*view.annotations, *private])
    return sorted(found, key=lambda event: event.on, reverse=True)


def _ladder(words: Words, view: OrganisationView, today: date) -> Iterator[Event]:
    for event in view.journey.events:
        term = words.term(event.status)
        note = "" if event.source else without_source(words, view.organisation)
        if event.status is Status.DEPARTED and event.on <= today and view.baseline is not None:
            frozen = words("frozen baseline: {n} followers", n=view.baseline.followers)
            note = f"{note} · {frozen}" if note else frozen
        text = words("{network}: {event}", network=event.network, event=term)
        yield Event(event.on, text if event.on <= today else words("Planned. {event}", event=text), note, event.source)


def without_source(words: Words, organisation: Organisation | Standing) -> str:
    """What stands where nobody gave a source."""
    return words("said by the institution itself") if own_word(organisation.level) else words("without a source")


def _openings(words: Words, view: OrganisationView) -> Iterator[Event]:
    first = min((event.on for event in view.journey.events), default=None)
    for account in (one.account for one in view.series):
        if account.opened_on and (first is None or account.opened_on >= first):
            yield Event(account.opened_on, words("{network} account opened", network=account.network), handle(account))


def noted(words: Words, annotations: Sequence[Annotation]) -> Iterator[Event]:
    """Each note with its day and its source."""
    for one in annotations:
        yield Event(one.on, notes.said(words, one), notes.noted_by(words, one), one.source)


def baseline_events(words: Words, happened: Sequence[BaselineEvent], *, every: bool = False) -> Iterator[Event]:
    """Each event with its day, its figure, who or what decided, and the reason that was given.

    :param every: the first freezing as well, which the departure's own line tells on the organisation's page.
    """
    for one in happened:
        if every or one.kind in CHANGES:
            yield Event(one.at.date(), _text(words, one), _note(words, one), one.figure.source if one.figure else "")


def _text(words: Words, one: BaselineEvent) -> str:
    kind = words.beginning(words.term(one.kind))
    if one.figure is None:
        return words("{kind}: no figure is left.", kind=kind)
    return words("{kind}: {n} followers on {day}", kind=kind, n=one.figure.followers, day=one.figure.day)


def _note(words: Words, one: BaselineEvent) -> str:
    if one.figure is None:
        return ""
    parts = [provenance(words, one.figure)]
    if one.reason:
        parts.append(words("reason: {reason}", reason=one.reason))
    elif one.kind is not BaselineKind.CHOSEN:
        parts.append(words("by the rule"))
    return " · ".join(parts)
