"""What is said of parameters that cannot be used: which one, why, and what is allowed."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic.fields import FieldInfo
from starlette.responses import Response

from dashboard.domain.errors import N_
from dashboard.i18n import Words
from dashboard.web.api import problems
from dashboard.web.api.asked import LONGEST_QUERY, MOST
from dashboard.web.api.problems import Parameter

LONGEST = 60
"""Characters of a value that are said back."""


def refused(words: Words, wrong: Sequence[tuple[str, str]], known: Mapping[str, FieldInfo]) -> Response:
    """The answer.

    :param wrong: name and value of each, as they were sent; ``known``: the parameters of the address.
    """
    parameters = [_one(words, name[:LONGEST], value[:LONGEST], known) for name, value in wrong]
    detail = " ".join(one.detail for one in parameters)
    return problems.problem(words, 422, N_("A parameter cannot be used"), detail, parameters=parameters)


def _one(words: Words, name: str, value: str, known: Mapping[str, FieldInfo]) -> Parameter:
    if name not in known:
        said = words("There is no parameter “{name}” here. Known: {allowed}.", name=name, allowed=", ".join(known))
        return Parameter(parameter=name, detail=said, allowed=list(known))
    allowed = _allowed(words, name, known[name].annotation)
    said = words("“{value}” is not a value of “{name}”. Allowed: {allowed}.", value=value, name=name, allowed=", ".join(allowed))
    return Parameter(parameter=name, detail=said, allowed=allowed)


def _allowed(words: Words, name: str, form: Any) -> list[str]:
    if isinstance(form, type) and issubclass(form, StrEnum):
        return [one.value for one in form]
    if form is date:
        return [words("a day, as 2025-01-20")]
    if form is int:
        return [f"1 ... {MOST}"]
    return [
        {
            "cursor": words("the cursor of a “next” address, unchanged"),
            "country": words("two letters, as FR"),
        }.get(name, words("at most {n} characters", n=LONGEST_QUERY))
    ]
