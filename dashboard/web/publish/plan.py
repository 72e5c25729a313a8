"""What a published site holds: every address with the resource that answers it, by the organisation it is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from starlette.convertors import Convertor
from starlette.routing import compile_path

from dashboard.domain.views import ChartName
from dashboard.public_addresses import EMBED
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site

EVERYBODY = ""
"""The group of what is about no organisation alone."""
PICTURE = ".png"
INDEX = "index.html"
_ABOUT_ONE = re.compile(
    rf"/(?:(?:\w\w)/(?:organisations|charts/{ChartName.TRANSFER.value})|{EMBED}/\w\w/{ChartName.TRANSFER.value})/([^/-][^/]*)/.*"
)


class Planned(NamedTuple):
    """One address to be written.

    :param resource: place of its resource among all.
    :param slow: whether it is a picture, and takes long to draw.
    """

    address: str
    resource: int
    slow: bool


class Redraw(StrEnum):
    """Which pictures are drawn: those that would look different, those that are not there yet, or none at all."""

    CHANGED = "changed"
    MISSING = "missing"
    NONE = "none"


def plan(site: Site, resources: Sequence[Resource], redraw: Redraw) -> Mapping[str, list[Planned]]:
    """Every address of the site, by group; the group of everybody is there even if it is empty."""
    groups: dict[str, list[Planned]] = {EVERYBODY: []}
    taken: set[str] = set()
    for number, resource in enumerate(resources):
        for address in resource.held(site):
            slow = resource.drawn_once or address.endswith(PICTURE)
            if address not in taken and not (slow and redraw is Redraw.NONE):
                taken.add(address)
                groups.setdefault(group_of(address), []).append(Planned(address, number, slow))
    return groups


def group_of(address: str) -> str:
    """The slug of the one organisation that an address is about; EVERYBODY if it is about none or several."""
    found = _ABOUT_ONE.fullmatch(address)
    return found[1] if found else EVERYBODY


def addresses(groups: Mapping[str, Iterable[Planned]]) -> frozenset[str]:
    """All that is planned."""
    return frozenset(one.address for group in groups.values() for one in group)


def file_of(address: str) -> str:
    """The file that a plain file server gives for an address.

    :raises ValueError: the address leads out of the folder, or is none.
    """
    parts = address.removeprefix("/").split("/")
    if not address.startswith("/") or any(part in ("", ".", "..") for part in parts[:-1]) or parts[-1] in (".", ".."):
        raise ValueError(f"no address of a file: {address!r}")
    return "/".join(parts) if parts[-1] else "/".join((*parts[:-1], INDEX))


def places(resource: Resource, address: str) -> Mapping[str, str] | None:
    """What stands in the places of the resource's path, as its answer wants it; None if the address is not one of it."""
    for pattern, known, convertors in _patterns(resource):
        if found := pattern.match(address):
            return {**{name: convertors[name].convert(text) for name, text in found.groupdict().items()}, **known}
    return None


@cache
def _patterns(resource: Resource) -> Sequence[tuple[re.Pattern[str], dict[str, str], Mapping[str, Convertor[Any]]]]:
    found = []
    for path, known in resource.paths():
        pattern, _, convertors = compile_path(path)
        found.append((pattern, known, convertors))
    return found
