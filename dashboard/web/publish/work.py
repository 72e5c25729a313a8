"""How the work of a publication is cut into pieces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from dashboard.web.publish.made_from import MadeFrom
from dashboard.web.publish.manifest import Group, Manifest
from dashboard.web.publish.plan import EVERYBODY, Planned
from dashboard.web.publish.render import Work

AT_ONCE = 30
"""Organisations, or addresses of everybody's, in one piece. An organisation's stay together: they rest on the same reading."""
Batch = Sequence[Work]
"""One piece: what one process does before it takes the next."""
_One = TypeVar("_One")


def unchanged(groups: Iterable[str], facts: MadeFrom, known: Manifest) -> Mapping[str, Group]:
    """Groups that were made from what they would be made from now."""
    return {name: known.groups[name] for name in groups if name in known.groups and known.groups[name].made_from == facts.of(name)}


def batches(groups: Mapping[str, Sequence[Planned]], facts: MadeFrom, known: Manifest, *, pictures: bool) -> Sequence[Batch]:
    """The pieces of some groups, either their pictures or all the rest; the longest come first."""
    asked = {name: [one for one in group if one.slow is pictures] for name, group in groups.items()}
    everybody: list[Batch] = [[_work(EVERYBODY, some, facts, known)] for some in _pieces(asked.pop(EVERYBODY, []))]
    return [*everybody, *_pieces(_work(name, group, facts, known) for name, group in asked.items() if group)]


def _work(name: str, planned: Sequence[Planned], facts: MadeFrom, known: Manifest) -> Work:
    return Work(name, facts.of(name), planned, known.groups.get(name, Group("")))


def _pieces(ones: Iterable[_One]) -> Iterator[list[_One]]:
    rest = iter(ones)
    while some := list(islice(rest, AT_ONCE)):
        yield some
