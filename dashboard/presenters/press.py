"""A figure frozen for the press, in words: its sentence in every language, and what stands on its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.charts.sentences import share, transfer_sentence
from dashboard.config import LANGUAGES
from dashboard.domain.figures import Holding, Precision, Provenance
from dashboard.domain.networks import Network
from dashboard.domain.press import PressFigure
from dashboard.i18n import Words, words_in
from dashboard.i18n.count_words import count_said
from dashboard.presenters.organisation_parts import KeyFigure
from dashboard.presenters.transfer_rows import transfer_rows
from dashboard.services.press.freeze import Say
from dashboard.services.views import OrganisationView


@dataclass(frozen=True)
class FrozenAccount:
    """One new account, as it was counted when the figure was frozen."""

    network: Network
    handle: str
    followers: str
    on: date
    provenance: str
    source: str


def saying(today: date, holding: Holding) -> Say:
    """What the page of an organisation says on a day, by language."""

    def say(view: OrganisationView) -> Mapping[str, str]:
        return {language: _sentence(words_in(language), view, today, holding) for language in LANGUAGES}

    return say


def key_figures(words: Words, content: Mapping[str, Any]) -> list[KeyFigure]:
    """What was left behind, what was regained, how long after the departure."""
    left, low, high = content["baseline"], content["regained"]["low"], content["regained"]["high"]
    band = words.range(content["recovery"]["low"], content["recovery"]["high"], lambda ratio: share(words, ratio))
    read_on, departed_on = date.fromisoformat(content["as_of"]), date.fromisoformat(content["departed_on"])
    return [
        KeyFigure(
            words("Followers left on {network}", network=Network(left["network"])),
            _count(words, left),
            words("{provenance}, {day}", provenance=_provenance(words, left), day=date.fromisoformat(left["on"])),
            left["source"] or None,
        ),
        KeyFigure(
            words("Audience regained"),
            words.range(low, high, words.number),
            words("{band} of the audience left behind; read on {day}", band=band, day=read_on),
        ),
        KeyFigure(
            words("Days since the departure"),
            words.number(content["age_days"]),
            words("left on {day}; counted to the day of the reading", day=departed_on),
        ),
    ]


def accounts(words: Words, content: Mapping[str, Any]) -> list[FrozenAccount]:
    """The new accounts in the order in which they were frozen."""
    return [
        FrozenAccount(
            Network(one["network"]),
            one["handle"],
            _count(words, one),
            date.fromisoformat(one["on"]),
            _provenance(words, one),
            one["source"],
        )
        for one in content["accounts"]
    ]


def since(words: Words, figure: PressFigure, view: OrganisationView, *, today: date, holding: Holding) -> list[str]:
    """What has changed since the figure was frozen: the sentence of today, the audience left behind if it was corrected."""
    content, said = figure.content, _sentence(words, view, today, holding)
    lines = []
    left, now = content["baseline"]["followers"], view.baseline.followers if view.baseline else None
    if left is not None and now is not None and now != left:
        lines.append(
            words(
                "The audience left behind was {then} when this figure was frozen; it has been corrected to {now} since.", then=left, now=now
            )
        )
    if said != content["sentence"][words.language]:
        lines.append(words("Today its page says: {sentence}.", sentence=said))
    return lines


def _sentence(words: Words, view: OrganisationView, today: date, holding: Holding) -> str:
    return transfer_sentence(transfer_rows(view, today=today, holding=holding), words)


def _count(words: Words, one: Mapping[str, Any]) -> str:
    if one["followers"] is None:
        return words("not handed on")
    return count_said(words, one["followers"], one["rounded_to"], about=one["precision"] == Precision.ROUNDED.value)


def _provenance(words: Words, one: Mapping[str, Any]) -> str:
    return words.term(Provenance(one["provenance"]))
