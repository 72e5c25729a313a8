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
from dashboard.web.publish.others import Others
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
class Batch:
    """One piece: what one process does before it takes the next.

    :param others: how all others stand, for the institutions in it; None for a piece of everybody's pages.
    """

    works: Sequence[Work]
    others: Others | None = None


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


def render_all(site: Site, resources: Sequence[Resource], building: Building, batch: Batch, *, redraw: Redraw) -> list[Done]:
    """Write the addresses of some groups; what the organisations among them rest on is read in one go.

    :param redraw: which pictures are drawn again.
    """
    known: Mapping[str, Mapping[Hashable, Any]] = {}
    if batch.others is not None:
        site = replace(site, peers=batch.others.peers, beside=batch.others.beside)
        known = read_ahead(site, [work.group for work in batch.works])
    rendered = [_Rendering(site, building, work, known.get(work.group, {})) for work in batch.works]
    asked = [(one, group) for group in rendered for one in group.work.planned]
    # One kind of document after the other: the processor has at hand what makes it (a tenth of what they take).
    for one, group in sorted(asked, key=lambda pair: pair[0].resource):
        group.write(one, resources, redraw)
    return [group.done() for group in rendered]


class _Rendering:
    """One group whose addresses are being written; what the last site holds word for word is kept as the file it is.

    :param read: what was read for it already.
    """

    def __init__(self, site: Site, building: Building, work: Work, read: Mapping[Hashable, Any]) -> None:
        self.work = work
        self._pictures = Pictures(building, work.known)
        # What pages of everybody rest on is the same for all of them: the process remembers it from one piece to the next.
        self._memory = dict(read)
        self._site = replace(site, memory=site.memory if work.group == EVERYBODY else self._memory, draw=self._pictures.draw)
        self._files: dict[str, str] = {}
        self._kept: set[str] = set()
        self._written = 0

    def write(self, one: Planned, resources: Sequence[Resource], redraw: Redraw) -> None:
        """Write one of its addresses."""
        building, known, file = self._pictures.building, self.work.known, file_of(one.address)
        if one.slow and redraw is Redraw.MISSING and file in known.files:
            building.keep(file)
            self._files[file] = known.files[file]
            self._kept.add(file)
            return
        self._pictures.file = file
        document = answer(self._site, resources, one)
        if document is not None:
            self._files[file] = document.digest
            self._written += put(building, known, file, document)

    def done(self) -> Done:
        """What came of it, when all of them are written."""
        # Some of it knows the site that remembers it: without such circles nothing is left to be searched for (1 ms an organisation).
        self._memory.clear()
        unseen = {key: file for key, file in self.work.known.drawn.items() if file in self._kept}
        made = Group(self.work.made_from, self._files, unseen | self._pictures.drawn)
        return Done(self.work.group, made, len(self.work.planned), self._written)


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
