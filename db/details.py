"""The values of a sentence as text: days, instants and networks come back as what they were, to be said in the reader's language."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from dashboard.domain.networks import Network


def to_text(values: Mapping[str, object]) -> str:
    """The values as JSON."""
    return json.dumps({name: _encoded(value) for name, value in values.items()}, ensure_ascii=False)


def from_text(text: str) -> dict[str, object]:
    """The values again."""
    return {name: _decoded(value) for name, value in json.loads(text).items()}


def _encoded(value: object) -> object:
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Network):
        return {"network": value.value}
    return value if isinstance(value, str | int | float | None) else str(value)


def _decoded(value: object) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return Network(text) if kind == "network" else (datetime if kind == "instant" else date).fromisoformat(text)
