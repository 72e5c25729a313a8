"""Write some addresses of the site: in this process, or in several that each have an Essaim of their own."""

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.charts.png import png
from dashboard.domain.errors import NotFound
from dashboard.web.public.ahead import read_ahead
from dashboard.web.public.document import Document
from dashboard.web.public.resource import Resource
from dashboard.web.public.site import Site
from dashboard.web.publish.folder import Building
from dashboard.web.publish.manifest import Group
from dashboard.web.publish.plan import EVERYBODY, Planned, Redraw, file_of, places


@dataclass(frozen=True)
class Work:
    """Addresses of one group to be written one after the other.

    :param known: what the last site holds of the group.
    """

    group: str
    made_from: str
    planned: Sequence[Planned]
    known: Group


@dataclass(frozen=True)
class Done:
    """What came of it.

    :param asked: addresses looked at.
    :param written: files whose content is new; the others are those of the last site.
    """

    group: str
    made: Group
    asked: int
    written: int


@dataclass
class Pictures:
    """Draws what the last site does not hold.

    :param drawn: path of each picture met, by the fingerprint of its drawing; filled while drawing.
    """

    building: Building
    known: Group
    file: str = ""
    drawn: dict[str, str] = field(default_factory=dict)

    def draw(self, svg: str, *, zoom: float = 1) -> bytes:
        """The picture of a drawing."""
        key = hashlib.sha256(f"{zoom}|{svg}".encode()).hexdigest()[:24]
        before = self.known.drawn.get(key)
        self.drawn[key] = self.file
        if before is not None:
            return (self.building.last / before).read_bytes()
        return png(svg, zoom=zoom)


def render_all(site: Site, resources: Sequence[Resource], building: Building, batch: Sequence[Work], *, redraw: Redraw) -> list[Done]:
    """Write the addresses of some groups; what the organisations among them rest on is read in one go.

    :param redraw: which pictures are drawn again.
    """
    known = read_ahead(site, [work.group for work in batch if work.group != EVERYBODY])
    return [_render(site, resources, building, work, known.get(work.group, {}), redraw) for work in batch]


def _render(
    site: Site, resources: Sequence[Resource], building: Building, work: Work, read: Mapping[Hashable, Any], redraw: Redraw
) -> Done:
    """Write the addresses of one group; what the last site holds word for word is kept as the file it is.

    :param read: what was read for it already.
    """
    pictures = Pictures(building, work.known)
    own = replace(site, memory=dict(read), draw=pictures.draw)
    files: dict[str, str] = {}
    kept: set[str] = set()
    written = 0
    for one in work.planned:
        pictures.file = file_of(one.address)
        if one.slow and redraw is Redraw.MISSING and pictures.file in work.known.files:
            building.keep(pictures.file)
            files[pictures.file] = work.known.files[pictures.file]
            kept.add(pictures.file)
            continue
        document = answer(own, resources, one)
        if document is not None:
            files[pictures.file] = document.digest
            written += put(building, work.known, pictures.file, document)
    unseen = {key: file for key, file in work.known.drawn.items() if file in kept}
    return Done(work.group, Group(work.made_from, files, unseen | pictures.drawn), len(work.planned), written)


def put(building: Building, known: Group, file: str, document: Document) -> bool:
    """Write a document unless the last site holds it already; whether it was written."""
    if known.files.get(file) == document.digest:
        building.keep(file)
        return False
    building.write(file, document.body)
    return True


def answer(site: Site, resources: Sequence[Resource], planned: Planned) -> Document | None:
    """The document at an address, as the first resource gives it whose path fits; None if it has gone since it was planned."""
    for resource in (resources[planned.resource], *resources):
        found = places(resource, planned.address)
        if found is not None:
            try:
                document = resource.answer(site, found)
            except NotFound:
                return None
            except Exception as fault:
                fault.add_note(f"while {planned.address} was made")
                raise
            return document if document is not None and document.status == 200 else None
    raise LookupError(f"no resource answers {planned.address}")
