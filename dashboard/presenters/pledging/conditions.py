"""A condition as one sentence, for its own team and for coordinators."""

from collections.abc import Mapping

from dashboard.domain.exit_days.conditions import Condition
from dashboard.domain.exit_days.pledges import Pledge, Strength
from dashboard.i18n import Words


def condition_said(words: Words, condition: Condition, names: Mapping[int, str]) -> str:
    """“if at least 10 institutions leave and at least 3 of its region”; “in any case” without a condition.

    :param names: of the institutions that it names, by key.
    """
    parts = []
    if condition.organisations is not None:
        parts.append(words("at least {n} institutions leave", n=condition.organisations))
    if condition.audience is not None:
        parts.append(words("those who leave have at least {n} followers together", n=condition.audience))
    if condition.named:
        some = sorted(names.get(key, "?") for key in condition.named)
        parts.append(words.plural("{names} leaves", "{names} leave", len(some), names=", ".join(some)))
    if condition.of_kind is not None:
        parts.append(words("at least {n} of its kind leave", n=condition.of_kind))
    if condition.of_region is not None:
        parts.append(words("at least {n} of its region leave", n=condition.of_region))
    if not parts:
        return words("in any case")
    joined = parts[0]
    for part in parts[1:]:
        joined = words("{first}, and {second}", first=joined, second=part)
    return words("if {condition}", condition=joined)


def own_said(words: Words, pledge: Pledge, name: str, names: Mapping[int, str]) -> str:
    """What an institution pledged, as its own team reads it."""
    if pledge.strength is Strength.CONSIDERING:
        return words("{name} considers it: counted apart, and in no total.", name=name)
    return words("{name} leaves {condition}.", name=name, condition=condition_said(words, pledge.condition, names))


def shown_said(words: Words, pledge: Pledge) -> str:
    """Whether its name is seen; once the day is confirmed, that of everybody who goes is."""
    return words("its name is shown") if pledge.shown or pledge.bound else words("its name is hidden until the day is confirmed")
