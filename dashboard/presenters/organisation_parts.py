"""The parts of the organisation page, ready for the templates: kicker, key figures, events."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dashboard.charts.sentences import share
from dashboard.domain.accounts import Account
from dashboard.domain.claims import Claim
from dashboard.domain.departures import LEFT
from dashboard.domain.figures import DailyFigure, Precision
from dashboard.domain.organisations import Level, Organisation
from dashboard.i18n import Words
from dashboard.i18n.count_words import count_said
from dashboard.presenters.proof_words import short_proof, strongest
from dashboard.presenters.transfer_rows import left_network
from dashboard.services.views import OrganisationView


class Kicker(NamedTuple):
    """The line above the title: name, what is known of it, proof."""

    name: str
    parts: tuple[str, ...]
    level: Level | None
    proof: str = ""


class KeyFigure(NamedTuple):
    """One of the three figures: value, what it is with its date, source."""

    label: str
    value: str
    note: str
    source: str | None = None


def kicker(words: Words, organisation: Organisation, proofs: Sequence[Claim]) -> Kicker:
    """Kind and size beside the name, and how it was proven that its team speaks for it.

    :param proofs: those that count.
    """
    parts = [words.term(organisation.kind)]
    if organisation.size is not None:
        measure, size = organisation.size
        parts.append(words("{n} {people}", n=size, people=measure))
    return Kicker(organisation.name, tuple(parts), organisation.level, short_proof(words, strongest(proofs)))


def lede(words: Words, view: OrganisationView) -> str:
    """How comparable institutions stand at the same age, where that is known."""
    if view.peers is None:
        return ""
    low, high, n = view.peers
    band = words.range(low, high, lambda ratio: share(words, ratio))
    return words(
        "Among the other institutions of its kind ({kind}), the median at the same age is {band} (n = {n}).",
        kind=view.organisation.kind,
        band=band,
        n=n,
    )


def key_figures(words: Words, view: OrganisationView, today: date) -> list[KeyFigure]:
    """Baseline with its source (before the departure: the newest count), audience regained, days since the departure."""
    return [_audience(words, view), _regained(words, view), _days(words, view, today)]


def audience(view: OrganisationView) -> DailyFigure | None:
    """The count on the network that is left: the baseline of whoever has left, else the newest one."""
    if _gone(view):
        return view.baseline
    counted = [one.counted[-1] for one in view.series if one.account.network is left_network(view) and one.counted]
    return max(counted, key=lambda one: one.at, default=None)


def _gone(view: OrganisationView) -> bool:
    return view.journey.departed_on is not None and not view.journey.planned


def _audience(words: Words, view: OrganisationView) -> KeyFigure:
    network, figure, gone = left_network(view), audience(view), _gone(view)
    label = words("Followers left on {network}", network=network) if gone else words("Followers on {network}", network=network)
    if figure is None:
        missing = (
            words("No dated count of it within a year of the departure is known.") if gone else words("No dated count of it is known.")
        )
        return KeyFigure(label, words("not known"), missing)
    note = words("{provenance}, {day}", provenance=provenance(words, figure), day=figure.day)
    about = figure.precision is Precision.ROUNDED
    return KeyFigure(label, count_said(words, figure.followers, about=about), note, figure.source or None)


def provenance(words: Words, figure: DailyFigure) -> str:
    """“exact value, archive manifest”; “value to the nearest 100,000, press”."""
    if figure.rounded_to is not None:
        return words("value to the nearest {place}, {provenance}", place=figure.rounded_to, provenance=figure.provenance)
    return words("{precision} value, {provenance}", precision=figure.precision, provenance=figure.provenance)


def _regained(words: Words, view: OrganisationView) -> KeyFigure:
    one, gone = view.standing, _gone(view)
    label = words("Audience regained") if gone else words("Followers on the new networks")
    if one.regained_low is None or one.as_of is None:
        return KeyFigure(
            label,
            words("not read"),
            words("No new account has a figure since the departure.") if gone else words("No new account has a figure."),
        )
    value = words.range(one.regained_low, one.regained_high, words.number)
    if one.recovery_low is None or not gone:
        return KeyFigure(label, value, words("people following on the new networks; read on {day}", day=one.as_of))
    band = words.range(one.recovery_low, one.recovery_high, lambda ratio: share(words, ratio))
    return KeyFigure(label, value, words("{band} of the audience left behind; read on {day}", band=band, day=one.as_of))


def _days(words: Words, view: OrganisationView, today: date) -> KeyFigure:
    day = view.journey.departed_on
    if day is None:
        note = words("Nobody has logged a departure: curves are counted from it.")
        return KeyFigure(words("Days since the departure"), words("no date"), note)
    if view.journey.planned:
        return KeyFigure(words("Days until the departure"), words.number((day - today).days), words("planned on {day}", day=day))
    source = next((event.source for event in view.journey.events if event.status in LEFT and event.on == day), "")
    # The sentence above counts to the newest reading.
    note = words("left on {day}, counted to {today}", day=day, today=today)
    return KeyFigure(words("Days since the departure"), words.number((today - day).days), note, source or None)


def handle(account: Account) -> str:
    """The handle as people write it, or nothing for an account known by its figures only."""
    return f"@{account.handle}" if account.handle else ""
