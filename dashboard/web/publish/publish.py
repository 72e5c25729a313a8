"""Publish the public site into a folder: only what changed is made anew, and visitors never see half of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from time import perf_counter

from dashboard.bootstrap import Essaim
from dashboard.web.public.resource import Resource
from dashboard.web.public.resources import RESOURCES
from dashboard.web.publish import manifest
from dashboard.web.publish.folder import building, cannot_write, put_in_place
from dashboard.web.publish.forks import make_ready
from dashboard.web.publish.made_from import MadeFrom, made_from
from dashboard.web.publish.manifest import Group, Manifest
from dashboard.web.publish.others import Others
from dashboard.web.publish.parallel import Told, Writer, writers
from dashboard.web.publish.plan import EVERYBODY, Planned, Redraw, addresses, plan
from dashboard.web.publish.render import Done, put, render_all
from dashboard.web.publish.root import root_files
from dashboard.web.publish.work import of_everybody, of_organisations, unchanged

Progress = Callable[[int, int], None]
FEWEST = 600
"""Addresses of a site for which it is worth starting processes, which takes them seconds."""


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
        if processes > 1 and not place.known.files:
            # It takes as long as finding out what there is to write. Where there is a site, nothing may have changed.
            make_ready()
        # Read before anything is made of it: what changes meanwhile is made again next time.
        facts = made_from(essaim, base=base, today=today, every_view=every_view, redraw=redraw)
        known = manifest.whole(place.last, place.known)
        if known.made_from == facts.everything:
            return Published(place.last, 0, known.files, 0, perf_counter() - begun, 0)
        if processes > 1:
            make_ready()
        told = Told(essaim.settings, base, today, every_view, redraw, frozenset(), place)
        site = told.site(essaim)
        groups = plan(site, resources, redraw)
        made = _Made(essaim, told.planned(site, addresses(groups)), resources, facts, known, groups, progress)
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
        self.groups: dict[str, Group] = {}
        self.written = 0
        self._everybody, self._organisations = planned[EVERYBODY], {name: group for name, group in planned.items() if name != EVERYBODY}
        self._essaim, self._told, self._resources = essaim, told, resources
        self._facts, self._known, self._progress = facts, known, progress
        self._done = 0

    def write(self, processes: int) -> float:
        """Write everything; gives the seconds that pictures took."""
        everybody = self._changed({EVERYBODY: self._everybody}, self._facts).get(EVERYBODY)
        with self._writer(processes) as write:
            first = write(of_everybody(everybody or [], self._resources, self._facts, self._known, pictures=False))
            # The writers are at it already while what the pages of organisations rest on is read.
            others = Others.read(self._essaim, self._told.today)
            facts = self._facts.beside(others.peers).beside(others.beside)
            changed = self._changed(self._organisations, facts)
            second = write(of_organisations(changed, facts, self._known, others, pictures=False))
            if everybody is not None:
                self._add_root()
            self._take(first, second)
            between = perf_counter()
            pictures = of_everybody(everybody or [], self._resources, facts, self._known, pictures=True)
            self._take(write([*pictures, *of_organisations(changed, facts, self._known, others, pictures=True)]))
            return perf_counter() - between

    def _changed(self, planned: Mapping[str, Sequence[Planned]], facts: MadeFrom) -> Mapping[str, Sequence[Planned]]:
        """What is to be made anew; the rest is taken over as it is."""
        kept = unchanged(planned, facts, self._known)
        for group in kept.values():
            for file in group.files:
                self._told.building.keep(file)
            self._advance(len(group.files))
        self.groups.update(kept)
        return {name: group for name, group in planned.items() if name not in kept}

    def _take(self, *written: Iterable[Sequence[Done]]) -> None:
        for one in chain.from_iterable(chain(*written)):
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
        if processes > 1 and len(self._told.addresses) >= FEWEST:
            with writers(self._told, processes) as write:
                yield write
        else:
            site, place = self._told.site(self._essaim), self._told.building
            yield lambda pieces: (render_all(site, self._resources, place, piece, redraw=self._told.redraw) for piece in pieces)

    def _advance(self, n: int) -> None:
        self._done += n
        self._progress(self._done, len(self._told.addresses))
