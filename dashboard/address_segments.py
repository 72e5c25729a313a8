"""Choices as segments of a path (``age-30/kind-city/``): written in one order, read back, or not at all."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

_Choice = TypeVar("_Choice", bound=StrEnum)


def segments(chosen: Iterable[tuple[str, str]]) -> str:
    """Names and values as the end of a path; what has no value is left out."""
    return "".join(f"{name}-{value}/" for name, value in chosen if value)


def read(path: str, names: Sequence[str]) -> dict[str, str] | None:
    """The values behind such an end; None if it names something else, something twice, or ends without its slash."""
    found: dict[str, str] = {}
    for segment in path.split("/")[:-1] if path else []:
        name, _, value = segment.partition("-")
        if name not in names or name in found or not value:
            return None
        found[name] = value
    return found if not path or path.endswith("/") else None


def member(kind: type[_Choice], text: str | None) -> _Choice | None:
    """The member with that value, or None."""
    return next((one for one in kind if one.value == text), None)
