"""Publish the public site into a folder: only what changed is made anew, and visitors never see half of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from dashboard.bootstrap import Essaim
from dashboard.services.read_beside import read_beside
from dashboard.services.read_peers import read_peers
from dashboard.web.public.resource import Resource
from dashboard.web.public.resources import RESOURCES
from dashboard.web.publish import manifest
from dashboard.web.publish.folder import building, cannot_write, put_in_place
from dashboard.web.publish.made_from import MadeFrom, made_from
from dashboard.web.publish.manifest import Group, Manifest
from dashboard.web.publish.parallel import Told, Writer, writers
from dashboard.web.publish.plan import EVERYBODY, Planned, Redraw, addresses, plan
from dashboard.web.publish.render import put, render_all
from dashboard.web.publish.root import root_files
from dashboard.web.publish.work import batches, unchanged

Progress = Callable[[int, int], None]
FEWEST = 600
"""Addresses for which it is worth starting processes, which takes them seconds."""


@dataclass(frozen=True)
class Published:
    """What a publication came to, in files.

    :param seconds: all it took; ``drawing``: of them those for pictures.
    """

    folder: Path
    written: int
    unchanged: int
    removed: int
    seconds: float
    drawing: float


def publish(
    essaim: Essaim,
    folder: Path,
    *,
    base: str,
    today: date,
    every_view: bool = False,
    redraw: Redraw = Redraw.CHANGED,
    resources: Sequence[Resource] = RESOURCES,
    processes: int = 1,
    progress: Progress = lambda done, total: None,
) -> Published:
    """Write the whole public site into a folder.

    :param base: ``https://host`` or ``https://host/folder`` where the folder will be served.
    :param every_view: every view of every chart, or the first alone.
    :param redraw: which pictures are drawn.
    :param processes: how many write at once; more than one for RESOURCES alone.
    :param progress: called with the addresses that are done, and all of them.
    :raises Refused: the folder cannot be used.
    """
    begun = perf_counter()
    with building(folder) as place:
        # Read before anything is made of it: what changes meanwhile is made again next time.
        facts = made_from(essaim, base=base, today=today, every_view=every_view, redraw=redraw)
        known = manifest.whole(place.last, place.known)
        if known.made_from == facts.everything:
            return Published(place.last, 0, known.files, 0, perf_counter() - begun, 0)
        peers = read_peers(essaim.db, today=today, holding=essaim.holding)
        near = read_beside(essaim.db, today=today)
        facts = facts.beside(peers).beside(near)
        told = Told(essaim.settings, base, today, every_view, redraw, frozenset(), peers, near, place)
        groups = plan(replace(told.site(essaim), memory={}), resources, redraw)
        made = _Made(essaim, replace(told, addresses=addresses(groups)), resources, facts, known, groups, progress)
        try:
            drawing = made.write(processes)
            new = Manifest(facts.everything, made.groups)
            manifest.write(place.new, new)
            put_in_place(place)
        except OSError as problem:
            raise cannot_write(place.last, problem) from problem
    removed = len(known.paths - new.paths)
    return Published(place.last, made.written, new.files - made.written, removed, perf_counter() - begun, drawing)


class _Made:
    """The site that is coming about."""

    def __init__(
        self,
        essaim: Essaim,
        told: Told,
        resources: Sequence[Resource],
        facts: MadeFrom,
        known: Manifest,
        planned: Mapping[str, Sequence[Planned]],
        progress: Progress,
    ) -> None:
        self.groups = dict(unchanged(planned, facts, known))
        self.written = 0
        self._changed = {name: group for name, group in planned.items() if name not in self.groups}
        self._essaim, self._told, self._resources = essaim, told, resources
        self._facts, self._known, self._progress = facts, known, progress
        self._done = 0

    def write(self, processes: int) -> float:
        """Write everything; gives the seconds that pictures took."""
        place = self._told.building
        for group in self.groups.values():
            for file in group.files:
                place.keep(file)
            self._advance(len(group.files))
        with self._writer(processes) as write:
            self._write(write, pictures=False)
            between = perf_counter()
            self._write(write, pictures=True)
            drawing = perf_counter() - between
        if EVERYBODY in self._changed:
            self._add_root()
        return drawing

    def _write(self, write: Writer, *, pictures: bool) -> None:
        for done in write(batches(self._changed, self._facts, self._known, pictures=pictures)):
            for one in done:
                self.groups[one.group] = self.groups.get(one.group, Group(one.made.made_from)) + one.made
                self.written += one.written
                self._advance(one.asked)

    def _add_root(self) -> None:
        known, place = self._known.groups.get(EVERYBODY, Group("")), self._told.building
        made = self.groups.get(EVERYBODY, Group(self._facts.everything))
        for file, document in root_files(self._told.site(self._essaim), self._resources):
            self.written += put(place, known, file, document)
            made += Group(made.made_from, {file: document.digest})
        self.groups[EVERYBODY] = made

    @contextmanager
    def _writer(self, processes: int) -> Iterator[Writer]:
        if processes > 1 and sum(map(len, self._changed.values())) >= FEWEST:
            with writers(self._told, processes) as write:
                yield write
        else:
            site, place = self._told.site(self._essaim), self._told.building
            yield lambda pieces: (render_all(site, self._resources, place, piece, redraw=self._told.redraw) for piece in pieces)

    def _advance(self, n: int) -> None:
        self._done += n
        self._progress(self._done, len(self._told.addresses))
