"""How the work of a publication is cut into pieces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from dashboard.web.public.resource import Resource
from dashboard.web.publish.made_from import MadeFrom
from dashboard.web.publish.manifest import Group, Manifest
from dashboard.web.publish.others import Others
from dashboard.web.publish.plan import EVERYBODY, Planned
from dashboard.web.publish.render import Batch, Work

AT_ONCE = 30
"""Addresses of everybody's in one piece, or organisations of which pictures are drawn."""
READ_AT_ONCE = 200
"""Organisations of which all the rest is written: it takes no more statements to read what two hundred rest on than what one does."""
FEWEST, SHARE = 20, 8
"""Towards the end a piece is one part in so many of what is left, lest one process waits long for the last piece of another."""

_Asked = TypeVar("_Asked")


def unchanged(groups: Iterable[str], facts: MadeFrom, known: Manifest) -> Mapping[str, Group]:
    """Groups that were made from what they would be made from now."""
    return {name: known.groups[name] for name in groups if name in known.groups and known.groups[name].made_from == facts.of(name)}


def of_everybody(
    planned: Sequence[Planned], resources: Sequence[Resource], facts: MadeFrom, known: Manifest, *, pictures: bool
) -> Sequence[Batch]:
    """The pieces of everybody's pages, either their pictures or all the rest: first each list as a whole."""
    lists: dict[str, list[Planned]] = {}
    for one in planned:
        if one.slow is pictures:
            lists.setdefault(resources[one.resource].pages_of, []).append(one)
    others = lists.pop("", [])
    # Last come the open data: hundreds of megabytes, a second a file.
    return [Batch([_work(EVERYBODY, piece, facts, known)]) for piece in (*lists.values(), *_shrinking(others, AT_ONCE, 1))]


def of_organisations(
    groups: Mapping[str, Sequence[Planned]], facts: MadeFrom, known: Manifest, others: Others, *, pictures: bool
) -> Sequence[Batch]:
    """The pieces of what is about one organisation each, likewise."""
    asked = {name: [one for one in group if one.slow is pictures] for name, group in groups.items()}
    works = [_work(name, group, facts, known) for name, group in asked.items() if group]
    pieces = _shrinking(works, AT_ONCE if pictures else READ_AT_ONCE, FEWEST)
    return [Batch(piece, others.of([work.group for work in piece])) for piece in pieces]


def _work(name: str, planned: Sequence[Planned], facts: MadeFrom, known: Manifest) -> Work:
    return Work(name, facts.of(name), planned, known.groups.get(name, Group("")))


def _shrinking(asked: Sequence[_Asked], most: int, fewest: int) -> Iterator[Sequence[_Asked]]:
    while asked:
        n = max(fewest, min(most, len(asked) // SHARE))
        yield asked[:n]
        asked = asked[n:]
