"""Figures frozen for the press: the bytes that are published, their digest, and the address made of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

SHORT = 16
"""Signs of the digest that stand in the address."""
FORMAT = 1
"""Raised when the meaning of what is written changes; what is frozen keeps its own."""
METHODOLOGY = "1"
"""Version of docs/methodology.md by which figures are made: raised when the same readings would give another figure."""


def canonical(content: Mapping[str, Any]) -> str:
    """The one way to write this content: sorted keys, no blanks, UTF-8 as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """SHA-256 of exactly these bytes, as ``sha256sum`` prints it."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class PressFigure:
    """One figure as it was frozen; never changed.

    :param slug: of the organisation as it is called today; what is frozen holds the one of then.
    :param text: the canonical JSON.
    """

    slug: str
    text: str
    digest: str
    frozen_at: datetime

    @property
    def short(self) -> str:
        """What stands in the address."""
        return self.digest[:SHORT]

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """What was frozen."""
        read: Mapping[str, Any] = json.loads(self.text)
        return read


def same_but_for_the_hour(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two figures say the same of the same, whenever each was frozen."""
    return {**one, "frozen_at": None} == {**other, "frozen_at": None}
