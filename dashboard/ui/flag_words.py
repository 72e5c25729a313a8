"""Why a figure waits, in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.domain.figures import Provenance
from dashboard.domain.flags import Flag, Reason
from dashboard.domain.networks import Network
from dashboard.i18n import Words
from dashboard.services.plausibility.read import HeldFigure


def why(words: Words, one: HeldFigure) -> list[str]:
    """One sentence for each reason."""
    return [_sentence(words, one.followers, flag) for flag in one.flags]


def _sentence(words: Words, n: int, flag: Flag) -> str:
    values: Mapping[str, Any] = flag.details
    match flag.reason:
        case Reason.JUMP:
            return _jump(words, n, values)
        case Reason.GROWTH:
            return words(
                "{before} followers on {day}, {n} here: more than any institution is known to have gained in that time.",
                before=values["before"],
                day=_day(values["before_on"]),
                n=n,
            )
        case Reason.WEEK:
            return _week(words, values)
        case Reason.TOO_LARGE:
            return words(
                "More than there are members: {network} has {most} at the very most.",
                network=Network(values["network"]),
                most=values["most"],
            )
        case Reason.TOO_ROUND:
            return words("Given as exact, and a multiple of {unit}: it is probably rounded, or guessed.", unit=values["unit"])
        case Reason.CONFLICT:
            return words(
                "Another source says {other} on {day} ({source}): further apart than the precision of the two explains.",
                other=values["other"],
                day=_day(values["other_on"]),
                source=Provenance(values["source"]),
            )
        case Reason.COPIED:
            return _copied(words, values)
        case Reason.LATE:
            return words.plural(
                "Told {n} day afterwards, with no address at which it could be checked.",
                "Told {n} days afterwards, with no address at which it could be checked.",
                values["days"],
            )


def _jump(words: Words, n: int, values: Mapping[str, Any]) -> str:
    before, day, most = values["before"], _day(values["before_on"]), values.get("most")
    if n < before or most is None:
        return words("{before} followers on {day}, {n} here: a step that this account does not make.", before=before, day=day, n=n)
    return words(
        "{before} followers on {day}, {n} here: more came than the {most} that may come in that time.",
        before=before,
        day=day,
        n=n,
        most=most,
    )


def _week(words: Words, values: Mapping[str, Any]) -> str:
    if "lot" in values:
        return words(
            "{lot} followers came on {day} alone, and hardly any before and after; usually {usual} come in a day.",
            lot=values["lot"],
            day=_day(values["lot_on"]),
            usual=values["usual"],
        )
    return words(
        "{gained} followers came in {days} days, about as many on each; usually {usual} come in a day.",
        gained=values["gained"],
        days=values["days"],
        usual=values["usual"],
    )


def _copied(words: Words, values: Mapping[str, Any]) -> str:
    name, network, shift = values["name"], Network(values["network"]), abs(values["days"])
    if not shift:
        return words("The same ups and downs as the account of {name} on {network}.", name=name, network=network)
    return words.plural(
        "The same ups and downs as the account of {name} on {network}, {n} day apart.",
        "The same ups and downs as the account of {name} on {network}, {n} days apart.",
        shift,
        name=name,
        network=network,
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
