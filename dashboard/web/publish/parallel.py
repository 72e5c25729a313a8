"""Several processes that write addresses, each with an Essaim of its own on the same database."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from dashboard.bootstrap import Essaim, build
from dashboard.config import Settings
from dashboard.services.read_beside import Beside
from dashboard.services.read_peers import Peers
from dashboard.web.public.resources import RESOURCES
from dashboard.web.public.site import Site
from dashboard.web.publish.folder import Building
from dashboard.web.publish.plan import Redraw
from dashboard.web.publish.render import Done, render_all
from dashboard.web.publish.work import Batch

Writer = Callable[[Sequence[Batch]], Iterable[Sequence[Done]]]


@dataclass(frozen=True)
class Told:
    """What a process needs to know to see the site as the others do."""

    settings: Settings
    base: str
    today: date
    every_view: bool
    redraw: Redraw
    addresses: frozenset[str]
    peers: Mapping[str, Peers | None]
    beside: Mapping[str, Beside]
    building: Building

    def site(self, essaim: Essaim) -> Site:
        """The site as it is published."""
        has = self.addresses.__contains__
        return Site(essaim, self.base, self.today, live=False, has=has, every_view=self.every_view, peers=self.peers, beside=self.beside)


def processes() -> int:
    """How many run at once on this machine."""
    return len(os.sched_getaffinity(0))


@contextmanager
def writers(told: Told, n: int) -> Iterator[Writer]:
    """``n`` processes that write addresses of RESOURCES, and give what came of it as it comes."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n, mp_context=context, initializer=_begin, initargs=(told,))

    def write(batches: Sequence[Batch]) -> Iterable[Sequence[Done]]:
        return (done.result() for done in as_completed([pool.submit(_write, batch) for batch in batches]))

    try:
        yield write
    finally:
        pool.shutdown(cancel_futures=True)


_ALLOCATED = 50_000
"""Objects between two searches for cycles: pages make many objects and hardly a cycle, and the search was a fifth of the work."""
_told: Told | None = None
_site: Site | None = None


def _begin(told: Told) -> None:
    global _told, _site
    # Whoever interrupts the command interrupts its first process, which ends the others; if it is killed, they go with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    _told, _site = told, told.site(build(told.settings, migrate=False))
    gc.freeze()
    gc.set_threshold(_ALLOCATED)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _write(batch: Batch) -> list[Done]:
    assert _told is not None and _site is not None
    return render_all(_site, RESOURCES, _told.building, batch, redraw=_told.redraw)
